package query

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

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

// CountIn is Count in a text that has not been folded. It looks for the
// literal's first character as it stands, which for a Chinese character takes
// a fraction of the time of folding all of the text.
func (l Literal) CountIn(text []byte) int {
	if len(l) == 0 {
		return 0
	}
	if !foldsAlone(l[0]) {
		return l.Count(AppendFolded(nil, string(text)))
	}
	first := []byte(string(l[0]))
	n := 0
	for {
		i := bytes.Index(text, first)
		if i < 0 {
			return n
		}
		text = text[i+len(first):]
		if l[1:].follows(text) {
			n++
		}
	}
}

// foldsAlone reports whether nothing but the character itself folds to it.
func foldsAlone(r rune) bool { return r >= 0x3400 && r <= 0x9fff }

// follows reports whether a text, folded, begins with the rest of a literal.
func (l Literal) follows(text []byte) bool {
	table := foldTable()
	stopped := false
	for len(l) > 0 {
		r, size := utf8.DecodeRune(text)
		if size == 0 {
			return false
		}
		text = text[size:]
		switch f := table.of(r); f {
		case 0:
		case Stop:
			stopped = true
		default:
			if stopped {
				if l[0] != Stop {
					return false
				}
				l, stopped = l[1:], false
			}
			if l[0] != f {
				return false
			}
			l = l[1:]
		}
	}
	return true
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
