package web

import (
	"mime/multipart"
	"net/http"
	"net/url"

	"hefa/review"
	"hefa/storage"
)

// stepFields are the fields in which a form says something of a step.
func stepFields(code string) []string {
	var fields []string
	for _, name := range []string{"status-", "first-", "last-", "reason-", "note-", "step-file-"} {
		fields = append(fields, name+code)
	}
	return fields
}

// stepTyped reads what a form says of a step; where it says nothing, status is
// "".
func (s *server) stepTyped(r *http.Request, typed url.Values, files *multipart.Form, code string) (review.StepInput, error) {
	in := review.StepInput{Code: code, Status: review.StepStatus(typed.Get("status-" + code)), Reason: typed.Get("reason-" + code), Note: typed.Get("note-" + code)}
	if in.Status == "" {
		return in, nil
	}
	var err error
	if in.First, err = storage.ParseDay("first-"+code, typed.Get("first-"+code)); err != nil {
		return in, err
	}
	if in.Last, err = storage.ParseDay("last-"+code, typed.Get("last-"+code)); err != nil {
		return in, err
	}
	if files == nil || in.Status != review.StepDone {
		return in, nil
	}
	for _, header := range files.File["step-file-"+code] {
		if header.Filename == "" && header.Size == 0 {
			continue // nothing was chosen
		}
		f, err := s.keepFile(r, header)
		if err != nil {
			return in, err
		}
		in.File = &f
		break
	}
	return in, nil
}

// stepsTyped reads what the form of a move says of steps.
func (s *server) stepsTyped(r *http.Request, f *moveTyped) ([]review.StepInput, error) {
	var list []review.StepInput
	for _, code := range f.steps {
		in, err := s.stepTyped(r, f.Values, f.files, code)
		if err != nil {
			return nil, err
		}
		if in.Status != "" {
			list = append(list, in)
		}
	}
	return list, nil
}
