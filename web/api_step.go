package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// apiStep is what a program says of a step.
type apiStep struct {
	Code   string            `json:"code"`
	Status review.StepStatus `json:"status"`
	First  storage.Day       `json:"first"`
	Last   storage.Day       `json:"last"`
	Reason string            `json:"reason"`
	Note   string            `json:"note"`
}

func (a apiStep) input() review.StepInput {
	return review.StepInput{Code: a.Code, Status: a.Status, First: a.First, Last: a.Last, Reason: a.Reason, Note: a.Note}
}

// apiSteps lists the steps of a matter's procedure and how it stands with them.
func (s *server) apiSteps(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Steps(r.Context(), from(r).viewer(), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiMarkStep says of one step that it is done, with a file where there is one,
// or why it does not apply.
func (s *server) apiMarkStep(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	if err := s.mayInMatter(r, matter, procedure.Step); err != nil {
		return err
	}
	form, err := openUpload(r, []string{"code", "status", "first", "last", "reason", "note"}, []string{"file"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	step := apiStep{Code: field(form, "code"), Status: review.StepStatus(field(form, "status")), Reason: field(form, "reason"), Note: field(form, "note")}
	if step.First, err = storage.ParseDay("first", field(form, "first")); err != nil {
		return err
	}
	if step.Last, err = storage.ParseDay("last", field(form, "last")); err != nil {
		return err
	}
	in := step.input()
	if headers := form.File["file"]; len(headers) > 0 {
		f, err := s.keepFile(r, headers[0])
		if err != nil {
			return err
		}
		in.File = &f
	}
	a := actor(r)
	if err := s.Review.MarkSteps(r.Context(), a, review.MarkStepsInput{Matter: matter, Rev: seen, Steps: []review.StepInput{in}}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

func (s *server) apiTakeBackStep(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.Review.TakeBackStep(r.Context(), a, review.TakeBackStepInput{Matter: matter, Rev: seen, Code: mux.Vars(r)["step"]}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiStepContent sends the exact bytes of what a step left.
func (s *server) apiStepContent(w http.ResponseWriter, r *http.Request) error {
	f, err := s.Review.StepFile(r.Context(), from(r).viewer(), idIn(r, "matter"), mux.Vars(r)["step"])
	if err != nil {
		return err
	}
	return s.sendFile(w, r, f)
}
