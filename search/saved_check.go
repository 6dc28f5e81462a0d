package search

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"hefa/storage"
)

// CheckSaved looks at every saved search whose answer may have changed since it
// was last looked at, by the log or by the day, and keeps what it has gained.
func (s *Search) CheckSaved(ctx context.Context) error {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT s.id, s.person, s.query FROM saved_search s JOIN person p ON p.id = s.person
		WHERE p.disabled_at IS NULL AND (s.position < $1 OR s.checked_at::date < act_time()::date)`, s.seen.position())
	if err != nil {
		return fmt.Errorf("listing searches to look at: %w", err)
	}
	type due struct {
		id, person storage.ID
		raw        []byte
	}
	list, err := storage.Collect(rows, func(d *due) []any { return []any{&d.id, &d.person, &d.raw} })
	if err != nil {
		return fmt.Errorf("listing searches to look at: %w", err)
	}
	for _, d := range list {
		var q Query
		if err := json.Unmarshal(d.raw, &q); err != nil {
			return fmt.Errorf("reading saved search %s: %w", d.id, err)
		}
		if err := s.checkSaved(ctx, d.id, d.person, q); err != nil {
			if ctx.Err() != nil {
				return err
			}
			slog.WarnContext(ctx, "looking at a saved search", "search", d.id, "error", err)
		}
	}
	return nil
}

func (s *Search) checkSaved(ctx context.Context, id, person storage.ID, q Query) error {
	texts, position, err := s.texts(ctx, storage.Viewer{Person: person}, q)
	if err != nil {
		return err
	}
	type count struct {
		Document string `json:"d"`
		Name     string `json:"t"`
		Hits     int    `json:"n"`
	}
	counts := make([]count, len(texts))
	for i, t := range texts {
		counts[i] = count{t.Document, t.Name, t.Entries}
	}
	raw, err := json.Marshal(counts)
	if err != nil {
		return fmt.Errorf("writing what a search finds: %w", err)
	}
	// A text that no longer has hits is remembered with none, so that having
	// them again is a gain again.
	_, err = s.store.DB.ExecContext(ctx, `
		WITH now AS (SELECT (x->>'d')::uuid AS document, x->>'t' AS text, (x->>'n')::int AS hits FROM json_array_elements($2::json) x),
		lost AS (UPDATE saved_search_text t SET hits = 0, gained = 0, gained_at = NULL WHERE search = $1 AND hits > 0
			AND NOT EXISTS (SELECT FROM now n WHERE n.document = t.document AND n.text = t.text)),
		kept AS (INSERT INTO saved_search_text AS t (search, document, text, hits, gained, gained_at)
			SELECT $1, document, text, hits, hits, act_time() FROM now
			ON CONFLICT (search, document, text) DO UPDATE SET hits = excluded.hits,
				gained = CASE WHEN excluded.hits > t.hits THEN t.gained + excluded.hits - t.hits ELSE t.gained END,
				gained_at = CASE WHEN excluded.hits > t.hits THEN act_time() ELSE t.gained_at END)
		UPDATE saved_search SET position = $3, checked_at = act_time() WHERE id = $1`, id, string(raw), position)
	if err != nil {
		return fmt.Errorf("keeping what search %s has gained: %w", id, err)
	}
	return nil
}
