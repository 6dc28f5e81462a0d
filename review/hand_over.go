package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// SubmitInput hands a draft to the drafting body's legal officer.
type SubmitInput struct {
	Matter storage.ID
	Rev    int
	// Materials are added to those already there.
	Materials []MaterialInput
	// Steps are said of free steps; Others is why all others that are open do
	// not apply, "" says nothing of them.
	Steps  []StepInput
	Others string
	// Reason is a word to the next person; it may be "".
	Reason string
}

// Submit hands the draft with its materials to the drafting body's own legal
// officer (for a department's document, to its legal office as reviewer). It is
// [Refused] while a required material is neither there nor explained, or a step
// that comes before is open; all of them are named at once.
func (r *Review) Submit(ctx context.Context, a *storage.Actor, in SubmitInput) (Moved, error) {
	return r.hand(ctx, a, procedure.Submit, in)
}

// Resubmit hands a draft in again: after completion to the completeness check,
// after amendment to review. It is [Refused] while something that was asked
// for has not come, or a comment that was sent over has no answer.
func (r *Review) Resubmit(ctx context.Context, a *storage.Actor, in SubmitInput) (Moved, error) {
	return r.hand(ctx, a, procedure.Resubmit, in)
}

// hand adds materials and steps first, so that they count towards completeness.
func (r *Review) hand(ctx context.Context, a *storage.Actor, act procedure.Act, in SubmitInput) (Moved, error) {
	with := func(tx *storage.Tx, m *Matter) error {
		for i := range in.Materials {
			if _, err := r.addMaterial(tx, m, &in.Materials[i]); err != nil {
				return err
			}
		}
		return r.markSteps(tx, m, in.Steps, in.Others)
	}
	return r.moveWith(ctx, a, act, MoveInput{in.Matter, in.Rev, in.Reason}, with, func(t *turn) error {
		for _, m := range in.Materials {
			if m.File != nil {
				t.event.Hashes = append(t.event.Hashes, string(m.File.Hash))
			}
		}
		for _, s := range in.Steps {
			if s.File != nil {
				t.event.Hashes = append(t.event.Hashes, string(s.File.Hash))
			}
		}
		return nil
	})
}

// Consent is the drafting body's legal officer letting the draft go to review;
// with it go the excuses of steps that are the legal officer's to give.
func (r *Review) Consent(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Consent, in, nil)
}

// Decline is the drafting body's legal officer giving the draft back, with the
// reason.
func (r *Review) Decline(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Decline, in, nil)
}

// ReturnForCompletionInput names everything that is missing in one go.
type ReturnForCompletionInput struct {
	Matter  storage.ID
	Rev     int
	Reason  string
	Missing []MissingItem
}

// MissingItem is one material asked for.
type MissingItem struct {
	// Code is an item of the checklist.
	Code string `json:"code"`
	// Note says what is wrong with what is there; it may be "".
	Note string `json:"note,omitempty"`
}

// ReturnForCompletion gives an incomplete submission back, naming every
// missing item; what the checklist finds missing is named too.
func (r *Review) ReturnForCompletion(ctx context.Context, a *storage.Actor, in ReturnForCompletionInput) (Moved, error) {
	move := MoveInput{in.Matter, in.Rev, in.Reason}
	return r.move(ctx, a, procedure.ReturnCompletion, move, func(t *turn) error {
		found, err := r.missingMaterials(ctx, t.tx, &t.m)
		if err != nil {
			return err
		}
		for _, code := range found {
			if !slices.ContainsFunc(in.Missing, func(m MissingItem) bool { return m.Code == code }) {
				in.Missing = append(in.Missing, MissingItem{Code: code})
			}
		}
		if len(in.Missing) == 0 && t.reason == "" {
			return &storage.Invalid{Field: "missing", Code: "required"}
		}
		for _, m := range in.Missing {
			if _, known := t.m.p.Material(m.Code); !known {
				return &storage.Invalid{Field: "missing", Code: "unknown", Detail: m.Code}
			}
			_, err := t.tx.Exec(`INSERT INTO material_asked (id, matter, code, note, by, for_person) VALUES ($1, $2, $3, $4, $5, $6)`,
				storage.NewID(), t.m.ID, m.Code, strings.TrimSpace(m.Note), a.Person, a.For)
			if err != nil {
				return fmt.Errorf("asking for material %s: %w", m.Code, err)
			}
		}
		return nil
	})
}

// ReturnForAmendment gives the draft back with the comments of the reviewing
// body, which the drafters read from now on. Without a comment to send over
// it needs a reason.
func (r *Review) ReturnForAmendment(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.ReturnAmendment, in, func(t *turn) error {
		if err := publishComments(t.tx, &t.m, nil); err != nil {
			return err
		}
		open, err := unansweredComments(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		if len(open) == 0 && t.reason == "" {
			return &storage.Invalid{Field: "reason", Code: "required"}
		}
		return nil
	})
}
