package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/storage"
)

// pathID is the id in an address; a malformed one is not found.
func pathID(r *http.Request, name string) (storage.ID, error) {
	return storage.ParseID(mux.Vars(r)[name])
}

// documentPage shows what a document is, its texts, and what was done to it.
func (s *server) documentPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.document(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "document", data)
}

// document gathers what the person may read of the document in the address.
func (s *server) document(r *http.Request) (map[string]any, error) {
	ctx := r.Context()
	id, err := pathID(r, "document")
	if err != nil {
		return nil, err
	}
	access, err := s.Store.See(ctx, from(r).viewer(), id)
	if err != nil {
		return nil, err
	}
	data := map[string]any{"Access": access}
	if data["Document"], err = storage.ReadDocument(ctx, s.Store.DB, id, ""); err != nil {
		return nil, err
	}
	if access.Versions {
		if data["Versions"], err = storage.Versions(ctx, s.Store.DB, id, ""); err != nil {
			return nil, err
		}
	}
	_, matter, err := s.draftOf(r)
	data["MayUpload"], data["MayAmend"] = err == nil && matter != nil, err == nil && matter == nil
	if !access.Drafts {
		return data, nil
	}
	if data["Drafts"], err = storage.Drafts(ctx, s.Store.DB, id); err != nil {
		return nil, err
	}
	if data["Matters"], err = s.Review.MattersOf(ctx, from(r).viewer(), id); err != nil {
		return nil, err
	}
	events, _, err := s.Review.History(ctx, from(r).viewer(), id, 1, 30)
	if err != nil {
		return nil, err
	}
	data["Events"] = s.tellEvents(r, events)
	return data, nil
}
