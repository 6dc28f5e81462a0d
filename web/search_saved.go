package web

import (
	"net/http"

	"hefa/search"
)

// savedSearch is a search that a person keeps, as pages show it.
type savedSearch struct {
	search.Saved
	// Address is where it is asked again.
	Address string
	// New are the texts in which it has gained hits since the person said that
	// they know.
	New []search.Gain
}

// savedSearches are those of the person of a request, by name.
func (s *server) savedSearches(r *http.Request) ([]savedSearch, error) {
	if s.Search == nil {
		return nil, errNoSearch
	}
	me := from(r).person.ID
	list, err := s.Search.Saved(r.Context(), me)
	if err != nil {
		return nil, err
	}
	gains, err := s.Search.Gains(r.Context(), me)
	if err != nil {
		return nil, err
	}
	saved := make([]savedSearch, len(list))
	for i, one := range list {
		form, err := s.keepList(r, formOf(one.Query))
		if err != nil {
			return nil, err
		}
		saved[i] = savedSearch{Saved: one, Address: form.Here()}
		for _, g := range gains {
			if g.Search == one.ID {
				saved[i].New = append(saved[i].New, g)
			}
		}
	}
	return saved, nil
}

// savedPage lists a person's saved searches and what they have gained.
func (s *server) savedPage(w http.ResponseWriter, r *http.Request) error {
	saved, err := s.savedSearches(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "saved", map[string]any{"Saved": saved})
}

// saveSearch keeps the search of a form under a name.
func (s *server) saveSearch(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	form, err := s.asked(r, r.PostForm)
	if err != nil {
		return err
	}
	saved, err := s.savedSearches(r)
	if err != nil {
		return err
	}
	q, err := form.query()
	if err == nil {
		_, err = s.Search.Save(r.Context(), actor(r), r.PostForm.Get("name"), q)
	}
	if err != nil {
		return s.formFailed(w, r, err, "saved", map[string]any{"Saved": saved, "Form": form, "Name": r.PostForm.Get("name")})
	}
	return see(w, r, "/searches")
}

// forgetSearch removes one of the person's saved searches.
func (s *server) forgetSearch(w http.ResponseWriter, r *http.Request) error {
	return s.onSaved(w, r, func() error { return s.Search.Forget(r.Context(), actor(r), idIn(r, "search")) })
}

// knowGains notes that the person knows what a saved search has gained.
func (s *server) knowGains(w http.ResponseWriter, r *http.Request) error {
	return s.onSaved(w, r, func() error { return s.Search.Told(r.Context(), from(r).person.ID, idIn(r, "search")) })
}

func (s *server) onSaved(w http.ResponseWriter, r *http.Request, act func() error) error {
	if s.Search == nil {
		return errNoSearch
	}
	if err := parseForm(r); err != nil {
		return err
	}
	if err := act(); err != nil {
		return err
	}
	return see(w, r, "/searches")
}
