package web

import (
	"context"

	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// hitsShown is how many hits of one text stand open; the rest unfold.
const hitsShown = 5

// hitGroup is one text with its hits on a page.
type hitGroup struct {
	search.Hit // the first, for what is the text's own
	Issuing    []storage.BodyRef
	Shown      []search.Hit
	Folded     []search.Hit
	// Articles and Occurrences count what stands on this page.
	Articles, Occurrences int
	// Partly says that there are other pages, which may have more of it.
	Partly bool
}

// byText puts the hits of one text together, in the order of their best hits.
func byText(hits []search.Hit) [][]search.Hit {
	type text struct {
		document storage.ID
		name     storage.TextName
	}
	at := map[text]int{}
	var groups [][]search.Hit
	for _, h := range hits {
		t := text{h.Document, h.Text}
		i, known := at[t]
		if !known {
			i = len(groups)
			at[t] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], h)
	}
	return groups
}

// grouped are the hits of a page, text by text, each text's in reading order.
func (s *server) grouped(ctx context.Context, v storage.Viewer, q string, on storage.Day, hits []search.Hit) ([]hitGroup, error) {
	node, err := query.Parse(q)
	if err != nil {
		return nil, err
	}
	texts := byText(hits)
	ids := make([]storage.ID, len(texts))
	for i, hits := range texts {
		ids[i] = hits[0].Document
	}
	documents, err := storage.ReadDocuments(ctx, s.Store.DB, ids, on)
	if err != nil {
		return nil, err
	}
	groups := make([]hitGroup, len(texts))
	for i, hits := range texts {
		g := &groups[i]
		g.Hit, g.Issuing = hits[0], documents[hits[0].Document].Issuing
		if g.Shown, err = s.placed(ctx, v, node, hits); err != nil {
			return nil, err
		}
		g.sum()
	}
	return groups, nil
}

// sum counts the group's hits and folds those beyond the first few.
func (g *hitGroup) sum() {
	articles := map[string]bool{}
	for _, h := range g.Shown {
		articles[h.Article] = true
		g.Occurrences += len(h.Ranges)
	}
	delete(articles, "")
	g.Articles = len(articles)
	if len(g.Shown) > hitsShown+1 {
		g.Shown, g.Folded = g.Shown[:hitsShown], g.Shown[hitsShown:]
	}
}
