package web

import (
	"net/http"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

func (s *server) apiMaterials(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	list, err := s.Review.Materials(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiMaterialChecks lists who confirmed that the materials are complete.
func (s *server) apiMaterialChecks(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.MaterialChecks(r.Context(), viewerOf(r), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiAddMaterials puts files, or the reason why there is none, under one code
// of the checklist, or each file under its own.
func (s *server) apiAddMaterials(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	if err := s.mayInMatter(r, matter, procedure.Material); err != nil {
		return err
	}
	form, err := openUpload(r, []string{"code", "absence"}, []string{"file"})
	if err != nil {
		return err
	}
	defer closeUpload(form)
	in := review.AddMaterialsInput{Matter: matter, Rev: seen}
	if in.Materials, err = s.materialsIn(r, form, matter); err != nil {
		return err
	}
	a := actor(r)
	ids, err := s.Review.AddMaterials(r.Context(), a, in)
	if err != nil {
		return err
	}
	return did(w, a, http.StatusCreated, whole(ids))
}

func (s *server) apiRemoveMaterial(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	material := idIn(r, "material")
	a := actor(r)
	if err := s.Review.RemoveMaterial(r.Context(), a, review.RemoveMaterialInput{Matter: matter, Rev: seen, Material: material}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiMaterialContent sends a material's exact bytes.
func (s *server) apiMaterialContent(w http.ResponseWriter, r *http.Request) error {
	matter := idIn(r, "matter")
	id := idIn(r, "material")
	list, err := s.Review.Materials(r.Context(), from(r).viewer(), matter)
	if err != nil {
		return err
	}
	for _, item := range list {
		for _, m := range item.Materials {
			if m.ID == id && m.File != nil {
				return s.sendFile(w, r, *m.File)
			}
		}
	}
	return storage.ErrNotFound
}
