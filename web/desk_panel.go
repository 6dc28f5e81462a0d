package web

import (
	"net/http"

	"hefa/review"
)

// panelPage is the panel beside the text alone, for a workspace that is open
// and has heard of something new. It shows no text, so nothing is read anew.
func (s *server) panelPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, _, err := s.workspace(r, id, readDeskQuery(r.URL.Query()), "", nil)
	if err != nil {
		return err
	}
	return s.ok(w, r, "panel", data)
}

// saidBefore gathers what was said in other matters, where the address asks
// for it, and what may be asked for: the review points and provisions of this
// matter's comments.
func (s *server) saidBefore(r *http.Request, m *review.Matter, q deskQuery, threads []review.Comment, data map[string]any) error {
	data["Provisions"] = provisions(threads)
	if q.Kind == "" && q.Basis == "" {
		return nil
	}
	in, err := saidQuery(r, m.ID)
	if err != nil {
		return err
	}
	data["Said"], err = s.Review.SaidBefore(r.Context(), viewerOf(r), in)
	return err
}

// provisions are those that comments cite, each once.
func provisions(threads []review.Comment) []review.Basis {
	var list []review.Basis
	there := map[string]bool{}
	for _, c := range threads {
		for _, b := range c.Bases {
			if !there[b.Ref()] {
				there[b.Ref()] = true
				list = append(list, b)
			}
		}
	}
	return list
}
