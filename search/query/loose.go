package query

import "slices"

// loose is an [Exact] with Fold, made ready: it looks for folded characters
// without any punctuation.
type loose struct{ ways }

func newLoose(s string) loose { return loose{numberWays(squashed(s))} }

// squashed is a text folded, sentence ends left out too.
func squashed(s string) []rune {
	runes, _ := squash(s)
	return runes
}

// squash is squashed, with where each character stands.
func squash(s string) (runes []rune, at []int) {
	runes, at = Fold(s)
	kept := 0
	for i, r := range runes {
		if r != Stop {
			runes[kept], at[kept] = r, at[i]
			kept++
		}
	}
	return runes[:kept], at[:kept]
}

// Squash is a text as [Exact] with Fold compares it.
func Squash(s string) string { return string(squashed(s)) }

// Needs implements [Pattern]. In a text a sentence may end between any two of
// its characters, and an index of bigrams has the end between them then.
func (l loose) Needs() Need {
	var any []Need
	for _, one := range l.ways {
		var all Need
		if len(one.Literal) == 1 {
			all = needRunes(one.Literal)
		}
		for i := 0; i+1 < len(one.Literal) && i < mostTerms; i++ {
			a, b := string(one.Literal[i]), string(one.Literal[i+1])
			all = both(all, NeedAny{NeedTerm(a + b), NeedAll{NeedTerm(a + string(Stop)), NeedTerm(string(Stop) + b)}})
		}
		any = append(any, all)
	}
	return anyNeed(any)
}

// Count implements [Pattern].
func (l loose) Count(text []byte) int { return len(l.find(squashed(string(text)))) }

// Spans implements [Pattern].
func (l loose) Spans(text string) []Range {
	runes, at := squash(text)
	list := l.find(runes)
	for i, r := range list {
		list[i] = Range{at[r.Start], at[r.End-1] + 1}
	}
	return list
}

// find are the occurrences in a squashed text, none overlapping another.
func (l loose) find(runes []rune) []Range {
	var list []Range
	l.each(runes, func(start, end int) { list = append(list, Range{start, end}) })
	slices.SortFunc(list, func(a, b Range) int { return a.Start - b.Start })
	kept := list[:0]
	for _, r := range list {
		if len(kept) == 0 || r.Start >= kept[len(kept)-1].End {
			kept = append(kept, r)
		}
	}
	return kept
}
