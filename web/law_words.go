package web

import (
	"net/url"
	"slices"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/search"
	"hefa/search/query"
)

// marking is what the reader is to mark in a text: the words of a query, or
// literals as they stand.
type marking struct {
	words       []string
	exact, fold bool
}

// markingOf is what to mark for a search at a place where so many of its
// literals stand.
func markingOf(form searchForm, literals []string) marking {
	if !form.Exact() {
		return marking{words: []string{form.Get("q")}}
	}
	if len(literals) == 0 {
		literals = form.Literals()
	}
	return marking{words: literals, exact: true, fold: form.Get("fold") == "1"}
}

// readMarking takes it from an address.
func readMarking(q url.Values) marking {
	return marking{words: q["words"], exact: q.Get("exact") == "1", fold: q.Get("fold") == "1"}
}

// values puts it into an address.
func (m marking) values() url.Values {
	q := url.Values{}
	for _, w := range m.words {
		if w != "" {
			q.Add("words", w)
		}
	}
	if m.exact {
		q.Set("exact", "1")
	}
	if m.fold {
		q.Set("fold", "1")
	}
	return q
}

// query is what to look for. One that cannot be read is nil and marks nothing:
// the text is what matters.
func (m marking) query() query.Node {
	var any query.Or
	for _, w := range m.words[:min(len(m.words), search.MaxLiterals)] {
		if m.exact {
			if n := (query.Exact{Text: w, Fold: m.fold}); !n.Empty() {
				any = append(any, n)
			}
		} else if n, err := query.Parse(w); err == nil && n != nil {
			any = append(any, n)
		}
	}
	if len(any) == 0 {
		return nil
	}
	return any
}

// piece is one string of a page on which words are to be marked.
type piece struct {
	text   string
	marked *[]search.Segment
}

// markWords marks in a text what a search found there: in numbers, headings,
// lines and cells, also where words run from one into the next.
func markWords(blocks []lawBlock, m marking) {
	q := m.query()
	if q == nil {
		return
	}
	marker := query.NewMarker(q)
	for b := range blocks {
		markPieces(marker, blocks[b].pieces())
		for i := range blocks[b].Lines {
			blocks[b].Lines[i].Cells = markCells(marker, blocks[b].Lines[i].Rows)
		}
		blocks[b].Cells = markCells(marker, blocks[b].Rows)
	}
}

// pieces are what stands in a block, in reading order.
func (b *lawBlock) pieces() []piece {
	list := []piece{{b.Number, &b.NumberMarked}, {b.Heading, &b.HeadingMarked}}
	for i := range b.Lines {
		l := &b.Lines[i]
		list = append(list, piece{l.Number, &l.NumberMarked}, piece{l.Heading, &l.HeadingMarked}, piece{l.Text, &l.Marked})
	}
	return list
}

// markPieces looks for words in pieces that stand one after another.
func markPieces(marker query.Marker, pieces []piece) {
	all := ""
	for _, p := range pieces {
		all += p.text + "\n"
	}
	marks, at := marker.Marks(all), 0
	for _, p := range pieces {
		n := utf8.RuneCountInString(p.text)
		var ranges []lawtext.Range
		for _, m := range marks {
			if start, end := max(m.Start-at, 0), min(m.End-at, n); start < end {
				ranges = append(ranges, lawtext.Range{Start: start, End: end})
			}
		}
		if len(ranges) > 0 {
			*p.marked = search.Hit{Excerpt: p.text, Ranges: ranges}.Segments()
		}
		at += n + 1
	}
}

// markCells marks the cells of a table, by their addresses.
func markCells(marker query.Marker, rows []*lawtext.Unit) map[lawtext.Address][]search.Segment {
	marked := map[lawtext.Address][]search.Segment{}
	for _, row := range rows {
		for _, cell := range row.Children {
			text := cell.Plain()
			if !slices.ContainsFunc(marker, func(p query.Pattern) bool { return len(p.Spans(text)) > 0 }) {
				continue
			}
			var segments []search.Segment
			markPieces(marker, []piece{{text, &segments}})
			marked[cell.Address] = segments
		}
	}
	return marked
}
