package web

import (
	"net/http"

	"hefa/storage"
)

// apiDocuments lists what the person may read: kind, status, body (issuing or
// drafting, id or name), year, q (words of the title), on (a day), page, size.
func (s *server) apiDocuments(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	var f storage.DocumentFilter
	var err error
	if f.Kind, err = choice("kind", q.Get("kind"), storage.Kinds); err != nil {
		return err
	}
	if f.Status, err = choice("status", q.Get("status"), storage.Statuses); err != nil {
		return err
	}
	if name := q.Get("body"); name != "" {
		if f.Body, err = s.bodyID(r, "body", name); err != nil {
			return err
		}
	}
	if f.On, err = queryDay(q, "on"); err != nil {
		return err
	}
	if f.Year, err = queryNumber(q, "year", 0, 9999); err != nil {
		return err
	}
	if f.Page, f.Size, err = pageSize(q); err != nil {
		return err
	}
	f.Title = q.Get("q")
	items, total, err := s.Store.Documents(r.Context(), from(r).viewer(), f)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listed[storage.Document]{total, items, f.Page})
}

// apiDocument is a document, with what the asker may read of it.
type apiDocument struct {
	storage.Document
	// Readable says which texts may be read.
	Readable storage.Access `json:"readable"`
}

// seeDocument reads the document an address names, where the asker may read
// anything of it.
func (s *server) seeDocument(r *http.Request) (apiDocument, error) {
	id := idIn(r, "document")
	var d apiDocument
	var err error
	if d.Readable, err = s.Store.See(r.Context(), from(r).viewer(), id); err != nil {
		return d, signedOut(r, err)
	}
	on, err := queryDay(r.URL.Query(), "on")
	if err != nil {
		return d, err
	}
	d.Document, err = storage.ReadDocument(r.Context(), s.Store.DB, id, on)
	return d, err
}

func (s *server) apiDocument(w http.ResponseWriter, r *http.Request) error {
	d, err := s.seeDocument(r)
	if err != nil {
		return err
	}
	tag(w, d.Rev)
	return writeJSON(w, http.StatusOK, d)
}

func (s *server) apiVersions(w http.ResponseWriter, r *http.Request) error {
	list, err := s.seeVersions(r)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// seeVersions lists the versions the asker may read: without a session only
// the one in force.
func (s *server) seeVersions(r *http.Request) ([]storage.Version, error) {
	d, err := s.seeDocument(r)
	if err != nil || !d.Readable.Versions {
		return nil, err
	}
	on, err := queryDay(r.URL.Query(), "on")
	if err != nil {
		return nil, err
	}
	return s.Store.ReadableVersions(r.Context(), from(r).viewer(), d.ID, on)
}

// apiDrafts lists the drafts; to whom they are closed there are none.
func (s *server) apiDrafts(w http.ResponseWriter, r *http.Request) error {
	d, err := s.seeDocument(r)
	if err != nil {
		return err
	}
	if !d.Readable.Drafts {
		return storage.ErrNotFound
	}
	list, err := storage.Drafts(r.Context(), s.Store.DB, d.ID)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}
