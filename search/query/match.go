package query

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Range is a half-open range of code points.
type Range struct{ Start, End int }

// Literal is a word or phrase made ready to be looked for, wherever it begins.
type Literal []rune

// NewLiteral folds a word. One of nothing but punctuation has no characters.
func NewLiteral(s string) Literal { return AppendFolded(nil, s) }

// Needs implements [Pattern].
func (l Literal) Needs() Need { return needRunes(l) }

// CountFolded is in how many places of a folded text the literal begins.
func (l Literal) CountFolded(folded []rune) int {
	n := 0
	for i := l.next(folded, 0); i >= 0; i = l.next(folded, i+1) {
		n++
	}
	return n
}

// Count is CountFolded in a text that has not been folded. It looks for the
// literal's first character in each way of writing it, which for a Chinese
// character takes a fraction of the time of folding all of the text.
func (l Literal) Count(text []byte) int {
	if len(l) == 0 {
		return 0
	}
	ways := writtenTable()[l[0]]
	if l[0] >= tableSize || l[0] == Stop || l[0] == utf8.RuneError || len(ways) > mostWritten {
		return l.CountFolded(AppendFolded(nil, string(text)))
	}
	n := 0
	for _, first := range ways {
		n += l.countAfter(first, text)
	}
	return n
}

// countAfter counts the places that begin with one way of writing the first
// character.
func (l Literal) countAfter(first, text []byte) int {
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

// Spans implements [Pattern].
func (l Literal) Spans(text string) []Range {
	folded, at := Fold(text)
	var list []Range
	for i := l.next(folded, 0); i >= 0; i = l.next(folded, i+1) {
		list = append(list, Range{at[i], at[i+len(l)-1] + 1})
	}
	return list
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
