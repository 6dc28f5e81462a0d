package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// EditCommentInput gives a comment other words before it is sent.
type EditCommentInput struct {
	Comment storage.ID
	Rev     int
	Kind    CommentKind
	Weight  Weight
	Words   string
	// Proposed gives its proposal other wording; nil leaves it.
	Proposed *string
	// Bases takes the place of the provisions it rests on; nil leaves them.
	Bases *[]BasisRef
}

// EditComment changes one's own comment while only oneself can read it.
func (r *Review) EditComment(ctx context.Context, a *storage.Actor, in EditCommentInput) error {
	in.Words = strings.TrimSpace(in.Words)
	return r.onComment(ctx, a, procedure.Comment, in.Comment, in.Rev, ActCommentEdited, func(t *turn, c Comment) error {
		if err := checkKind(in.Kind, in.Weight); err != nil {
			return err
		}
		if err := editProposal(t, c, in); err != nil {
			return err
		}
		err := t.tx.ChangeOne("editing a comment", `UPDATE comment SET words = $2, kind = $3, weight = $4
			WHERE id = $1 AND author = $5 AND audience = 'draft'`, c.ID, in.Words, in.Kind, in.Weight, a.Person)
		if err != nil || in.Bases == nil {
			return err
		}
		return replaceBases(t, commentBases, c.ID, *in.Bases)
	})
}

// editProposal gives a comment's proposal other wording. A comment that
// proposes none needs words.
func editProposal(t *turn, c Comment, in EditCommentInput) error {
	var p Proposal
	err := t.tx.QueryRow(`SELECT old_words, new_words FROM comment_proposal WHERE comment = $1`, c.ID).Scan(&p.Old, &p.New)
	switch {
	case errors.Is(err, sql.ErrNoRows) && in.Proposed != nil:
		return &storage.Invalid{Field: "proposed", Code: "no-proposal"}
	case errors.Is(err, sql.ErrNoRows) && in.Words == "":
		return &storage.Invalid{Field: "text", Code: "required"}
	case errors.Is(err, sql.ErrNoRows), err == nil && in.Proposed == nil:
		return nil
	case err != nil:
		return read(err, "reading a proposal")
	case p.Old == *in.Proposed:
		return &storage.Invalid{Field: "proposed", Code: "same-words"}
	}
	_, err = t.tx.Exec(`UPDATE comment_proposal SET new_words = $2 WHERE comment = $1`, c.ID, wordingOf(*in.Proposed))
	return read(err, "editing a proposal")
}

// CommentRef names one comment.
type CommentRef struct {
	Comment storage.ID
	Rev     int
}

// DiscardComment removes one's own comment while only oneself can read it.
func (r *Review) DiscardComment(ctx context.Context, a *storage.Actor, in CommentRef) error {
	return r.onComment(ctx, a, procedure.Comment, in.Comment, in.Rev, ActCommentDiscarded, func(t *turn, c Comment) error {
		return t.tx.ChangeOne("discarding a comment",
			`DELETE FROM comment WHERE id = $1 AND author = $2 AND audience = 'draft'`, c.ID, a.Person)
	})
}

// SendComments sends all of one's own unsent comments together: the reviewing
// body's people to the reviewing body, the drafting bodies' to all readers.
func (r *Review) SendComments(ctx context.Context, a *storage.Actor, in MoveInput) (int, error) {
	return beside(ctx, r, a, procedure.Comment, in, func(t *turn) (int, error) {
		t.event.Act = ActCommentsSent
		res, err := t.tx.Exec(`UPDATE comment SET audience = CASE WHEN reviewing OR private THEN 'body' ELSE 'published' END, at = act_time(),
			published_at = CASE WHEN reviewing OR private THEN NULL ELSE act_time() END
			WHERE matter = $1 AND author = $2 AND audience = 'draft'`, t.m.ID, a.Person)
		if err != nil {
			return 0, fmt.Errorf("sending comments: %w", err)
		}
		n, err := res.RowsAffected()
		return int(n), err
	})
}

// PublishCommentsInput names comments to send over to the drafters; none means
// all of the matter's.
type PublishCommentsInput struct {
	Matter   storage.ID
	Rev      int
	Comments []storage.ID
}

// PublishComments sends comments of the reviewing body over to the drafters
// before the matter is returned; whoever may resolve comments may do so.
// Private notes stay.
func (r *Review) PublishComments(ctx context.Context, a *storage.Actor, in PublishCommentsInput) error {
	_, err := beside(ctx, r, a, procedure.Resolve, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act = ActCommentsPublished
		if len(in.Comments) == 1 {
			t.event.Subject = in.Comments[0]
		}
		if err := refusePrivate(t, in.Comments); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, publishComments(t.tx, &t.m, in.Comments)
	})
	return err
}

// refusePrivate refuses to send over a private note, or what is no comment of
// the matter that the actor may read.
func refusePrivate(t *turn, comments []storage.ID) error {
	for _, id := range comments {
		if _, err := readComment(t, id); err != nil {
			return err
		}
		var private bool
		if err := t.tx.QueryRow(`SELECT private FROM comment WHERE id = $1`, id).Scan(&private); err != nil {
			return read(err, "reading comment %s", id)
		}
		if private {
			return &storage.Invalid{Field: "comments", Code: "private"}
		}
	}
	return nil
}

// publishComments widens the audience of the reviewing body's comments; nil is
// all that have been sent and are not private.
func publishComments(tx *storage.Tx, m *Matter, only []storage.ID) error {
	ids := make([]string, len(only))
	for i, id := range only {
		ids[i] = string(id)
	}
	_, err := tx.Exec(`UPDATE comment SET audience = 'published', published_at = act_time()
		WHERE matter = $1 AND audience = 'body' AND NOT private AND ($2 OR id = ANY ($3::uuid[]))`,
		m.ID, len(only) == 0, pq.Array(ids))
	if err != nil {
		return fmt.Errorf("sending over the comments of matter %s: %w", m.ID, err)
	}
	return nil
}

// Resolve closes a comment's thread.
func (r *Review) Resolve(ctx context.Context, a *storage.Actor, in CommentRef) error {
	return r.onComment(ctx, a, procedure.Resolve, in.Comment, in.Rev, ActResolved, func(t *turn, c Comment) error {
		_, err := t.tx.Exec(`UPDATE comment SET resolved_by = $2, resolved_for = $3, resolved_at = act_time()
			WHERE id = $1 AND resolved_at IS NULL`, c.ID, a.Person, a.For)
		return read(err, "resolving a comment")
	})
}

// Reopen opens a resolved thread again.
func (r *Review) Reopen(ctx context.Context, a *storage.Actor, in CommentRef) error {
	return r.onComment(ctx, a, procedure.Resolve, in.Comment, in.Rev, ActReopened, func(t *turn, c Comment) error {
		_, err := t.tx.Exec(`UPDATE comment SET resolved_by = NULL, resolved_for = NULL, resolved_at = NULL WHERE id = $1`, c.ID)
		return read(err, "reopening a comment")
	})
}

// AnswerInput is what the drafting body did with a comment.
type AnswerInput struct {
	Comment storage.ID
	Rev     int
	Verdict Verdict
	// Reason is needed unless the comment was adopted.
	Reason string
	// Basis and Bases are what it rests on, in words and as provisions; one of
	// them is needed where the comment was not adopted.
	Basis string
	Bases []BasisRef
	// Seen is the answer that the person saw, "" for none; nil does not ask. One
	// given since is a [storage.Stale].
	Seen *storage.ID
	// Confirmed is that of [AdoptInput]. Adopting: there must be a proposal.
	Confirmed, Adopting bool
}

// Answer says whether the drafting body adopted a comment that was sent over.
// It may be said again; the newest answer counts. Adopting a comment that
// proposes wording is [Review.Adopt].
func (r *Review) Answer(ctx context.Context, a *storage.Actor, in AnswerInput) error {
	in.Reason, in.Basis = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Basis)
	return r.onComment(ctx, a, procedure.Answer, in.Comment, in.Rev, ActAnswered, func(t *turn, c Comment) error {
		if err := checkAnswer(in.Verdict, in.Reason, in.Basis, in.Bases); err != nil {
			return err
		}
		if err := refuseUnseenAnswer(t, in.Seen, commentAnswers, c.ID); err != nil {
			return err
		}
		if !c.Reviewing || c.Thread != "" {
			return &storage.Invalid{Field: "comment", Code: "not-answerable"}
		}
		if in.Verdict == Adopted {
			if err := r.refuseUnconfirmed(t, c, in); err != nil {
				return err
			}
		}
		t.event.Detail = map[string]string{"verdict": string(in.Verdict)}
		id := storage.NewID()
		_, err := t.tx.Exec(`INSERT INTO comment_answer (id, comment, verdict, reason, basis, draft, by, body, for_person)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, c.ID, in.Verdict, in.Reason, in.Basis, t.m.Draft, a.Person, t.tx.Actor.Body, a.For)
		if err != nil {
			return fmt.Errorf("answering a comment: %w", err)
		}
		return addBases(t, commentAnswerBases, id, in.Bases)
	})
}

// onComment does one act on a comment the actor may read.
func (r *Review) onComment(ctx context.Context, a *storage.Actor, act procedure.Act, id storage.ID, rev int, name storage.Act,
	fn func(*turn, Comment) error) error {
	_, err := besideComment(ctx, r, a, act, id, rev, name, func(t *turn, c Comment) (struct{}, error) { return struct{}{}, fn(t, c) })
	return err
}

// besideComment is onComment for an act that has an answer. The comment is
// looked up within the act, so that a repeated request is answered even when
// the comment is gone.
func besideComment[T any](ctx context.Context, r *Review, a *storage.Actor, act procedure.Act, id storage.ID, rev int, name storage.Act,
	fn func(*turn, Comment) (T, error)) (T, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (none T, err error) {
		var matter storage.ID
		if err := tx.QueryRow(`SELECT matter FROM comment WHERE id = $1`, id).Scan(&matter); err != nil {
			return none, read(err, "reading comment %s", id)
		}
		t, err := r.begin(tx, act, MoveInput{Matter: matter, Rev: rev}, "FOR SHARE OF m")
		if err != nil {
			return none, err
		}
		c, err := readComment(t, id)
		if err != nil {
			return none, err
		}
		t.event.Act, t.event.Subject, t.event.Draft = name, c.ID, c.Draft
		answer, err := fn(t, c)
		tx.Log(t.event)
		return answer, err
	})
}

// openMust are the unresolved comments that must be followed.
func openMust(ctx context.Context, q storage.Querier, matter storage.ID) ([]string, error) {
	return commentIDs(ctx, q, matter, `c.weight = 'must' AND c.audience <> 'draft'`)
}

func commentIDs(ctx context.Context, q storage.Querier, matter storage.ID, where string) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT c.id FROM comment c WHERE c.matter = $1 AND c.reviewing AND c.thread IS NULL
		AND c.resolved_at IS NULL AND `+where+` ORDER BY c.id`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing open comments: %w", err)
	}
	return storage.Collect(rows, func(s *string) []any { return []any{s} })
}
