package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Wildcard is a word with gaps: ? stands for one character, * for none to
// [WildcardReach], within one paragraph.
type Wildcard string

// Bounds of wildcards.
const (
	// WildcardReach is how many characters a * stands for at most.
	WildcardReach = 30
	// MaxWildcards is how many ? and * one word may have.
	MaxWildcards = 8
)

func (n Wildcard) String() string { return string(n) }

// wild reports whether a character stands for others.
func wild(r rune) bool { return r == '?' || r == '*' || r == '＊' }

func (n Wildcard) pattern() Pattern {
	var expr strings.Builder
	w := lines{folded: true}
	piece := func(s string) {
		l := NewLiteral(s)
		expr.WriteString(regexp.QuoteMeta(string(l)))
		w.needs = both(w.needs, needRunes(l))
	}
	// A ? at the end is taken for the end of a question.
	s := strings.TrimRight(strings.TrimLeft(string(n), "*＊"), "*＊?")
	for s != "" {
		i := strings.IndexFunc(s, wild)
		if i < 0 {
			piece(s)
			break
		}
		piece(s[:i])
		r, size := utf8.DecodeRuneInString(s[i:])
		if s = s[i+size:]; r == '?' {
			expr.WriteString(".")
		} else {
			expr.WriteString(".{0,30}?")
		}
	}
	w.expr = regexp.MustCompile(expr.String()) // of quoted characters and gaps alone
	return w
}

// lines looks for a regular expression in each line of a text, as it stands or
// folded.
type lines struct {
	expr   *regexp.Regexp
	folded bool
	needs  Need
}

// Needs implements [Pattern].
func (p lines) Needs() Need { return p.needs }

// Count implements [Pattern].
func (p lines) Count(text []byte) int { return len(p.Spans(string(text))) }

// Spans implements [Pattern].
func (p lines) Spans(text string) []Range {
	var list []Range
	offset := 0
	for line := range strings.SplitSeq(text, "\n") {
		for _, r := range p.in(line) {
			list = append(list, Range{offset + r.Start, offset + r.End})
		}
		offset += utf8.RuneCountInString(line) + 1
	}
	return list
}

func (p lines) in(line string) []Range {
	read, at := line, []int(nil)
	if p.folded {
		var folded []rune
		folded, at = Fold(line)
		read = string(folded)
	}
	found := p.expr.FindAllStringIndex(read, -1)
	list := make([]Range, 0, len(found))
	for _, f := range found {
		if f[0] == f[1] {
			continue
		}
		start := utf8.RuneCountInString(read[:f[0]])
		end := start + utf8.RuneCountInString(read[f[0]:f[1]])
		if p.folded {
			start, end = at[start], at[end-1]+1
		}
		list = append(list, Range{start, end})
	}
	return slices.Clip(list)
}
