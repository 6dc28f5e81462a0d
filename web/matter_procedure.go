package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// matterProcedurePage shows where a matter stands in its procedure: the
// picture, each step with what was said of it, and how the due day was counted.
func (s *server) matterProcedurePage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.matterProcedure(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "matter-procedure", data)
}

func (s *server) matterProcedure(r *http.Request, id storage.ID) (map[string]any, error) {
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	v := from(r)
	states, err := s.Review.Steps(r.Context(), v.viewer(), id)
	if err != nil {
		return nil, err
	}
	p := s.Review.ProcedureOf(m)
	data["States"], data["Picture"] = states, draw(v.lang, p, states)
	data["MayMark"] = may(data["Options"].([]review.Option))[string(procedure.Step)]
	data["Excuser"] = s.excuses(r, &m)
	data["Typed"], data["TypedIn"] = url.Values{}, ""
	if m.Clock.From != "" {
		reckoning, err := s.Review.Reckoning(r.Context(), v.viewer(), id)
		if err != nil {
			return nil, err
		}
		data["Reckoning"], data["Words"] = reckoning, reckoningWords(v.lang, reckoning)
	}
	return data, nil
}

// excuses are the codes of the steps that the person's own word excuses.
func (s *server) excuses(r *http.Request, m *review.Matter) map[string]bool {
	can := map[string]bool{}
	v := from(r)
	for _, stage := range s.Review.ProcedureOf(*m).Steps {
		can[stage.Code] = slices.ContainsFunc(stage.ExcusedBy, func(role procedure.Role) bool { return v.holds(storage.Role(role)) })
	}
	return can
}

// markStep says of one step that it is done, or why it does not apply.
func (s *server) markStep(w http.ResponseWriter, r *http.Request) error {
	matter, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	if err := s.mayInMatter(r, matter, procedure.Step); err != nil {
		return err
	}
	code := mux.Vars(r)["step"]
	form, err := openUpload(r, append([]string{"once", "rev"}, stepFields(code)...), []string{"step-file-" + code})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	in := review.MarkStepsInput{Matter: matter, Steps: make([]review.StepInput, 1)}
	if in.Rev, err = rev(r.PostForm); err == nil {
		if in.Steps[0], err = s.stepTyped(r, r.PostForm, form, code); err == nil {
			err = s.Review.MarkSteps(r.Context(), actor(r), in)
		}
	}
	return s.stepSaid(w, r, matter, code, err)
}

func (s *server) takeBackStep(w http.ResponseWriter, r *http.Request) error {
	matter, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	if err := parseForm(r); err != nil {
		return err
	}
	code := mux.Vars(r)["step"]
	in := review.TakeBackStepInput{Matter: matter, Code: code}
	if in.Rev, err = rev(r.PostForm); err == nil {
		err = s.Review.TakeBackStep(r.Context(), actor(r), in)
	}
	return s.stepSaid(w, r, matter, code, err)
}

// stepSaid leads back to the step, or shows its form again with what was wrong.
func (s *server) stepSaid(w http.ResponseWriter, r *http.Request, matter storage.ID, code string, err error) error {
	if err == nil {
		return see(w, r, "/matters/"+string(matter)+"/procedure#step-"+code)
	}
	data, gatherErr := s.matterProcedure(r, matter)
	if gatherErr != nil {
		return gatherErr
	}
	data["Typed"], data["TypedIn"] = r.PostForm, code
	return s.formFailed(w, r, err, "matter-procedure", data)
}
