package web

import (
	"net/http"
	"net/url"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// deskForms are what stands in the forms of a matter's pages, by the form's
// name: what was typed and failed, or else what was typed and never sent.
type deskForms map[string]url.Values

// formsOf gathers what whoever asks has typed into a matter's forms; typed
// stands in place of what was kept of the form called name.
func (s *server) formsOf(r *http.Request, matter storage.ID, name string, typed url.Values) (deskForms, error) {
	kept, err := s.Review.Unsent(r.Context(), viewerOf(r), matter)
	if err != nil {
		return nil, err
	}
	forms := deskForms{}
	for _, u := range kept {
		forms[u.Form] = url.Values(u.Fields)
	}
	if name != "" {
		forms[name] = typed
	}
	return forms, nil
}

// sayForm is the form that makes a comment, filled in.
type sayForm struct {
	url.Values
	// Open: somebody has begun to write.
	Open bool
	// Unit is the unit it is on, "" for the whole; Material the material.
	Unit     lawtext.Address
	Material *review.Material
	// Bases are those picked, Found those found for what was typed.
	Bases, Found []review.Basis
	// Asked: something was looked for.
	Asked bool
}

// picked are the provisions picked in forms, by the values of their boxes. One
// that names nothing any more is left out.
func (s *server) picked(r *http.Request, forms ...url.Values) map[string]review.Basis {
	found := map[string]review.Basis{}
	for _, typed := range forms {
		for _, text := range typed["basis"] {
			ref, err := review.ParseBasisRef(text)
			if err != nil {
				continue
			}
			if b, err := s.Review.Basis(r.Context(), ref); err == nil {
				found[text] = b
			}
		}
	}
	return found
}

// say fills the form that makes a comment in: what was typed before, and what
// the address asks for.
func (s *server) say(r *http.Request, q deskQuery, forms deskForms, materials []review.ChecklistItem) (sayForm, error) {
	f := sayForm{Values: url.Values{}, Open: q.Unit != "" || q.Material != "" || q.Phrase != ""}
	if typed, ok := forms["say"]; ok {
		f.Values, f.Open = typed, true
	}
	switch {
	case q.Material != "":
		f.Set("material", string(q.Material))
		f.Set("unit", "")
		f.Del("start")
		f.Del("end")
		f.Del("quote")
	case q.Unit != "" && f.Get("unit") != string(q.Unit) && f.Get("quote") == "":
		f.Set("unit", string(q.Unit))
		f.Del("material")
	}
	f.Unit, _ = lawtext.ParseAddress(f.Get("unit"))
	for _, item := range materials {
		for i := range item.Materials {
			if string(item.Materials[i].ID) == f.Get("material") {
				f.Material = &item.Materials[i]
			}
		}
	}
	picked := s.picked(r, f.Values)
	for _, text := range f.Values["basis"] {
		if b, ok := picked[text]; ok {
			f.Bases = append(f.Bases, b)
		}
	}
	if asked := f.Get("basis-q"); asked != "" {
		var err error
		f.Asked = true
		if f.Found, err = s.Review.FindBases(r.Context(), asked); err != nil {
			return f, err
		}
	}
	return f, s.insertPhrase(r, q, &f)
}

// insertPhrase puts the wording that the address names behind what was typed.
func (s *server) insertPhrase(r *http.Request, q deskQuery, f *sayForm) error {
	if q.Phrase == "" {
		return nil
	}
	phrases, err := s.Review.Phrases(r.Context(), viewerOf(r))
	if err != nil {
		return err
	}
	for _, p := range phrases {
		if p.ID == q.Phrase {
			f.Set("text", f.Get("text")+p.Words)
			if f.Get("kind") == "" {
				f.Set("kind", string(p.Kind))
			}
		}
	}
	return nil
}
