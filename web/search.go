package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"hefa/search"
	"hefa/storage"
)

// What a page of search shows: so many hits one by one, or so many texts, each
// with so many of its hits.
const (
	searchSize  = 50
	searchTexts = 20
	hitsPerText = 50
)

// ownChangeWithin is how long a search waits for the asker's own newest change.
const ownChangeWithin = 2 * time.Second

// searchPage finds words in what the person may read. Everything asked for is
// in the address, so that it can be sent to a colleague.
func (s *server) searchPage(w http.ResponseWriter, r *http.Request) error {
	if form, asked := fromFields(r.URL.Query()); asked {
		return see(w, r, form.Here())
	}
	data, err := s.searchData(r)
	if err != nil {
		return s.formFailed(w, r, err, "search", data)
	}
	return s.ok(w, r, "search", data)
}

// searchData is what the page shows. Where the search fails, it holds what can
// be shown without.
func (s *server) searchData(r *http.Request) (map[string]any, error) {
	form, err := s.asked(r, r.URL.Query())
	data := map[string]any{"Form": form, "MayClean": from(r).holds(storage.Cleanup), "MayCompare": from(r).holds(storage.Admin),
		"Sorts": search.Sorts, "Fields": fieldNames()}
	if err != nil {
		return data, err
	}
	if s.Search != nil {
		saved, err := s.savedSearches(r)
		if err != nil {
			return data, err
		}
		data["Saved"] = saved
	}
	if _, err := form.query(); err != nil {
		return data, err
	}
	chips, err := s.chips(r, form)
	if err != nil {
		return data, err
	}
	data["Chips"] = chips
	if form.Empty() {
		return data, nil
	}
	found, behind, err := s.find(r, form, pageNumber(r.URL.Query()))
	if err != nil {
		if m := mistakeIn(form.Get("q"), err); m != nil && !form.Exact() {
			data["Mistake"] = m
		}
		return data, err
	}
	groups, err := s.grouped(r.Context(), form, found.Hits)
	if err != nil {
		return data, err
	}
	data["Found"], data["Behind"], data["Groups"] = found, behind, groups
	data["Facets"] = facets(form, found.Facets, from(r).lang)
	data["Years"] = drawYears(form, found.Facets.Year)
	size, total := searchTexts, found.Texts
	if form.ByArticle() {
		size, total = searchSize, found.Total
	}
	data["Pager"] = newPager(r.URL, found.Page, size, total)
	return data, nil
}

// find runs a search for the person of the request. behind says that the
// person's own newest change is not in the answer yet.
func (s *server) find(r *http.Request, form searchForm, page int) (found *search.Result, behind bool, err error) {
	in, err := form.query()
	if err != nil {
		return nil, false, err
	}
	in.Page, in.Size, in.PerText = page, searchTexts, hitsPerText
	if form.ByArticle() {
		in.Size, in.PerText = searchSize, 0
	}
	in.Widen, in.Places = true, true
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
