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

// indexPage says how the search index stands, and what the last comparisons
// with the database have shown, of other servers' indexes too.
func (s *server) indexPage(w http.ResponseWriter, r *http.Request) error {
	if s.Search == nil {
		return errNoSearch
	}
	list, err := s.Search.Comparings(r.Context())
	if err != nil {
		return err
	}
	return s.ok(w, r, "index", map[string]any{"State": s.Search.State(), "Own": list[0], "Others": list[1:]})
}

// compareIndex has this server's index compared with the database.
func (s *server) compareIndex(w http.ResponseWriter, r *http.Request) error {
	return s.askComparison(w, r, false)
}

// repairIndex has indexed anew what the last comparison has found different,
// and compared again.
func (s *server) repairIndex(w http.ResponseWriter, r *http.Request) error {
	return s.askComparison(w, r, true)
}

func (s *server) askComparison(w http.ResponseWriter, r *http.Request, repair bool) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := parseForm(r); err != nil {
		return err
	}
	if err := s.Search.AskComparison(r.Context(), repair); err != nil {
		return err
	}
	return see(w, r, "/index")
}
