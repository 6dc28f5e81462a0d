package query

import "slices"

// Range is a half-open range of code points.
type Range struct{ Start, End int }

// Literal is a word or phrase made ready to be looked for.
type Literal []rune

// NewLiteral folds a word. One of nothing but punctuation has no characters.
func NewLiteral(s string) Literal { return AppendFolded(nil, s) }

// Count is in how many places of a folded text the literal begins.
func (l Literal) Count(folded []rune) int {
	n := 0
	for i := l.next(folded, 0); i >= 0; i = l.next(folded, i+1) {
		n++
	}
	return n
}

// next is the first place from i on where the literal begins, or -1.
func (l Literal) next(folded []rune, i int) int {
	if len(l) == 0 {
		return -1
	}
	first := l[0]
	for ; i+len(l) <= len(folded); i++ {
		if folded[i] == first && slices.Equal(folded[i:i+len(l)], l) {
			return i
		}
	}
	return -1
}

// Marks are the places in a text where the query's words and phrases stand, in
// order, overlapping ones as one.
func Marks(n Node, text string) []Range {
	folded, at := Fold(text)
	var list []Range
	for _, s := range Literals(n) {
		l := NewLiteral(s)
		for i := l.next(folded, 0); i >= 0; i = l.next(folded, i+1) {
			list = append(list, Range{at[i], at[i+len(l)-1] + 1})
		}
	}
	return joined(list)
}

// joined sorts ranges and makes one of those that overlap.
func joined(list []Range) []Range {
	slices.SortFunc(list, func(a, b Range) int { return a.Start - b.Start })
	out := list[:0]
	for _, r := range list {
		if last := len(out) - 1; last >= 0 && r.Start < out[last].End {
			out[last].End = max(out[last].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}
