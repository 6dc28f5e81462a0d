package web

import (
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// moveTyped is what a person typed into the form of a move.
type moveTyped struct {
	act    procedure.Act
	matter *review.Matter
	rev    int
	url.Values
	// files is nil where the form brings none.
	files *multipart.Form
	// codes are the items of the checklist, steps the free steps.
	codes, steps []string
}

func (f *moveTyped) close() {
	if f.files != nil {
		closeUpload(f.files)
	}
}

// openMove reads the form of a move; those that hand a draft in bring files.
func (s *server) openMove(r *http.Request, m *review.Matter) (*moveTyped, error) {
	f := &moveTyped{act: procedure.Act(mux.Vars(r)["act"]), matter: m}
	for _, item := range s.Review.ProcedureOf(*m).Materials {
		f.codes = append(f.codes, item.Code)
	}
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		fields := []string{"once", "rev", "reason", "others"}
		var files []string
		for _, stage := range s.Review.ProcedureOf(*m).Steps {
			if stage.Free() {
				f.steps = append(f.steps, stage.Code)
				fields = append(fields, stepFields(stage.Code)...)
				files = append(files, "step-file-"+stage.Code)
			}
		}
		for _, code := range f.codes {
			fields = append(fields, "absence-"+code, "file-"+code)
			files = append(files, "file-"+code)
		}
		f.files, err = openUpload(r, fields, files)
	} else {
		err = parseForm(r)
	}
	if err != nil {
		return nil, err
	}
	f.Values = r.PostForm
	if f.rev, err = rev(r.PostForm); err != nil {
		f.close()
	}
	return f, err
}

// doMove does the act with what was typed. A submission brings files, which
// the API takes elsewhere; all else is as there.
func (s *server) doMove(r *http.Request, f *moveTyped) (review.Moved, error) {
	ctx, a, id := r.Context(), actor(r), f.matter.ID
	switch f.act {
	case procedure.Submit, procedure.Resubmit:
		in := review.SubmitInput{Matter: id, Rev: f.rev, Reason: f.Get("reason"), Others: f.Get("others")}
		var err error
		if in.Materials, err = s.allMaterials(r, f); err != nil {
			return review.Moved{}, err
		}
		if in.Steps, err = s.stepsTyped(r, f); err != nil {
			return review.Moved{}, err
		}
		if f.act == procedure.Submit {
			return s.Review.Submit(ctx, a, in)
		}
		return s.Review.Resubmit(ctx, a, in)
	}
	in, err := f.input()
	if err != nil {
		return review.Moved{}, err
	}
	return s.moveMatter(ctx, a, id, f.rev, in)
}

// input reads the fields of the form; review checks days and choices.
func (f *moveTyped) input() (moveInput, error) {
	day := func(field string) storage.Day { return storage.Day(strings.TrimSpace(f.Get(field))) }
	in := moveInput{Act: f.act, Reason: f.Get("reason"), Complete: f.Get("complete") == "yes", Due: day("due"),
		Conclusion: procedure.Conclusion(f.Get("conclusion")), Text: flatten(f.Get("text")), Risk: flatten(f.Get("risk")),
		Next: procedure.State(f.Get("next")), Unread: f.Get("unread") == "1",
		IssuingNumber: f.Get("issuingNumber"), Adopted: day("adopted"), Published: day("published"), Effective: day("effective"), ValidUntil: day("validUntil"), Confirmed: f.Get("confirmed") == "1"}
	for _, code := range f.Values["missing"] {
		in.Missing = append(in.Missing, review.MissingItem{Code: code, Note: f.Get("note-" + code)})
	}
	var err error
	if f.act == procedure.Extend {
		in.Days, err = queryNumber(f.Values, "days", 0, 1000)
	}
	return in, err
}

func (s *server) allMaterials(r *http.Request, f *moveTyped) ([]review.MaterialInput, error) {
	if f.files == nil {
		return nil, nil
	}
	var all []review.MaterialInput
	for _, code := range f.codes {
		list, err := s.broughtMaterials(r, f.files, code, "file-"+code, "absence-"+code)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}
