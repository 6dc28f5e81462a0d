package engine

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// load reads the table from the index, and checks that the index is whole:
// that no broken segment is in use, and that each text's entries are there,
// each once. A bitmap of deleted entries that has lost or gained one would
// otherwise go unnoticed.
func (e *Engine) load(broken map[string]bool) error {
	if err := e.avoids(broken); err != nil {
		return err
	}
	s, err := e.snapshot()
	if err != nil {
		return err
	}
	defer s.close()
	t := (&table{}).clone()
	if err := s.eachLive(func(g *seg, doc uint64, p place) error {
		if p.entry != header {
			return nil
		}
		text := &Text{}
		var wrong error
		err := g.stored(doc, func(value []byte) { wrong = json.Unmarshal(value, text) })
		if err != nil || wrong != nil {
			return fmt.Errorf("reading the facts of text %d: %w, %w", p.ord, err, wrong)
		}
		text.Ord, text.Cites = p.ord, shared(text.Cites)
		t.put(text)
		return nil
	}); err != nil {
		return err
	}
	e.table.now.Store(t)
	return s.whole(t)
}

func (s *snapshot) eachLive(visit func(g *seg, doc uint64, p place) error) error {
	for _, g := range s.segments {
		for doc, p := range g.places {
			if g.deleted != nil && g.deleted.Contains(uint32(doc)) {
				continue
			}
			if err := visit(g, uint64(doc), p); err != nil {
				return err
			}
		}
	}
	return nil
}

// whole answers [ErrDamaged] unless each text has each of its entries once.
func (s *snapshot) whole(t *table) error {
	seen := make([][]bool, len(t.texts))
	missing := 0
	for ord, text := range t.texts {
		if text != nil {
			seen[ord] = make([]bool, len(text.Parts))
			missing += len(text.Parts)
		}
	}
	err := s.eachLive(func(_ *seg, _ uint64, p place) error {
		if p.entry == header {
			return nil
		}
		if int(p.ord) >= len(seen) || int(p.entry) >= len(seen[p.ord]) || seen[p.ord][p.entry] {
			return fmt.Errorf("entry %d of text %d should not be there: %w", p.entry, p.ord, ErrDamaged)
		}
		seen[p.ord][p.entry] = true
		missing--
		return nil
	})
	if err == nil && missing != 0 {
		err = fmt.Errorf("%d entries are missing: %w", missing, ErrDamaged)
	}
	return err
}

// avoids answers [ErrDamaged] where the index uses one of the segments.
func (e *Engine) avoids(broken map[string]bool) error {
	reader, err := e.index.Reader()
	if err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	defer func() { _ = reader.Close() }()
	index, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return errClosed
	}
	for _, part := range index.Segments() {
		file, ok := part.Segment().(segment.PersistedSegment)
		if ok && broken[filepath.Base(file.Path())] {
			return fmt.Errorf("%s is not as it was written: %w", filepath.Base(file.Path()), ErrDamaged)
		}
	}
	return nil
}
