package web

import (
	"context"
	"net/http"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// apiComments lists a matter's comments, placed on the draft of draft=, or on
// the newest.
func (s *server) apiComments(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	on, err := queryNumber(r.URL.Query(), "draft", 0, 1e6)
	if err != nil {
		return err
	}
	list, err := s.Review.Comments(r.Context(), from(r).viewer(), id, on)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiID is the answer where a new thing has nothing but its id to tell.
type apiID struct {
	ID storage.ID `json:"id"`
}

func (s *server) apiAddComment(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Draft    int                `json:"draft"`
		Address  string             `json:"address"`
		Range    *lawtext.Range     `json:"range"`
		Kind     review.CommentKind `json:"kind"`
		Weight   review.Weight      `json:"weight"`
		Text     string             `json:"text"`
		Audience review.Audience    `json:"audience"`
		Private  bool               `json:"private"`
		Mentions []storage.ID       `json:"mentions"`
		Material storage.ID         `json:"material"`
		Bases    []review.BasisRef  `json:"bases"`
		Proposed *string            `json:"proposed"`
	}](r)
	if err != nil {
		return err
	}
	c := review.CommentInput{Matter: matter, Rev: seen, Draft: in.Draft, Range: in.Range, Kind: in.Kind,
		Weight: in.Weight, Words: in.Text, Audience: in.Audience, Private: in.Private, Bases: in.Bases, Proposed: in.Proposed}
	if c.Material, err = material(in.Material); err != nil {
		return err
	}
	if in.Address != "" {
		if c.Address, err = lawtext.ParseAddress(in.Address); err != nil {
			return &storage.Invalid{Field: "address", Code: "unknown"}
		}
	}
	if c.Mentions, err = mentioned(in.Mentions); err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Comment(r.Context(), a, c)
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/comments/"+string(id), apiID{id})
}

// material checks the form of a material's id; "" is none.
func material(id storage.ID) (storage.ID, error) {
	if id == "" {
		return "", nil
	}
	parsed, err := storage.ParseID(string(id))
	if err != nil {
		return "", &storage.Invalid{Field: "material", Code: "choice"}
	}
	return parsed, nil
}

func mentioned(people []storage.ID) ([]storage.ID, error) {
	for i, p := range people {
		id, err := storage.ParseID(string(p))
		if err != nil {
			return nil, &storage.Invalid{Field: "mentions", Code: "choice"}
		}
		people[i] = id
	}
	return people, nil
}

func (s *server) apiReply(w http.ResponseWriter, r *http.Request) error {
	comment, seen, err := commentRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Text     string          `json:"text"`
		Audience review.Audience `json:"audience"`
		Mentions []storage.ID    `json:"mentions"`
	}](r)
	if err != nil {
		return err
	}
	mentions, err := mentioned(in.Mentions)
	if err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Reply(r.Context(), a, review.ReplyInput{Comment: comment, Rev: seen, Words: in.Text, Audience: in.Audience, Mentions: mentions})
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/comments/"+string(id), apiID{id})
}

// editInput gives an unsent comment other words.
type editInput struct {
	Kind     review.CommentKind `json:"kind"`
	Weight   review.Weight      `json:"weight"`
	Text     string             `json:"text"`
	Proposed *string            `json:"proposed"`
	Bases    *[]review.BasisRef `json:"bases"`
}

func (s *server) apiEditComment(w http.ResponseWriter, r *http.Request) error {
	return withComment(w, r, func(a *storage.Actor, c review.CommentRef, in editInput) error {
		return s.Review.EditComment(r.Context(), a, review.EditCommentInput{Comment: c.Comment, Rev: c.Rev, Kind: in.Kind, Weight: in.Weight,
			Words: in.Text, Proposed: in.Proposed, Bases: in.Bases})
	})
}

func (s *server) apiAnswer(w http.ResponseWriter, r *http.Request) error {
	return withComment(w, r, func(a *storage.Actor, c review.CommentRef, in answerInput) error {
		return s.Review.Answer(r.Context(), a, review.AnswerInput{Comment: c.Comment, Rev: c.Rev, Seen: in.Seen, Verdict: in.Verdict, Reason: in.Reason,
			Basis: in.Basis, Bases: in.Bases, Confirmed: in.Confirmed})
	})
}

// withComment answers an act on a comment that has no answer but that it is
// done.
func withComment[In any](w http.ResponseWriter, r *http.Request, act func(*storage.Actor, review.CommentRef, In) error) error {
	comment, seen, err := commentRef(r)
	if err != nil {
		return err
	}
	in, err := receive[In](r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := act(a, review.CommentRef{Comment: comment, Rev: seen}, in); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// onComment answers an act that takes nothing but the comment.
func (s *server) onComment(act func(context.Context, *storage.Actor, review.CommentRef) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		comment, seen, err := commentRef(r)
		if err != nil {
			return err
		}
		a := actor(r)
		if err := act(r.Context(), a, review.CommentRef{Comment: comment, Rev: seen}); err != nil {
			return err
		}
		return did(w, a, http.StatusNoContent, nil)
	}
}

// apiSendComments sends one's own unsent comments together.
func (s *server) apiSendComments(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	a := actor(r)
	n, err := s.Review.SendComments(r.Context(), a, review.MoveInput{Matter: matter, Rev: seen})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, map[string]int{"sent": n})
}

// apiPublishComments sends comments of the reviewing body over to the drafters.
func (s *server) apiPublishComments(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Comments []storage.ID `json:"comments"`
	}](r)
	if err != nil {
		return err
	}
	for _, c := range in.Comments {
		if _, err := storage.ParseID(string(c)); err != nil {
			return &storage.Invalid{Field: "comments", Code: "choice"}
		}
	}
	a := actor(r)
	if err := s.Review.PublishComments(r.Context(), a, review.PublishCommentsInput{Matter: matter, Rev: seen, Comments: in.Comments}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// commentRef is the comment in the address and the revision of its matter
// acted upon.
func commentRef(r *http.Request) (id storage.ID, seen int, err error) {
	seen, err = seenRev(r)
	return idIn(r, "comment"), seen, err
}
