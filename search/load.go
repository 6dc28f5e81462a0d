package search

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/lib/pq"

	"hefa/search/engine"
	"hefa/storage"
)

// loaded is what the database says of one text, its words apart.
type loaded struct {
	engine.Text
	reading storage.ID
}

// load reads the facts of all texts of some documents, by document. A document
// that is gone has none.
func (s *Search) load(ctx context.Context, documents []storage.ID) (map[storage.ID][]loaded, error) {
	ids := make([]string, len(documents))
	for i, id := range documents {
		ids[i] = string(id)
	}
	rows, err := s.store.DB.QueryContext(ctx, `
		WITH d AS (
			SELECT d.id, d.kind, d.title, d.withdrawn_on,
				(SELECT coalesce(array_agg(b.body::text ORDER BY b.ord), '{}') FROM document_body b
				  WHERE b.document = d.id AND b.part = 'issuing') AS issuers,
				(SELECT coalesce(max(number), 0) FROM draft WHERE document = d.id) AS last_draft,
				(SELECT coalesce(max(draft), 0) FROM version WHERE document = d.id) AS published_draft,
				EXISTS (SELECT FROM version WHERE document = d.id) AS published,
				10 * array_position(ARRAY['law', 'regulation', 'rule', 'normative', 'decision', 'other'], d.kind::text)
					+ coalesce((SELECT min(array_position(ARRAY['external', 'government', 'department', 'county', 'county-department'], b.kind::text))
						FROM document_body db JOIN body b ON b.id = db.body WHERE db.document = d.id AND db.part = 'issuing'), 9) AS level
			FROM document d WHERE d.id = ANY ($1::uuid[]))
		SELECT d.id, 'v' || v.number, true, v.title, d.kind, v.issuing_number,
			coalesce(extract(year FROM coalesce(v.published, v.adopted, v.effective)), 0)::int, d.issuers,
			v.published, coalesce(v.effective, v.assumed_effective), v.ends, coalesce(v.end_reason = 'lapsed', false),
			NULL::date, false, d.level, v.reading
		FROM d JOIN version v ON v.document = d.id
		UNION ALL
		SELECT d.id, dr.number::text, false, d.title, d.kind, '', extract(year FROM dr.at)::int, d.issuers,
			NULL, NULL, NULL, false,
			CASE WHEN NOT d.published THEN d.withdrawn_on END, dr.number < d.last_draft OR dr.number <= d.published_draft, d.level, dr.reading
		FROM d JOIN draft dr ON dr.document = d.id`, pq.Array(ids))
	if err != nil {
		return nil, fmt.Errorf("reading texts to index: %w", err)
	}
	list, err := storage.Collect(rows, func(t *loaded) []any {
		return []any{&t.Document, &t.Name, &t.Public, &t.Title, &t.Kind, &t.Number, &t.Year, pq.Array(&t.Issuer),
			(*day)(&t.Published), (*day)(&t.Effective), (*day)(&t.Ends), &t.Lapsed,
			(*day)(&t.Withdrawn), &t.Replaced, &t.Level, &t.reading}
	})
	if err != nil {
		return nil, fmt.Errorf("reading texts to index: %w", err)
	}
	by := map[storage.ID][]loaded{}
	for _, t := range list {
		t.Source = string(t.reading) + " " + t.Title
		by[storage.ID(t.Document)] = append(by[storage.ID(t.Document)], t)
	}
	return by, nil
}

// day scans a date into a plain string.
type day string

// Scan implements [database/sql.Scanner].
func (d *day) Scan(v any) error { return (*storage.Day)(d).Scan(v) }

// reader makes the entries of texts from their readings.
func (s *Search) reader(ctx context.Context) func(t loaded) ([]engine.Entry, error) {
	return func(t loaded) ([]engine.Entry, error) {
		reading, err := storage.ReadReading(ctx, s.store.DB, t.reading)
		if err != nil {
			return nil, fmt.Errorf("indexing %s@%s: %w", t.Document, t.Name, err)
		}
		return entries(t.Title, reading.Text), nil
	}
}

// put indexes a document anew: each text whose words have changed with its
// entries, any other with its facts where those have, and takes out what it
// no longer has.
func put(b *engine.Batch, document storage.ID, texts []loaded, read func(t loaded) ([]engine.Entry, error)) error {
	before := map[string]*engine.Text{}
	for _, t := range b.Texts(string(document)) {
		before[t.Name] = t
	}
	for _, t := range texts {
		was := before[t.Name]
		delete(before, t.Name)
		if was != nil && sameFacts(*was, t.Text) {
			continue
		}
		var list []engine.Entry
		if was == nil || was.Source != t.Source {
			var err error
			if list, err = read(t); err != nil {
				return err
			}
		}
		if err := b.Put(t.Text, list); err != nil {
			return err
		}
	}
	for _, gone := range before {
		b.Remove(gone)
	}
	return nil
}

// sameFacts reports whether two texts agree in all that the database says.
func sameFacts(a, b engine.Text) bool {
	a.Parts, a.Articles, a.Cites, a.Ord, a.Doc = b.Parts, b.Articles, b.Cites, b.Ord, b.Doc
	issuers := slices.Equal(a.Issuer, b.Issuer)
	a.Issuer, b.Issuer = nil, nil
	return issuers && reflect.DeepEqual(a, b)
}
