package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/review/procedure"
	"hefa/storage"
)

// Acts on comments, as the log names them.
const (
	ActCommented         storage.Act = "commented"
	ActReplied           storage.Act = "comment-replied"
	ActCommentEdited     storage.Act = "comment-edited"
	ActCommentDiscarded  storage.Act = "comment-discarded"
	ActCommentsSent      storage.Act = "comments-sent"
	ActCommentsPublished storage.Act = "comments-published"
	ActResolved          storage.Act = "comment-resolved"
	ActReopened          storage.Act = "comment-reopened"
	ActAnswered          storage.Act = "comment-answered"
)

// CommentInput is a comment to make.
type CommentInput struct {
	Matter storage.ID
	Rev    int
	// Draft is the draft it is made on; 0 is the newest.
	Draft   int
	Address lawtext.Address
	// Range is a stretch of the unit's own text, in code points.
	Range  *lawtext.Range
	Kind   CommentKind
	Weight Weight
	Words  string
	// Audience "" is the reviewing body for its own people and published for
	// the drafting bodies'; [AudienceDraft] keeps it to oneself until
	// [Review.SendComments].
	Audience Audience
	// Private notes are never sent over to the drafters.
	Private  bool
	Mentions []storage.ID
	// Material is one of the matter's; the comment is then on no text.
	Material storage.ID
	// Bases are the provisions it stands on, in order.
	Bases []BasisRef
	// Proposed is the wording it proposes for the range or, without one, for
	// the unit; nil proposes none, "" strikes it out.
	Proposed *string
}

// Comment says something of a draft: of the whole, a unit, or some words of
// it, or of a material. It answers the comment's id.
func (r *Review) Comment(ctx context.Context, a *storage.Actor, in CommentInput) (storage.ID, error) {
	return beside(ctx, r, a, procedure.Comment, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (storage.ID, error) {
		if in.Draft == 0 {
			in.Draft = t.m.Draft
		}
		c := Comment{Draft: in.Draft, Address: in.Address, Range: in.Range, Kind: in.Kind, Weight: in.Weight, Words: in.Words,
			Audience: in.Audience, Private: in.Private, Mentions: in.Mentions}
		u, err := quote(t, &c)
		if err == nil {
			err = propose(&c, u, in.Proposed)
		}
		if err == nil {
			err = onMaterial(t, &c, in.Material)
		}
		if err != nil {
			return "", err
		}
		if err := checkKind(c.Kind, c.Weight); err != nil {
			return "", err
		}
		t.event.Act = ActCommented
		if _, err := r.addComment(t, &c); err != nil {
			return "", err
		}
		return c.ID, addBases(t, commentBases, c.ID, in.Bases)
	})
}

// checkKind checks what a comment is about and how much it asks for.
func checkKind(kind CommentKind, weight Weight) error {
	switch {
	case kind != "" && !slices.Contains(CommentKinds, kind):
		return &storage.Invalid{Field: "kind", Code: "unknown", Detail: string(kind)}
	case weight != "" && !slices.Contains(Weights, weight):
		return &storage.Invalid{Field: "weight", Code: "unknown", Detail: string(weight)}
	}
	return nil
}

// onMaterial checks that a comment's material is the matter's.
func onMaterial(t *turn, c *Comment, material storage.ID) error {
	if material == "" {
		return nil
	}
	if c.Address != "" {
		return &storage.Invalid{Field: "material", Code: "with-unit"}
	}
	var there bool
	err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM material WHERE id = $1 AND matter = $2 AND removed_at IS NULL)`,
		material, t.m.ID).Scan(&there)
	if err != nil {
		return fmt.Errorf("reading a material: %w", err)
	}
	if !there {
		return &storage.Invalid{Field: "material", Code: "choice"}
	}
	c.Material = &CommentMaterial{ID: material}
	return nil
}

// quote checks where a comment is to stand, takes down the words there and
// answers the unit, nil for the whole.
func quote(t *turn, c *Comment) (*lawtext.Unit, error) {
	text, err := draftText(t.tx.Ctx, t.tx, t.m.Document, c.Draft)
	if err != nil {
		return nil, err
	}
	if c.Address == "" {
		if c.Range != nil {
			return nil, &storage.Invalid{Field: "range", Code: "without-unit"}
		}
		return nil, nil
	}
	u := text.Resolve(c.Address)
	if u == nil {
		return nil, &storage.Invalid{Field: "address", Code: "unknown", Detail: string(c.Address)}
	}
	c.Address = u.Address
	if c.Range == nil {
		return u, nil
	}
	own := []rune(u.Text)
	if c.Range.Start < 0 || c.Range.End <= c.Range.Start || c.Range.End > len(own) {
		return nil, &storage.Invalid{Field: "range", Code: "outside", Detail: fmt.Sprintf("%d-%d of %d", c.Range.Start, c.Range.End, len(own))}
	}
	c.Quoted = string(own[c.Range.Start:c.Range.End])
	return u, nil
}

// ReplyInput is a reply in a comment's thread.
type ReplyInput struct {
	Comment storage.ID
	Rev     int
	Words   string
	// Audience "" is that of the comment replied to; the reviewing body's own
	// talk about one not yet sent over stays with it.
	Audience Audience
	Mentions []storage.ID
}

// Reply adds to a comment's thread and answers the reply's id.
func (r *Review) Reply(ctx context.Context, a *storage.Actor, in ReplyInput) (storage.ID, error) {
	return besideComment(ctx, r, a, procedure.Comment, in.Comment, in.Rev, ActReplied, func(t *turn, root Comment) (storage.ID, error) {
		if root.Audience == AudienceDraft {
			return "", &storage.Invalid{Field: "comment", Code: "not-sent"}
		}
		c := Comment{Draft: root.Draft, Address: root.Address, Words: in.Words, Thread: root.ID, Mentions: in.Mentions, Audience: in.Audience}
		if root.Thread != "" {
			c.Thread = root.Thread
		}
		if c.Audience == "" {
			c.Audience = root.Audience
		}
		if c.Audience == AudiencePublished && root.Audience != AudiencePublished {
			return "", &storage.Invalid{Field: "audience", Code: "wider-than-thread"}
		}
		c.Private = c.Audience == AudienceBody
		return r.addComment(t, &c)
	})
}

// addComment writes a comment for the side that its author acts for. What a
// proposal asks for needs no further words.
func (r *Review) addComment(t *turn, c *Comment) (storage.ID, error) {
	if c.Words = strings.TrimSpace(c.Words); c.Words == "" && c.Proposal == nil {
		return "", &storage.Invalid{Field: "text", Code: "required"}
	}
	// Guests sit with the reviewing body but do not speak for it.
	guest := isGuest(t.tx.Actor.Role)
	reviewing := t.move.Side == procedure.SideReviewing && !guest
	if guest {
		keepInside(c)
	} else if err := settleAudience(c, reviewing); err != nil {
		return "", err
	}
	c.ID = storage.NewID()
	a := t.tx.Actor
	var start, end, material any
	if c.Material != nil {
		material = c.Material.ID
	}
	if c.Range != nil {
		start, end = c.Range.Start, c.Range.End
	}
	_, err := t.tx.Exec(`INSERT INTO comment (id, matter, document, draft, address, range_start, range_end, quoted, kind, weight,
		words, audience, private, author, role, body, reviewing, thread, material, for_person, published_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
			CASE WHEN $12 = 'published' THEN act_time() END)`,
		c.ID, t.m.ID, t.m.Document, c.Draft, c.Address, start, end, c.Quoted, c.Kind, c.Weight,
		c.Words, c.Audience, c.Private, a.Person, a.Role, a.Body, reviewing, c.Thread, material, a.For)
	if err != nil {
		return "", fmt.Errorf("adding a comment to matter %s: %w", t.m.ID, err)
	}
	if c.Proposal != nil {
		_, err := t.tx.Exec(`INSERT INTO comment_proposal (comment, old_words, new_words) VALUES ($1, $2, $3)`,
			c.ID, c.Proposal.Old, c.Proposal.New)
		if err != nil {
			return "", fmt.Errorf("proposing wording in matter %s: %w", t.m.ID, err)
		}
	}
	t.event.Subject, t.event.Draft = c.ID, c.Draft
	return c.ID, mention(t, c.ID, c.Mentions)
}

// settleAudience gives a comment its default audience: the safe side for the
// reviewing body, everybody for the others, who have none to keep it in.
func settleAudience(c *Comment, reviewing bool) error {
	switch {
	case c.Audience == "" && reviewing:
		c.Audience = AudienceBody
	case c.Audience == "":
		c.Audience = AudiencePublished
	case c.Audience == AudienceBody && !reviewing:
		return &storage.Invalid{Field: "audience", Code: "not-reviewing"}
	case c.Audience != AudienceDraft && c.Audience != AudienceBody && c.Audience != AudiencePublished:
		return &storage.Invalid{Field: "audience", Code: "unknown", Detail: string(c.Audience)}
	}
	if c.Private && (!reviewing || c.Audience == AudiencePublished) {
		return &storage.Invalid{Field: "private", Code: "not-private"}
	}
	return nil
}

func mention(t *turn, comment storage.ID, people []storage.ID) error {
	for _, p := range people {
		_, err := t.tx.Exec(`INSERT INTO comment_mention (comment, person)
			SELECT $1, id FROM person WHERE id = $2 ON CONFLICT DO NOTHING`, comment, p)
		if err != nil {
			return fmt.Errorf("mentioning %s: %w", p, err)
		}
	}
	return nil
}

// readComment reads a comment within an act, if the actor may read it.
func readComment(t *turn, id storage.ID) (Comment, error) {
	var c Comment
	err := t.tx.QueryRow(`SELECT c.id, c.matter, c.draft, c.address, c.audience, c.author, c.reviewing, c.thread
		FROM comment c JOIN matter m ON m.id = c.matter
		WHERE c.id = $1 AND m.id = $2 AND may_read_comment($3, c, m)`, id, t.m.ID, t.tx.Actor.Person).
		Scan(&c.ID, &c.Matter, &c.Draft, &c.Address, &c.Audience, &c.Author, &c.Reviewing, &c.Thread)
	return c, read(err, "reading comment %s", id)
}
