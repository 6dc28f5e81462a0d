package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"hefa/lawtext/office"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// draftOf is the document of the address with its running matter, for those
// who may now upload its next draft; the matter is nil where that draft begins
// an amendment. Others are told what stands in the way.
func (s *server) draftOf(r *http.Request) (*storage.Document, *review.Matter, error) {
	ctx, viewer := r.Context(), from(r).viewer()
	id, err := pathID(r, "document")
	if err != nil {
		return nil, nil, err
	}
	matters, err := s.Review.MattersOf(ctx, viewer, id)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return nil, nil, err
	}
	at := slices.IndexFunc(matters, func(m review.Matter) bool { return m.Running() })
	if at < 0 {
		if err := s.Review.MayAmend(ctx, viewer, id); err != nil {
			return nil, nil, err
		}
		document, err := storage.ReadDocument(ctx, s.Store.DB, id, "")
		return &document, nil, err
	}
	matter := &matters[at]
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
	data["Document"] = document
	if matter != nil {
		data["Matter"] = matter
	}
	data["Form"] = url.Values{"title": {document.Title}}
	return s.ok(w, r, "preview", data)
}

// confirmDraft adds the draft to the running matter, or begins an amendment
// with it.
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
	goesTo, err := s.addDraft(r, document, matter, data["Upload"].(storage.Upload), chosenComments(r.PostForm.Get("comments"), data["Reading"].(*office.Reading)))
	if err == nil {
		return see(w, r, "/matters/"+string(goesTo))
	}
	data["Document"], data["Form"] = document, r.PostForm
	if matter != nil {
		data["Matter"] = matter
	}
	return s.formFailed(w, r, err, "preview", data)
}

// addDraft answers the matter that has the draft now.
func (s *server) addDraft(r *http.Request, document *storage.Document, matter *review.Matter, u storage.Upload, comments []review.FileComment) (storage.ID, error) {
	seen, err := rev(r.PostForm)
	if err != nil {
		return "", err
	}
	if matter == nil {
		opened, err := s.Review.StartAmendment(r.Context(), actor(r),
			review.StartAmendmentInput{Document: document.ID, Rev: seen, Upload: u, Comments: comments})
		return opened.Matter, err
	}
	_, err = s.Review.AddDraft(r.Context(), actor(r),
		review.AddDraftInput{Document: document.ID, Rev: seen, Title: r.PostForm.Get("title"), Upload: u, Comments: comments})
	return matter.ID, err
}
