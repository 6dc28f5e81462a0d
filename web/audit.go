package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hefa/storage"
	"hefa/web/lang"
)

// auditPage lets an auditor search the log, newest first.
func (s *server) auditPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	query, err := eventQuery(q)
	if err != nil {
		return s.formFailed(w, r, err, "audit", s.auditForm(r, nil))
	}
	query.Limit = listSize
	events, total, err := s.Store.SearchEvents(r.Context(), query)
	if err != nil {
		return err
	}
	people, err := s.Store.People(r.Context())
	if err != nil {
		return err
	}
	data := s.auditForm(r, people)
	told := s.tellEvents(r, events)
	s.nameSubjects(r, told)
	data["Events"], data["Total"] = told, total
	if len(events) == listSize {
		q.Set("before", strconv.FormatInt(events[len(events)-1].Seq, 10))
		data["Older"] = "/audit?" + q.Encode()
	}
	return s.ok(w, r, "audit", data)
}

func (s *server) auditForm(r *http.Request, people []storage.Person) map[string]any {
	q := r.URL.Query()
	filters := url.Values{}
	for _, name := range []string{"from", "to", "person", "document", "act"} {
		if q.Get(name) != "" {
			filters.Set(name, q.Get(name))
		}
	}
	newest := "/audit?" + filters.Encode()
	filters.Set("format", "csv")
	csv := "/audit/export?" + filters.Encode()
	filters.Set("format", "xlsx")
	data := map[string]any{"Form": q, "CSV": csv, "XLSX": "/audit/export?" + filters.Encode(), "People": people, "Acts": acts(), "Total": 0}
	if q.Get("before") != "" {
		data["Newest"] = newest
	}
	return data
}

// acts are the acts that have words, in the order of their keys.
func acts() []string {
	var list []string
	for _, k := range lang.Keys() {
		if act, ok := strings.CutPrefix(k, "act."); ok {
			list = append(list, act)
		}
	}
	return list
}

// eventQuery reads the filters of the log: from, to, person, document, act and
// before, the number to page back from.
func eventQuery(q url.Values) (storage.EventQuery, error) {
	e := storage.EventQuery{Act: storage.Act(q.Get("act"))}
	var err error
	if e.From, err = storage.ParseDay("from", q.Get("from")); err != nil {
		return e, err
	}
	if e.To, err = storage.ParseDay("to", q.Get("to")); err != nil {
		return e, err
	}
	if e.Person, err = formID(q, "person"); err != nil {
		return e, err
	}
	if e.Document, err = formID(q, "document"); err != nil {
		return e, err
	}
	if before := q.Get("before"); before != "" {
		if e.Before, err = strconv.ParseInt(before, 10, 64); err != nil || e.Before < 1 {
			return e, &storage.Invalid{Field: "before", Code: "number"}
		}
	}
	return e, nil
}
