package search

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hefa/search/engine"
	"hefa/storage"
)

// Acts on saved searches, as the log names them; it holds no word of a query.
const (
	ActSearchSaved     storage.Act = "search-saved"
	ActSearchForgotten storage.Act = "search-forgotten"
)

// Saved is a search that a person keeps, to be told when it gains a hit.
type Saved struct {
	ID    storage.ID `json:"id"`
	Name  string     `json:"name"`
	Query Query      `json:"query"`
	At    time.Time  `json:"at"`
	// CheckedAt is when it was last looked at.
	CheckedAt time.Time `json:"checkedAt"`
	// Gains are how many texts have gained hits of which the person has not
	// been told.
	Gains int `json:"gains"`
}

// Bounds of saved searches.
const (
	// MaxSaved is how many one person may keep.
	MaxSaved = 100
	// MaxSavedTexts is how many texts one may find; more are nothing that
	// anybody follows.
	MaxSavedTexts = 20_000
)

// Save keeps a search under a name. What it finds now is no gain.
func (s *Search) Save(ctx context.Context, a *storage.Actor, name string, q Query) (storage.ID, error) {
	name, err := storage.RequiredLine("name", name)
	if err != nil {
		return "", err
	}
	q.Page, q.Size, q.PerText, q.Places, q.After = 0, 0, 0, false, 0
	texts, position, err := s.texts(ctx, storage.Viewer{Person: a.Person}, q)
	if err != nil {
		return "", err
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return "", fmt.Errorf("writing a search: %w", err)
	}
	return storage.Once(ctx, s.store, a, func(tx *storage.Tx) (storage.ID, error) {
		var kept int
		var taken bool
		err := tx.QueryRow(`SELECT count(*), coalesce(bool_or(name = $2), false) FROM saved_search WHERE person = $1`, a.Person, name).Scan(&kept, &taken)
		switch {
		case err != nil:
			return "", fmt.Errorf("counting saved searches: %w", err)
		case taken:
			return "", &storage.Invalid{Field: "name", Code: "saved-name"}
		case kept >= MaxSaved:
			return "", &storage.Invalid{Field: "name", Code: "saved-many"}
		}
		id := storage.NewID()
		if _, err := tx.Exec(`INSERT INTO saved_search (id, person, name, query, position) VALUES ($1, $2, $3, $4, $5)`,
			id, a.Person, name, raw, position); err != nil {
			return "", fmt.Errorf("saving a search: %w", err)
		}
		for _, t := range texts {
			if _, err := tx.Exec(`INSERT INTO saved_search_text (search, document, text, hits) VALUES ($1, $2, $3, $4)`, id, t.Document, t.Name, t.Entries); err != nil {
				return "", fmt.Errorf("saving what a search finds: %w", err)
			}
		}
		tx.Log(storage.Event{Act: ActSearchSaved, Subject: id})
		return id, nil
	})
}

// Forget removes a person's saved search; [storage.ErrNotFound] where the
// person has none of that id.
func (s *Search) Forget(ctx context.Context, a *storage.Actor, id storage.ID) error {
	return s.store.Do(ctx, a, func(tx *storage.Tx) error {
		err := tx.ChangeOne("forgetting a saved search", `DELETE FROM saved_search WHERE id = $1 AND person = $2`, id, a.Person)
		if err != nil {
			return err
		}
		tx.Log(storage.Event{Act: ActSearchForgotten, Subject: id})
		return nil
	})
}

// Saved lists a person's saved searches by name.
func (s *Search) Saved(ctx context.Context, person storage.ID) ([]Saved, error) {
	return s.savedWhere(ctx, `s.person = $1`, person)
}

func (s *Search) savedWhere(ctx context.Context, where string, args ...any) ([]Saved, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT s.id, s.name, s.query, s.created_at, s.checked_at,
			(SELECT count(*) FROM saved_search_text t WHERE t.search = s.id AND t.gained_at IS NOT NULL AND `+readableGain+`)
		FROM saved_search s WHERE `+where+` ORDER BY s.name`, args...)
	if err != nil {
		return nil, fmt.Errorf("listing saved searches: %w", err)
	}
	type row struct {
		Saved
		raw []byte
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.ID, &r.Name, &r.raw, &r.At, &r.CheckedAt, &r.Gains} })
	if err != nil {
		return nil, fmt.Errorf("listing saved searches: %w", err)
	}
	saved := make([]Saved, len(list))
	for i, r := range list {
		saved[i] = r.Saved
		if err := json.Unmarshal(r.raw, &saved[i].Query); err != nil {
			return nil, fmt.Errorf("reading saved search %s: %w", r.ID, err)
		}
	}
	return saved, nil
}

// texts are the texts in which a query finds something, with how many hits each
// has, and the event up to which the index knew of them.
func (s *Search) texts(ctx context.Context, viewer storage.Viewer, q Query) ([]engine.TextFound, int64, error) {
	_, found, err := s.ask(ctx, viewer, q)
	if err != nil {
		return nil, 0, err
	}
	var list []engine.TextFound
	for _, t := range found.Texts {
		if counts(t) {
			list = append(list, t)
		}
	}
	if len(list) > MaxSavedTexts {
		return nil, 0, &storage.Invalid{Field: "q", Code: "too-broad"}
	}
	return list, parsePosition(found.Internal(keyPosition)), nil
}
