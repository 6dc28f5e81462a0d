package engine

import (
	"encoding/json"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// Batch is a change to the index that is seen at once or, after a crash, not
// at all.
type Batch struct {
	table   *table // with the texts put so far
	removed []*Text
	bleve   *index.Batch
	size    int
}

// NewBatch begins a batch. Only one may be under way.
func (e *Engine) NewBatch() *Batch {
	return &Batch{table: e.table.get().clone(), bleve: index.NewBatch()}
}

// Texts are a document's texts as the batch leaves them.
func (b *Batch) Texts(document string) []*Text { return b.table.of(document) }

// Size is how many entries the batch writes.
func (b *Batch) Size() int { return b.size }

// Put indexes a text with its entries, in place of what there is of it. Where
// entries is nil only the facts are changed: t.Parts and t.Articles are kept.
func (b *Batch) Put(t Text, entries []Entry) error {
	before := b.table.find(t.Document, t.Name)
	t.Ord = uint32(len(b.table.texts))
	if before != nil {
		t.Ord = before.Ord
	}
	if entries == nil && before != nil {
		t.Parts, t.Articles = before.Parts, before.Articles
	} else {
		b.entries(&t, before, entries)
	}
	facts, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("writing the facts of %s@%s: %w", t.Document, t.Name, err)
	}
	b.bleve.Update(newDocument(place{t.Ord, header}.id(), facts, ""))
	b.size++
	b.table.put(&t)
	return nil
}

func (b *Batch) entries(t, before *Text, entries []Entry) {
	parts := make([]byte, len(entries))
	for i, entry := range entries {
		parts[i] = byte(entry.Part)
		b.bleve.Update(newDocument(place{t.Ord, uint32(i)}.id(), entry.stored(), entry.Text))
	}
	t.Parts = Parts(parts)
	t.Articles = t.Parts.articles()
	b.size += len(entries)
	if before != nil {
		b.drop(before, len(entries))
	}
}

// drop removes a text's entries from the one at from on.
func (b *Batch) drop(t *Text, from int) {
	for i := from; i < len(t.Parts); i++ {
		b.bleve.Delete(place{t.Ord, uint32(i)}.id())
	}
}

// Remove takes a text out.
func (b *Batch) Remove(t *Text) {
	b.drop(t, 0)
	b.bleve.Delete(place{t.Ord, header}.id())
	b.removed = append(b.removed, t)
	b.size++
}

// SetInternal keeps a value of the caller's with the batch.
func (b *Batch) SetInternal(key, value string) { b.bleve.SetInternal([]byte(key), []byte(value)) }

// Apply makes a batch seen.
func (e *Engine) Apply(b *Batch) error {
	saved := e.unsaved.add(b.size)
	b.bleve.SetPersistedCallback(func(error) { saved() })
	// Who searches takes the index first and the table after it: so a text
	// must be in the table before its entries are seen, and may only leave it
	// after they are gone.
	e.table.now.Store(b.table)
	if err := e.index.Batch(b.bleve); err != nil {
		saved()
		return fmt.Errorf("writing to the index: %w", err)
	}
	if len(b.removed) > 0 {
		after := b.table.clone()
		for _, t := range b.removed {
			after.remove(t)
		}
		e.table.now.Store(after)
	}
	return nil
}

// Internal reads a value of the caller's; "" where there is none.
func (e *Engine) Internal(key string) (string, error) {
	s, err := e.snapshot()
	if err != nil {
		return "", err
	}
	defer s.close()
	return s.internal(key), nil
}

// Documents is how many documents the index holds.
func (e *Engine) Documents() int { return len(e.table.get().documents) }

// Articles is how many articles the index holds.
func (e *Engine) Articles() int { return e.table.get().articles }
