package web

import (
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
			if marks := query.Marks(q, line.Text); len(marks) > 0 {
				line.Marked = search.Hit{Excerpt: line.Text, Ranges: lawRanges(marks)}.Segments()
			}
		}
	}
}
