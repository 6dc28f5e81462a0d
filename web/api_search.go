package web

import (
	"net/http"
	"strconv"

	"hefa/search"
	"hefa/storage"
)

// apiSearch finds words in what the asker may read: q, kind, body (issuing
// body, id or name, may repeat), year, status, on, page, size, and after, the
// position in the log that the answer must have seen.
func (s *server) apiSearch(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	q := r.URL.Query()
	in := search.Query{Q: q.Get("q")}
	var err error
	if in.Kind, err = choice("kind", q.Get("kind"), storage.Kinds); err != nil {
		return err
	}
	if in.Status, err = choice("status", q.Get("status"), storage.Statuses); err != nil {
		return err
	}
	if in.Body, err = s.bodyIDs(r, "body", q["body"]); err != nil {
		return err
	}
	if in.Year, err = queryNumber(q, "year", 0, 9999); err != nil {
		return err
	}
	if in.On, err = queryDay(q, "on"); err != nil {
		return err
	}
	if in.Page, in.Size, err = pageSize(q); err != nil {
		return err
	}
	if text := q.Get("after"); text != "" {
		if in.After, err = strconv.ParseInt(text, 10, 64); err != nil || in.After < 0 {
			return &storage.Invalid{Field: "after", Code: "number"}
		}
	}
	found, err := s.Search.Search(r.Context(), from(r).viewer(), in)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, found)
}
