package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"hefa/storage"
)

// bodyKinds in the order of the form.
var bodyKinds = []storage.BodyKind{storage.Government, storage.Department, storage.County, storage.CountyDepartment, storage.External}

func (s *server) newBodyPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.bodyForm(r, storage.Body{Kind: storage.Department})
	if err != nil {
		return err
	}
	return s.ok(w, r, "body", data)
}

func (s *server) bodyPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "body")
	if err != nil {
		return err
	}
	b, err := s.Store.Body(r.Context(), id)
	if err != nil {
		return err
	}
	data, err := s.bodyForm(r, b)
	if err != nil {
		return err
	}
	return s.ok(w, r, "body", data)
}

// bodyForm is what the form of a body needs beside the body.
func (s *server) bodyForm(r *http.Request, b storage.Body) (map[string]any, error) {
	bodies, err := s.Store.Bodies(r.Context())
	if err != nil {
		return nil, err
	}
	return map[string]any{"Body": b, "Bodies": bodies, "Kinds": bodyKinds}, nil
}

// saveBody adds or changes a body; which, the address says.
func (s *server) saveBody(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	b, err := bodyOf(r.PostForm)
	if _, named := mux.Vars(r)["body"]; named {
		b.ID = idIn(r, "body")
	}
	if err == nil {
		err = s.Store.ManageBody(r.Context(), actor(r), &b)
	}
	if err == nil {
		return see(w, r, "/people")
	}
	data, gatherErr := s.bodyForm(r, b)
	if gatherErr != nil {
		return gatherErr
	}
	// Sent again, the form acts on the state its writer has now been told of.
	var stale *storage.Stale
	if errors.As(err, &stale) {
		b.Rev = stale.Is
		data["Body"] = b
	}
	return s.formFailed(w, r, err, "body", data)
}

// bodyOf reads the form; what is readable is filled in even where a field is
// wrong.
func bodyOf(f url.Values) (b storage.Body, err error) {
	b = storage.Body{Kind: storage.BodyKind(f.Get("kind")), Name: f.Get("name"), ShortName: f.Get("short"), Open: f.Get("open") == "yes"}
	fields := []func() error{
		func() (err error) { b.Rev, err = rev(f); return err },
		func() (err error) { b.Parent, err = formID(f, "parent"); return err },
		func() (err error) { b.Reviewer, err = formID(f, "reviewer"); return err },
		func() (err error) { b.Alternate, err = formID(f, "alternate"); return err },
		func() (err error) { b.FirstDay, err = storage.ParseDay("first", f.Get("first")); return err },
		func() (err error) { b.LastDay, err = storage.ParseDay("last", f.Get("last")); return err },
	}
	for _, field := range fields {
		if e := field(); e != nil && err == nil {
			err = e
		}
	}
	return b, err
}
