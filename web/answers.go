package web

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/storage"
)

// promiseShown is a comment with its answer and what became of its unit.
type promiseShown struct {
	review.Promise
	// Blocks are the unit's, from the draft commented on to the newest; none
	// where there is nothing to compare.
	Blocks []sheetBlock
}

// answersPage shows what the drafting body promised beside what changed.
func (s *server) answersPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.answers(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "answers", data)
}

func (s *server) answers(r *http.Request, id storage.ID) (map[string]any, error) {
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	promises, err := s.Review.Promises(r.Context(), viewerOf(r), id)
	if err != nil {
		return nil, err
	}
	shown, waiting, broken := []promiseShown{}, 0, 0
	sheets := map[int]sheet{}
	for _, p := range promises {
		one := promiseShown{Promise: p}
		if p.From < p.To && p.Comment.Address != "" {
			if _, ok := sheets[p.From]; !ok {
				if sheets[p.From], err = s.draftsCompared(r, &m, p.From, p.To); err != nil {
					return nil, err
				}
			}
			one.Blocks = sheets[p.From].about(p.Comment)
		}
		if p.Comment.ResolvedAt == nil && (p.Comment.Answer == nil || p.Comment.Answer.Broken()) {
			waiting++
		}
		if p.Broken() && p.Comment.ResolvedAt == nil {
			broken++
		}
		shown = append(shown, one)
	}
	points, err := s.answerablePoints(r, id)
	if err != nil {
		return nil, err
	}
	for _, p := range points {
		if p.Conclusion.Answer == nil {
			waiting++
		}
	}
	data["Promises"], data["Answerable"], data["Waiting"], data["Broken"] = shown, points, waiting, broken
	data["Typed"], data["TypedIn"], data["Picked"], data["Verdicts"] = url.Values{}, "", s.picked(r), review.Verdicts
	return data, nil
}

// answerablePoints are those that the newest signed opinion found to be a
// problem.
func (s *server) answerablePoints(r *http.Request, id storage.ID) ([]review.Point, error) {
	opinions, err := s.Review.Opinions(r.Context(), viewerOf(r), id)
	if err != nil {
		return nil, err
	}
	for _, o := range opinions {
		if o.SignedAt == nil {
			continue
		}
		points, err := s.Review.Points(r.Context(), viewerOf(r), id, o.Round)
		if err != nil {
			return nil, err
		}
		var list []review.Point
		for _, p := range points {
			if p.Confirmed && p.Conclusion.Verdict == review.Problem {
				list = append(list, p)
			}
		}
		return list, nil
	}
	return nil, nil
}

// draftsCompared lays out what changed between two drafts of a matter.
func (s *server) draftsCompared(r *http.Request, m *review.Matter, from, to int) (sheet, error) {
	var texts deskTexts
	var err error
	if texts.From, err = s.Store.NamedText(r.Context(), viewerOf(r), m.Document, storage.TextName{Draft: from}); err != nil {
		return sheet{}, err
	}
	if texts.To, err = s.Store.NamedText(r.Context(), viewerOf(r), m.Document, storage.TextName{Draft: to}); err != nil {
		return sheet{}, err
	}
	if err := s.logTexts(r, texts, viewInline); err != nil {
		return sheet{}, err
	}
	return redlineSheet(texts.From.Reading.Text, texts.To.Reading.Text, nil, false, nil), nil
}

// about is the part of a redline that a comment is about: where its unit
// stands now and, where that was elsewhere or is gone, where it stood.
func (s sheet) about(c review.Comment) []sheetBlock {
	if i := s.holder(c.Place.Address); c.Place.Placed != review.Unplaced && i >= 0 {
		return []sheetBlock{s.Blocks[i].only(c.Place.Address)}
	}
	if i := s.struck(c.Address); i >= 0 {
		return s.Blocks[i : i+1]
	}
	return nil
}

// answerForm runs one act of the page of answers. The form's name is what it
// does and the part of the page it stands in.
func (s *server) answerForm(does string, act func(r *http.Request, matter storage.ID, rev int) (at string, err error)) handler {
	name := func(r *http.Request) string {
		if code, ok := mux.Vars(r)["code"]; ok {
			return does + "-p-" + code
		}
		return does + "-c-" + mux.Vars(r)["comment"]
	}
	return s.pageForm(formPage{"answers", s.answers}, name, act)
}

// answerComment is the drafting body's answer to a comment.
func (s *server) answerComment() handler {
	return s.answerForm("answer", func(r *http.Request, _ storage.ID, rev int) (string, error) {
		comment, err := pathID(r, "comment")
		if err != nil {
			return "", err
		}
		in, err := s.readAnswer(r)
		in.Comment, in.Rev = comment, rev
		if err == nil {
			err = s.Review.Answer(r.Context(), actor(r), in)
		}
		return "c-" + string(comment), err
	})
}

// readAnswer reads what a form says of an answer.
func (s *server) readAnswer(r *http.Request) (in review.AnswerInput, err error) {
	f := r.PostForm
	in.Verdict, in.Reason, in.Basis, in.Confirmed = review.Verdict(f.Get("verdict")), f.Get("reason"), f.Get("basis-words"), f.Get("confirmed") == "1"
	if in.Seen, err = seenIn(f); err != nil {
		return in, err
	}
	in.Bases, err = s.basesTyped(r)
	return in, err
}

// answerPoint is the drafting body's answer to a review point.
func (s *server) answerPoint() handler {
	return s.answerForm("answer", func(r *http.Request, matter storage.ID, rev int) (string, error) {
		code := mux.Vars(r)["code"]
		in, err := s.readAnswer(r)
		if err == nil {
			err = s.Review.AnswerPoint(r.Context(), actor(r), review.AnswerPointInput{Matter: matter, Rev: rev, Code: code,
				Seen: in.Seen, Verdict: in.Verdict, Reason: in.Reason, Basis: in.Basis, Bases: in.Bases})
		}
		return "p-" + code, err
	})
}

// checkAnswer is the reviewer's word on an answer.
func (s *server) checkAnswer() handler {
	return s.answerForm("check", func(r *http.Request, _ storage.ID, rev int) (string, error) {
		comment, err := pathID(r, "comment")
		if err != nil {
			return "", err
		}
		seen, err := seenIn(r.PostForm)
		if err != nil {
			return "", err
		}
		return "c-" + string(comment), s.Review.CheckAnswer(r.Context(), actor(r), review.CheckAnswerInput{Comment: comment, Rev: rev, Seen: seen,
			Fulfilled: r.PostForm.Get("fulfilled") == "1", Words: r.PostForm.Get("text")})
	})
}
