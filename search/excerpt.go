package search

import (
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/search/engine"
	"hefa/search/query"
	"hefa/storage"
)

// Lengths of an excerpt, in code points: a unit up to wholeExcerpt is shown
// whole, a longer one cut to excerptLength with leadIn before the words.
const (
	wholeExcerpt  = 160
	excerptLength = 120
	leadIn        = 24
)

// hit makes a hit of an entry found.
func (a *asking) hit(h engine.Hit) Hit {
	excerpt, ranges := excerpt(h.Entry.Text, a.marker.Marks(h.Entry.Text))
	name, _ := storage.ParseTextName(h.Text.Name) // made by load as v1 or 2
	hit := Hit{
		Document: storage.ID(h.Text.Document), Text: name, Title: h.Text.Title,
		Article: h.Article, Address: h.Address, Excerpt: excerpt, Score: h.Score, Ranges: ranges,
		Kind: storage.Kind(h.Text.Kind), Status: statusOn(h.Text, a.On),
		IssuingNumber: h.Text.Number, Published: storage.Day(h.Text.Published),
	}
	if a.Exact || a.Places {
		hit.Places = a.places(h.Entry)
		hit.Passages = a.passages(h.Entry, hit.Places)
	}
	return hit
}

// aroundPlace is how many characters are shown on each side of an occurrence.
const aroundPlace = 30

// places are all occurrences in an entry.
func (a *asking) places(e engine.Entry) []Place {
	type found struct {
		Place
		at int
	}
	var list []found
	runes := []rune(strings.ReplaceAll(e.Text, "\n", " "))
	for i, pattern := range a.marker {
		for _, at := range pattern.Spans(e.Text) {
			start, end := max(0, at.Start-aroundPlace), min(len(runes), at.End+aroundPlace)
			p := Place{Address: e.At(at.Start), Excerpt: string(runes[start:end]), Range: lawtext.Range{Start: at.Start - start, End: at.End - start}}
			if len(a.Literals) > 1 {
				p.Literal = a.Literals[i]
			}
			list = append(list, found{p, at.Start})
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return a.at - b.at })
	places := make([]Place, len(list))
	for i, f := range list {
		places[i] = f.Place
	}
	return places
}

// Marks are the places in a text where the words of a query stand, in code
// points; none where the query is malformed.
func Marks(q, text string) []lawtext.Range {
	n, err := query.Parse(q)
	if err != nil {
		return nil
	}
	return lawRanges(query.Marks(n, text))
}

func lawRanges(list []query.Range) []lawtext.Range {
	out := make([]lawtext.Range, len(list))
	for i, r := range list {
		out[i] = lawtext.Range(r)
	}
	return out
}

// excerpt is the part of a text where most of the marks stand, in one line, and
// where they stand in it.
func excerpt(text string, marks []query.Range) (string, []lawtext.Range) {
	runes := []rune(strings.ReplaceAll(text, "\n", " "))
	if len(runes) <= wholeExcerpt {
		return string(runes), lawRanges(marks)
	}
	start := max(0, min(densest(marks)-leadIn, len(runes)-excerptLength))
	end := start + excerptLength
	for _, m := range marks {
		if m.Start >= start && m.Start < end && m.End > end {
			end = min(m.End, len(runes)) // a long phrase is shown whole
		}
	}
	out, shift := string(runes[start:end]), -start
	if start > 0 {
		out, shift = "…"+out, shift+1
	}
	if end < len(runes) {
		out += "…"
	}
	ranges := []lawtext.Range{}
	for _, m := range marks {
		if m.End > start && m.Start < end {
			ranges = append(ranges, lawtext.Range{Start: max(m.Start, start) + shift, End: min(m.End, end) + shift})
		}
	}
	return out, ranges
}

// densest is where the stretch begins that has the most marks.
func densest(marks []query.Range) int {
	best, most := 0, 0
	for i, m := range marks {
		n := 0
		for n < len(marks)-i && marks[i+n].End <= m.Start+excerptLength-leadIn {
			n++
		}
		if n = max(n, 1); n > most {
			best, most = m.Start, n
		}
	}
	return best
}
