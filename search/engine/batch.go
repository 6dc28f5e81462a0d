package engine

import (
	"encoding/json"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"
)

// Batch is a change to the index. Each text changes at once; a crash may leave
// some of a batch's texts changed and not others, but then the values set with
// [Batch.SetInternal] are as they were before it.
type Batch struct {
	table   *table // with the texts put so far
	removed []*Text
	size    int
	// parts are made into segments side by side; last is seen after them.
	parts [parallel]*index.Batch
	last  *index.Batch
}

// parallel is how many segments a large batch is made into at a time.
const parallel = 2

// smallBatch is how many entries go into one segment, which is seen sooner.
const smallBatch = 200

// NewBatch begins a batch. Only one may be under way.
func (e *Engine) NewBatch() *Batch {
	b := &Batch{table: e.table.get().clone(), last: index.NewBatch()}
	for i := range b.parts {
		b.parts[i] = index.NewBatch()
	}
	return b
}

// Texts are a document's texts as the batch leaves them.
func (b *Batch) Texts(document string) []*Text { return b.table.of(document) }

// Size is how many entries the batch writes.
func (b *Batch) Size() int { return b.size }

// part is the smallest part, for the next text.
func (b *Batch) part() *index.Batch {
	least := b.parts[0]
	for _, part := range b.parts {
		if len(part.IndexOps) < len(least.IndexOps) {
			least = part
		}
	}
	return least
}

// Put indexes a text with its entries, in place of what there is of it. Where
// entries is nil only the facts are changed: t.Parts, t.Articles and t.Cites are
// kept.
// A batch takes each text once.
func (b *Batch) Put(t Text, entries []Entry) error {
	before := b.table.find(t.Document, t.Name)
	t.Ord = uint32(len(b.table.texts))
	if before != nil {
		t.Ord = before.Ord
	}
	to := b.part()
	if entries == nil && before != nil {
		t.Parts, t.Articles, t.Cites = before.Parts, before.Articles, before.Cites
	} else {
		b.entries(to, &t, before, entries)
	}
	facts, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("writing the facts of %s@%s: %w", t.Document, t.Name, err)
	}
	to.Update(newDocument(place{t.Ord, header}.id(), facts, "", nil))
	b.size++
	b.table.put(&t)
	return nil
}

func (b *Batch) entries(to *index.Batch, t, before *Text, entries []Entry) {
	parts := make([]byte, len(entries))
	for i, entry := range entries {
		parts[i] = byte(entry.Part)
		to.Update(newDocument(place{t.Ord, uint32(i)}.id(), entry.stored(), entry.Text, entry.Keys))
	}
	t.Parts = Parts(parts)
	t.Articles = t.Parts.articles()
	t.Cites = cited(entries)
	b.size += len(entries)
	if before != nil {
		drop(to, before, len(entries))
	}
}

// drop removes a text's entries from the one at from on.
func drop(to *index.Batch, t *Text, from int) {
	for i := from; i < len(t.Parts); i++ {
		to.Delete(place{t.Ord, uint32(i)}.id())
	}
}

// Remove takes a text out.
func (b *Batch) Remove(t *Text) {
	to := b.part()
	drop(to, t, 0)
	to.Delete(place{t.Ord, header}.id())
	b.removed = append(b.removed, t)
	b.size++
}

// SetInternal keeps a value of the caller's, written when all texts are.
func (b *Batch) SetInternal(key, value string) { b.last.SetInternal([]byte(key), []byte(value)) }

// Apply makes a batch seen.
func (e *Engine) Apply(b *Batch) error {
	// Who searches takes the index first and the table after it: so a text
	// must be in the table before its entries are seen, and may only leave it
	// after they are gone.
	e.table.now.Store(b.table)
	if b.size <= smallBatch {
		for _, part := range b.parts {
			b.last.Merge(part)
		}
	} else {
		var g errgroup.Group
		for _, part := range b.parts {
			g.Go(func() error { return e.write(part) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	if err := e.write(b.last); err != nil {
		return err
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

func (e *Engine) write(part *index.Batch) error {
	saved := e.unsaved.add(len(part.IndexOps)+1, e.failure.ch)
	part.SetPersistedCallback(func(error) { saved() })
	err := e.guarded("writing to the index", 0, func() error { return e.index.Batch(part) })
	if err != nil {
		saved()
	}
	return err
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
