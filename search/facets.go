package search

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"hefa/search/engine"
	"hefa/storage"
)

// result makes the answer of what the index found.
func (a *asking) result(ctx context.Context, store *storage.Store, found *engine.Found) (*Result, error) {
	r := &Result{Hits: []Hit{}, Page: a.Page, Searched: Searched{
		Documents: a.documents, Articles: a.articles, At: a.now,
		Position: parsePosition(found.Internal(keyPosition)), Complete: found.Internal(keyScan) == scanned,
	}}
	if a.node != nil {
		r.Query = a.node.String()
	}
	last := ""
	for _, t := range found.Texts {
		if t.Verdict != engine.Counts {
			continue
		}
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
	var err error
	r.Facets, err = a.facets(ctx, store, found.Texts)
	return r, err
}

// facets counts documents by what their texts are; texts are in the order of
// their documents.
func (a *asking) facets(ctx context.Context, store *storage.Store, texts []engine.TextFound) (Facets, error) {
	var kind, body, year, status counter
	for _, t := range texts {
		kind.count(t, failsKind, t.Kind)
		body.count(t, failsBody, t.Issuer...)
		if t.Year != 0 {
			year.count(t, failsYear, strconv.Itoa(t.Year))
		}
		if st := statusOn(t.Text, a.On); st != "" {
			status.count(t, failsStatus, string(st))
		}
	}
	f := Facets{Kind: kind.most(), Body: body.most(), Year: year.most(), Status: status.most()}
	slices.SortFunc(f.Year, func(a, b Count) int { return cmp.Compare(b.Value, a.Value) })
	ids := make([]string, len(f.Body))
	for i, c := range f.Body {
		ids[i] = c.Value
	}
	names, err := bodyNames(ctx, store, ids)
	for i := range f.Body {
		f.Body[i].Name = names[f.Body[i].Value]
	}
	return f, err
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
