package engine

import (
	"math"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
)

// BM25, with its usual constants. The average length of an entry is taken as
// fixed, so that a score does not depend on what else is in the index.
const (
	saturation    = 1.2
	lengthWeight  = 0.75
	averageLength = 130
)

// boost is what a word is worth more in a title or heading.
func (p Part) boost() float64 {
	switch p {
	case PartTitle:
		return 2
	case PartHeading:
		return 1.2
	}
	return 1
}

// weights are the leaves' inverse document frequencies.
func (p *plan) weights(asks []*ask, entries uint64) []float64 {
	weights := make([]float64, len(p.leaves))
	for i := range p.leaves {
		df := 0.0
		for _, a := range asks {
			if found := a.found[i].entries; found != nil {
				df += float64(found.GetCardinality())
			}
		}
		weights[i] = math.Log(1 + (float64(entries)-df+0.5)/(df+0.5))
	}
	return weights
}

func bm25(weight float64, frequency, length uint32) float64 {
	f := float64(frequency)
	return weight * f * (saturation + 1) / (f + saturation*(1-lengthWeight+lengthWeight*float64(length)/averageLength))
}

// scored is what one segment has of an answer.
type scored struct {
	*run
	texts  map[uint32]*TextFound
	best   *top
	leaves []leafTally
}

// leafTally counts what is found of one leaf.
type leafTally struct {
	LeafFound
	documents map[uint32]bool
}

func newScored(r *run, leaves int) *scored {
	s := &scored{run: r, texts: map[uint32]*TextFound{}, best: r.top(r.query.From + r.query.Size)}
	if r.query.PerLeaf {
		s.leaves = make([]leafTally, leaves)
		for i := range s.leaves {
			s.leaves[i].documents = map[uint32]bool{}
		}
	}
	return s
}

// score counts and weighs the entries found in the segment.
func (s *scored) score(a *ask, p *plan, weights []float64, found *roaring.Bitmap) error {
	docs, kept := a.kept(found)
	scores := make([]float64, len(docs))
	occurrences := make([]uint32, len(docs))
	frequency := make([]uint32, len(docs))
	length := make([]uint32, len(docs))
	for i, l := range p.leaves {
		if !l.scored {
			continue
		}
		clear(frequency)
		at := cursor{docs: docs}
		err := l.count(a, kept, func(p posting) {
			j := at.find(p.doc)
			frequency[j] += p.frequency
			length[j] = p.length
		})
		if err != nil {
			return err
		}
		for j, f := range frequency {
			if f > 0 {
				occurrences[j] += f
				scores[j] += bm25(weights[i], f, length[j])
				s.leaf(i, a.places[docs[j]], f)
			}
		}
	}
	for j, doc := range docs {
		s.add(a.seg, doc, occurrences[j], scores[j])
	}
	return nil
}

// leaf counts a leaf's occurrences in an entry.
func (s *scored) leaf(i int, p place, occurrences uint32) {
	if s.leaves == nil || s.verdict(p) != Counts {
		return
	}
	part, ok := s.part(p)
	if !ok {
		return
	}
	l := &s.leaves[i]
	l.Entries++
	l.Occurrences += int(occurrences)
	if part == PartArticle {
		l.Articles++
	}
	l.documents[s.table.texts[p.ord].Doc] = true
}

func (s *scored) add(g *seg, doc, occurrences uint32, score float64) {
	place := g.places[doc]
	part, ok := s.part(place)
	if !ok {
		return
	}
	text := s.texts[place.ord]
	if text == nil {
		text = &TextFound{Text: s.table.texts[place.ord], Verdict: s.verdicts[place.ord]}
		s.texts[place.ord] = text
	}
	text.Entries++
	text.Occurrences += int(occurrences)
	if part == PartArticle {
		text.ArticleHits++
	}
	if text.Verdict != Counts {
		return
	}
	best := s.best
	if s.query.PerText > 0 {
		if text.best == nil {
			text.best = s.top(s.query.PerText)
		}
		best = text.best
	}
	best.add(ranked{place: place, seg: g, doc: doc, score: score * part.boost(), text: text.Text})
}

// kept are the entries found that could be part of the answer, as a list and
// as a set.
func (a *ask) kept(found *roaring.Bitmap) ([]uint32, *roaring.Bitmap) {
	docs := make([]uint32, 0, found.GetCardinality())
	for it := found.Iterator(); it.HasNext(); {
		if doc := it.Next(); a.keeps(doc) && a.places[doc].entry != header {
			docs = append(docs, doc)
		}
	}
	if uint64(len(docs)) == found.GetCardinality() {
		return docs, found
	}
	return docs, roaring.BitmapOf(docs...)
}

// cursor finds entries in a sorted list, fast when they are asked for in
// order.
type cursor struct {
	docs []uint32
	at   int
}

func (c *cursor) find(doc uint32) int {
	if c.at >= len(c.docs) || c.docs[c.at] > doc {
		c.at = 0
	}
	step := 1
	for c.at+step < len(c.docs) && c.docs[c.at+step] <= doc {
		c.at += step
		step *= 2
	}
	end := min(c.at+step, len(c.docs))
	c.at += sort.Search(end-c.at, func(i int) bool { return c.docs[c.at+i] >= doc })
	return c.at
}
