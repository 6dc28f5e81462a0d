package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// ActDraftAdded is logged when a matter gets its next draft.
const ActDraftAdded storage.Act = "draft-added"

// AddDraftInput is the next draft of a document's running matter.
type AddDraftInput struct {
	Document storage.ID
	// Rev is the matter's revision; 0 acts on the newest.
	Rev int
	// Title is the document's title from now on; "" leaves it.
	Title  string
	Upload storage.Upload
	// Comments of the file to bring in.
	Comments []FileComment
}

// Added is a draft that was added.
type Added struct {
	Matter storage.ID `json:"matter"`
	Number int        `json:"number"`
	Rev    int        `json:"rev"`
}

// AddDraft keeps the next draft of a document's running matter, for its
// drafters in drafting, completion and amendment. None is ever replaced.
func (r *Review) AddDraft(ctx context.Context, a *storage.Actor, in AddDraftInput) (Added, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (Added, error) {
		matter, err := running(tx, in.Document)
		if err != nil {
			return Added{}, err
		}
		t, err := r.begin(tx, procedure.Upload, MoveInput{Matter: matter, Rev: in.Rev}, "FOR UPDATE OF m")
		if err != nil {
			return Added{}, err
		}
		added := Added{Matter: matter}
		if added.Rev, err = tx.Revise(storage.RevisedMatter, matter, 0); err != nil {
			return Added{}, err
		}
		if _, err := tx.Revise(storage.RevisedDocument, in.Document, 0); err != nil {
			return Added{}, err
		}
		if added.Number, err = tx.AddDraft(in.Document, matter, in.Upload); err != nil {
			return Added{}, err
		}
		if err := r.bringIn(tx, t.m, t.move.Side, added.Number, in.Upload.Reading.Text, in.Comments); err != nil {
			return Added{}, err
		}
		if in.Title != "" {
			if err := tx.SetTitle(in.Document, in.Title); err != nil {
				return Added{}, err
			}
		}
		t.event.Act, t.event.Draft, t.event.Hashes = ActDraftAdded, added.Number, in.Upload.Hashes()
		tx.Log(t.event)
		return added, nil
	})
}

// running finds the document's running matter, else its newest, whose state
// then refuses the act. Where the person may read no draft it is
// [storage.ErrNotFound]; so it is where there never was a matter.
func running(tx *storage.Tx, document storage.ID) (storage.ID, error) {
	if _, err := storage.See(tx.Ctx, tx, storage.Viewer{Person: tx.Actor.Person}, document); err != nil {
		return "", err
	}
	var matter storage.ID
	err := tx.QueryRow(`SELECT id FROM matter WHERE document = $1 ORDER BY ended_at IS NULL DESC, id DESC LIMIT 1`, document).Scan(&matter)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("finding a matter over %s: %w", document, storage.ErrForbidden)
	}
	return matter, read(err, "finding the matter over %s", document)
}
