package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
	"hefa/web/lang"
)

// composed writes the words of an opinion from what was concluded and
// commented: ordered, with headings as official papers have them, each comment
// with its unit and what it rests on, what must be changed apart from what
// should be. Papers are Chinese whatever language the pages are in.
func composed(points []review.Point, comments []review.Comment) string {
	w := opinionWriter{}
	w.points(points)
	open := func(weights ...review.Weight) []review.Comment {
		return slices.DeleteFunc(slices.Clone(comments), func(c review.Comment) bool {
			return !tells(c) || c.ResolvedAt != nil || kept(c) || !slices.Contains(weights, c.Weight)
		})
	}
	w.comments("opinion-paper.must", open(review.Must))
	w.comments("opinion-paper.should", open(review.Should, review.Consider, ""))
	w.comments("opinion-paper.kept", slices.DeleteFunc(slices.Clone(comments), func(c review.Comment) bool { return !tells(c) || !kept(c) }))
	return strings.Join(w.lines, "\n")
}

// tells reports whether a comment may stand in an opinion.
func tells(c review.Comment) bool {
	return c.Reviewing && !c.Private && c.Audience != review.AudienceDraft
}

// kept reports whether the drafting body did not adopt a comment, in part or
// all. It stays to be seen in the opinion.
func kept(c review.Comment) bool { return c.Answer != nil && c.Answer.Verdict != review.Adopted }

// opinionWriter writes the lines of an opinion.
type opinionWriter struct {
	lines   []string
	heading int
}

func say(key string, args ...any) string { return lang.Zh.Say(key, args...) }

func (w *opinionWriter) head(key string) {
	w.heading++
	w.lines = append(w.lines, say("opinion-paper.heading", lawtext.Numeral(w.heading), say(key)))
}

func (w *opinionWriter) points(points []review.Point) {
	names := map[review.PointVerdict][]string{}
	var wrong []review.Point
	for _, p := range points {
		if !p.Confirmed {
			continue
		}
		if p.Conclusion.Verdict == review.Problem {
			wrong = append(wrong, p)
		} else {
			names[p.Conclusion.Verdict] = append(names[p.Conclusion.Verdict], p.Name)
		}
	}
	if len(names)+len(wrong) == 0 {
		return
	}
	w.head("opinion-paper.points")
	for _, v := range []review.PointVerdict{review.InOrder, review.NotApplicable} {
		if list := names[v]; len(list) > 0 {
			w.lines = append(w.lines, say("opinion-paper.points-"+string(v), strings.Join(list, say("opinion-paper.and"))))
		}
	}
	for i, p := range wrong {
		line := say("opinion-paper.point", lawtext.Numeral(i+1), p.Name, ended(p.Conclusion.Remark))
		w.lines = append(w.lines, line+rests(p.Conclusion.Rests()))
		if a := p.Conclusion.Answer; a != nil && a.Verdict != review.Adopted {
			w.lines = append(w.lines, toldAnswer(*a))
		}
	}
}

func (w *opinionWriter) comments(key string, list []review.Comment) {
	if len(list) == 0 {
		return
	}
	w.head(key)
	for i, c := range list {
		line := fmt.Sprintf("%d. ", i+1) + unitOf(c)
		if c.Quoted != "" {
			line += "“" + c.Quoted + "”"
		}
		line += say("opinion-paper.colon")
		if c.Words != "" {
			line += ended(c.Words)
		}
		if c.Proposal != nil {
			if c.Proposal.New == "" {
				line += say("opinion-paper.strike", oneLine(c.Proposal.Old))
			} else {
				line += say("opinion-paper.proposed", oneLine(c.Proposal.New))
			}
		}
		var cited []string
		for _, b := range c.Bases {
			cited = append(cited, b.Cited())
		}
		w.lines = append(w.lines, line+rests(strings.Join(cited, "、")))
		if kept(c) {
			w.lines = append(w.lines, toldAnswer(*c.Answer))
		}
	}
}

// unitOf names what a comment is about, as it stands in the newest draft or,
// where that has not the words any more that it quotes, in its own.
func unitOf(c review.Comment) string {
	switch {
	case c.Material != nil:
		return say("opinion-paper.material", c.Material.Name)
	case c.Lost(), c.Quoted != "" && c.Place.Changed:
		return say("opinion-paper.of-draft", c.Draft, c.Address.Chinese())
	case c.Place.Address != "":
		return c.Place.Address.Chinese()
	}
	return say("thread.of-whole")
}

// toldAnswer tells what the drafting body said of what it did not adopt.
func toldAnswer(a review.CommentAnswer) string {
	return say("opinion-paper.answered", say("verdict."+string(a.Verdict)), ended(oneLine(a.Reason))) + rests(a.Rests())
}

func rests(on string) string {
	if on == "" {
		return ""
	}
	return say("opinion-paper.rests", on)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), "") }

// ended is a sentence with its full stop.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "；") {
		return s
	}
	return s + "。"
}

// compose composes the opinion of a matter as it stands.
func (s *server) compose(r *http.Request, matter storage.ID) (string, error) {
	points, err := s.Review.Points(r.Context(), viewerOf(r), matter, 0)
	if err != nil {
		return "", err
	}
	comments, err := s.Review.Comments(r.Context(), viewerOf(r), matter, 0)
	if err != nil {
		return "", err
	}
	return composed(points, comments), nil
}

// composeInto puts composed words into the form of an opinion. Words that were
// typed are never written over without asking: the form is shown again with
// the question, and with the words as they were.
func (s *server) composeInto(r *http.Request, form *moveTyped) (asks bool, err error) {
	words, err := s.compose(r, form.matter.ID)
	if err != nil {
		return false, err
	}
	typed := flatten(form.Get("text"))
	switch how := form.Get("compose"); {
	case typed == "" || how == "over" || typed == flatten(form.Get("composed")):
		form.Set("text", words)
	case how == "below":
		form.Set("text", strings.TrimRight(form.Get("text"), "\r\n")+"\n\n"+words)
	case typed != words:
		return true, nil
	}
	form.Set("composed", words)
	return false, nil
}

func flatten(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
