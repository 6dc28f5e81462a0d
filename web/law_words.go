package web

import (
	"hefa/lawtext"
	"hefa/search"
	"hefa/search/query"
)

// markWords marks in a text what a search found there. A query that cannot be
// read marks nothing: the text is what matters.
func markWords(blocks []lawBlock, words string) {
	q, err := query.Parse(words)
	if err != nil || q == nil {
		return
	}
	for b := range blocks {
		for i := range blocks[b].Lines {
			line := &blocks[b].Lines[i]
			var ranges []lawtext.Range
			for _, at := range query.Marks(q, line.Text) {
				ranges = append(ranges, lawtext.Range{Start: at.Start, End: at.End})
			}
			if len(ranges) > 0 {
				line.Marked = search.Hit{Excerpt: line.Text, Ranges: ranges}.Segments()
			}
		}
	}
}
