package review

import (
	"context"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// Suspend rests a matter, with the reason; its clock stands.
func (r *Review) Suspend(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Suspend, in, nil)
}

// Resume takes a suspended matter up again in the state it left.
func (r *Review) Resume(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Resume, in, nil)
}

// Withdraw ends a matter before publication, with the reason. A document
// without a version is withdrawn with it.
func (r *Review) Withdraw(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Withdraw, in, withdrawDocument)
}

// Close ends the answer to a request for comments once it has been sent.
func (r *Review) Close(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Close, in, withdrawDocument)
}

// withdrawDocument records that a document's only matter ended without a
// version.
func withdrawDocument(t *turn) error {
	var published bool
	err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM version WHERE document = $1)`, t.m.Document).Scan(&published)
	if err != nil {
		return fmt.Errorf("looking for a version: %w", err)
	}
	if _, err := t.tx.Revise(storage.RevisedDocument, t.m.Document, 0); err != nil {
		return err
	}
	if published {
		return nil
	}
	return t.tx.SetWithdrawn(t.m.Document, true)
}
