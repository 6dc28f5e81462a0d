package engine

import (
	"cmp"
	"slices"

	"hefa/lawtext"
	"hefa/search/query"
)

// titleAddress is where a text is listed that was found as a whole.
const titleAddress = lawtext.Address("title")

// list answers a query that seeks no words: the texts its filters leave, the
// newest first, each once. What it excludes by words it excludes by text: 不含
// 有效期 lists the texts that say it nowhere.
func (r *run) list() (*Found, error) {
	texts, err := r.texts(r.query.Node)
	if err != nil {
		return nil, err
	}
	found := &Found{}
	best := r.top(r.query.From + r.query.Size)
	for _, ord := range r.byDocument() {
		if texts != nil && !texts[ord] {
			continue
		}
		t := r.table.texts[ord]
		found.Texts = append(found.Texts, TextFound{Text: t, Verdict: r.verdicts[ord], Entries: 1, ArticleHits: t.Articles})
		if r.verdicts[ord] == Counts {
			best.add(ranked{place: place{ord: ord}, text: t})
		}
	}
	for _, one := range page(best.sorted(), r.query) {
		found.Hits = append(found.Hits, Hit{Text: one.text,
			Entry: Entry{Part: PartTitle, Address: titleAddress, Text: one.text.Title}})
	}
	return found, nil
}

// byDocument are the places of the texts that are not hidden, those of a
// document together.
func (r *run) byDocument() []uint32 {
	var list []uint32
	for ord, v := range r.verdicts {
		if v != Hides {
			list = append(list, uint32(ord))
		}
	}
	slices.SortFunc(list, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(r.table.texts[a].Document, r.table.texts[b].Document), cmp.Compare(a, b))
	})
	return list
}

// texts answers a query for texts as a whole; nil is all of them.
func (r *run) texts(n query.Node) ([]bool, error) {
	switch n := n.(type) {
	case query.Filter:
		if n.OfUnits() {
			return r.saying(n)
		}
		return r.filter(n), nil
	case query.Not:
		return r.inverse(n.Node)
	case query.And:
		return r.combine(n, func(a, b bool) bool { return a && b })
	case query.Or:
		return r.combine(n, func(a, b bool) bool { return a || b })
	case nil:
		return nil, nil
	}
	return r.saying(n)
}

func (r *run) inverse(n query.Node) ([]bool, error) {
	texts, err := r.texts(n)
	for ord := range texts {
		texts[ord] = !texts[ord]
	}
	return texts, err
}

func (r *run) combine(parts []query.Node, with func(a, b bool) bool) ([]bool, error) {
	var all []bool
	for _, part := range parts {
		texts, err := r.texts(part)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = texts
			continue
		}
		for ord := range all {
			all[ord] = with(all[ord], texts[ord])
		}
	}
	return all, nil
}

// saying are the texts with an entry that has the words.
func (r *run) saying(n query.Node) ([]bool, error) {
	p := newPlan(n, r.filter)
	texts := make([]bool, len(r.table.texts))
	for _, g := range r.segments {
		docs, err := p.root.find(r.ask(p, g), nil)
		if err != nil {
			return nil, err
		}
		for it := docs.Iterator(); it.HasNext(); {
			if ord := g.places[it.Next()].ord; int(ord) < len(texts) {
				texts[ord] = true
			}
		}
	}
	return texts, nil
}
