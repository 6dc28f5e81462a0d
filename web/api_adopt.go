package web

import (
	"net/http"

	"hefa/review"
)

// apiAdopt puts a comment's proposal on the drafter's list of changes.
func (s *server) apiAdopt(w http.ResponseWriter, r *http.Request) error {
	comment, seen, err := commentRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Confirmed bool `json:"confirmed"`
	}](r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.Review.Adopt(r.Context(), a, review.AdoptInput{Comment: comment, Rev: seen, Confirmed: in.Confirmed}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiChanges is the drafter's list of changes.
func (s *server) apiChanges(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Changes(r.Context(), viewerOf(r), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}
