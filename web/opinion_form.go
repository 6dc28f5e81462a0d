package web

import (
	"net/http"
	"net/url"
	"slices"

	"hefa/review"
	"hefa/review/procedure"
)

func formsOpinion(act procedure.Act) bool { return slices.Contains(opinionActs, string(act)) }

// firstOpinion is what the form of an opinion is filled in with before anybody
// has typed: for an edit the proposed opinion, for one sent back what it said,
// and else, once each point is concluded, what is composed.
func (s *server) firstOpinion(r *http.Request, m *review.Matter) (url.Values, error) {
	opinions, err := s.Review.Opinions(r.Context(), viewerOf(r), m.ID)
	if err != nil {
		return nil, err
	}
	typed := url.Values{}
	if len(opinions) > 0 && opinions[0].SignedAt == nil && opinions[0].Round == m.Round {
		typed.Set("conclusion", string(opinions[0].Conclusion))
		typed.Set("text", opinions[0].Words)
		typed.Set("risk", opinions[0].Risk)
		return typed, nil
	}
	options, err := s.Review.AllowedActs(r.Context(), viewerOf(r), m.ID)
	if err != nil {
		return nil, err
	}
	for _, o := range options {
		if o.Act == procedure.Propose && o.Now {
			words, err := s.compose(r, m.ID)
			if err != nil {
				return nil, err
			}
			typed.Set("text", words)
			typed.Set("composed", words)
		}
	}
	return typed, nil
}

// composeAgain shows the form of an opinion with its words composed from what
// was concluded and commented. Nothing has been done yet.
func (s *server) composeAgain(w http.ResponseWriter, r *http.Request, form *moveTyped) error {
	asks, err := s.composeInto(r, form)
	if err != nil {
		return err
	}
	data, err := s.moveForm(r, form.matter.ID, form.Values)
	if err != nil {
		return err
	}
	data["Asks"] = asks
	return s.ok(w, r, "move", data)
}
