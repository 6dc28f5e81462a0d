package web

import (
	"net/http"
	"net/url"
	"strconv"

	"hefa/storage"
)

// listSize is how many rows a page of a list has.
const listSize = 50

// documentsPage lists what the person may read. Filters live in the address,
// so that a view can be sent to a colleague.
func (s *server) documentsPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	filter, err := documentFilter(q)
	if err != nil {
		return err
	}
	filter.Size = listSize
	list, total, err := s.Store.Documents(r.Context(), from(r).viewer(), filter)
	if err != nil {
		return err
	}
	bodies, err := s.Store.Bodies(r.Context())
	if err != nil {
		return err
	}
	return s.ok(w, r, "documents", map[string]any{
		"Documents": list, "Total": total, "Filter": filter, "Filtered": len(q) > 0 && total == 0,
		"Kinds": storage.Kinds, "Statuses": storage.Statuses, "Bodies": bodies,
		"Pager": newPager(r.URL, filter.Page, listSize, total), "MayDraft": from(r).holds(storage.Drafter),
	})
}

// documentFilter reads the filters of a list of documents: kind, status, body,
// year, q (words of the title), on (a day) and page.
func documentFilter(q url.Values) (storage.DocumentFilter, error) {
	f := storage.DocumentFilter{Kind: storage.Kind(q.Get("kind")), Status: storage.Status(q.Get("status")),
		Title: q.Get("q"), Page: pageNumber(q)}
	var err error
	if f.Body, err = formID(q, "body"); err != nil {
		return f, err
	}
	if f.On, err = storage.ParseDay("on", q.Get("on")); err != nil {
		return f, err
	}
	if year := q.Get("year"); year != "" {
		if f.Year, err = strconv.Atoi(year); err != nil || f.Year < 1 || f.Year > 9999 {
			return f, &storage.Invalid{Field: "year", Code: "number"}
		}
	}
	return f, nil
}
