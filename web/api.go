package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"hefa/storage"
)

// apiRoot is where the API begins.
const apiRoot = "/api/v1"

// listed is a page of a list, as every list of the API is answered.
type listed[T any] struct {
	Total int `json:"total"`
	Items []T `json:"items"`
	// Page counts from 1.
	Page int `json:"page"`
}

// whole answers a list that is not paged.
func whole[T any](items []T) listed[T] {
	if items == nil {
		items = []T{}
	}
	return listed[T]{Total: len(items), Items: items, Page: 1}
}

// receive reads the JSON of a request. Nothing at all is the zero value; a
// field that is not known, and a value of the wrong type, are an Invalid of
// that field.
func receive[T any](r *http.Request) (T, error) {
	hash := sha256.New()
	in, err := decode[T](r, io.TeeReader(r.Body, hash))
	from(r).content = hex.EncodeToString(hash.Sum(nil))
	return in, err
}

// receiveSecret is [receive] of what holds a password, of which not even a hash
// is kept.
func receiveSecret[T any](r *http.Request) (T, error) { return decode[T](r, r.Body) }

func decode[T any](r *http.Request, body io.Reader) (T, error) {
	var in T
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); r.ContentLength != 0 && (err != nil || kind != "application/json") {
		return in, errMediaType
	}
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil {
		if _, err = d.Token(); err == nil {
			err = errors.New("something follows the value")
		}
	}
	if errors.Is(err, io.EOF) {
		return in, nil
	}
	return in, fmt.Errorf("reading JSON: %w", wrongJSON(err))
}

// wrongJSON tells values that cannot be taken from text that is no JSON.
func wrongJSON(err error) error {
	var typed *json.UnmarshalTypeError
	if errors.As(err, &typed) {
		return &storage.Invalid{Field: typed.Field, Code: "type"}
	}
	// encoding/json has no type for this one.
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &storage.Invalid{Field: strings.Trim(field, `"`), Code: "unknown-field"}
	}
	return malformed(err)
}

// did answers a change: with its place in the log, which search may be asked
// to wait for.
func did(w http.ResponseWriter, a *storage.Actor, status int, value any) error {
	w.Header().Set("X-Hefa-Position", strconv.FormatInt(a.Position, 10))
	if value == nil {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return writeJSON(w, status, value)
}

// created is [did] for a new thing at an address of its own.
func created(w http.ResponseWriter, a *storage.Actor, address string, value any) error {
	w.Header().Set("Location", address)
	return did(w, a, http.StatusCreated, value)
}

// tag gives the revision that If-Match takes.
func tag(w http.ResponseWriter, rev int) { w.Header().Set("ETag", `"`+strconv.Itoa(rev)+`"`) }

// seenRev is the revision a program acts upon: If-Match, or 0 for the newest.
func seenRev(r *http.Request) (int, error) {
	text := strings.TrimSpace(r.Header.Get("If-Match"))
	if text == "" || text == "*" {
		return 0, nil
	}
	n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(text, "W/"), `"`))
	if err != nil || n < 1 {
		return 0, &storage.Invalid{Field: "If-Match", Code: "number"}
	}
	return n, nil
}

// idIn is an id in the address. A malformed one becomes one that nothing has,
// so that whatever is looked at first, it is answered as an unknown one is.
func idIn(r *http.Request, name string) storage.ID {
	id, err := storage.ParseID(mux.Vars(r)[name])
	if err != nil {
		return storage.NewID()
	}
	return id
}

// numberIn is a number in the address; a malformed one is 0, which nothing has.
func numberIn(r *http.Request, name string) int {
	text := mux.Vars(r)[name]
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1e6 || strconv.Itoa(n) != text {
		return 0
	}
	return n
}

// pageSize reads page and size of a list: from 1, and 20 unless told, at most
// 100.
func pageSize(q url.Values) (page, size int, err error) {
	if page, err = queryNumber(q, "page", 1, 1e6); err != nil {
		return 0, 0, err
	}
	size, err = queryNumber(q, "size", 20, 100)
	return page, size, err
}

// queryNumber reads a whole number from 1 to most; where there is none it is
// usual.
func queryNumber(q url.Values, name string, usual, most int) (int, error) {
	text := q.Get(name)
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, &storage.Invalid{Field: name, Code: "number"}
	}
	return n, nil
}

// queryDay reads a day; "" is none.
func queryDay(q url.Values, name string) (storage.Day, error) {
	return storage.ParseDay(name, q.Get(name))
}

// bodyID finds a body by id or by name. One that does not exist is an Invalid
// of the field: bodies are known to everybody.
func (s *server) bodyID(r *http.Request, field, text string) (storage.ID, error) {
	var b storage.Body
	id, err := storage.ParseID(text)
	if err == nil {
		b, err = s.Store.Body(r.Context(), id)
	} else {
		b, err = s.Store.BodyNamed(r.Context(), strings.TrimSpace(text))
	}
	if errors.Is(err, storage.ErrNotFound) {
		return "", &storage.Invalid{Field: field, Code: "choice"}
	}
	return b.ID, err
}

// bodyIDs is [server.bodyID] for several, in order.
func (s *server) bodyIDs(r *http.Request, field string, texts []string) ([]storage.ID, error) {
	var ids []storage.ID
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			continue
		}
		id, err := s.bodyID(r, field, text)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// choice reads one of a set of codes; "" is none. What is none of them is told
// which there are.
func choice[T ~string](field, text string, all []T) (T, error) {
	if text == "" {
		return "", nil
	}
	for _, one := range all {
		if string(one) == text {
			return one, nil
		}
	}
	codes := make([]string, len(all))
	for i, one := range all {
		codes[i] = string(one)
	}
	return "", &storage.Invalid{Field: field, Code: "choice", Detail: strings.Join(codes, ", ")}
}

// signedOut tells a program without a session that it needs one, where
// somebody signed in would have been told that there is nothing.
func signedOut(r *http.Request, err error) error {
	if from(r).person == nil && errors.Is(err, storage.ErrNotFound) {
		return errSignedOut
	}
	return err
}
