package engine

import (
	"cmp"
	"container/heap"
	"slices"
)

// ranked is one entry and its score.
type ranked struct {
	place place
	seg   *seg
	doc   uint32
	score float64
	text  *Text
}

// before orders hits as the query asks.
func (r *run) before(a, b ranked) int {
	first := 0
	switch r.query.Sort {
	case SortBest:
		if !r.weighs {
			first = cmp.Compare(b.text.Published, a.text.Published)
		}
	case SortNewest:
		first = cmp.Compare(b.text.Published, a.text.Published)
	case SortHighest:
		first = cmp.Compare(a.text.Level, b.text.Level)
	case SortReading:
		return cmp.Or(cmp.Compare(b.text.Published, a.text.Published), readingOrder(a, b))
	}
	return cmp.Or(first, cmp.Compare(b.score, a.score), readingOrder(a, b))
}

// readingOrder orders hits as they stand, later documents and texts first: by
// their ids, so that every server's index has one order.
func readingOrder(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.text.Document, a.text.Document), cmp.Compare(b.place.ord, a.place.ord), cmp.Compare(a.place.entry, b.place.entry))
}

// top keeps the first of what it is given.
type top struct {
	size   int
	before func(a, b ranked) int
	list   []ranked // a heap with the last of them on top
}

func (r *run) top(size int) *top { return &top{size: size, before: r.before} }

func (t *top) add(r ranked) {
	switch {
	case len(t.list) < t.size:
		heap.Push(t, r)
	case t.size > 0 && t.before(r, t.list[0]) < 0:
		t.list[0] = r
		heap.Fix(t, 0)
	}
}

// Len, Less, Swap, Push and Pop implement [heap.Interface].
func (t *top) Len() int           { return len(t.list) }
func (t *top) Less(i, j int) bool { return t.before(t.list[i], t.list[j]) > 0 }
func (t *top) Swap(i, j int)      { t.list[i], t.list[j] = t.list[j], t.list[i] }
func (t *top) Push(x any)         { t.list = append(t.list, x.(ranked)) }
func (t *top) Pop() any {
	last := t.list[len(t.list)-1]
	t.list = t.list[:len(t.list)-1]
	return last
}

// join takes in what another has kept.
func (t *top) join(other *top) *top {
	if t == nil {
		return other
	}
	if other != nil {
		for _, r := range other.list {
			t.add(r)
		}
	}
	return t
}

// sorted is what was kept, in order.
func (t *top) sorted() []ranked {
	slices.SortFunc(t.list, t.before)
	return t.list
}
