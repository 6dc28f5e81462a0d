package query

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Exact finds characters just as they stand: punctuation, width, glyphs and
// numerals count, and nothing in it is read as an operator. White space and
// characters without width count for nothing, in it and in the text.
//
// With Fold set punctuation counts for nothing either, and what [Fold] makes
// one is one; numbers are found in figures and in Chinese.
//
// Occurrences are counted from left to right without overlapping, as
// [strings.Count] does.
type Exact struct {
	Text string
	Fold bool
}

// String is ="…", the way in which a query asks for a phrase with its
// punctuation; an Exact with Fold, or with both kinds of quotation marks in it,
// cannot be written in a query.
func (n Exact) String() string { return "=" + quote(n.Text) }

func (n Exact) pattern() Pattern {
	if n.Fold {
		return newLoose(n.Text)
	}
	return newExact(n.Text)
}

// Empty reports whether nothing is left to look for.
func (n Exact) Empty() bool { return n.Sought() == "" }

// Sought is what of the text counts: two with the same find the same.
func (n Exact) Sought() string {
	if n.Fold {
		return string(squashed(n.Text))
	}
	return Strip(n.Text)
}

// Strip drops the characters that count for nothing.
func Strip(s string) string {
	return strings.Map(func(r rune) rune {
		if ignorable(r) {
			return -1
		}
		return r
	}, s)
}

// exact is an Exact made ready.
type exact struct {
	text  string // stripped
	first []byte // its first character
}

func newExact(s string) exact {
	e := exact{text: Strip(s)}
	_, size := utf8.DecodeRuneInString(e.text)
	e.first = []byte(e.text[:size])
	return e
}

// Needs implements [Pattern]: the folded text, since folding drops and joins
// characters but never parts two that stand together.
func (e exact) Needs() Need { return NewLiteral(e.text).Needs() }

// Count implements [Pattern].
func (e exact) Count(text []byte) int {
	n := 0
	e.each(text, func(int, int) { n++ })
	return n
}

// Spans implements [Pattern].
func (e exact) Spans(text string) []Range {
	b := []byte(text)
	var list []Range
	bytesSeen, runesSeen := 0, 0
	e.each(b, func(start, end int) {
		runesSeen += utf8.RuneCount(b[bytesSeen:start])
		length := utf8.RuneCount(b[start:end])
		list = append(list, Range{runesSeen, runesSeen + length})
		runesSeen, bytesSeen = runesSeen+length, end
	})
	return list
}

// each visits the occurrences, in bytes.
func (e exact) each(text []byte, found func(start, end int)) {
	if len(e.first) == 0 {
		return
	}
	for at := 0; ; {
		i := bytes.Index(text[at:], e.first)
		if i < 0 {
			return
		}
		at += i
		if size := e.stands(text[at:]); size > 0 {
			found(at, at+size)
			at += size
		} else {
			at += len(e.first)
		}
	}
}

// stands answers how many bytes of a text that begins with the literal it
// takes; 0 where the text does not.
func (e exact) stands(text []byte) int {
	rest, at := e.text, 0
	for len(rest) > 0 {
		want, width := utf8.DecodeRuneInString(rest)
		r, size := utf8.DecodeRune(text[at:])
		switch {
		case size == 0:
			return 0
		case r == want:
			rest = rest[width:]
		case !ignorable(r):
			return 0
		}
		at += size
	}
	return at
}
