package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// answerSearch answers once the index has seen all that was done before the
// question.
func (s *site) answerSearch(r *http.Request) (any, error) {
	q, err := s.searchQuery(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	if q.After, err = s.store.Position(r.Context()); err != nil {
		return nil, err
	}
	if err := s.index.Wait(r.Context(), q.After); err != nil {
		return nil, err
	}
	return s.index.Search(r.Context(), storage.Viewer{Operator: true}, q)
}

// answerSearches answers several queries in their order, of one position at
// least.
func (s *site) answerSearches(r *http.Request) (any, error) {
	var list searchList
	if err := json.NewDecoder(r.Body).Decode(&list); err != nil {
		return nil, err
	}
	q, err := s.searchQuery(r, r.URL.Query())
	if err != nil {
		return nil, err
	}
	if q.After, err = s.store.Position(r.Context()); err != nil {
		return nil, err
	}
	if err := s.index.Wait(r.Context(), q.After); err != nil {
		return nil, err
	}
	found := make([]*search.Result, len(list.Queries))
	for i, one := range list.Queries {
		q.Q = one
		found[i], err = s.index.Search(r.Context(), storage.Viewer{Operator: true}, q)
		var wrong *query.Error
		if errors.As(err, &wrong) {
			return nil, s.usage(r, "search-list-line", i+1, one, langOf(r.Header.Get("Accept-Language")).sentence(err))
		}
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (s *site) searchQuery(r *http.Request, v url.Values) (search.Query, error) {
	q := search.Query{Q: v.Get("q"), Kind: storage.Kind(v.Get("kind")), Status: storage.Status(v.Get("status")),
		Exact: isTrue(v.Get("exact")), Fold: isTrue(v.Get("fold")), Sort: search.Sort(v.Get("sort"))}
	for _, name := range v["body"] {
		b, err := s.store.BodyNamed(r.Context(), name)
		if errors.Is(err, storage.ErrNotFound) {
			return q, s.usage(r, "body-unknown", name)
		}
		if err != nil {
			return q, err
		}
		q.Body = append(q.Body, b.ID)
	}
	for name, into := range map[string]*int{"year": &q.Year, "page": &q.Page, "size": &q.Size} {
		n, err := strconv.Atoi(v.Get(name))
		if err != nil {
			return q, &storage.Invalid{Field: name, Code: "number"}
		}
		*into = n
	}
	var err error
	q.On, err = storage.ParseDay("on", v.Get("on"))
	return q, err
}

type reindexAnswer struct {
	search.State
	Seconds float64 `json:"seconds"`
}

// answerReindex builds the index anew and waits until it has seen the whole log.
func (s *site) answerReindex(r *http.Request) (any, error) {
	begun := time.Now()
	if err := s.index.Rebuild(r.Context()); err != nil {
		return nil, err
	}
	position, err := s.store.Position(r.Context())
	if err != nil {
		return nil, err
	}
	if err := s.index.Wait(r.Context(), position); err != nil {
		return nil, err
	}
	return reindexAnswer{State: s.index.State(), Seconds: time.Since(begun).Seconds()}, nil
}

// answerComparison compares the index with the database once it has seen the
// whole log.
func (s *site) answerComparison(r *http.Request) (any, error) {
	position, err := s.store.Position(r.Context())
	if err != nil {
		return nil, err
	}
	if err := s.index.Wait(r.Context(), position); err != nil {
		return nil, err
	}
	return s.index.Compare(r.Context())
}
