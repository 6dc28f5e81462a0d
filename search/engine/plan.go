package engine

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"hefa/search/query"
)

// plan is a query made ready to be asked of each segment.
type plan struct {
	root   step
	leaves []*leaf
}

// step is one node of a plan: what entries of a segment it finds, among within
// (nil is all). The bitmap may be the index's own.
type step interface {
	find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error)
}

type (
	both    []step
	either  []step
	without struct{ step }
	// filtered are the entries of texts that a filter lets through.
	filtered struct{ texts []bool }
	// keyed are the entries with a key.
	keyed   string
	nothing struct{}
)

// ask is one plan asked of one segment.
type ask struct {
	ctx context.Context
	*seg
	// keeps answers whether an entry could be part of the answer at all.
	keeps func(doc uint32) bool
	// found is what each leaf found, by its number.
	found []leafFound
}

// newPlan plans a query. filter answers for each text whether a filter lets it
// through.
func newPlan(n query.Node, filter func(query.Filter) []bool) *plan {
	p := &plan{}
	p.root = p.step(n, filter, true)
	return p
}

// step plans a node; scored says that what it finds counts as an occurrence.
func (p *plan) step(n query.Node, filter func(query.Filter) []bool, scored bool) step {
	list := func(nodes []query.Node) []step {
		steps := make([]step, len(nodes))
		for i, n := range nodes {
			steps[i] = p.step(n, filter, scored)
		}
		return steps
	}
	switch n := n.(type) {
	case query.And:
		steps := list(n)
		slices.SortStableFunc(steps, func(a, b step) int { return cost(a) - cost(b) })
		return both(steps)
	case query.Or:
		return either(list(n))
	case query.Not:
		return without{p.step(n.Node, filter, false)}
	case query.Filter:
		if n.OfUnits() {
			return keyed(keyOf(n))
		}
		return filtered{filter(n)}
	}
	if pattern := query.PatternOf(n); pattern != nil {
		return p.leaf(pattern, scored)
	}
	return nothing{}
}

func (p *plan) leaf(pattern query.Pattern, scored bool) step {
	l := &leaf{pattern: pattern, number: len(p.leaves), scored: scored}
	p.leaves = append(p.leaves, l)
	return l
}

// cost orders the parts of an And: what needs entries to be read comes last,
// so that the fewest are.
func cost(s step) int {
	switch s := s.(type) {
	case keyed:
		return 0
	case *leaf:
		if _, short := s.short(); short {
			return 0
		}
		if s.pattern.Needs() == nil {
			return 4
		}
		return 2
	case without:
		return 1 + cost(s.step)
	case filtered:
		return 1
	}
	return 3
}

func (steps both) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	for _, s := range steps {
		found, err := s.find(a, within)
		if err != nil {
			return nil, err
		}
		if within = found; within.IsEmpty() {
			break
		}
	}
	return within, nil
}

func (steps either) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := roaring.New()
	for _, s := range steps {
		found, err := s.find(a, within)
		if err != nil {
			return nil, err
		}
		all.Or(found)
	}
	return all, nil
}

func (s without) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if within == nil {
		within = a.live()
	}
	found, err := s.step.find(a, within)
	if err != nil {
		return nil, err
	}
	return roaring.AndNot(within, found), nil
}

func (s filtered) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if within == nil {
		within = a.live()
	}
	found := roaring.New()
	for it := within.Iterator(); it.HasNext(); {
		doc := it.Next()
		if ord := a.places[doc].ord; int(ord) < len(s.texts) && s.texts[ord] {
			found.Add(doc)
		}
	}
	return found, nil
}

func (key keyed) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	found, err := a.seg.keyed(string(key))
	if err == nil && within != nil {
		found = roaring.And(found, within)
	}
	return found, err
}

func (nothing) find(*ask, *roaring.Bitmap) (*roaring.Bitmap, error) { return roaring.New(), nil }
