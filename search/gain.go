package search

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hefa/storage"
)

// readableGain is what the person of a saved search (s) may still read of a
// gain (t).
const readableGain = `(t.text LIKE 'v%' OR EXISTS (SELECT FROM draft_reader r WHERE r.document = t.document AND r.person = s.person))`

// Gain is a text in which a saved search has gained hits.
type Gain struct {
	Search   storage.ID       `json:"search"`
	Name     string           `json:"name"`
	Document storage.ID       `json:"document"`
	Text     storage.TextName `json:"text"`
	Title    string           `json:"title"`
	// Hits are how many it has, Gained how many of them are new.
	Hits   int       `json:"hits"`
	Gained int       `json:"gained"`
	At     time.Time `json:"at"`
}

// Gains are the gains of which a person has not been told, the newest first;
// only those that the person may read now.
func (s *Search) Gains(ctx context.Context, person storage.ID) ([]Gain, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT s.id, s.name, t.document, t.text, d.title, t.hits, t.gained, t.gained_at
		FROM saved_search s JOIN saved_search_text t ON t.search = s.id JOIN document d ON d.id = t.document
		WHERE s.person = $1 AND t.gained_at IS NOT NULL AND `+readableGain+`
		ORDER BY t.gained_at DESC, d.title`, person)
	if err != nil {
		return nil, fmt.Errorf("listing what saved searches have gained: %w", err)
	}
	type row struct {
		Gain
		text string
	}
	list, err := storage.Collect(rows, func(r *row) []any {
		return []any{&r.Search, &r.Name, &r.Document, &r.text, &r.Title, &r.Hits, &r.Gained, &r.At}
	})
	if err != nil {
		return nil, fmt.Errorf("listing what saved searches have gained: %w", err)
	}
	gains := make([]Gain, 0, len(list))
	for _, r := range list {
		name, err := storage.ParseTextName(r.text)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("reading a gain of search %s", r.Search), err)
		}
		r.Gain.Text = name
		gains = append(gains, r.Gain)
	}
	return gains, nil
}

// Gained is a saved search with gains of which its person has not been told.
type Gained struct {
	Search, Person storage.ID
	// Document and At are of the newest of them.
	Document storage.ID
	At       time.Time
}

// Gained lists all saved searches, of whomever, with such gains; only gains that
// the person may read now.
func (s *Search) Gained(ctx context.Context) ([]Gained, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT DISTINCT ON (s.id) s.id, s.person, t.document, t.gained_at
		FROM saved_search s JOIN saved_search_text t ON t.search = s.id JOIN person p ON p.id = s.person
		WHERE p.disabled_at IS NULL AND t.gained_at IS NOT NULL AND `+readableGain+`
		ORDER BY s.id, t.gained_at DESC, t.document`)
	if err != nil {
		return nil, fmt.Errorf("listing searches that have gained: %w", err)
	}
	list, err := storage.Collect(rows, func(g *Gained) []any { return []any{&g.Search, &g.Person, &g.Document, &g.At} })
	if err != nil {
		return nil, fmt.Errorf("listing searches that have gained: %w", err)
	}
	return list, nil
}

// Told notes that a person has been told of what a saved search has gained;
// [storage.ErrNotFound] where the person has none of that id.
func (s *Search) Told(ctx context.Context, person, id storage.ID) error {
	var found bool
	err := s.store.DB.QueryRowContext(ctx, `WITH told AS (UPDATE saved_search_text t SET gained = 0, gained_at = NULL
			FROM saved_search s WHERE s.id = $1 AND s.person = $2 AND t.search = s.id AND t.gained_at IS NOT NULL)
		SELECT EXISTS (SELECT FROM saved_search WHERE id = $1 AND person = $2)`, id, person).Scan(&found)
	switch {
	case err != nil:
		return fmt.Errorf("noting what search %s has told: %w", id, err)
	case !found:
		return fmt.Errorf("noting what search %s has told: %w", id, storage.ErrNotFound)
	}
	return nil
}
