package web

import (
	"errors"
	"net/http"
	"strconv"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// apiOpened is a document that has begun.
type apiOpened struct {
	ID storage.ID `json:"id"`
	review.Opened
	Number int `json:"number"`
}

// apiUpload makes a document of a file and opens its matter in drafting.
func (s *server) apiUpload(w http.ResponseWriter, r *http.Request) error {
	form, err := openUpload(r, []string{"kind", "title", "drafting", "issuing", "due", "comments"}, []string{"file", "further"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	var in review.OpenInput
	if in.Title, err = storage.RequiredLine("title", field(form, "title")); err != nil {
		return err
	}
	if in.Kind, err = choice("kind", field(form, "kind"), storage.Kinds); err != nil {
		return err
	}
	if in.Due, err = storage.ParseDay("due", field(form, "due")); err != nil {
		return err
	}
	if in.Drafting, err = s.bodyIDs(r, "drafting", form.Value["drafting"]); err != nil {
		return err
	}
	if in.Issuing, err = s.bodyIDs(r, "issuing", form.Value["issuing"]); err != nil {
		return err
	}
	if in.Upload, in.Comments, err = s.keepCommented(r, form); err != nil {
		return err
	}
	a := actor(r)
	o, err := s.Review.Open(r.Context(), a, in)
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/documents/"+string(o.Document), apiOpened{o.Document, o, o.Draft})
}

// apiAddDraft uploads the next draft of a document's running matter.
func (s *server) apiAddDraft(w http.ResponseWriter, r *http.Request) error {
	d, err := s.seeDocument(r)
	if err != nil {
		return err
	}
	in := review.AddDraftInput{Document: d.ID}
	if in.Rev, err = seenRev(r); err != nil {
		return err
	}
	if err := s.mayEver(r, d.ID, procedure.Upload); err != nil {
		return err
	}
	form, err := openUpload(r, []string{"title", "comments"}, []string{"file", "further"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	if in.Title, err = storage.Line("title", field(form, "title")); err != nil {
		return err
	}
	if in.Upload, in.Comments, err = s.keepCommented(r, form); err != nil {
		return err
	}
	a := actor(r)
	added, err := s.Review.AddDraft(r.Context(), a, in)
	if err != nil {
		return err
	}
	tag(w, added.Rev)
	return created(w, a, apiRoot+"/documents/"+string(d.ID)+"/drafts/"+strconv.Itoa(added.Number), added)
}

// apiAmend begins a further matter on a document, with its first draft.
func (s *server) apiAmend(w http.ResponseWriter, r *http.Request) error {
	d, err := s.seeDocument(r)
	if err != nil {
		return err
	}
	in := review.StartAmendmentInput{Document: d.ID}
	if in.Rev, err = seenRev(r); err != nil {
		return err
	}
	if err := s.Review.MayAmend(r.Context(), from(r).viewer(), d.ID); errors.Is(err, storage.ErrForbidden) {
		return err
	}
	form, err := openUpload(r, []string{"comments"}, []string{"file", "further"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	if in.Upload, in.Comments, err = s.keepCommented(r, form); err != nil {
		return err
	}
	a := actor(r)
	o, err := s.Review.StartAmendment(r.Context(), a, in)
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/matters/"+string(o.Matter), apiOpened{o.Document, o, o.Draft})
}
