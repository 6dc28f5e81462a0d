package review

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hefa/storage"
)

// readAfterClose is for how many days after a round has closed the asked bodies
// may still read what became of their replies.
const readAfterClose = 10

// CloseRoundInput closes a round.
type CloseRoundInput struct {
	Round storage.ID
	// Why is needed while a body has not answered.
	Why string
	// Sheet is the matrix as a file, for the checklist; nil adds none.
	Sheet *storage.File
}

// CloseRound ends a round once the asking body has said what it did with every
// reply. Of a drafting body's round the matrix goes onto the checklist. The
// asked bodies read on for ten days, to see what became of their replies.
func (r *Review) CloseRound(ctx context.Context, a *storage.Actor, in CloseRoundInput) error {
	in.Why = strings.TrimSpace(in.Why)
	_, err := lead(ctx, r, a, in.Round, ActRoundClosed, func(tx *storage.Tx, m *Matter, round *Round, e *storage.Event) (struct{}, error) {
		if open := round.untreated(); len(open) > 0 {
			return struct{}{}, &Refused{Act: "consult", State: m.State, Why: WhyUntreated, Items: open}
		}
		waiting := round.Waiting()
		if len(waiting) > 0 && in.Why == "" {
			return struct{}{}, &storage.Invalid{Field: "why", Code: "not-all-answered"}
		}
		if len(waiting) == 0 {
			in.Why = ""
		}
		_, err := tx.Exec(`UPDATE consultation SET closed_by = $2, closed_for = $4, closed_at = act_time(), closed_why = $3 WHERE id = $1`,
			round.ID, a.Person, in.Why, a.For)
		if err != nil {
			return struct{}{}, fmt.Errorf("closing round %s: %w", round.ID, err)
		}
		if err := tx.EndGrantsOf(round.ID, round.today.Add(readAfterClose)); err != nil {
			return struct{}{}, err
		}
		e.Detail = map[string]string{"answered": fmt.Sprint(len(round.Bodies) - len(waiting)), "asked": fmt.Sprint(len(round.Bodies))}
		if err := r.bringRound(tx, m, round, in.Sheet, e); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, r.stepOfRound(tx, m, round, in.Sheet)
	})
	return err
}

// untreated are the replies of which it is not said what became.
func (r *Round) untreated() []string {
	var list []string
	for _, b := range r.Bodies {
		for _, p := range b.Replies {
			if b.SignedAt != nil && p.Verdict == "" {
				list = append(list, string(p.ID))
			}
		}
	}
	return list
}

// roundMaterials are the checklist's items that a round's matrix belongs to,
// the first that a procedure has.
var roundMaterials = []string{"departments", "comments-received"}

// bringRound puts a drafting body's round on the checklist.
func (r *Review) bringRound(tx *storage.Tx, m *Matter, round *Round, sheet *storage.File, e *storage.Event) error {
	if sheet == nil || round.Reviewing {
		return nil
	}
	for _, code := range roundMaterials {
		if _, ok := m.p.Material(code); ok {
			e.Hashes = []string{string(sheet.Hash)}
			_, err := r.addMaterial(tx, m, &MaterialInput{Code: code, File: sheet})
			return err
		}
	}
	return nil
}

// roundStep is the step that a drafting body's round does.
const roundStep = "departments"

// stepOfRound marks the step of asking departments done, where the procedure
// has it and its turn has come; else it stays to be marked by hand.
func (r *Review) stepOfRound(tx *storage.Tx, m *Matter, round *Round, sheet *storage.File) error {
	stage, ok := m.p.Stage(roundStep)
	if !ok || round.Reviewing || !stage.Free() {
		return nil
	}
	step := StepInput{Code: roundStep, Status: StepDone, First: round.day, Last: round.today, File: sheet}
	err := r.markSteps(tx, m, []StepInput{step}, "")
	var refused *Refused
	if errors.As(err, &refused) || errors.Is(err, storage.ErrForbidden) {
		return nil
	}
	return err
}
