package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/storage"
)

// apiPoints lists a matter's review points as they stand in a round=, the
// newest that the asker may read unless told.
func (s *server) apiPoints(w http.ResponseWriter, r *http.Request) error {
	round, err := queryNumber(r.URL.Query(), "round", 0, 1e6)
	if err != nil {
		return err
	}
	list, err := s.Review.Points(r.Context(), viewerOf(r), idIn(r, "matter"), round)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiConcludePoint concludes one review point.
func (s *server) apiConcludePoint(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Verdict review.PointVerdict `json:"verdict"`
		Basis   string              `json:"basis"`
		Bases   []review.BasisRef   `json:"bases"`
		Remark  string              `json:"remark"`
		Seen    *storage.ID         `json:"seen"`
	}](r)
	if err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Conclude(r.Context(), a, review.ConcludeInput{Matter: matter, Rev: seen, Code: mux.Vars(r)["code"],
		Verdict: in.Verdict, Basis: in.Basis, Bases: in.Bases, Remark: in.Remark, Seen: in.Seen})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, apiID{id})
}

// apiConcludeRest concludes all points that nothing speaks against.
func (s *server) apiConcludeRest(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	a := actor(r)
	codes, err := s.Review.ConcludeRest(r.Context(), a, review.MoveInput{Matter: matter, Rev: seen})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, map[string][]string{"points": codes})
}

// apiComposed composes the words of an opinion from what was concluded and
// commented.
func (s *server) apiComposed(w http.ResponseWriter, r *http.Request) error {
	words, err := s.compose(r, idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, map[string]string{"text": words})
}
