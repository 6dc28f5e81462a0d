package engine

import (
	"errors"
	"fmt"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// snapshot is the index as it stands at one moment.
type snapshot struct {
	index    *scorch.IndexSnapshot
	table    *table
	segments []*seg
}

// seg is one of Bleve's segments, with where each of its entries belongs.
type seg struct {
	segment.Segment
	deleted *roaring.Bitmap // nil where there are none
	places  []place
}

var errClosed = errors.New("the index is closed")

func (e *Engine) snapshot() (*snapshot, error) {
	reader, err := e.index.Reader()
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	index, ok := reader.(*scorch.IndexSnapshot)
	if !ok || index == nil {
		return nil, errClosed
	}
	s := &snapshot{index: index, table: e.table.get()}
	for _, part := range index.Segments() {
		places, err := e.columns.of(part)
		if err != nil {
			s.close()
			return nil, err
		}
		s.segments = append(s.segments, &seg{Segment: part.Segment(), deleted: part.Deleted(), places: places})
	}
	e.columns.keep(index.Segments())
	return s, nil
}

func (s *snapshot) close() { _ = s.index.Close() }

func (s *snapshot) internal(key string) string {
	value, err := s.index.GetInternal([]byte(key))
	if err != nil {
		return ""
	}
	return string(value)
}

// live is every entry that has not been deleted.
func (g *seg) live() *roaring.Bitmap {
	all := roaring.New()
	all.AddRange(0, g.Count())
	if g.deleted != nil {
		all.AndNot(g.deleted)
	}
	return all
}

// stored reads an entry as it is kept.
func (g *seg) stored(doc uint64, visit func(value []byte)) error {
	err := g.VisitStoredFields(doc, func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldStored {
			visit(value)
			return false
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("reading an entry of the index: %w", err)
	}
	return nil
}

// columns remembers for each segment where its entries belong. A segment never
// changes, so its column is read once.
type columns struct {
	mu sync.Mutex
	by map[uint64][]place
}

func (c *columns) of(part *scorch.SegmentSnapshot) ([]place, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if column, ok := c.by[part.Id()]; ok {
		return column, nil
	}
	n := part.Segment().Count()
	column := make([]place, n)
	for doc := range n {
		id, err := part.Segment().DocID(doc)
		if err != nil {
			return nil, fmt.Errorf("reading the index: %w", err)
		}
		p, ok := parsePlace(id)
		if !ok {
			return nil, fmt.Errorf("reading the index: an entry has id %q: %w", id, ErrDamaged)
		}
		column[doc] = p
	}
	if c.by == nil {
		c.by = map[uint64][]place{}
	}
	c.by[part.Id()] = column
	return column, nil
}

// keep forgets the columns of segments that are gone.
func (c *columns) keep(segments []*scorch.SegmentSnapshot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.by) <= 2*len(segments)+8 {
		return
	}
	used := map[uint64][]place{}
	for _, s := range segments {
		if column, ok := c.by[s.Id()]; ok {
			used[s.Id()] = column
		}
	}
	c.by = used
}
