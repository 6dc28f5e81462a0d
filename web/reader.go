package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	"hefa/storage"
)

// readerPage shows one text of a document. Opening a draft that has not been
// published is logged.
func (s *server) readerPage(w http.ResponseWriter, r *http.Request) error {
	text, err := s.namedText(r)
	if err != nil {
		return err
	}
	return s.showText(w, r, text)
}

// publicPage is the lasting address of a document: its text in force, without
// signing in when its body says so.
func (s *server) publicPage(w http.ResponseWriter, r *http.Request) error {
	text, err := s.textInForce(r)
	if err != nil {
		return err
	}
	return s.showText(w, r, text)
}

func (s *server) showText(w http.ResponseWriter, r *http.Request, text storage.NamedText) error {
	ctx, v := r.Context(), from(r)
	data := map[string]any{"Name": text.Name.String(), "Text": text.Reading.Text, "File": text.File, "Public": v.person == nil}
	document, err := storage.ReadDocument(ctx, s.Store.DB, text.Document, "")
	if err != nil {
		return err
	}
	data["Document"] = document
	versions, err := storage.Versions(ctx, s.Store.DB, text.Document, "")
	if err != nil {
		return err
	}
	for _, version := range versions {
		if version.Number == text.Name.Version {
			data["Version"] = version
		}
	}
	data["Lasting"] = len(versions) > 0
	if v.person == nil {
		versions = nil
	}
	var drafts []storage.Draft
	if access, err := s.Store.See(ctx, v.viewer(), text.Document); err != nil {
		return err
	} else if access.Drafts {
		if drafts, err = storage.Drafts(ctx, s.Store.DB, text.Document); err != nil {
			return err
		}
	}
	stops := timeline(drafts, versions, text.Name)
	data["Timeline"] = stops
	for i, one := range stops {
		if one.Current && i > 0 {
			data["Before"] = stops[i-1].Name
		}
	}
	blocks := lawBlocks(text.Reading.Text)
	markWords(blocks, readMarking(r.URL.Query()))
	articles := text.Reading.Text.Articles()
	data["Blocks"], data["Contents"], data["Articles"] = blocks, lawContents(blocks, articles), len(articles)
	return s.ok(w, r, "reader", data)
}

// stop is one text on the bar above the reader.
type stop struct {
	Name    storage.TextName
	Current bool
	Day     storage.Day
	Status  storage.Status
}

// timeline sets drafts and versions in one row: a version stands after the
// draft it came from.
func timeline(drafts []storage.Draft, versions []storage.Version, current storage.TextName) []stop {
	var list []stop
	add := func(version storage.Version) {
		name := storage.TextName{Version: version.Number}
		day := version.Effective
		if day == "" {
			day = version.Published
		}
		list = append(list, stop{Name: name, Current: name == current, Day: day, Status: version.Status})
	}
	from := map[int]bool{}
	for _, d := range drafts {
		from[d.Number] = true
	}
	for _, v := range versions {
		if !from[v.Draft] {
			add(v)
		}
	}
	for _, d := range drafts {
		name := storage.TextName{Draft: d.Number}
		list = append(list, stop{Name: name, Current: name == current, Day: storage.DayOf(d.At)})
		for _, v := range versions {
			if v.Draft == d.Number {
				add(v)
			}
		}
	}
	return list
}

// namedText reads the text an address names and logs the reading of an
// unpublished draft.
func (s *server) namedText(r *http.Request) (storage.NamedText, error) {
	id, err := pathID(r, "document")
	if err != nil {
		return storage.NamedText{}, err
	}
	name, err := storage.ParseTextName(mux.Vars(r)["name"])
	if err != nil {
		return storage.NamedText{}, err
	}
	text, err := s.Store.NamedText(r.Context(), from(r).viewer(), id, name)
	if err != nil {
		return text, err
	}
	return text, s.logDraftRead(r, text, storage.TextName{})
}

// logDraftRead logs that somebody opened a draft, unless it has been
// published. with is the text it was only compared with, if it was.
func (s *server) logDraftRead(r *http.Request, text storage.NamedText, with storage.TextName) error {
	if text.Name.Draft == 0 {
		return nil
	}
	versions, err := storage.Versions(r.Context(), s.Store.DB, text.Document, "")
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Draft == text.Name.Draft {
			return nil
		}
	}
	a := actor(r)
	if held := from(r).holdings; len(held) > 0 {
		a.Role, a.Body = held[0].Role, held[0].Body
	}
	return s.Store.LogDraftRead(r.Context(), a, text.Document, text.Name.Draft, text.File.Hash, with)
}

// textInForce is the document's text in force today; for people signed in its
// newest version where none is in force.
func (s *server) textInForce(r *http.Request) (storage.NamedText, error) {
	id, err := pathID(r, "document")
	if err != nil {
		return storage.NamedText{}, err
	}
	number, err := s.versionInForce(r.Context(), id)
	if err != nil {
		return storage.NamedText{}, err
	}
	return s.Store.NamedText(r.Context(), from(r).viewer(), id, storage.TextName{Version: number})
}

func (s *server) versionInForce(ctx context.Context, document storage.ID) (int, error) {
	versions, err := storage.Versions(ctx, s.Store.DB, document, "")
	if err != nil {
		return 0, err
	}
	for i := len(versions) - 1; i >= 0; i-- {
		if versions[i].Status == storage.InForce {
			return versions[i].Number, nil
		}
	}
	if len(versions) == 0 {
		return 0, fmt.Errorf("finding a version of %s: %w", document, storage.ErrNotFound)
	}
	return versions[len(versions)-1].Number, nil
}
