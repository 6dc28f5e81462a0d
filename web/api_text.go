package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/lawtext"
	"hefa/storage"
)

// apiText is one text of a document: its units, flat articles and problems.
type apiText struct {
	Document storage.ID       `json:"document"`
	Name     storage.TextName `json:"text"`
	File     storage.File     `json:"file"`
	lawtext.Parsed
}

// apiDraft is a draft with what was read in it.
type apiDraft struct {
	storage.Draft
	Articles []lawtext.Article `json:"articles"`
	Problems []lawtext.Problem `json:"problems"`
}

// apiVersion is a version with what was read in it.
type apiVersion struct {
	storage.Version
	Articles []lawtext.Article `json:"articles"`
	Problems []lawtext.Problem `json:"problems"`
}

// readText reads one text of the document in the address and logs the reading
// of an unpublished draft.
func (s *server) readText(r *http.Request, name storage.TextName) (storage.NamedText, error) {
	id := idIn(r, "document")
	text, err := s.Store.NamedText(r.Context(), from(r).viewer(), id, name)
	if err != nil {
		return text, signedOut(r, err)
	}
	return text, s.logDraftRead(r, text, storage.TextName{})
}

// textIn is the text the address names, by number of a draft or version or by
// name; a malformed one is one that nothing has.
func textIn(r *http.Request) (name storage.TextName) {
	switch vars := mux.Vars(r); {
	case vars["draft"] != "":
		name.Draft = numberIn(r, "draft")
	case vars["version"] != "":
		name.Version = numberIn(r, "version")
	default:
		name, _ = storage.ParseTextName(vars["name"]) // "" where it is malformed
	}
	return name
}

func (s *server) apiText(w http.ResponseWriter, r *http.Request) error {
	name := textIn(r)
	text, err := s.readText(r, name)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiText{Document: text.Document, Name: name, File: text.File, Parsed: text.Reading.Text.Parsed()})
}

// apiContent sends the exact bytes of a draft or a version.
func (s *server) apiContent(w http.ResponseWriter, r *http.Request) error {
	name := textIn(r)
	text, err := s.readText(r, name)
	if err != nil {
		return err
	}
	return s.sendFile(w, r, text.File)
}

func (s *server) apiDraft(w http.ResponseWriter, r *http.Request) error {
	name := textIn(r)
	text, err := s.readText(r, name)
	if err != nil {
		return err
	}
	d, err := storage.ReadDraft(r.Context(), s.Store.DB, text.Document, name.Draft)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiDraft{Draft: d, Articles: text.Reading.Text.Articles(), Problems: problemsOf(text)})
}

// apiFurther sends one of a draft's further files.
func (s *server) apiFurther(w http.ResponseWriter, r *http.Request) error {
	name := textIn(r)
	file := idIn(r, "file")
	text, err := s.readText(r, name)
	if err != nil {
		return err
	}
	d, err := storage.ReadDraft(r.Context(), s.Store.DB, text.Document, name.Draft)
	if err != nil {
		return err
	}
	for _, f := range d.Further {
		if f.ID == file {
			return s.sendFile(w, r, f)
		}
	}
	return storage.ErrNotFound
}

func (s *server) apiVersion(w http.ResponseWriter, r *http.Request) error {
	name := textIn(r)
	text, err := s.readText(r, name)
	if err != nil {
		return err
	}
	v, err := storage.ReadVersion(r.Context(), s.Store.DB, text.Document, name.Version)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiVersion{Version: v, Articles: text.Reading.Text.Articles(), Problems: problemsOf(text)})
}

func problemsOf(t storage.NamedText) []lawtext.Problem {
	if t.Reading.Text.Problems == nil {
		return []lawtext.Problem{}
	}
	return t.Reading.Text.Problems
}
