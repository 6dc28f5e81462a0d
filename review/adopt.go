package review

import (
	"context"
	"fmt"

	"hefa/lawtext"
	"hefa/storage"
)

// AdoptInput names a proposal to put on the drafter's list of changes.
type AdoptInput struct {
	Comment storage.ID
	Rev     int
	// Confirmed: the person has seen that the words have changed since, or
	// that another proposal for them is on the list already.
	Confirmed bool
}

// Adopt answers a comment that proposes wording with "adopted", which puts the
// wording on the drafter's list of changes. It is [Refused] with [WhyWords]
// where the words have changed since, and with [WhyRival] where another
// proposal for them was adopted, unless that is confirmed.
func (r *Review) Adopt(ctx context.Context, a *storage.Actor, in AdoptInput) error {
	return r.Answer(ctx, a, AnswerInput{Comment: in.Comment, Rev: in.Rev, Verdict: Adopted, Confirmed: in.Confirmed, Adopting: true})
}

// refuseUnconfirmed refuses to adopt a proposal of which the person must know
// something first.
func (r *Review) refuseUnconfirmed(t *turn, c Comment, in AnswerInput) error {
	var proposes bool
	if err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM comment_proposal WHERE comment = $1)`, c.ID).Scan(&proposes); err != nil {
		return fmt.Errorf("reading a proposal: %w", err)
	}
	if in.Adopting && !proposes {
		return &storage.Invalid{Field: "comment", Code: "no-proposal"}
	}
	if !proposes || in.Confirmed {
		return nil
	}
	// Adoptions of one matter wait for each other, so that of two rivals the
	// second is told of the first.
	if _, err := t.tx.Exec(`SELECT p.comment FROM comment_proposal p JOIN comment c ON c.id = p.comment
		WHERE c.matter = $1 ORDER BY p.comment FOR UPDATE OF p`, t.m.ID); err != nil {
		return fmt.Errorf("adopting a proposal: %w", err)
	}
	list, err := r.comments(t.tx.Ctx, t.tx, storage.Viewer{Person: t.tx.Actor.Person}, &t.m, t.m.Draft)
	if err != nil {
		return err
	}
	byID := map[storage.ID]Comment{}
	for _, one := range list {
		byID[one.ID] = one
	}
	refuse := func(why Why, items ...string) error {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: why, Items: items}
	}
	c = byID[c.ID]
	for _, id := range c.Rivals {
		if rival := byID[id]; rival.Answer != nil && rival.Answer.Verdict == Adopted {
			return refuse(WhyRival, string(id))
		}
	}
	if c.Place.Changed {
		return refuse(WhyWords, string(c.ID))
	}
	return nil
}

// PlannedChange is an adopted proposal on the drafter's list.
type PlannedChange struct {
	Comment Comment `json:"comment"`
	// Done: the newest draft has the words.
	Done bool `json:"done"`
}

// Changes is the drafter's list of changes: the adopted proposals that the
// viewer may read, in the reading order of the newest draft.
func (r *Review) Changes(ctx context.Context, v storage.Viewer, matter storage.ID) ([]PlannedChange, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	comments, err := r.comments(ctx, r.Store.DB, v, &m, m.Draft)
	if err != nil {
		return nil, err
	}
	list := []PlannedChange{}
	texts := map[int]*lawtext.Text{}
	text := func(draft int) (*lawtext.Text, error) {
		if texts[draft] == nil {
			if texts[draft], err = draftText(ctx, r.Store.DB, m.Document, draft); err != nil {
				return nil, err
			}
		}
		return texts[draft], nil
	}
	for _, c := range comments {
		if c.Proposal == nil || c.Answer == nil || c.Answer.Verdict != Adopted {
			continue
		}
		made, err := text(c.Draft)
		if err != nil {
			return nil, err
		}
		newest, err := text(m.Draft)
		if err != nil {
			return nil, err
		}
		var now *lawtext.Unit
		if !c.Lost() {
			now = newest.Find(c.Place.Address)
		}
		list = append(list, PlannedChange{Comment: c, Done: c.Draft < m.Draft && c.done(made.Find(c.Address), now)})
	}
	return list, nil
}
