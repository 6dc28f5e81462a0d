package web

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// proceduresPage lists the procedures with their versions.
func (s *server) proceduresPage(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.ProcedureVersions(r.Context())
	if err != nil {
		return err
	}
	// Versions of one procedure stand together.
	var groups [][]review.ProcedureVersion
	for _, v := range list {
		if n := len(groups); n > 0 && groups[n-1][0].Name == v.Name {
			groups[n-1] = append(groups[n-1], v)
			continue
		}
		groups = append(groups, []review.ProcedureVersion{v})
	}
	return s.ok(w, r, "procedures", map[string]any{"Groups": groups, "Admin": from(r).holds(storage.Admin)})
}

// procedurePage shows one version: its rules, its text, or what it changed.
func (s *server) procedurePage(w http.ResponseWriter, r *http.Request) error {
	version := numberIn(r, "version")
	if version == 0 {
		return storage.ErrNotFound
	}
	data, p, err := s.procedure(r, mux.Vars(r)["procedure"], version)
	if err != nil {
		return err
	}
	data["View"] = r.URL.Query().Get("view")
	switch data["View"] {
	case "text":
		data["Source"] = p.Source
	case "changes":
		if before := data["Before"].(int); before > 0 {
			old, err := s.Review.ReadProcedure(r.Context(), p.Name, before)
			if err != nil {
				return err
			}
			data["Lines"] = changedLines(old.Source, p.Source)
		}
	default:
		data["View"], data["Picture"] = "rules", draw(from(r).lang, p, nil)
	}
	return s.ok(w, r, "procedure", data)
}

// procedure gathers what each page about a version of a procedure shows;
// version 0 is the newest.
func (s *server) procedure(r *http.Request, name string, version int) (map[string]any, *procedure.Procedure, error) {
	p, err := s.Review.ReadProcedure(r.Context(), name, version)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.Review.ProcedureVersions(r.Context())
	if err != nil {
		return nil, nil, err
	}
	var versions []review.ProcedureVersion
	before := 0
	for _, v := range all {
		if v.Name != name {
			continue
		}
		versions = append(versions, v)
		if v.Version < p.Version && before == 0 {
			before = v.Version
		}
	}
	return map[string]any{"Procedure": p, "Versions": versions, "Before": before, "Newest": versions[0].Version,
		"Admin": from(r).holds(storage.Admin)}, p, nil
}

var versionLine = regexp.MustCompile(`(?m)^version\s*=\s*\d+`)

// editProcedurePage offers the newest version's text to be edited as the next.
func (s *server) editProcedurePage(w http.ResponseWriter, r *http.Request) error {
	data, p, err := s.procedure(r, mux.Vars(r)["procedure"], 0)
	if err != nil {
		return err
	}
	source := versionLine.ReplaceAllString(p.Source, "version = "+strconv.Itoa(p.Version+1))
	data["Typed"] = url.Values{"source": {source}}
	return s.ok(w, r, "procedure-edit", data)
}

// saveProcedure checks a procedure's text, and saves it as the next version
// where that was pressed.
func (s *server) saveProcedure(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	name, f := mux.Vars(r)["procedure"], r.PostForm
	var saved review.ProcedureVersion
	var err error
	if f.Get("act") == "check" {
		_, err = s.Review.CheckProcedure(r.Context(), name, f.Get("source"))
	} else {
		saved, err = s.Review.SaveProcedure(r.Context(), actor(r), review.SaveProcedureInput{Name: name, Source: f.Get("source"), Note: f.Get("note")})
	}
	if err == nil && saved.Version > 0 {
		return see(w, r, "/procedures/"+name+"/"+strconv.Itoa(saved.Version)+"?view=changes")
	}
	if errors.Is(err, storage.ErrNotFound) {
		return err
	}
	data, p, gatherErr := s.procedure(r, name, 0)
	if gatherErr != nil {
		return gatherErr
	}
	data["Typed"] = f
	if err != nil {
		return s.formFailed(w, r, err, "procedure-edit", data)
	}
	data["Right"], data["Lines"] = true, changedLines(p.Source, f.Get("source"))
	return s.ok(w, r, "procedure-edit", data)
}
