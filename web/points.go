package web

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/storage"
)

// pointShown is a review point with what was said about it.
type pointShown struct {
	review.Point
	// Comments are the open ones of its kind.
	Comments []review.Comment
}

// pointFigures count a matter's review points.
type pointFigures struct {
	// Open are not concluded in this round, Carried among them wait to be
	// confirmed, Problems were found to be one.
	Open, Carried, Problems int
	// Rest are those that one press would conclude.
	Rest int
}

// gatherPoints gathers the review points with their comments.
func (s *server) gatherPoints(r *http.Request, m *review.Matter, threads []review.Comment, data map[string]any) error {
	points, err := s.Review.Points(r.Context(), viewerOf(r), m.ID, 0)
	if err != nil {
		return err
	}
	shown, n := []pointShown{}, pointFigures{}
	for _, p := range points {
		one, must := pointShown{Point: p}, false
		for _, c := range threads {
			if c.ResolvedAt == nil && string(c.Kind) == p.Code {
				one.Comments = append(one.Comments, c)
				must = must || c.Reviewing && c.Weight == review.Must && c.Audience != review.AudienceDraft
			}
		}
		shown = append(shown, one)
		wrong := p.Conclusion != nil && p.Conclusion.Verdict == review.Problem
		switch {
		case p.Confirmed && wrong:
			n.Problems++
		case !p.Confirmed:
			n.Open++
			if p.Carried() {
				n.Carried++
			}
			if !wrong && !must {
				n.Rest++
			}
		}
	}
	data["Points"], data["PointFigures"], data["PointVerdicts"] = shown, n, review.PointVerdicts
	return nil
}

// pointsPage lists the review points of a matter with the forms that conclude
// them.
func (s *server) pointsPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.points(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "points", data)
}

func (s *server) points(r *http.Request, id storage.ID) (map[string]any, error) {
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	threads, err := s.Review.Comments(r.Context(), viewerOf(r), id, 0)
	if err != nil {
		return nil, err
	}
	data["Typed"], data["TypedIn"], data["Picked"], data["Query"] = url.Values{}, "", s.picked(r), deskQuery{}
	return data, s.gatherPoints(r, &m, threads, data)
}

// pointForm runs one act on review points. It came from the workspace, from
// the page of the points, or from the form of the opinion, and leads back there.
func (s *server) pointForm(name func(*http.Request) string, act func(r *http.Request, matter storage.ID, rev int) (at string, err error)) handler {
	inDesk, onPage := s.deskForm(name, act), s.pageForm(formPage{"points", s.points}, name, act)
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := parseForm(r); err != nil {
			return err
		}
		if r.PostForm.Get("page") == "" {
			return inDesk(w, r)
		}
		return onPage(w, r)
	}
}

// concludePoint concludes one review point.
func (s *server) concludePoint() handler {
	return s.pointForm(func(r *http.Request) string { return "point-" + mux.Vars(r)["code"] },
		func(r *http.Request, matter storage.ID, rev int) (string, error) {
			f, code := r.PostForm, mux.Vars(r)["code"]
			in := review.ConcludeInput{Matter: matter, Rev: rev, Code: code, Verdict: review.PointVerdict(f.Get("verdict")),
				Basis: f.Get("basis-words"), Remark: f.Get("remark")}
			var err error
			if in.Seen, err = seenIn(f); err != nil {
				return "", err
			}
			if in.Bases, err = s.basesTyped(r); err != nil {
				return "", err
			}
			_, err = s.Review.Conclude(r.Context(), actor(r), in)
			return "p-" + code, err
		})
}

// concludeRest concludes all points that nothing speaks against.
func (s *server) concludeRest() handler {
	return s.pointForm(inForm("points-rest"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		_, err := s.Review.ConcludeRest(r.Context(), actor(r), review.MoveInput{Matter: matter, Rev: rev})
		return "points", err
	})
}
