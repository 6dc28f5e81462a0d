package engine

import (
	"cmp"
	"slices"
)

// gather puts together what the segments answered.
func (r *run) gather(parts []*scored) (*Found, error) {
	all := newScored(r, 0)
	for _, s := range parts {
		all.best.join(s.best)
		for ord, text := range s.texts {
			if sum := all.texts[ord]; sum != nil {
				sum.add(text)
			} else {
				all.texts[ord] = text
			}
		}
	}
	found := &Found{Texts: make([]TextFound, 0, len(all.texts)), Leaves: leaves(parts)}
	for _, text := range all.texts {
		found.Texts = append(found.Texts, *text)
	}
	slices.SortFunc(found.Texts, func(a, b TextFound) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Ord, b.Ord))
	})
	var err error
	if r.query.PerText > 0 {
		found.Hits, err = r.hits(r.perText(found.Texts))
	} else {
		found.Hits, err = r.hits(page(all.best.sorted(), r.query))
	}
	return found, err
}

func (t *TextFound) add(other *TextFound) {
	t.Entries += other.Entries
	t.ArticleHits += other.ArticleHits
	t.Occurrences += other.Occurrences
	t.best = t.best.join(other.best)
}

// perText are the hits of the texts asked for, each text's in reading order.
func (r *run) perText(texts []TextFound) []ranked {
	var groups [][]ranked
	for _, t := range texts {
		if t.best != nil {
			groups = append(groups, t.best.sorted())
		}
	}
	slices.SortFunc(groups, func(a, b []ranked) int { return r.before(a[0], b[0]) })
	var list []ranked
	for _, group := range page(groups, r.query) {
		slices.SortFunc(group, readingOrder)
		list = append(list, group...)
	}
	return list
}

func page[T any](list []T, q Query) []T {
	from := min(q.From, len(list))
	return list[from:min(from+q.Size, len(list))]
}

// hits reads entries as they are kept.
func (r *run) hits(list []ranked) ([]Hit, error) {
	hits := make([]Hit, 0, len(list))
	for _, one := range list {
		hit := Hit{Text: one.text, Score: one.score}
		err := one.seg.stored(uint64(one.doc), func(value []byte) { hit.Entry = parseStored(value) })
		if err != nil {
			return nil, err
		}
		hit.Part, _ = r.part(one.place)
		hits = append(hits, hit)
	}
	return hits, nil
}

// leaves sums what the segments found of each leaf.
func leaves(parts []*scored) []LeafFound {
	var sums []leafTally
	for _, s := range parts {
		for i, l := range s.leaves {
			if i == len(sums) {
				sums = append(sums, leafTally{documents: map[uint32]bool{}})
			}
			sum := &sums[i]
			sum.Entries += l.Entries
			sum.Articles += l.Articles
			sum.Occurrences += l.Occurrences
			for doc := range l.documents {
				sum.documents[doc] = true
			}
		}
	}
	list := make([]LeafFound, len(sums))
	for i, sum := range sums {
		list[i] = sum.LeafFound
		list[i].Documents = len(sum.documents)
	}
	return list
}
