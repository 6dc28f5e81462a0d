package search

import (
	"slices"

	"hefa/lawtext"
	"hefa/search/engine"
	"hefa/search/query"
)

// passages are the units of an entry in which words begin, in reading order.
// The only paragraph of an article is the article: nobody cites 第三条第一款
// where there is no second.
func (a *asking) passages(e engine.Entry, places []Place) []Passage {
	runes := []rune(e.Text)
	marks := a.marker.Marks(e.Text)
	var list []Passage
	for i := -1; i < len(e.Inner); i++ {
		start, end := 0, len(runes)
		at := e.Address
		if i >= 0 {
			start, at = e.Inner[i].At, e.Inner[i].Address
		}
		if i+1 < len(e.Inner) {
			end = e.Inner[i+1].At
		}
		p := Passage{Address: at}
		for _, place := range places {
			if place.Address == at {
				p.Occurrences++
				if place.Literal != "" && !slices.Contains(p.Literals, place.Literal) {
					p.Literals = append(p.Literals, place.Literal)
				}
			}
		}
		if p.Occurrences == 0 {
			continue
		}
		var here []query.Range
		last := end
		for _, m := range marks {
			if m.Start < end && m.End > start {
				here = append(here, query.Range{Start: max(m.Start, start) - start, End: m.End - start})
				if m.Start >= start {
					last = max(last, lineEnd(runes, m.End))
				}
			}
		}
		for i := range here {
			here[i].End = min(here[i].End, last-start)
		}
		text := runes[start:last]
		for len(text) > 0 && text[len(text)-1] == '\n' {
			text = text[:len(text)-1]
		}
		p.Excerpt, p.Ranges = excerpt(string(text), here)
		p.Address = cited(e, at)
		list = append(list, p)
	}
	return list
}

// lineEnd is where the line ends that a code point before at is in.
func lineEnd(runes []rune, at int) int {
	if n := slices.Index(runes[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(runes)
}

// cited is the address by which a unit of an entry is cited.
func cited(e engine.Entry, at lawtext.Address) lawtext.Address {
	if e.Article == "" || at != e.Address+".1" || slices.ContainsFunc(e.Inner, func(in engine.Inner) bool { return in.Address == e.Address+".2" }) {
		return at
	}
	return e.Address
}
