package web

import (
	"context"
	"errors"
	"slices"

	"hefa/lawtext"
	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// placed puts the hits of one text in reading order, and each where its words
// stand: an article found for its second paragraph becomes that paragraph,
// whole. Nothing found is lost by that: words that run across paragraphs stay a
// hit of the article.
func (s *server) placed(ctx context.Context, v storage.Viewer, q query.Node, hits []search.Hit) ([]search.Hit, error) {
	if len(query.Literals(q)) == 0 || len(hits) == 0 {
		return hits, nil
	}
	text, err := s.Store.NamedText(ctx, v, hits[0].Document, hits[0].Text)
	if errors.Is(err, storage.ErrNotFound) {
		return hits, nil // a right that ended between search and page
	}
	if err != nil {
		return nil, err
	}
	units, position := map[lawtext.Address]*lawtext.Unit{}, map[lawtext.Address]int{}
	text.Reading.Text.Walk(func(u *lawtext.Unit) bool {
		units[u.Address], position[u.Address] = u, len(position)
		return true
	})
	var list []search.Hit
	for _, h := range hits {
		list = append(list, paragraphs(q, h, units[h.Address])...)
	}
	slices.SortStableFunc(list, func(a, b search.Hit) int { return position[a.Address] - position[b.Address] })
	return list, nil
}

// paragraphs are the places of a hit within its article.
func paragraphs(q query.Node, h search.Hit, article *lawtext.Unit) []search.Hit {
	if h.Article == "" || article == nil {
		return []search.Hit{h}
	}
	var list []search.Hit
	found := 0
	var look func(u *lawtext.Unit)
	look = func(u *lawtext.Unit) {
		text := u.Heading + u.Text
		if u.Heading != "" && u.Text != "" {
			text = u.Heading + "　" + u.Text
		}
		if marks := query.Marks(q, text); len(marks) > 0 {
			place := h
			place.Address, place.Excerpt, place.Ranges = u.Address, text, lawRanges(marks)
			if only(article, u) {
				place.Address = article.Address // nobody cites 第三条第一款 where there is no second
			}
			list = append(list, place)
			found += len(marks)
		}
		for _, c := range u.Children {
			look(c)
		}
	}
	look(article)
	if found != len(query.Marks(q, article.Plain())) {
		return []search.Hit{h}
	}
	return list
}

// only reports whether a unit is the one paragraph of an article.
func only(article, u *lawtext.Unit) bool {
	return len(article.Children) == 1 && article.Children[0] == u && u.Kind == lawtext.KindParagraph
}

func lawRanges(marks []query.Range) []lawtext.Range {
	list := make([]lawtext.Range, len(marks))
	for i, m := range marks {
		list[i] = lawtext.Range(m)
	}
	return list
}
