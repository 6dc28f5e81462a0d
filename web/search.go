package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"hefa/search"
	"hefa/storage"
)

// searchSize is how many hits a page of search shows.
const searchSize = 50

// ownChangeWithin is how long a search waits for the asker's own newest change.
const ownChangeWithin = 2 * time.Second

// searchPage finds words in what the person may read. Everything asked for is
// in the address, so that it can be sent to a colleague.
func (s *server) searchPage(w http.ResponseWriter, r *http.Request) error {
	form := readSearch(r.URL.Query())
	data := map[string]any{"Form": form, "MayClean": from(r).holds(storage.Cleanup), "Kinds": storage.Kinds}
	if form.Empty() {
		return s.ok(w, r, "search", data)
	}
	found, behind, err := s.find(r, form, pageNumber(r.URL.Query()), searchSize)
	if err != nil {
		if m := mistakeIn(form.Get("q"), err); m != nil {
			data["Mistake"] = m
		}
		return s.formFailed(w, r, err, "search", data)
	}
	groups, err := s.grouped(r.Context(), from(r).viewer(), form.Get("q"), storage.Day(form.Get("on")), found.Hits)
	if err != nil {
		return err
	}
	for i := range groups {
		groups[i].Partly = found.Total > searchSize
	}
	chips, err := s.chips(r, form)
	if err != nil {
		return err
	}
	data["Found"], data["Behind"], data["Groups"], data["Chips"] = found, behind, groups, chips
	data["Facets"] = facets(form, found.Facets, from(r).lang)
	data["Years"] = drawYears(form, found.Facets.Year)
	data["Pager"] = newPager(r.URL, found.Page, searchSize, found.Total)
	return s.ok(w, r, "search", data)
}

// find runs a search for the person of the request. behind says that the
// person's own newest change is not in the answer yet.
func (s *server) find(r *http.Request, form searchForm, page, size int) (found *search.Result, behind bool, err error) {
	in, err := form.query()
	if err != nil {
		return nil, false, err
	}
	in.Page, in.Size, in.Widen = page, size, true
	if behind, err = s.awaitOwn(r); err != nil {
		return nil, false, err
	}
	found, err = s.Search.Search(r.Context(), from(r).viewer(), in)
	return found, behind, err
}

// awaitOwn waits until search has seen what the person did last, but not for
// long; behind is true where it has not.
func (s *server) awaitOwn(r *http.Request) (behind bool, err error) {
	if s.Search == nil {
		return false, errNoSearch
	}
	v := from(r)
	if v.person == nil {
		return false, nil
	}
	position, err := s.Store.LastActOf(r.Context(), v.person.ID)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), ownChangeWithin)
	defer cancel()
	switch err := s.Search.Wait(ctx, position); {
	case err == nil:
		return false, nil
	case errors.Is(err, context.DeadlineExceeded) && r.Context().Err() == nil:
		return true, nil
	default:
		return false, err
	}
}
