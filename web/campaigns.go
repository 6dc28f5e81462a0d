package web

import (
	"net/http"

	"hefa/storage"
)

// campaignsPage lists the cleanups the person may read, newest first.
func (s *server) campaignsPage(w http.ResponseWriter, r *http.Request) error {
	list, err := s.cleanup.Campaigns(r.Context(), from(r).viewer())
	if err != nil {
		return err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return err
	}
	return s.ok(w, r, "cleanup", map[string]any{"Campaigns": list, "Today": today, "MayClean": from(r).holds(storage.Cleanup)})
}
