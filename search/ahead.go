package search

import (
	"context"
	"errors"
	"fmt"

	"hefa/search/engine"
	"hefa/storage"
)

// chunk are the next documents of the first reading, with their entries made.
type chunk struct {
	after     string // what they come after
	documents []storage.ID
	texts     map[storage.ID][]loaded
	entries   map[string][]engine.Entry // by the texts' sources
	err       error
}

// take answers the chunk after a document, and begins to make the one after it
// ready: while one is written the next is read.
func (w *writer) take(ctx context.Context, after string) chunk {
	c := chunk{err: errNotReady}
	if w.ahead != nil {
		c = <-w.ahead
		w.ahead = nil
	}
	if c.err != nil || c.after != after {
		c = w.prepare(ctx, after)
	}
	if c.err == nil && len(c.documents) > 0 {
		ahead := make(chan chunk, 1)
		w.ahead = ahead
		last := string(c.documents[len(c.documents)-1])
		go func() { ahead <- w.prepare(ctx, last) }()
	}
	return c
}

var errNotReady = errors.New("nothing was made ready")

// prepare reads documents until their entries fill a batch.
func (w *writer) prepare(ctx context.Context, after string) chunk {
	c := chunk{after: after, entries: map[string][]engine.Entry{}}
	rows, err := w.store.DB.QueryContext(ctx, `SELECT id FROM document
		WHERE id > coalesce(nullif($1, '')::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY id LIMIT $2`,
		after, documentsAtOnce)
	if err != nil {
		c.err = fmt.Errorf("listing documents to index: %w", err)
		return c
	}
	ids, err := storage.Collect(rows, func(id *storage.ID) []any { return []any{id} })
	if err != nil {
		c.err = err
		return c
	}
	if c.texts, c.err = w.load(ctx, ids); c.err != nil {
		return c
	}
	size := 0
	for _, id := range ids {
		for _, t := range c.texts[id] {
			reading, err := storage.ReadReading(ctx, w.store.DB, t.reading)
			if err != nil {
				c.err = fmt.Errorf("indexing %s@%s: %w", t.Document, t.Name, err)
				return c
			}
			list := entries(t.Title, reading.Text)
			c.entries[t.Source] = list
			size += len(list)
		}
		c.documents = append(c.documents, id)
		if size >= entriesAtOnce {
			break
		}
	}
	return c
}
