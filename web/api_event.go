package web

import (
	"net/http"

	"hefa/storage"
)

// apiHistory lists what was done to a document, newest first.
func (s *server) apiHistory(w http.ResponseWriter, r *http.Request) error {
	page, size, err := pageSize(r.URL.Query())
	if err != nil {
		return err
	}
	list, total, err := s.Review.History(r.Context(), from(r).viewer(), idIn(r, "document"), page, size)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listed[storage.Event]{total, list, page})
}

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
