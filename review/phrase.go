package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hefa/storage"
)

// Acts on reusable wording, as the log names them.
const (
	ActPhraseKept    storage.Act = "phrase-kept"
	ActPhraseRemoved storage.Act = "phrase-removed"
)

// Phrase is wording to use again in comments.
type Phrase struct {
	ID    storage.ID  `json:"id"`
	Kind  CommentKind `json:"kind,omitempty"`
	Words string      `json:"text"`
	// Body is the body whose people share it, "" for a person's own.
	Body     storage.ID `json:"body,omitempty"`
	BodyName string     `json:"bodyName,omitempty"`
	By       storage.ID `json:"by"`
	ByName   string     `json:"byName"`
	At       time.Time  `json:"at"`
}

// reviewRoles are the roles whose holders share their body's wording.
var reviewRoles = []storage.Role{storage.Reviewer, storage.Head, storage.Legal}

// maxPhrase is the most characters of a phrase.
const maxPhrase = 4000

// PhraseInput is wording to keep.
type PhraseInput struct {
	Kind  CommentKind
	Words string
	// Shared keeps it for the body in which the person reviews.
	Shared bool
}

// KeepPhrase keeps wording for oneself or for one's body, and answers its id.
func (r *Review) KeepPhrase(ctx context.Context, a *storage.Actor, in PhraseInput) (storage.ID, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (storage.ID, error) {
		in.Words = strings.TrimSpace(in.Words)
		switch {
		case in.Words == "":
			return "", &storage.Invalid{Field: "text", Code: "required"}
		case len([]rune(in.Words)) > maxPhrase:
			return "", &storage.Invalid{Field: "text", Code: "phrase-length"}
		case in.Kind != "" && !slices.Contains(CommentKinds, in.Kind):
			return "", &storage.Invalid{Field: "kind", Code: "unknown", Detail: string(in.Kind)}
		}
		held, err := tx.Holdings()
		if err != nil {
			return "", err
		}
		var body any
		if len(held) > 0 {
			tx.Actor.Role, tx.Actor.Body = held[0].Role, held[0].Body
		}
		if in.Shared {
			i := slices.IndexFunc(held, func(h storage.Holding) bool { return slices.Contains(reviewRoles, h.Role) })
			if i < 0 {
				return "", fmt.Errorf("keeping wording for a body: %w", storage.ErrForbidden)
			}
			tx.Actor.Role, tx.Actor.Body, body = held[i].Role, held[i].Body, held[i].Body
		}
		id := storage.NewID()
		if _, err := tx.Exec(`INSERT INTO phrase (id, person, body, kind, words) VALUES ($1, $2, $3, $4, $5)`,
			id, tx.Actor.Person, body, in.Kind, in.Words); err != nil {
			return "", fmt.Errorf("keeping wording: %w", err)
		}
		tx.Log(storage.Event{Act: ActPhraseKept, Subject: id})
		return id, nil
	})
}

// mayUsePhrase: one's own, and those of bodies in which one reviews.
const mayUsePhrase = `(f.person = $1 AND f.body IS NULL OR EXISTS (SELECT FROM current_role_of h
	WHERE h.person = $1 AND h.body = f.body AND h.role IN ('reviewer', 'head', 'legal')))`

// RemovePhrase forgets wording: one's own, or that of one's body.
func (r *Review) RemovePhrase(ctx context.Context, a *storage.Actor, id storage.ID) error {
	return r.Store.Do(ctx, a, func(tx *storage.Tx) error {
		held, err := tx.Holdings()
		if err != nil {
			return err
		}
		if len(held) > 0 {
			tx.Actor.Role, tx.Actor.Body = held[0].Role, held[0].Body
		}
		tx.Log(storage.Event{Act: ActPhraseRemoved, Subject: id})
		return tx.ChangeOne("removing wording", `DELETE FROM phrase f WHERE f.id = $2 AND `+mayUsePhrase, a.Person, id)
	})
}

// Phrases lists the wording that the viewer may use, one's own first, then by
// review point, the newest first.
func (r *Review) Phrases(ctx context.Context, v storage.Viewer) ([]Phrase, error) {
	if v.Person == "" {
		return []Phrase{}, nil
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT f.id, f.kind, f.words, f.body, coalesce(b.name, ''), f.person, p.name, f.at
		FROM phrase f JOIN person p ON p.id = f.person LEFT JOIN body b ON b.id = f.body
		WHERE `+mayUsePhrase+` ORDER BY f.body IS NOT NULL, f.kind, f.id DESC`, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing wording: %w", err)
	}
	return storage.Collect(rows, func(f *Phrase) []any {
		return []any{&f.ID, &f.Kind, &f.Words, &f.Body, &f.BodyName, &f.By, &f.ByName, &f.At}
	})
}
