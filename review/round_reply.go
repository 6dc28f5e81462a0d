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

// RoundReplyInput is one thing a body says.
type RoundReplyInput struct {
	Address  lawtext.Address `json:"address"`
	Words    string          `json:"text"`
	Proposed string          `json:"proposed"`
}

// AnswerRoundInput is all that a body says in a round, in place of what it had
// written before.
type AnswerRoundInput struct {
	Round storage.ID
	// Body is the asked body; "" is the one for which the person speaks.
	Body    storage.ID
	Replies []RoundReplyInput
	// NoComment: it has nothing to say.
	NoComment bool
	// Sign makes it stand; without, only the body's own people read it.
	Sign bool
}

// AnswerRound writes what a body says of the draft it was asked about, for its
// drafters, legal officers, reviewers and heads. Once signed it stands.
func (r *Review) AnswerRound(ctx context.Context, a *storage.Actor, in AnswerRoundInput) error {
	_, err := storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (struct{}, error) {
		m, round, err := r.holdRound(tx, in.Round)
		if err != nil {
			return struct{}{}, err
		}
		body, err := answerAs(tx, &round, in.Body)
		if err != nil {
			return struct{}{}, err
		}
		switch {
		case !round.Open() || !m.Running():
			return struct{}{}, &Refused{Act: procedure.Consult, State: m.State, Why: WhyRoundClosed}
		case body.SignedAt != nil:
			return struct{}{}, &Refused{Act: procedure.Consult, State: m.State, Why: WhySigned}
		}
		if err := in.check(tx, &round); err != nil {
			return struct{}{}, err
		}
		if err := in.write(tx, body.Body.ID); err != nil {
			return struct{}{}, err
		}
		e := storage.Event{Act: ActRoundSaved, Document: m.Document, Matter: m.ID, Draft: round.Draft, Subject: round.ID}
		if in.Sign {
			e.Act = ActRoundSigned
			e.Detail = map[string]string{"replies": fmt.Sprint(len(in.Replies))}
		}
		tx.Log(e)
		return struct{}{}, nil
	})
	return err
}

// answerAs finds the body for which the actor answers: the one named, else the
// first that has not signed.
func answerAs(tx *storage.Tx, round *Round, named storage.ID) (*ConsultedBody, error) {
	var found *ConsultedBody
	for i := range round.Bodies {
		b := &round.Bodies[i]
		if !b.Mine || named != "" && b.Body.ID != named {
			continue
		}
		if found == nil || found.SignedAt != nil && b.SignedAt == nil {
			found = b
		}
	}
	if found == nil {
		return nil, fmt.Errorf("answering in round %s: %w", round.ID, storage.ErrForbidden)
	}
	return found, tx.ActAs([]storage.ID{found.Body.ID}, answering...)
}

// check settles the addresses and refuses what says nothing.
func (in *AnswerRoundInput) check(tx *storage.Tx, round *Round) error {
	in.Replies = slices.DeleteFunc(slices.Clone(in.Replies), func(p RoundReplyInput) bool {
		return strings.TrimSpace(p.Words) == "" && strings.TrimSpace(p.Proposed) == ""
	})
	switch {
	case in.NoComment && len(in.Replies) > 0:
		return &storage.Invalid{Field: "noComment", Code: "comment-or-none"}
	case in.Sign && !in.NoComment && len(in.Replies) == 0:
		return &storage.Invalid{Field: "replies", Code: "comment-or-none"}
	case len(in.Replies) > 500:
		return &storage.Invalid{Field: "replies", Code: "too-many-replies"}
	}
	text, err := draftText(tx.Ctx, tx, round.Document, round.Draft)
	if err != nil {
		return err
	}
	for i := range in.Replies {
		p := &in.Replies[i]
		if p.Words = strings.TrimSpace(p.Words); p.Words == "" {
			return &storage.Invalid{Field: "text", Code: "required"}
		}
		p.Proposed = strings.TrimSpace(p.Proposed)
		if p.Address == "" {
			continue
		}
		u := text.Resolve(p.Address)
		if u == nil {
			return &storage.Invalid{Field: "address", Code: "unknown", Detail: string(p.Address)}
		}
		p.Address = u.Address
	}
	return nil
}

func (in *AnswerRoundInput) write(tx *storage.Tx, body storage.ID) error {
	if _, err := tx.Exec(`DELETE FROM consulted_reply WHERE consultation = $1 AND body = $2`, in.Round, body); err != nil {
		return fmt.Errorf("writing the reply of %s: %w", body, err)
	}
	for _, p := range in.Replies {
		_, err := tx.Exec(`INSERT INTO consulted_reply (id, consultation, body, address, words, proposed, by, for_person)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			storage.NewID(), in.Round, body, p.Address, p.Words, p.Proposed, tx.Actor.Person, tx.Actor.For)
		if err != nil {
			return fmt.Errorf("writing the reply of %s: %w", body, err)
		}
	}
	if !in.Sign {
		return nil
	}
	return tx.ChangeOne("signing a reply", `UPDATE consulted_body SET no_comment = $3, signed_by = $4, signed_for = $5, signed_at = act_time()
		WHERE consultation = $1 AND body = $2`, in.Round, body, in.NoComment, tx.Actor.Person, tx.Actor.For)
}
