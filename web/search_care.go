package web

import "net/http"

// missesPage lists queries that found nothing, for those who look after the
// repository: what people miss is either not there or called otherwise.
func (s *server) missesPage(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Misses(r.Context(), mostMisses)
	if err != nil {
		return err
	}
	return s.ok(w, r, "misses", map[string]any{"Misses": list})
}

// indexPage says how the search index stands, and what the last comparison with
// the database has shown.
func (s *server) indexPage(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	return s.ok(w, r, "index", map[string]any{"State": s.Search.State(), "Last": s.Search.LastComparison()})
}

// compareIndex compares this server's index with the database on demand.
func (s *server) compareIndex(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := parseForm(r); err != nil {
		return err
	}
	if _, err := s.Search.Compare(r.Context()); err != nil {
		return err
	}
	return see(w, r, "/index")
}

// repairIndex indexes anew what the last comparison has found different.
func (s *server) repairIndex(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := parseForm(r); err != nil {
		return err
	}
	last := s.Search.LastComparison()
	if last == nil {
		return see(w, r, "/index")
	}
	if err := s.Search.Repair(r.Context(), last); err != nil {
		return err
	}
	return see(w, r, "/index")
}
