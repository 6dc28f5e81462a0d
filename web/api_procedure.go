package web

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// apiProcedures lists every version of every procedure.
func (s *server) apiProcedures(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.ProcedureVersions(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiProcedureRead is a version of a procedure with its rules and its text.
type apiProcedureRead struct {
	*procedure.Procedure
	Source string `json:"source"`
}

func (s *server) apiProcedure(w http.ResponseWriter, r *http.Request) error {
	version := numberIn(r, "version")
	if version == 0 {
		return storage.ErrNotFound
	}
	p, err := s.Review.ReadProcedure(r.Context(), mux.Vars(r)["procedure"], version)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiProcedureRead{p, p.Source})
}

// apiSaveProcedure saves the next version of a procedure; with check it only
// says what is wrong.
func (s *server) apiSaveProcedure(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Source string `json:"source"`
		Note   string `json:"note"`
		Check  bool   `json:"check"`
	}](r)
	if err != nil {
		return err
	}
	name := mux.Vars(r)["procedure"]
	if in.Check {
		p, err := s.Review.CheckProcedure(r.Context(), name, in.Source)
		if err != nil {
			return err
		}
		return writeJSON(w, http.StatusOK, apiProcedureRead{p, p.Source})
	}
	a := actor(r)
	v, err := s.Review.SaveProcedure(r.Context(), a, review.SaveProcedureInput{Name: name, Source: in.Source, Note: in.Note})
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/procedures/"+v.Name+"/versions/"+strconv.Itoa(v.Version), v)
}
