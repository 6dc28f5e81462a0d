package web

import (
	"mime/multipart"
	"net/http"

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
	code, q := field(form, "code"), backTo(r.PostForm)
	in := review.AddMaterialsInput{Matter: matter}
	if in.Rev, err = rev(r.PostForm); err == nil {
		if in.Materials, err = s.broughtMaterials(r, form, code, "file", "absence"); err == nil {
			if len(in.Materials) == 0 {
				in.Materials = []review.MaterialInput{{Code: code}}
			}
			_, err = s.Review.AddMaterials(r.Context(), actor(r), in)
		}
	}
	if err != nil {
		return s.workspaceFailed(w, r, err, matter, q, "material-"+code, r.PostForm)
	}
	return see(w, r, deskAddress(matter, q, "m-"+code))
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
