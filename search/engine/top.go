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
}

// before orders hits: the better score, then the newer text, then the order of
// the text.
func before(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.place.ord, a.place.ord), cmp.Compare(a.place.entry, b.place.entry))
}

// top keeps the best of what it is given.
type top struct {
	size int
	list worst
}

func newTop(size int) *top { return &top{size: size} }

func (t *top) add(r ranked) {
	switch {
	case len(t.list) < t.size:
		heap.Push(&t.list, r)
	case t.size > 0 && before(r, t.list[0]) < 0:
		t.list[0] = r
		heap.Fix(&t.list, 0)
	}
}

// worst is a heap with the worst hit on top.
type worst []ranked

func (w worst) Len() int           { return len(w) }
func (w worst) Less(i, j int) bool { return before(w[i], w[j]) > 0 }
func (w worst) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }
func (w *worst) Push(x any)        { *w = append(*w, x.(ranked)) }
func (w *worst) Pop() any {
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}

// gather puts together what the segments answered.
func (r *run) gather(tops []*top, tallies []tally) (*Found, error) {
	all := tally{}
	for _, t := range tallies {
		for ord, text := range t {
			if sum := all[ord]; sum != nil {
				sum.Entries += text.Entries
				sum.ArticleHits += text.ArticleHits
				sum.Occurrences += text.Occurrences
			} else {
				all[ord] = text
			}
		}
	}
	found := &Found{Texts: make([]TextFound, 0, len(all))}
	for _, text := range all {
		found.Texts = append(found.Texts, *text)
	}
	slices.SortFunc(found.Texts, func(a, b TextFound) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Ord, b.Ord))
	})
	var best []ranked
	for _, t := range tops {
		best = append(best, t.list...)
	}
	slices.SortFunc(best, before)
	for i := r.query.From; i < min(r.query.From+r.query.Size, len(best)); i++ {
		hit := Hit{Text: r.table.texts[best[i].place.ord], Score: best[i].score}
		err := best[i].seg.stored(uint64(best[i].doc), func(value []byte) { hit.Entry = parseStored(value) })
		if err != nil {
			return nil, err
		}
		hit.Part, _ = r.part(best[i].place)
		found.Hits = append(found.Hits, hit)
	}
	return found, nil
}
