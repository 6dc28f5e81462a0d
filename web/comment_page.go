package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// backTo is the view a workspace's form was sent from.
func backTo(form url.Values) deskQuery {
	v, err := url.ParseQuery(form.Get("back"))
	if err != nil {
		v = nil
	}
	return readDeskQuery(v)
}

// deskForm runs one act of a workspace's form and leads back to the view it
// was sent from; where it fails the view is shown with what was typed. name is
// the form's, at is where on the page to go on.
func (s *server) deskForm(name func(*http.Request) string, act func(r *http.Request, matter storage.ID, rev int) (at string, err error)) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		matter, err := pathID(r, "matter")
		if err != nil {
			return err
		}
		if err := parseForm(r); err != nil {
			return err
		}
		q := backTo(r.PostForm)
		form, at := name(r), ""
		if r.PostForm.Has("find") {
			return s.workspaceAsked(w, r, matter, q, form, r.PostForm)
		}
		seen, err := rev(r.PostForm)
		if err == nil && !r.PostForm.Has("forget") {
			at, err = act(r, matter, seen)
		}
		if err != nil {
			return s.workspaceFailed(w, r, err, matter, q, form, r.PostForm)
		}
		// What was sent, or given up, is no longer unsent.
		if err := s.Review.ForgetUnsent(r.Context(), viewerOf(r), matter, form); err != nil {
			return err
		}
		return see(w, r, deskAddress(matter, q, at))
	}
}

// deskAddress is where a form of the workspace leads back to. The place on the
// page is said twice: scripts that follow a redirect do not see its fragment.
func deskAddress(matter storage.ID, q deskQuery, at string) string {
	query := q.String()
	if at != "" {
		query += "&at=" + url.QueryEscape(at) + "#" + at
	}
	return "/matters/" + string(matter) + "?" + query
}

// quoted settles which words a comment is about: the range that was selected,
// or else the words typed, looked for in the unit and all that is in it.
func (s *server) quoted(r *http.Request, in *review.CommentInput) error {
	f := r.PostForm
	words := strings.TrimSpace(f.Get("quote"))
	if words == "" || in.Address == "" {
		return nil
	}
	start, startErr := strconv.Atoi(f.Get("start"))
	end, endErr := strconv.Atoi(f.Get("end"))
	if startErr == nil && endErr == nil {
		in.Range = &lawtext.Range{Start: start, End: end}
		return nil
	}
	m, err := s.Review.Matter(r.Context(), viewerOf(r), in.Matter)
	if err != nil {
		return err
	}
	text, err := s.Store.NamedText(r.Context(), viewerOf(r), m.Document, storage.TextName{Draft: in.Draft})
	if err != nil {
		return err
	}
	u := text.Reading.Text.Resolve(in.Address)
	if u == nil {
		return &storage.Invalid{Field: "unit", Code: "unknown"}
	}
	at, where, ok := findWords(u, words)
	if !ok {
		return &storage.Invalid{Field: "quote", Code: "outside"}
	}
	in.Address, in.Range = at, &where
	return nil
}

// findWords finds words in a unit's own characters or in those of a unit
// inside it.
func findWords(u *lawtext.Unit, words string) (lawtext.Address, lawtext.Range, bool) {
	if before, _, ok := strings.Cut(u.Text, words); ok {
		start := len([]rune(before))
		return u.Address, lawtext.Range{Start: start, End: start + len([]rune(words))}, true
	}
	for _, c := range u.Children {
		if at, where, ok := findWords(c, words); ok {
			return at, where, true
		}
	}
	return "", lawtext.Range{}, false
}

// sendComments sends one's own unsent comments.
func (s *server) sendComments() handler {
	return s.deskForm(inForm("send"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		_, err := s.Review.SendComments(r.Context(), actor(r), review.MoveInput{Matter: matter, Rev: rev})
		return "side", err
	})
}

// publishComments sends all comments of the reviewing body over.
func (s *server) publishComments() handler {
	return s.deskForm(inForm("publish"), func(r *http.Request, matter storage.ID, rev int) (string, error) {
		return "side", s.Review.PublishComments(r.Context(), actor(r), review.PublishCommentsInput{Matter: matter, Rev: rev})
	})
}

func inForm(name string) func(*http.Request) string {
	return func(*http.Request) string { return name }
}

// threadActs are what can be done to one comment.
var threadActs = map[string]func(s *server, r *http.Request, ref review.CommentRef, matter storage.ID) error{
	"reply": func(s *server, r *http.Request, ref review.CommentRef, matter storage.ID) error {
		mentions, err := s.mentions(r, matter)
		if err != nil {
			return err
		}
		_, err = s.Review.Reply(r.Context(), actor(r), review.ReplyInput{Comment: ref.Comment, Rev: ref.Rev, Words: r.PostForm.Get("text"), Mentions: mentions})
		return err
	},
	"answer": func(s *server, r *http.Request, ref review.CommentRef, _ storage.ID) error {
		in, err := s.readAnswer(r)
		if err != nil {
			return err
		}
		in.Comment, in.Rev = ref.Comment, ref.Rev
		return s.Review.Answer(r.Context(), actor(r), in)
	},
	"adopt": func(s *server, r *http.Request, ref review.CommentRef, _ storage.ID) error {
		return s.Review.Adopt(r.Context(), actor(r), review.AdoptInput{Comment: ref.Comment, Rev: ref.Rev, Confirmed: r.PostForm.Get("confirmed") == "1"})
	},
	"keep-phrase":  keepPhrase(false),
	"share-phrase": keepPhrase(true),
	"edit": func(s *server, r *http.Request, ref review.CommentRef, _ storage.ID) error {
		in := review.EditCommentInput{Comment: ref.Comment, Rev: ref.Rev, Kind: review.CommentKind(r.PostForm.Get("kind")),
			Weight: review.Weight(r.PostForm.Get("weight")), Words: r.PostForm.Get("text"), Proposed: editedProposal(r.PostForm)}
		// The form always has the field that looks for provisions.
		if r.PostForm.Has("basis-q") {
			bases, err := s.basesTyped(r)
			if err != nil {
				return err
			}
			in.Bases = &bases
		}
		return s.Review.EditComment(r.Context(), actor(r), in)
	},
	"publish": func(s *server, r *http.Request, ref review.CommentRef, matter storage.ID) error {
		return s.Review.PublishComments(r.Context(), actor(r), review.PublishCommentsInput{Matter: matter, Rev: ref.Rev,
			Comments: []storage.ID{ref.Comment}})
	},
	"resolve": plainThreadAct((*review.Review).Resolve),
	"reopen":  plainThreadAct((*review.Review).Reopen),
	"discard": plainThreadAct((*review.Review).DiscardComment),
}

// editedProposal is the wording of a form that has a field for it; nil where
// it has none.
func editedProposal(f url.Values) *string {
	if !f.Has("proposed") {
		return nil
	}
	wording := f.Get("proposed")
	return &wording
}

// keepPhrase keeps the words of a comment to be used again.
func keepPhrase(shared bool) func(*server, *http.Request, review.CommentRef, storage.ID) error {
	return func(s *server, r *http.Request, ref review.CommentRef, matter storage.ID) error {
		threads, err := s.Review.Comments(r.Context(), viewerOf(r), matter, 0)
		if err != nil {
			return err
		}
		for _, c := range threads {
			if c.ID == ref.Comment {
				_, err := s.Review.KeepPhrase(r.Context(), actor(r), review.PhraseInput{Kind: c.Kind, Words: c.Words, Shared: shared})
				return err
			}
		}
		return storage.ErrNotFound
	}
}

// removePhrase forgets wording.
func (s *server) removePhrase() handler {
	return s.deskForm(inForm("phrase"), func(r *http.Request, _ storage.ID, _ int) (string, error) {
		phrase, err := pathID(r, "phrase")
		if err != nil {
			return "", err
		}
		return "say", s.Review.RemovePhrase(r.Context(), actor(r), phrase)
	})
}

func plainThreadAct(act func(*review.Review, context.Context, *storage.Actor, review.CommentRef) error) func(*server, *http.Request, review.CommentRef, storage.ID) error {
	return func(s *server, r *http.Request, ref review.CommentRef, _ storage.ID) error {
		return act(s.Review, r.Context(), actor(r), ref)
	}
}

// onThread does one act on the comment of the address.
func (s *server) onThread() handler {
	return s.deskForm(func(r *http.Request) string { return mux.Vars(r)["act"] + "-" + mux.Vars(r)["comment"] },
		func(r *http.Request, matter storage.ID, rev int) (string, error) {
			comment, err := pathID(r, "comment")
			if err != nil {
				return "", err
			}
			act, ok := threadActs[mux.Vars(r)["act"]]
			if !ok {
				return "", errNoPage
			}
			at := "c-" + string(comment)
			if mux.Vars(r)["act"] == "discard" {
				at = "side"
			}
			return at, act(s, r, review.CommentRef{Comment: comment, Rev: rev}, matter)
		})
}
