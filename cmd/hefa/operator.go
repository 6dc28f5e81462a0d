package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"hefa/search/query"
	"hefa/storage"
	"hefa/storage/intake"
)

// The operator's API, which the socket answers and commands speak: JSON over
// HTTP. Whoever can open the socket is the operator; what is done here is
// logged as theirs. Without a running server a command answers itself.
//
//	GET  /status                    200 {version}
//	GET  /users                     200 [userRow]
//	POST /users                     newUser → 201 userRow
//	POST /users/{account}/password  {password} → 204
//	POST /users/{account}/role      roleChange → 204
//	POST /import?name&body&kind&in-force&join   the file's bytes → 200 intake.Answer
//	GET  /search?q&kind&body&year&status&on&page&size&exact&fold&sort   200 search.Result
//	POST /search?…  searchList → 200 [search.Result]
//	POST /reindex                   200 reindexAnswer
//	POST /comparison                200 search.Comparison
//
// An error is {error, usage}: a sentence in the language of Accept-Language.
func (s *site) operator() http.Handler {
	mux := http.NewServeMux()
	for pattern, serve := range map[string]func(*http.Request) (any, error){
		"GET /status":                    s.answerStatus,
		"GET /users":                     s.answerUsers,
		"POST /users":                    s.answerUserAdd,
		"POST /users/{account}/password": s.answerUserPassword,
		"POST /users/{account}/role":     s.answerUserRole,
		"POST /import":                   s.answerImport,
		"GET /search":                    s.answerSearch,
		"POST /search":                   s.answerSearches,
		"POST /reindex":                  s.answerReindex,
		"POST /comparison":               s.answerComparison,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { answer(w, r, serve) })
	}
	return mux
}

// operatorError is how an error travels to the command.
type operatorError struct {
	Error string `json:"error"`
	Usage bool   `json:"usage,omitempty"`
}

// answer writes what one request comes to.
func answer(w http.ResponseWriter, r *http.Request, serve func(*http.Request) (any, error)) {
	status := http.StatusOK
	v, err := serve(r)
	if err != nil {
		l := langOf(r.Header.Get("Accept-Language"))
		var usage *usageError
		var asked *query.Error
		isUsage := errors.As(err, &usage) || errors.As(err, &asked)
		status, v = http.StatusUnprocessableEntity, operatorError{Error: l.sentence(err), Usage: isUsage}
		if storage.IsUnavailable(err) {
			status = http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		slog.WarnContext(r.Context(), "answering a command", "error", err)
	}
}

type statusAnswer struct {
	Version string `json:"version"`
}

func (s *site) answerStatus(*http.Request) (any, error) {
	return statusAnswer{Version: versionName()}, nil
}

// answerImport brings in one file, as soon as the index is close enough
// behind.
func (s *site) answerImport(r *http.Request) (any, error) {
	q := r.URL.Query()
	o := intake.Options{
		Body: q.Get("body"), Kind: storage.Kind(q.Get("kind")), Limits: s.app.limits(),
		InForce: isTrue(q.Get("in-force")), Join: isTrue(q.Get("join")),
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, o.Limits.File+1))
	if err != nil {
		return nil, err
	}
	if err := s.awaitIndex(r.Context()); err != nil {
		return nil, err
	}
	a, err := intake.Bring(r.Context(), s.store, storage.Operator(""), q.Get("name"), data, o)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, s.usage(r, "body-unknown", o.Body)
	}
	return a, err
}

func isTrue(s string) bool {
	b, err := strconv.ParseBool(s)
	return err == nil && b
}
