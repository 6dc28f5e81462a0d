package web

import (
	"net/http"
	"net/url"

	"hefa/lawtext/office"
	"hefa/review"
	"hefa/storage"
	"hefa/storage/intake"
)

// newDocumentPage takes the first draft of a new document.
func (s *server) newDocumentPage(w http.ResponseWriter, r *http.Request) error {
	return s.ok(w, r, "upload", s.uploadForm(nil))
}

// uploadForm is what the page with the drop area needs. document is nil for a
// new one.
func (s *server) uploadForm(document *storage.Document) map[string]any {
	data := map[string]any{"Limit": s.Limits.File, "Action": "/documents/new"}
	if document != nil {
		data["Document"], data["Action"] = document, "/documents/"+string(document.ID)+"/drafts/new"
	}
	return data
}

// receiveDocument reads an upload and leads to its preview. Scripts that show
// a bar ask for JSON and are told where to go.
func (s *server) receiveDocument(w http.ResponseWriter, r *http.Request) error {
	sealed, err := s.receiveSealed(r)
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(nil))
	}
	return previewAt(w, r, "/documents/preview?file="+url.QueryEscape(sealed))
}

func (s *server) receiveSealed(r *http.Request) (string, error) {
	// A form without a chosen file carries the field, empty.
	form, err := openUpload(r, []string{"file"}, []string{"file"})
	if err != nil {
		return "", err
	}
	defer closeUpload(form)
	upload, _, err := s.keepDraft(r, form)
	if err != nil {
		return "", err
	}
	t := ticket{Hash: upload.File.Hash, Name: upload.File.Name, Media: upload.File.MediaType, Size: upload.File.Size}
	return t.seal(from(r).token)
}

func previewAt(w http.ResponseWriter, r *http.Request, address string) error {
	if wantsJSON(r) {
		w.Header().Set("Location", address)
		return writeJSON(w, http.StatusCreated, map[string]string{"location": address})
	}
	return see(w, r, address)
}

// previewDocument shows what was recognised and asks for what only people know.
func (s *server) previewDocument(w http.ResponseWriter, r *http.Request) error {
	sealed := r.URL.Query().Get("file")
	data, err := s.preview(r, sealed)
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(nil))
	}
	if err := s.choices(r, data); err != nil {
		return err
	}
	form := url.Values{"title": {data["Proposed"].(string)}, "kind": {string(storage.Normative)}}
	for _, h := range from(r).holdings {
		if h.Role == storage.Drafter {
			form.Set("drafting", string(h.Body))
			above, err := storage.GovernmentAbove(r.Context(), s.Store.DB, h.Body)
			if err != nil {
				return err
			}
			form.Set("issuing", string(above))
			break
		}
	}
	data["Form"] = form
	return s.ok(w, r, "preview", data)
}

// preview reads the kept file again and lays it out: its tracked changes
// accepted, as it will be taken in, or on view=original rejected.
func (s *server) preview(r *http.Request, sealed string) (map[string]any, error) {
	t, err := openTicket(sealed, from(r).token)
	if err != nil {
		return nil, err
	}
	upload, reading, err := s.reread(r.Context(), t)
	if err != nil {
		return nil, err
	}
	shown, original := reading, r.URL.Query().Get("view") == "original"
	if original {
		if shown, err = s.rereadOriginal(r.Context(), t); err != nil {
			return nil, err
		}
	}
	other := "" // a form that failed has no address to see again
	if r.Method == http.MethodGet {
		q := url.Values{"file": {sealed}}
		if !original {
			q.Set("view", "original")
		}
		other = r.URL.Path + "?" + q.Encode()
	}
	blocks := lawBlocks(shown.Text)
	articles := shown.Text.Articles()
	return map[string]any{"Sealed": sealed, "Upload": upload, "File": upload.File, "Reading": reading, "Blocks": blocks,
		"Contents": lawContents(blocks, articles), "Articles": len(articles), "Original": original, "OtherView": other, "Proposed": intake.TitleOf(t.Name, reading.Text), "Commenters": commenters(reading.Comments)}, nil
}

// choices are the lists of the confirming form.
func (s *server) choices(r *http.Request, data map[string]any) error {
	bodies, err := s.Store.Bodies(r.Context())
	if err != nil {
		return err
	}
	data["Bodies"], data["Kinds"] = bodies, []storage.Kind{storage.Normative, storage.Rule, storage.Regulation, storage.Decision}
	return nil
}

// confirmDocument makes the document with its matter and first draft.
func (s *server) confirmDocument(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	data, err := s.preview(r, r.PostForm.Get("file"))
	if err != nil {
		return s.formFailed(w, r, err, "upload", s.uploadForm(nil))
	}
	in, err := openInput(r.PostForm)
	if err == nil {
		in.Upload = data["Upload"].(storage.Upload)
		in.Comments = chosenComments(r.PostForm.Get("comments"), data["Reading"].(*office.Reading))
		var opened review.Opened
		if opened, err = s.Review.Open(r.Context(), actor(r), in); err == nil {
			return see(w, r, "/matters/"+string(opened.Matter))
		}
	}
	if err := s.choices(r, data); err != nil {
		return err
	}
	data["Form"] = r.PostForm
	return s.formFailed(w, r, err, "preview", data)
}

// openInput reads the confirming form. Bodies may repeat, in order; an empty
// choice is none.
func openInput(f url.Values) (review.OpenInput, error) {
	in := review.OpenInput{Kind: storage.Kind(f.Get("kind")), Title: f.Get("title")}
	var err error
	if in.Drafting, err = formIDs(f, "drafting"); err != nil {
		return in, err
	}
	if in.Issuing, err = formIDs(f, "issuing"); err != nil {
		return in, err
	}
	in.Due, err = storage.ParseDay("due", f.Get("due"))
	return in, err
}
