package web

import (
	"context"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/review"
	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/search/query"
	"hefa/storage"
	"hefa/storage/derived"
	"hefa/web/lang"
)

// What can be wrong with a request before anything below is asked.
var (
	errSignedOut       = errors.New("not signed in")
	errSessionEnded    = errors.New("the session has ended")
	errCrossOrigin     = errors.New("the request came from another site")
	errSampleForwarded = errors.New("a sample account on a forwarded request")
	errNoPage          = errors.New("no such address")
	errMethod          = errors.New("no such method at this address")
	errMalformed       = errors.New("the request cannot be read")
	errNoSearch        = errors.New("there is no search index")
	errMediaType       = errors.New("the request is of another media type")
	errSlow            = errors.New("the request's body came too slowly")
)

// problems maps errors to what people are told, first match first. The
// sentence is "problem.CODE" in web/lang.
var problems = []struct {
	err    error
	status int
	code   string
}{
	{errSignedOut, http.StatusUnauthorized, "signed-out"},
	{errSessionEnded, http.StatusUnauthorized, "session-ended"},
	{storage.ErrCredentials, http.StatusUnauthorized, "credentials"},
	{errCrossOrigin, http.StatusForbidden, "cross-origin"},
	{errSampleForwarded, http.StatusForbidden, "sample-forwarded"},
	{review.ErrOwnDraft, http.StatusForbidden, "own-draft"},
	{storage.ErrForbidden, http.StatusForbidden, "forbidden"},
	{storage.ErrNotFound, http.StatusNotFound, "not-found"},
	{errNoPage, http.StatusNotFound, "not-found"},
	{errMethod, http.StatusMethodNotAllowed, "method"},
	{storage.ErrExists, http.StatusConflict, "exists"},
	{office.ErrTooLarge, http.StatusRequestEntityTooLarge, "too-large"},
	{office.ErrBomb, http.StatusRequestEntityTooLarge, "bomb"},
	{office.ErrMismatch, http.StatusUnsupportedMediaType, "mismatch"},
	{office.ErrUnsupported, http.StatusUnsupportedMediaType, "unsupported"},
	{office.ErrEmpty, http.StatusUnprocessableEntity, "empty"},
	{office.ErrEncrypted, http.StatusUnprocessableEntity, "encrypted"},
	{office.ErrDamaged, http.StatusUnprocessableEntity, "damaged"},
	{office.ErrEntities, http.StatusUnprocessableEntity, "entities"},
	{office.ErrEncoding, http.StatusUnprocessableEntity, "encoding"},
	{storage.ErrKeyReused, http.StatusUnprocessableEntity, "key-reused"},
	{storage.ErrLocked, http.StatusLocked, "locked"},
	{errNoSearch, http.StatusServiceUnavailable, "no-search"},
	{derived.ErrNoOffice, http.StatusServiceUnavailable, "no-office"},
	{derived.ErrConversion, http.StatusServiceUnavailable, "conversion"},
	{errMediaType, http.StatusUnsupportedMediaType, "media-type"},
	{errTooMany, http.StatusTooManyRequests, "too-many"},
	{errSlow, http.StatusRequestTimeout, "slow"},
	{multipart.ErrMessageTooLarge, http.StatusRequestEntityTooLarge, "too-large"},
	{http.ErrNotMultipart, http.StatusBadRequest, "malformed"},
	{http.ErrMissingBoundary, http.StatusBadRequest, "malformed"},
	{errMalformed, http.StatusBadRequest, "malformed"},
}

// problem is what went wrong, as people and programs are told.
type problem struct {
	Status int
	Code   string
	// Field is the form field concerned, or "".
	Field string
	// detail fills the sentence's gap where it has one.
	detail string
	// key is the sentence's in web/lang.
	key string
	// since is what came between, of a stale act.
	since []storage.Event
	// items are codes or ids of what stands in the way of an act.
	items []string
	// query is the mistake in a query, or nil.
	query *query.Error
	// gaps fill the sentence's, where it has more than one.
	gaps []any
	// mistakes are those in a procedure's text.
	mistakes procedure.Mistakes
}

// explain finds what an error means; everything unknown is a 500.
func explain(err error) problem {
	var stale *storage.Stale
	var refused *review.Refused
	var invalid *storage.Invalid
	var tooLarge *http.MaxBytesError
	var address *lawtext.AddressError
	var mistake *query.Error
	var mistakes procedure.Mistakes
	var wrongDay *calendar.Mistake
	switch {
	case errors.As(err, &mistakes):
		return problem{Status: http.StatusUnprocessableEntity, Code: "procedure", Field: "source", key: "invalid.procedure", mistakes: mistakes}
	case errors.As(err, &wrongDay):
		return problem{Status: http.StatusUnprocessableEntity, Code: "calendar-" + string(wrongDay.Code), Field: "csv",
			key: "calendar-mistake." + string(wrongDay.Code), gaps: []any{wrongDay.Line, wrongDay.Found}}
	case errors.As(err, &mistake):
		return problem{Status: http.StatusUnprocessableEntity, Code: "query-" + string(mistake.Code), Field: "q", detail: mistake.Found,
			key: "query." + string(mistake.Code), query: mistake}
	case errors.As(err, &stale):
		return newProblem(http.StatusConflict, "stale").with(func(p *problem) { p.since = stale.Since })
	case errors.As(err, &refused):
		p := problem{Status: http.StatusConflict, Code: "refused-" + string(refused.Why), key: "refused." + string(refused.Why), items: refused.Items}
		if !lang.Has(p.key) {
			p.key = "refused.state"
		}
		return p
	case errors.As(err, &invalid):
		p := problem{Status: http.StatusUnprocessableEntity, Code: invalid.Code, Field: invalid.Field, detail: invalid.Detail, key: "invalid." + invalid.Code}
		switch {
		case invalid.Code == "choice" && invalid.Detail != "":
			p.key, p.gaps = "invalid.one-of", []any{invalid.Field, invalid.Detail}
		case !lang.Has(p.key):
			p.key = "invalid.invalid"
		}
		return p
	case errors.As(err, &tooLarge):
		p := newProblem(http.StatusRequestEntityTooLarge, "too-large")
		if tooLarge.Limit == formLimit || tooLarge.Limit == listLimit {
			p.key = "problem.form-too-large"
		}
		return p
	case errors.As(err, &address):
		return newProblem(http.StatusNotFound, "not-found")
	}
	for _, known := range problems {
		if errors.Is(err, known.err) {
			return newProblem(known.status, known.code).with(func(p *problem) { p.detail = officeDetail(err) })
		}
	}
	if storage.IsUnfit(err) {
		return problem{Status: http.StatusUnprocessableEntity, Code: "invalid", key: "invalid.unfit"}
	}
	if storage.IsUnavailable(err) {
		return newProblem(http.StatusServiceUnavailable, "unavailable")
	}
	return newProblem(http.StatusInternalServerError, "internal")
}

func newProblem(status int, code string) problem {
	return problem{Status: status, Code: code, key: "problem." + code}
}

func (p problem) with(change func(*problem)) problem {
	change(&p)
	return p
}

func officeDetail(err error) string {
	var e *office.Error
	if errors.As(err, &e) {
		return e.Detail
	}
	return ""
}

// sentence says what happened and what to do.
func (p problem) sentence(l lang.Lang) string {
	if said := l.Say(p.key); p.gaps != nil || !strings.Contains(said, "%") {
		return l.Say(p.key, p.gaps...)
	}
	return l.Say(p.key, p.detail)
}

// fail answers a request that could not be done: a page for people, RFC 9457
// for programs. Nothing has been written yet, or the answer is cut off.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	v := from(r)
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		w.WriteHeader(499) // the person has gone; for the log only
		return
	}
	if rec, ok := w.(*recorder); ok && rec.status != 0 {
		s.Log.ErrorContext(r.Context(), "request broke off", "id", v.requestID, "path", r.URL.Path, "error", err)
		panic(http.ErrAbortHandler)
	}
	w.Header().Del("Content-Disposition")
	p := explain(err)
	if p.Status == http.StatusTooManyRequests {
		retryAfter(w.Header())
	}
	switch {
	case p.Status >= 500:
		s.Log.ErrorContext(r.Context(), "request failed", "id", v.requestID, "path", r.URL.Path, "code", p.Code, "error", err)
	case p.Status != http.StatusNotFound && p.Status != http.StatusUnauthorized:
		s.Log.InfoContext(r.Context(), "request refused", "id", v.requestID, "path", r.URL.Path, "code", p.Code)
	}
	switch {
	case wantsJSON(r):
		s.writeProblem(w, r, p)
	case p.Status == http.StatusUnauthorized:
		s.askToSignIn(w, r, p)
	default:
		s.problemPage(w, r, p)
	}
}

// writeProblem answers in the form of RFC 9457.
func (s *server) writeProblem(w http.ResponseWriter, r *http.Request, p problem) {
	v := from(r)
	body := map[string]any{"title": http.StatusText(p.Status), "status": p.Status, "code": p.Code,
		"detail": p.sentence(v.lang), "requestId": v.requestID}
	if p.Field != "" {
		body["field"] = p.Field
	}
	if p.since != nil {
		body["since"] = p.since
	}
	if p.items != nil {
		body["items"] = p.items
	}
	if p.mistakes != nil {
		body["mistakes"] = tellMistakes(v.lang, p.mistakes)
	}
	if p.query != nil {
		body["at"], body["end"], body["suggestions"] = p.query.At, p.query.End, append([]string{}, p.query.Suggestions...)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="hefa"`)
	}
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(body) // the reader has gone
}

// problemPage tells what happened, what was kept, what to do, and a code to
// quote. It asks neither database nor session.
func (s *server) problemPage(w http.ResponseWriter, r *http.Request, p problem) {
	s.show(w, r, p.Status, "problem", map[string]any{"Problem": s.told(r, p)})
}
