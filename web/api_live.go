package web

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/storage"
)

// apiNews says whether there is anything new in a matter since a place in the
// log, after=: nothing (204) or how far it goes now. Open workspaces ask every
// few seconds.
func (s *server) apiNews(w http.ResponseWriter, r *http.Request) error {
	after, err := strconv.ParseInt("0"+r.URL.Query().Get("after"), 10, 64)
	if err != nil {
		return &storage.Invalid{Field: "after", Code: "number"}
	}
	newest, err := s.Review.News(r.Context(), viewerOf(r), idIn(r, "matter"), after)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	if newest == 0 {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return writeJSON(w, http.StatusOK, map[string]int64{"position": newest})
}

// apiUnsent lists what whoever asks has typed into a matter's forms.
func (s *server) apiUnsent(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Unsent(r.Context(), viewerOf(r), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiKeepUnsent keeps what is typed into a form; no fields forget it.
func (s *server) apiKeepUnsent(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Fields map[string][]string `json:"fields"`
		Once   string              `json:"once"`
	}](r)
	if err != nil {
		return err
	}
	err = s.Review.KeepUnsent(r.Context(), viewerOf(r), review.UnsentInput{Matter: idIn(r, "matter"), Form: mux.Vars(r)["form"],
		Fields: in.Fields, Once: in.Once})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
