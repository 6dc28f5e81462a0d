package web

import (
	"context"

	"hefa/search"
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
}

// grouped puts the hits of one text together, in the order of their best hits,
// each text's in reading order.
func (s *server) grouped(ctx context.Context, hits []search.Hit, on storage.Day) ([]hitGroup, error) {
	type text struct {
		document storage.ID
		name     storage.TextName
	}
	at := map[text]int{}
	var groups []hitGroup
	var ids []storage.ID
	for _, h := range hits {
		t := text{h.Document, h.Text}
		i, known := at[t]
		if !known {
			i = len(groups)
			at[t] = i
			groups = append(groups, hitGroup{Hit: h})
			ids = append(ids, h.Document)
		}
		groups[i].Shown = append(groups[i].Shown, h)
	}
	documents, err := storage.ReadDocuments(ctx, s.Store.DB, ids, on)
	if err != nil {
		return nil, err
	}
	for i := range groups {
		g := &groups[i]
		g.Issuing = documents[g.Document].Issuing
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
	g.Articles = len(articles)
	if len(g.Shown) > hitsShown+1 {
		g.Shown, g.Folded = g.Shown[:hitsShown], g.Shown[hitsShown:]
	}
}
