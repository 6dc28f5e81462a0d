package web

import (
	"net/http"

	"github.com/gorilla/mux"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// roundsPage lists the rounds of a matter, with the form of a new one for those
// who may ask.
func (s *server) roundsPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.rounds(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "rounds", data)
}

func (s *server) rounds(r *http.Request, id storage.ID) (map[string]any, error) {
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	if data["Rounds"], err = s.Review.Rounds(r.Context(), viewerOf(r), id); err != nil {
		return nil, err
	}
	typed := typedOr(r.PostForm)
	if !typed.Has("letter") {
		typed.Set("letter", from(r).lang.Say("round.letter-first", m.Title))
	}
	data["Typed"] = typed
	if data["May"].(map[string]bool)[string(procedure.Consult)] {
		if data["Bodies"], err = s.askable(r, &m); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// askable are the bodies that a round can ask.
func (s *server) askable(r *http.Request, m *review.Matter) ([]storage.Body, error) {
	all, err := s.Store.Bodies(r.Context())
	if err != nil {
		return nil, err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return nil, err
	}
	party := map[storage.ID]bool{m.Reviewing.ID: true}
	for _, b := range m.Drafting {
		party[b.ID] = true
	}
	var list []storage.Body
	for _, b := range all {
		if !party[b.ID] && (b.LastDay == "" || b.LastDay >= today) {
			list = append(list, b)
		}
	}
	return list, nil
}

// openRound asks the bodies chosen.
func (s *server) openRound(w http.ResponseWriter, r *http.Request) error {
	matter, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	if err := parseForm(r); err != nil {
		return err
	}
	in, err := consultation(r, matter)
	var id storage.ID
	if err == nil {
		id, err = s.Review.Consult(r.Context(), actor(r), in)
	}
	if err == nil {
		return see(w, r, "/rounds/"+string(id))
	}
	data, gatherErr := s.rounds(r, matter)
	if gatherErr != nil {
		return gatherErr
	}
	return s.formFailed(w, r, err, "rounds", data)
}

func consultation(r *http.Request, matter storage.ID) (in review.ConsultInput, err error) {
	in.Matter, in.Letter = matter, r.PostForm.Get("letter")
	if in.Rev, err = rev(r.PostForm); err != nil {
		return in, err
	}
	if in.Bodies, err = formIDs(r.PostForm, "bodies"); err != nil {
		return in, err
	}
	in.Due, err = storage.ParseDay("due", r.PostForm.Get("due"))
	return in, err
}

// roundPage is one round: its letter, who has answered, the matrix, and the
// forms of those who answer and those who ask.
func (s *server) roundPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "round")
	if err != nil {
		return err
	}
	data, err := s.round(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "round", data)
}

func (s *server) round(r *http.Request, id storage.ID) (map[string]any, error) {
	ctx, v := r.Context(), viewerOf(r)
	matrix, err := s.Review.Matrix(ctx, v, id)
	if err != nil {
		return nil, err
	}
	_, data, err := s.matterHead(r, matrix.Round.Matter)
	if err != nil {
		return nil, err
	}
	text, err := s.Store.NamedText(ctx, v, matrix.Round.Document, storage.TextName{Draft: matrix.Round.Draft})
	if err != nil {
		return nil, err
	}
	data["Matrix"], data["Round"], data["Verdicts"], data["Results"] = matrix, &matrix.Round, review.Verdicts, review.CoordinationResults
	data["Articles"], data["Typed"], data["TypedIn"] = articlesOf(text.Reading.Text), typedOr(r.PostForm), mux.Vars(r)["act"]
	if data["Today"], err = s.Store.Today(ctx); err != nil {
		return nil, err
	}
	for _, b := range matrix.Round.Bodies {
		if b.Mine && (data["Mine"] == nil || b.SignedAt == nil) {
			data["Mine"], data["Lines"] = b, replyLines(b, r)
		}
	}
	return data, nil
}

// article is one unit that a reply can be about.
type article struct {
	Address lawtext.Address
	Words   string
}

// articlesOf are the articles of a text with how each begins.
func articlesOf(t *lawtext.Text) []article {
	var list []article
	t.Walk(func(u *lawtext.Unit) bool {
		if u.Kind == lawtext.KindArticle {
			words := []rune(u.Text)
			if len(words) == 0 && len(u.Children) > 0 {
				words = []rune(u.Children[0].Text)
			}
			if len(words) > 24 {
				words = append(words[:24:24], '…')
			}
			list = append(list, article{u.Address, string(words)})
		}
		return true
	})
	return list
}

// spareLines are the empty lines of the form of a reply.
const spareLines = 3

// replyLines are the lines of the form of a reply: what was typed or else kept,
// and some to fill in.
func replyLines(b review.ConsultedBody, r *http.Request) []review.RoundReplyInput {
	var lines []review.RoundReplyInput
	if f := r.PostForm; f.Has("text") {
		for i, words := range f["text"] {
			lines = append(lines, review.RoundReplyInput{Address: lawtext.Address(at(f["address"], i)), Words: words, Proposed: at(f["proposed"], i)})
		}
		return lines
	}
	for _, p := range b.Replies {
		lines = append(lines, review.RoundReplyInput{Address: p.Address, Words: p.Words, Proposed: p.Proposed})
	}
	return append(lines, make([]review.RoundReplyInput, spareLines)...)
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// onRoundPage runs one of the page's forms.
func (s *server) onRoundPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "round")
	if err != nil {
		return err
	}
	act, ok := roundForms[mux.Vars(r)["act"]]
	if !ok {
		return errNoPage
	}
	if err := parseForm(r); err != nil {
		return err
	}
	if err := act(s, r, actor(r), id); err != nil {
		data, gatherErr := s.round(r, id)
		if gatherErr != nil {
			return gatherErr
		}
		return s.formFailed(w, r, err, "round", data)
	}
	return see(w, r, "/rounds/"+string(id))
}

// roundForms are the page's forms by name.
var roundForms = map[string]func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error{
	"reply": func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error {
		in, err := replyForm(r, round)
		if err != nil {
			return err
		}
		return s.Review.AnswerRound(r.Context(), a, in)
	},
	"remind": func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error {
		bodies, err := formIDs(r.PostForm, "bodies")
		if err != nil {
			return err
		}
		_, err = s.Review.Remind(r.Context(), a, review.RemindInput{Round: round, Bodies: bodies})
		return err
	},
	"treat": func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error {
		reply, err := formID(r.PostForm, "reply")
		if err != nil {
			return err
		}
		return s.Review.Treat(r.Context(), a, review.TreatInput{Round: round, Reply: reply,
			Verdict: review.Verdict(r.PostForm.Get("verdict")), Reason: r.PostForm.Get("reason")})
	},
	"coordinate": func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error {
		f := r.PostForm
		in := review.CoordinateInput{Round: round, About: f.Get("about"), Participants: f.Get("participants"), Agreed: f.Get("agreed"),
			Result: review.CoordinationResult(f.Get("result"))}
		var err error
		if in.HeldOn, err = storage.ParseDay("heldOn", f.Get("heldOn")); err != nil {
			return err
		}
		if in.Dissenting, err = formIDs(f, "dissenting"); err != nil {
			return err
		}
		_, err = s.Review.Coordinate(r.Context(), a, in)
		return err
	},
	"close": func(s *server, r *http.Request, a *storage.Actor, round storage.ID) error {
		return s.closeRound(r, a, round, r.PostForm.Get("why"))
	},
}

func replyForm(r *http.Request, round storage.ID) (in review.AnswerRoundInput, err error) {
	f := r.PostForm
	in.Round, in.NoComment, in.Sign = round, f.Get("noComment") == "yes", f.Get("do") == "sign"
	if in.Body, err = formID(f, "body"); err != nil {
		return in, err
	}
	for i, words := range f["text"] {
		p := review.RoundReplyInput{Words: words, Proposed: at(f["proposed"], i)}
		if text := at(f["address"], i); text != "" {
			if p.Address, err = lawtext.ParseAddress(text); err != nil {
				return in, &storage.Invalid{Field: "address", Code: "unknown"}
			}
		}
		in.Replies = append(in.Replies, p)
	}
	return in, nil
}
