package web

import (
	"mime/multipart"
	"net/http"
	"slices"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// addMaterials puts files under one item of the checklist, or the reason why
// there is none.
func (s *server) addMaterials(w http.ResponseWriter, r *http.Request) error {
	matter, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	if err := s.mayInMatter(r, matter, procedure.Material); err != nil {
		return err
	}
	form, err := openUpload(r, []string{"code", "absence", "rev", "once", "back", "file"}, []string{"file"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	codes, q := form.Value["code"], backTo(r.PostForm)
	in := review.AddMaterialsInput{Matter: matter}
	if in.Rev, err = rev(r.PostForm); err == nil {
		if in.Materials, err = s.materialsIn(r, form, matter); err == nil {
			_, err = s.Review.AddMaterials(r.Context(), actor(r), in)
		}
	}
	at := ""
	if len(codes) == 1 {
		at = codes[0]
	}
	if err != nil {
		return s.workspaceFailed(w, r, err, matter, q, "material-"+at, r.PostForm)
	}
	if at == "" {
		return see(w, r, deskAddress(matter, q, "side"))
	}
	return see(w, r, deskAddress(matter, q, "m-"+at))
}

// materialsIn keeps what a form brings: files and the reason for their absence
// under one code, or files each under a code of its own. Files without any are
// put under the item that their names tell of.
func (s *server) materialsIn(r *http.Request, form *multipart.Form, matter storage.ID) ([]review.MaterialInput, error) {
	codes := form.Value["code"]
	var files []*multipart.FileHeader
	for _, header := range form.File["file"] {
		if header.Filename != "" || header.Size > 0 { // else nothing was chosen
			files = append(files, header)
		}
	}
	absence := field(form, "absence")
	switch {
	case len(codes) == 1 && len(files) == 0:
		return []review.MaterialInput{{Code: codes[0], Absence: absence}}, nil
	case len(codes) == 1:
		codes = slices.Repeat(codes, len(files))
	case len(codes) == 0:
		m, err := s.Review.Matter(r.Context(), viewerOf(r), matter)
		if err != nil {
			return nil, err
		}
		for _, header := range files {
			code := guessItem(s.Review.ProcedureOf(m).Materials, header.Filename)
			if code == "" {
				return nil, &storage.Invalid{Field: "file", Code: "material-unguessed", Detail: header.Filename}
			}
			codes = append(codes, code)
		}
	}
	if len(codes) != len(files) {
		return nil, &storage.Invalid{Field: "code", Code: "required"}
	}
	// None is kept where one of them is refused.
	for _, header := range files {
		if err := s.sizeOf(header); err != nil {
			return nil, err
		}
	}
	var list []review.MaterialInput
	for i, header := range files {
		f, err := s.keepFile(r, header)
		if err != nil {
			return nil, err
		}
		list = append(list, review.MaterialInput{Code: codes[i], File: &f})
	}
	return list, nil
}

// broughtMaterials keeps the files a form brings for one item of the
// checklist, and takes down the reason for their absence.
func (s *server) broughtMaterials(r *http.Request, form *multipart.Form, code, files, absence string) ([]review.MaterialInput, error) {
	var list []review.MaterialInput
	for _, header := range form.File[files] {
		if header.Filename == "" && header.Size == 0 {
			continue // nothing was chosen
		}
		f, err := s.keepFile(r, header)
		if err != nil {
			return nil, err
		}
		list = append(list, review.MaterialInput{Code: code, File: &f})
	}
	if why := field(form, absence); why != "" && len(list) == 0 {
		list = append(list, review.MaterialInput{Code: code, Absence: why})
	}
	return list, nil
}

// removeMaterial takes a material off the checklist.
func (s *server) removeMaterial() handler {
	return s.deskForm(inForm("remove"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		return "side", s.Review.RemoveMaterial(r.Context(), actor(r), review.RemoveMaterialInput{Matter: matter, Rev: rev, Material: idIn(r, "material")})
	})
}
