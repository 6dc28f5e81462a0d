package web

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

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
	if len(query.Leaves(q)) == 0 || len(hits) == 0 {
		return hits, nil
	}
	var list, rest []search.Hit
	for _, h := range hits {
		if one, ok := oneParagraph(h); ok {
			list = append(list, one)
		} else {
			rest = append(rest, h)
		}
	}
	if len(rest) > 0 {
		text, err := s.Store.NamedText(ctx, v, hits[0].Document, hits[0].Text)
		if errors.Is(err, storage.ErrNotFound) {
			return hits, nil // a right that ended between search and page
		}
		if err != nil {
			return nil, err
		}
		units := text.Reading.Text.Index()
		for _, h := range rest {
			list = append(list, paragraphs(q, h, units[h.Address])...)
		}
	}
	slices.SortStableFunc(list, func(a, b search.Hit) int { return a.Address.Compare(b.Address) })
	return list, nil
}

// oneParagraph is the hit of an article that is one paragraph and stands whole
// in its excerpt, less its number: the text need not be looked up, and most
// articles found are such. Lines are joined by a space in excerpts.
func oneParagraph(h search.Hit) (search.Hit, bool) {
	number := h.Article + "　"
	text, found := strings.CutPrefix(h.Excerpt, number)
	n := utf8.RuneCountInString(number)
	if h.Article == "" || !found || strings.Contains(text, " ") || strings.HasSuffix(text, "…") || len(h.Ranges) == 0 || h.Ranges[0].Start < n {
		return h, false
	}
	h.Excerpt, h.Ranges = text, slices.Clone(h.Ranges)
	for i := range h.Ranges {
		h.Ranges[i].Start -= n
		h.Ranges[i].End -= n
	}
	return h, true
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
	if found == 0 || found != len(query.Marks(q, article.Plain())) {
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
