package web

import (
	"net/http"

	"hefa/storage"
)

// apiSaved lists the asker's saved searches.
func (s *server) apiSaved(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Saved(r.Context(), from(r).person.ID)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiSaveSearch keeps a search: its name, and the search as GET /search takes
// it in an address, or every occurrence of any of a list of literals.
func (s *server) apiSaveSearch(w http.ResponseWriter, r *http.Request) error {
	q, err := s.searchIn(r, r.URL.Query())
	if err != nil {
		return err
	}
	q.Q = r.URL.Query().Get("q")
	in, err := receive[struct {
		Name     string   `json:"name"`
		Literals []string `json:"literals"`
	}](r)
	if err != nil {
		return err
	}
	if len(in.Literals) > 0 {
		q.Exact, q.Literals = true, in.Literals
	}
	a := actor(r)
	id, err := s.Search.Save(r.Context(), a, in.Name, q)
	if err != nil {
		return err
	}
	return did(w, a, http.StatusCreated, struct {
		ID storage.ID `json:"id"`
	}{id})
}

// apiForgetSearch removes one of the asker's saved searches.
func (s *server) apiForgetSearch(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	a := actor(r)
	if err := s.Search.Forget(r.Context(), a, idIn(r, "search")); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiGains lists what the asker's saved searches have gained.
func (s *server) apiGains(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Gains(r.Context(), from(r).person.ID)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiToldGains notes that the asker knows what a saved search has gained.
func (s *server) apiToldGains(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := s.Search.Told(r.Context(), from(r).person.ID, idIn(r, "search")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// suggested is how many suggestions of each kind there are.
const suggested = 5

// apiSuggest answers what was typed may become.
func (s *server) apiSuggest(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Suggest(r.Context(), from(r).viewer(), r.URL.Query().Get("q"), suggested)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// mostMisses is how many queries that found nothing are listed.
const mostMisses = 1000

// apiMisses lists queries that found nothing, for those who look after the
// repository.
func (s *server) apiMisses(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Misses(r.Context(), mostMisses)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiIndex says how the index stands.
func (s *server) apiIndex(w http.ResponseWriter, _ *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	return writeJSON(w, http.StatusOK, s.Search.State())
}

// apiComparisons says how each server's comparisons stand.
func (s *server) apiComparisons(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Comparings(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiCompareIndex has this server's index compared with the database.
func (s *server) apiCompareIndex(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := s.Search.AskComparison(r.Context(), false); err != nil {
		return err
	}
	w.Header().Set("Location", apiRoot+"/index/comparison")
	w.WriteHeader(http.StatusAccepted)
	return nil
}
