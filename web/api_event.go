package web

import (
	"net/http"

	"hefa/storage"
)

// apiEvents searches the log, newest first; before= pages back.
func (s *server) apiEvents(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	e, err := eventQuery(q)
	if err != nil {
		return err
	}
	if e.Limit, err = queryNumber(q, "size", 20, 100); err != nil {
		return err
	}
	page, err := queryNumber(q, "page", 1, 1e6)
	if err != nil {
		return err
	}
	e.Skip = (page - 1) * e.Limit
	list, total, err := s.Store.SearchEvents(r.Context(), e)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listed[storage.Event]{total, list, page})
}
