package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"hefa/storage"
)

// malformed gives an error of reading a body its meaning: too large stays what
// it is, anything else cannot be read.
func malformed(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return errors.Join(errMalformed, err)
}

// rev is the revision a form was made from; 0 where it carries none.
func rev(form url.Values) (int, error) {
	text := form.Get("rev")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, &storage.Invalid{Field: "rev", Code: "number"}
	}
	return n, nil
}

// formID reads a field that holds an id; "" is none. One that names nothing
// is an Invalid of that field, since the person chose it from a list.
func formID(form url.Values, field string) (storage.ID, error) {
	text := form.Get(field)
	if text == "" {
		return "", nil
	}
	id, err := storage.ParseID(text)
	if err != nil {
		return "", &storage.Invalid{Field: field, Code: "choice"}
	}
	return id, nil
}

// seenIn is what a form says that the person saw of what others may have
// changed since; nil where it does not say.
func seenIn(form url.Values) (*storage.ID, error) {
	if !form.Has("seen") {
		return nil, nil
	}
	seen, err := formID(form, "seen")
	return &seen, err
}

// pageNumber is the page of a list, from 1.
func pageNumber(q url.Values) int {
	n, err := strconv.Atoi(q.Get("page"))
	if err != nil || n < 1 || n > 1e6 {
		return 1
	}
	return n
}

// formIDs reads a field of ids that may repeat; empty ones are left out.
func formIDs(form url.Values, field string) ([]storage.ID, error) {
	var list []storage.ID
	for _, text := range form[field] {
		if text == "" {
			continue
		}
		id, err := storage.ParseID(text)
		if err != nil {
			return nil, &storage.Invalid{Field: field, Code: "choice"}
		}
		list = append(list, id)
	}
	return list, nil
}
