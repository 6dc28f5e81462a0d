package search

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hefa/search/engine"
	"hefa/storage"
)

// Comparison is what comparing the index with the database has shown.
type Comparison struct {
	// Documents and Texts are how many the database has, each compared with
	// its entries in the index.
	Documents int `json:"documents"`
	Texts     int `json:"texts"`
	// Position is the event up to which index and database were compared, At
	// the time.
	Position int64     `json:"position"`
	At       time.Time `json:"at"`
	// Differences are what the index lacks, has otherwise or has too much.
	Differences []Difference `json:"differences"`
}

// Difference is one text in which index and database do not agree.
type Difference struct {
	Document storage.ID `json:"document"`
	Text     string     `json:"text"`
	What     Wrong      `json:"what"`
}

// Wrong is how the index differs from the database.
type Wrong string

// The differences.
const (
	WrongMissing Wrong = "missing" // the index has not got the text
	WrongFacts   Wrong = "facts"   // it has it with other facts
	WrongEntries Wrong = "entries" // it has it with other words
	WrongExtra   Wrong = "extra"   // it has a text that is gone
)

// settleLimit is how long a comparison waits for the index to reach what has
// happened meanwhile.
const settleLimit = time.Minute

// Compare reads the whole index and the whole database and says where they
// differ: each text's facts, and its entries made anew from its reading. What
// changes while it reads is looked at again once the index has seen it. What it
// has shown is kept.
func (s *Search) Compare(ctx context.Context) (*Comparison, error) {
	s.comparing.Lock()
	defer s.comparing.Unlock()
	if err := s.began(ctx); err != nil {
		return nil, err
	}
	found, err := s.compare(ctx)
	return found, errors.Join(err, s.ended(ctx, found))
}

func (s *Search) compare(ctx context.Context) (*Comparison, error) {
	c := &comparing{Search: s}
	kept, err := s.kept()
	if err != nil {
		return nil, err
	}
	ids, err := c.documents(ctx)
	if err != nil {
		return nil, err
	}
	for id := range kept {
		ids[storage.ID(id)] = true
	}
	suspects, err := c.differing(ctx, ids, kept)
	if err != nil {
		return nil, err
	}
	if c.Position, err = s.store.Position(ctx); err != nil {
		return nil, err
	}
	if c.At, err = s.store.Now(ctx); err != nil {
		return nil, err
	}
	c.Differences = []Difference{}
	if len(suspects) == 0 {
		return &c.Comparison, nil
	}
	waiting, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	if err := s.Wait(waiting, c.Position); err != nil {
		return nil, err
	}
	if kept, err = s.kept(); err != nil {
		return nil, err
	}
	again := map[storage.ID]bool{}
	for _, d := range suspects {
		again[d.Document] = true
	}
	texts := c.Texts
	c.Differences, err = c.differing(ctx, again, kept)
	c.Texts = texts
	return &c.Comparison, err
}

// Repair indexes the documents in which a comparison found differences anew.
func (s *Search) Repair(ctx context.Context, c *Comparison) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.index == nil {
		return errNotOpen
	}
	done := map[storage.ID]bool{}
	for _, d := range c.Differences {
		if done[d.Document] {
			continue
		}
		done[d.Document] = true
		if err := s.again(ctx, d.Document); err != nil {
			return fmt.Errorf("repairing the index: %w", err)
		}
	}
	return nil
}

// again indexes one document as if nothing were known of it.
func (s *Search) again(ctx context.Context, id storage.ID) error {
	texts, err := s.load(ctx, []storage.ID{id})
	if err != nil {
		return err
	}
	b := s.index.engine.NewBatch()
	gone := map[string]*engine.Text{}
	for _, t := range b.Texts(string(id)) {
		gone[t.Name] = t
	}
	for _, t := range texts[id] {
		reading, err := storage.ReadReading(ctx, s.store.DB, t.reading)
		if err != nil {
			return err
		}
		if err := b.Put(t.Text, entries(t.Title, reading.Text)); err != nil {
			return err
		}
		delete(gone, t.Name)
	}
	for _, t := range gone {
		b.Remove(t)
	}
	return s.index.engine.Apply(b)
}

// kept is what the index keeps.
func (s *Search) kept() (map[string][]engine.Kept, error) {
	s.using.RLock()
	defer s.using.RUnlock()
	if s.index == nil {
		return nil, errNotOpen
	}
	return s.index.engine.Kept()
}

// comparing is a comparison under way.
type comparing struct {
	*Search
	Comparison
}

func (c *comparing) documents(ctx context.Context) (map[storage.ID]bool, error) {
	rows, err := c.store.DB.QueryContext(ctx, `SELECT id FROM document`)
	if err != nil {
		return nil, fmt.Errorf("listing documents to compare: %w", err)
	}
	list, err := storage.Collect(rows, func(id *storage.ID) []any { return []any{id} })
	if err != nil {
		return nil, fmt.Errorf("listing documents to compare: %w", err)
	}
	ids := make(map[storage.ID]bool, len(list))
	for _, id := range list {
		ids[id] = true
	}
	c.Documents = len(list)
	return ids, nil
}

// differing compares some documents.
func (c *comparing) differing(ctx context.Context, ids map[storage.ID]bool, kept map[string][]engine.Kept) ([]Difference, error) {
	list := []Difference{}
	chunk := make([]storage.ID, 0, documentsAtOnce)
	compare := func() error {
		texts, err := c.load(ctx, chunk)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			found, err := c.document(ctx, id, texts[id], kept[string(id)])
			if err != nil {
				return err
			}
			list = append(list, found...)
		}
		chunk = chunk[:0]
		return nil
	}
	for id := range ids {
		if chunk = append(chunk, id); len(chunk) == documentsAtOnce {
			if err := compare(); err != nil {
				return nil, err
			}
		}
	}
	return list, compare()
}

func (c *comparing) document(ctx context.Context, id storage.ID, texts []loaded, kept []engine.Kept) ([]Difference, error) {
	var list []Difference
	by := map[string]engine.Kept{}
	for _, k := range kept {
		by[k.Name] = k
	}
	for _, t := range texts {
		c.Texts++
		k, has := by[t.Name]
		delete(by, t.Name)
		if !has {
			list = append(list, Difference{id, t.Name, WrongMissing})
			continue
		}
		if !sameFacts(*k.Text, t.Text) {
			list = append(list, Difference{id, t.Name, WrongFacts})
			continue
		}
		reading, err := storage.ReadReading(ctx, c.store.DB, t.reading)
		if err != nil {
			return nil, fmt.Errorf("comparing %s@%s: %w", id, t.Name, err)
		}
		if engine.Fingerprint(entries(t.Title, reading.Text)) != k.Fingerprint {
			list = append(list, Difference{id, t.Name, WrongEntries})
		}
	}
	for name := range by {
		list = append(list, Difference{id, name, WrongExtra})
	}
	return list, nil
}
