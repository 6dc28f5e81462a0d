package search

import (
	"context"
	"iter"

	"hefa/storage"
)

// All answers a query with all its hits, one by one, each with its places: what
// an export or a work paper writes. The result has the counts and no hits;
// where PerText is set there are so many hits of each text.
func (s *Search) All(ctx context.Context, viewer storage.Viewer, q Query) (*Result, iter.Seq[Hit], error) {
	q.Page, q.Size, q.Places = 1, maxHits, true
	a, found, err := s.ask(ctx, viewer, q)
	if err != nil {
		return nil, nil, err
	}
	hits := found.Hits
	found.Hits = nil
	r, err := s.result(ctx, a, found)
	if err != nil {
		return nil, nil, err
	}
	return r, func(yield func(Hit) bool) {
		for _, h := range hits {
			if !yield(a.hit(h)) {
				return
			}
		}
	}, nil
}
