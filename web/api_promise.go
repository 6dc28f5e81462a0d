package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/storage"
)

// answerInput is what the drafting body did with a comment or a point.
type answerInput struct {
	Verdict   review.Verdict    `json:"verdict"`
	Reason    string            `json:"reason"`
	Basis     string            `json:"basis"`
	Bases     []review.BasisRef `json:"bases"`
	Confirmed bool              `json:"confirmed"`
	Seen      *storage.ID       `json:"seen"`
}

// apiAnswerPoint is the drafting body's answer to a point that the opinion
// found to be a problem.
func (s *server) apiAnswerPoint(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[answerInput](r)
	if err != nil {
		return err
	}
	a := actor(r)
	err = s.Review.AnswerPoint(r.Context(), a, review.AnswerPointInput{Matter: matter, Rev: seen, Code: mux.Vars(r)["code"],
		Seen: in.Seen, Verdict: in.Verdict, Reason: in.Reason, Basis: in.Basis, Bases: in.Bases})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiPromises lists what the drafting body answered, with what became of it.
func (s *server) apiPromises(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Promises(r.Context(), viewerOf(r), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// checkInput is what the reviewer found of an answer.
type checkInput struct {
	Fulfilled bool        `json:"fulfilled"`
	Text      string      `json:"text"`
	Seen      *storage.ID `json:"seen"`
}

// apiCheckAnswer is the reviewer's word on an answer.
func (s *server) apiCheckAnswer(w http.ResponseWriter, r *http.Request) error {
	return withComment(w, r, func(a *storage.Actor, c review.CommentRef, in checkInput) error {
		return s.Review.CheckAnswer(r.Context(), a, review.CheckAnswerInput{Comment: c.Comment, Rev: c.Rev, Seen: in.Seen, Fulfilled: in.Fulfilled, Words: in.Text})
	})
}
