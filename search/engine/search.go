package engine

import (
	"context"
	"errors"
	"runtime"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"golang.org/x/sync/errgroup"

	"hefa/search/query"
)

// Query is a question to the index.
type Query struct {
	Node query.Node
	// Judge says what an entry of a text is worth: [Counts], [Hides], or else
	// bits of the caller's, with which the text is counted apart and its
	// entries are no hits.
	Judge func(t *Text) Verdict
	// Passes says whether a filter of Node lets a text through.
	Passes func(f query.Filter, t *Text) bool
	// Sort is the order of the hits; From and Size choose among them.
	Sort       Sort
	From, Size int
	// PerText, where it is not 0, lists text by text: From and Size choose
	// among texts, each with so many of its best hits, in reading order.
	PerText int
	// Wide takes the words of the query in the text, not in one entry of it: it
	// finds the entries that have any of them; where no text has all, in those that have the most.
	Wide bool
	// PerLeaf asks for [Found.Leaves].
	PerLeaf bool
}

// Sort is an order of hits. What is equal in it stands best first, then newest
// first, then in reading order.
type Sort byte

// The orders.
const (
	SortBest    Sort = iota // the best first
	SortNewest              // published last first
	SortHighest             // of the highest authority first
	SortReading             // published last first, text by text, as they stand in it
)

// Verdict is what a text is worth to a query.
type Verdict uint8

// Verdicts. Any other value is the caller's own.
const (
	Counts Verdict = 0
	Hides  Verdict = 0xff
)

// Found is an answer.
type Found struct {
	// Texts are those in which something was found, by document.
	Texts []TextFound
	Hits  []Hit
	// Leaves are what was found of each leaf of the query, in its order.
	Leaves []LeafFound
	// Internal are the caller's values at the moment of the answer.
	Internal func(key string) string
}

// TextFound is what was found in one text.
type TextFound struct {
	*Text
	Verdict Verdict
	// Entries and Articles with a hit, and how often the words stand there.
	Entries, ArticleHits, Occurrences int
	best                              *top
}

// LeafFound is where one leaf stands in texts that count.
type LeafFound struct{ Documents, Articles, Entries, Occurrences int }

// Hit is one entry that was found.
type Hit struct {
	Entry
	Text  *Text
	Score float64
}

// Search answers a query, or ends with the context's error.
func (e *Engine) Search(ctx context.Context, q Query) (*Found, error) {
	s, err := e.snapshot()
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := &run{ctx: ctx, snapshot: s, query: q, verdicts: make([]Verdict, len(s.table.texts))}
	for ord, t := range s.table.texts {
		if r.verdicts[ord] = Hides; t != nil {
			r.verdicts[ord] = q.Judge(t)
		}
	}
	found, err := r.answer()
	if err = errors.Join(err, r.failed); err != nil {
		return nil, err
	}
	internal := s.index.Internal()
	found.Internal = func(key string) string { return string(internal[key]) }
	return found, nil
}

// run is one query under way.
type run struct {
	ctx context.Context // lives as long as the query
	*snapshot
	query    Query
	verdicts []Verdict
	// weighs says that the query has words, by which some hits are better.
	weighs bool
	// failed is why a filter could not be asked, or nil.
	failed error
}

func (r *run) answer() (*Found, error) {
	r.weighs = len(query.Leaves(r.query.Node)) > 0
	if !seeks(r.query.Node) {
		return r.list()
	}
	node := r.narrow(r.query.Node)
	if r.query.Wide {
		var err error
		if node, err = r.widen(node); err != nil {
			return nil, err
		}
	}
	p := newPlan(node, r.filter)
	asks := make([]*ask, len(r.segments))
	docs := make([]*roaring.Bitmap, len(r.segments))
	err := r.each(func(i int) (err error) {
		asks[i] = r.ask(p, r.segments[i])
		docs[i], err = p.root.find(asks[i], nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	weights := p.weights(asks, r.entries())
	parts := make([]*scored, len(r.segments))
	err = r.each(func(i int) (err error) {
		parts[i] = newScored(r, len(p.leaves))
		return parts[i].score(asks[i], p, weights, docs[i])
	})
	if err != nil {
		return nil, err
	}
	return r.gather(parts)
}

// seeks reports whether a query asks for units: for words, or for a property
// that units have.
func seeks(n query.Node) bool {
	switch n := n.(type) {
	case query.Filter:
		return n.OfUnits()
	case query.Not:
		return false
	case query.And:
		return slices.ContainsFunc(n, seeks)
	case query.Or:
		return slices.ContainsFunc(n, seeks)
	}
	return n != nil
}

// each works on the segments, several at a time.
func (r *run) each(work func(i int) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range r.segments {
		g.Go(func() error { return work(i) })
	}
	return g.Wait()
}

// narrow takes the filters that all hits must pass out of a query and hides
// the texts that do not.
func (r *run) narrow(n query.Node) query.Node {
	switch n := n.(type) {
	case query.Filter:
		if n.OfUnits() {
			return n
		}
		for ord, passes := range r.filter(n) {
			if !passes {
				r.verdicts[ord] = Hides
			}
		}
		return nil
	case query.And:
		var rest query.And
		for _, part := range n {
			if part = r.narrow(part); part != nil {
				rest = append(rest, part)
			}
		}
		return rest
	}
	return n
}

// filter asks a filter of every text.
func (r *run) filter(f query.Filter) []bool {
	texts := make([]bool, len(r.table.texts))
	if key := keyOf(f); key != "" {
		r.having(key, texts)
		return texts
	}
	for ord, t := range r.table.texts {
		texts[ord] = t != nil && r.query.Passes(f, t)
	}
	return texts
}

// having marks the texts with an entry that has a key.
func (r *run) having(key string, texts []bool) {
	for _, g := range r.segments {
		found, err := g.keyed(key)
		if err != nil {
			r.failed = err
			return
		}
		for it := found.Iterator(); it.HasNext(); {
			if ord := g.places[it.Next()].ord; int(ord) < len(texts) {
				texts[ord] = true
			}
		}
	}
}

func (r *run) ask(p *plan, g *seg) *ask {
	return &ask{ctx: r.ctx, seg: g, found: make([]leafFound, len(p.leaves)), keeps: func(doc uint32) bool {
		return r.verdict(g.places[doc]) != Hides
	}}
}

func (r *run) verdict(p place) Verdict {
	if int(p.ord) >= len(r.verdicts) {
		return Hides
	}
	return r.verdicts[p.ord]
}

// part is what an entry is of its text. An entry that the text no longer has
// is no longer anything.
func (r *run) part(p place) (Part, bool) {
	if t := r.table.texts[p.ord]; int(p.entry) < len(t.Parts) {
		return Part(t.Parts[p.entry]), true
	}
	return 0, false
}

// entries is how many entries there are.
func (r *run) entries() (n uint64) {
	for _, g := range r.segments {
		n += g.Segment.Count()
	}
	return n
}
