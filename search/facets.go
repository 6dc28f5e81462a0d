package search

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"hefa/search/engine"
	"hefa/search/query"
)

// result makes the answer of what the index found.
func (s *Search) result(ctx context.Context, a *asking, found *engine.Found) (*Result, error) {
	position := found.Internal(keyPosition)
	bodies, err := s.bodies.read(ctx, s.store, position)
	if err != nil {
		return nil, err
	}
	r := &Result{Hits: []Hit{}, Page: a.Page, Query: a.asked(), Literals: a.literals(found.Leaves), Searched: Searched{
		Documents: a.documents, Articles: a.articles, At: a.now,
		Position: parsePosition(position), Complete: found.Internal(keyScan) == scanned,
	}}
	last := ""
	for _, t := range found.Texts {
		if t.Verdict != engine.Counts {
			continue
		}
		r.Texts++
		r.Total += t.Entries
		r.Articles += t.ArticleHits
		r.Occurrences += t.Occurrences
		if t.Document != last {
			r.Documents++
			last = t.Document
		}
	}
	for _, h := range found.Hits {
		r.Hits = append(r.Hits, a.hit(h))
	}
	r.Facets = a.facets(bodies, found.Texts)
	return r, nil
}

// asked is the question as it was understood.
func (a *asking) asked() string {
	switch n := a.node.(type) {
	case nil:
		return ""
	case query.Exact:
		return n.Text
	case query.Or:
		if a.Exact {
			return a.Literals[0]
		}
	}
	return a.node.String()
}

// literals are the counts of an exact search.
func (a *asking) literals(found []engine.LeafFound) []LiteralCount {
	if !a.Exact {
		return nil
	}
	asked := a.Literals
	if len(asked) == 0 {
		asked = []string{a.Q}
	}
	list := make([]LiteralCount, len(asked))
	for i, s := range asked {
		list[i].Literal = s
		if i < len(found) {
			f := found[i]
			list[i] = LiteralCount{s, f.Entries, f.Documents, f.Articles, f.Occurrences}
		}
	}
	return list
}

// facets counts documents by what their texts are; texts are in the order of
// their documents.
func (a *asking) facets(bodies map[string]Count, texts []engine.TextFound) Facets {
	var kind, body, year, status, cites counter
	issuers := map[string][]string{}
	for _, t := range texts {
		if t.Verdict&^failsBody == 0 {
			issuers[t.Document] = append(issuers[t.Document], t.Issuer...)
		}
		cites.count(t, failsCites, t.Cites...)
		kind.count(t, failsKind, t.Kind)
		body.count(t, failsBody, t.Issuer...)
		if t.Year != 0 {
			year.count(t, failsYear, strconv.Itoa(t.Year))
		}
		if st := statusOn(t.Text, a.On); st != "" {
			status.count(t, failsStatus, string(st))
		}
	}
	f := Facets{Kind: kind.most(), Body: body.most(), Year: year.most(), Status: status.most(), Cites: cites.most()}
	slices.SortFunc(f.Year, func(a, b Count) int { return cmp.Compare(b.Value, a.Value) })
	f.Body = bodyTree(bodies, f.Body, issuers)
	return f
}

// counter counts documents by the values of their texts, each document once a
// value.
type counter struct {
	counts   map[string]int
	document string
	here     []string
}

// count counts a text that passes all filters but its own facet's.
func (c *counter) count(t engine.TextFound, own engine.Verdict, values ...string) {
	if t.Verdict&^own != 0 {
		return
	}
	if t.Document != c.document {
		c.document, c.here = t.Document, c.here[:0]
	}
	for _, v := range values {
		if slices.Contains(c.here, v) {
			continue
		}
		c.here = append(c.here, v)
		if c.counts == nil {
			c.counts = map[string]int{}
		}
		c.counts[v]++
	}
}

// mostValues bounds a facet.
const mostValues = 100

// most lists the values, the most frequent first.
func (c *counter) most() []Count {
	list := make([]Count, 0, len(c.counts))
	for value, n := range c.counts {
		list = append(list, Count{Value: value, Count: n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), mostValues)]
}
