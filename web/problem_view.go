package web

import (
	"net/http"
)

// toldProblem is a problem in the words of one language, as templates show it.
type toldProblem struct {
	Status                            int
	Code, Field, Sentence, Detail, ID string
	// Since is what others did meanwhile, of a stale form.
	Since []toldEvent
	// Items are codes or ids of what stands in the way.
	Items []string
	// Mistakes are those in a procedure's text.
	Mistakes []toldMistake
}

func (s *server) told(r *http.Request, p problem) *toldProblem {
	v := from(r)
	return &toldProblem{Status: p.Status, Code: p.Code, Field: p.Field, Sentence: p.sentence(v.lang), Detail: p.detail,
		ID: v.requestID, Items: p.items, Since: s.tellEvents(r, p.since), Mistakes: tellMistakes(v.lang, p.mistakes)}
}

// formFailed shows a form again with what was typed and what was wrong with
// it, when the error is one that the person can mend: 401, 409, 413, 415, 422
// and 423. Any other error is answered as it is.
func (s *server) formFailed(w http.ResponseWriter, r *http.Request, err error, page string, data map[string]any) error {
	p := explain(err)
	switch p.Status {
	case http.StatusUnauthorized, http.StatusConflict, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusLocked:
	default:
		return err
	}
	if wantsJSON(r) {
		return err
	}
	data["Problem"] = s.told(r, p)
	s.show(w, r, p.Status, page, data)
	return nil
}
