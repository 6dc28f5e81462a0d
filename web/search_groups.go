package web

import (
	"context"

	"hefa/search"
	"hefa/storage"
)

// hitsShown is how many places of one text stand open; the rest unfold.
const hitsShown = 5

// hitGroup is one text with its hits on a page.
type hitGroup struct {
	search.Hit // the first, for what is the text's own
	Issuing    []storage.BodyRef
	Shown      []place
	Folded     []place
	// Articles and Occurrences count what stands on this page.
	Articles, Occurrences int
	// Partly says that the text has more hits than stand here.
	Partly bool
}

// place is a unit of a text in which words were found, or which was found for
// something else than words.
type place struct {
	search.Passage
	Document storage.ID
	Text     storage.TextName
	// words are what the reader is to mark there.
	words marking
}

// Address is the place in the reader, with the words marked.
func (p place) Link() string { return hitLink(p.Document, p.Text, p.words, p.Passage.Address) }

// placesOf are the places of a hit, in reading order.
func placesOf(form searchForm, h search.Hit) []place {
	passages := h.Passages
	if len(passages) == 0 {
		passages = []search.Passage{{Address: h.Address, Excerpt: h.Excerpt, Ranges: h.Ranges}}
	}
	list := make([]place, len(passages))
	for i, p := range passages {
		list[i] = place{p, h.Document, h.Text, markingOf(form, p.Literals)}
	}
	return list
}

// byText puts the hits of one text together that follow one another.
func byText(hits []search.Hit) [][]search.Hit {
	var groups [][]search.Hit
	for i, h := range hits {
		if i == 0 || hits[i-1].Document != h.Document || hits[i-1].Text != h.Text {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], h)
	}
	return groups
}

// grouped are the hits of a page, text by text; listed by article a text may
// come more than once.
func (s *server) grouped(ctx context.Context, form searchForm, hits []search.Hit) ([]hitGroup, error) {
	texts := byText(hits)
	ids := make([]storage.ID, len(texts))
	for i, hits := range texts {
		ids[i] = hits[0].Document
	}
	documents, err := storage.ReadDocuments(ctx, s.Store.DB, ids, storage.Day(form.Get("on")))
	if err != nil {
		return nil, err
	}
	groups := make([]hitGroup, len(texts))
	for i, hits := range texts {
		g := &groups[i]
		g.Hit, g.Issuing = hits[0], documents[hits[0].Document].Issuing
		g.Partly = !form.ByArticle() && len(hits) == hitsPerText
		articles := map[string]bool{}
		for _, h := range hits {
			articles[h.Article] = true
			g.Shown = append(g.Shown, placesOf(form, h)...)
		}
		delete(articles, "")
		g.Articles = len(articles)
		for _, p := range g.Shown {
			g.Occurrences += p.Occurrences
		}
		if len(g.Shown) > hitsShown+1 && !form.ByArticle() {
			g.Shown, g.Folded = g.Shown[:hitsShown], g.Shown[hitsShown:]
		}
	}
	return groups, nil
}
