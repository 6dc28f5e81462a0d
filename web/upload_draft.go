package web

import (
	"net/http"
	"net/url"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// draftOf is the document of the address with its running matter, for those
// who may now upload its next draft; others are told what stands in the way.
func (s *server) draftOf(r *http.Request) (*storage.Document, *review.Matter, error) {
	ctx, viewer := r.Context(), from(r).viewer()
	id, err := pathID(r, "document")
	if err != nil {
		return nil, nil, err
	}
	matters, err := s.Review.MattersOf(ctx, viewer, id)
	if err != nil {
		return nil, nil, err
	}
	if len(matters) == 0 {
		return nil, nil, storage.ErrForbidden
	}
	matter := &matters[0]
	for i := range matters {
		if matters[i].Running() {
			matter = &matters[i]
		}
	}
	options, err := s.Review.AllowedActs(ctx, viewer, matter.ID)
	if err != nil {
		return nil, nil, err
	}
	err = storage.ErrForbidden
	for _, o := range options {
		if o.Act == procedure.Upload {
			err = nil
			if !o.Now {
				err = &review.Refused{Act: o.Act, State: matter.State, Why: o.Why, Items: o.Items}
			}
		}
	}
	if err != nil {
		return nil, nil, err
	}
	document, err := storage.ReadDocument(ctx, s.Store.DB, id, "")
	return &document, matter, err
}

// newDraftPage takes the next draft of a document.
func (s *server) newDraftPage(w http.ResponseWriter, r *http.Request) error {
	document, _, err := s.draftOf(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "upload", s.uploadForm(document))
}

func (s *server) receiveDraft(w http.ResponseWriter, r *http.Request) error {
	document, _, err := s.draftOf(r)
	if err != nil {
		return err
	}
	sealed, err := s.receiveSealed(r)
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(document))
	}
	return previewAt(w, r, "/documents/"+string(document.ID)+"/drafts/preview?file="+url.QueryEscape(sealed))
}

func (s *server) previewDraft(w http.ResponseWriter, r *http.Request) error {
	document, matter, err := s.draftOf(r)
	if err != nil {
		return err
	}
	data, err := s.preview(r, r.URL.Query().Get("file"))
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(document))
	}
	data["Document"], data["Matter"] = document, matter
	data["Form"] = url.Values{"title": {document.Title}}
	return s.ok(w, r, "preview", data)
}

// confirmDraft adds the draft to the running matter.
func (s *server) confirmDraft(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	document, matter, err := s.draftOf(r)
	if err != nil {
		return err
	}
	data, err := s.preview(r, r.PostForm.Get("file"))
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(document))
	}
	in := review.AddDraftInput{Document: document.ID, Title: r.PostForm.Get("title"), Upload: data["Upload"].(storage.Upload)}
	if in.Rev, err = rev(r.PostForm); err == nil {
		_, err = s.Review.AddDraft(r.Context(), actor(r), in)
	}
	if err == nil {
		return see(w, r, "/matters/"+string(matter.ID))
	}
	data["Document"], data["Matter"], data["Form"] = document, matter, r.PostForm
	return s.formFailed(w, r, err, "preview", data)
}
