package query

import (
	"slices"
	"strconv"
	"strings"

	"hefa/lawtext"
)

// written is a word in each way in which its numbers may be written: 第12条 is
// 第十二条 too. Single digits need no second way, since they fold to one.
func written(s string) Pattern {
	l := NewLiteral(s)
	ways := numberWays(l)
	if len(ways) == 1 {
		return l
	}
	return ways
}

// way is one way of writing a word. Where a number that was rewritten stands
// at its edge, the text's number must end there too: 12 is not in 二十二.
type way struct {
	Literal
	closedLeft, closedRight bool
}

// ways are the ways of writing one word, the one it was typed in first.
type ways []way

// mostWays bounds the ways of one word.
const mostWays = 16

func numberWays(l Literal) ways {
	list := ways{{Literal: l}}
	for at := 0; at < len(l); {
		if !numeral(l[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(l) && numeral(l[end]) {
			end++
		}
		if other := rewritten(l[at:end]); other != nil && 2*len(list) <= mostWays {
			list = append(list, list.with(l, at, end, other)...)
		}
		at = end
	}
	return list
}

// with are the ways there are, with the number in l[at:end] written otherwise.
// The tail of each way from the number on is still as typed.
func (w ways) with(l Literal, at, end int, other []rune) ways {
	var list ways
	for _, one := range w {
		cut := len(one.Literal) - (len(l) - at)
		n := way{closedLeft: one.closedLeft || at == 0, closedRight: one.closedRight || end == len(l)}
		n.Literal = slices.Concat(one.Literal[:cut], other, l[end:])
		list = append(list, n)
	}
	return list
}

func numeral(r rune) bool {
	return r >= '0' && r <= '9' || r == '十' || r == '百' || r == '千'
}

// rewritten is a folded number of 10 to 9999 in the other way of writing it;
// nil where it is no such number.
func rewritten(run []rune) []rune {
	s := string(run)
	if !strings.ContainsAny(s, "十百千") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 10 || n > 9999 || s[0] == '0' {
			return nil
		}
		return NewLiteral(lawtext.Numeral(n))
	}
	han := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return []rune("零一二三四五六七八九")[r-'0']
		}
		return r
	}, s)
	n, ok := lawtext.Number(han)
	if !ok || n < 10 || n > 9999 || string(NewLiteral(lawtext.Numeral(n))) != s {
		return nil
	}
	return []rune(strconv.Itoa(n))
}

// Needs implements [Pattern].
func (w ways) Needs() Need {
	var parts []Need
	for _, one := range w {
		parts = append(parts, one.Literal.Needs())
	}
	return anyNeed(parts)
}

// Count implements [Pattern].
func (w ways) Count(text []byte) int {
	folded := AppendFolded(nil, string(text))
	n := 0
	w.each(folded, func(int, int) { n++ })
	return n
}

// Spans implements [Pattern].
func (w ways) Spans(text string) []Range {
	folded, at := Fold(text)
	var list []Range
	w.each(folded, func(i, end int) { list = append(list, Range{at[i], at[end-1] + 1}) })
	slices.SortFunc(list, func(a, b Range) int { return a.Start - b.Start })
	return list
}

func (w ways) each(folded []rune, found func(start, end int)) {
	for _, one := range w {
		for i := one.next(folded, 0); i >= 0; i = one.next(folded, i+1) {
			end := i + len(one.Literal)
			if one.closedLeft && i > 0 && numeral(folded[i-1]) || one.closedRight && end < len(folded) && numeral(folded[end]) {
				continue
			}
			found(i, end)
		}
	}
}
