package lawtext

import (
	"strconv"
	"strings"
)

// step is one component of an address.
type step struct {
	kind  stepKind
	num   int // 0 for words
	of    int // the M of 之M, or 0
	twice int // the m of ~m, or 0
	slash bool
}

// stepKind orders and names the components of an address.
type stepKind int

const (
	stepInstrument stepKind = iota // @2:
	stepTitle
	stepNote
	stepContents
	stepPreamble
	stepPart
	stepSubpart
	stepChapter
	stepSection
	stepArticle
	stepTop       // n1
	stepParagraph // .2
	stepItem      // (3)
	stepSubitem   // 1 after an item
	stepOther
	stepTable
	stepRow
	stepCell
	stepSignature
	stepAnnex
)

// stepWords are the components that begin with a word, longest first where
// one begins another.
var stepWords = []struct {
	word     string
	kind     stepKind
	numbered bool
}{
	{"annex", stepAnnex, true}, {"title", stepTitle, false}, {"note", stepNote, true},
	{"sign", stepSignature, false}, {"pre", stepPreamble, false}, {"toc", stepContents, false},
	{"p", stepPart, true}, {"f", stepSubpart, true}, {"c", stepChapter, true}, {"s", stepSection, true},
	{"n", stepTop, true}, {"x", stepOther, true}, {"t", stepTable, true}, {"r", stepRow, true}, {"k", stepCell, true},
}

// follows holds which component may directly follow which; after a slash and
// at the beginning, heads may stand.
func follows(prev, next stepKind) bool {
	switch next {
	case stepSubpart:
		return prev == stepPart
	case stepChapter:
		return prev == stepPart || prev == stepSubpart
	case stepSection:
		return prev == stepPart || prev == stepSubpart || prev == stepChapter
	case stepParagraph, stepItem:
		switch prev {
		case stepArticle, stepTop, stepParagraph, stepItem, stepSubitem, stepPreamble, stepOther, stepAnnex,
			stepPart, stepSubpart, stepChapter, stepSection:
			return prev != stepParagraph || next == stepItem
		}
	case stepSubitem:
		return prev == stepItem
	case stepRow:
		return prev == stepTable
	case stepCell:
		return prev == stepRow
	}
	return false
}

// heads are the components an address, or what follows its prefix, may begin
// with.
func (k stepKind) heads() bool {
	switch k {
	case stepInstrument, stepParagraph, stepItem, stepSubitem, stepRow, stepCell:
		return false
	}
	return true
}

// prefixes are the components a slash may follow.
func (k stepKind) prefixes() bool {
	return k == stepAnnex || k >= stepPart && k <= stepSection
}

// steps are the components of a valid address; nil for any other.
func (a Address) steps() []step {
	steps, at := parseSteps(string(a))
	if at >= 0 {
		return nil
	}
	return steps
}

// parseSteps answers the components of s and -1, or where s goes wrong.
func parseSteps(s string) ([]step, int) {
	var steps []step
	i := 0
	fresh := true // at the beginning or behind a slash
	if strings.HasPrefix(s, "@") {
		n, size := addressNumber(s[1:])
		if size == 0 || n < 2 || !strings.HasPrefix(s[1+size:], ":") {
			return nil, 0
		}
		steps = append(steps, step{kind: stepInstrument, num: n})
		i = size + 2
	}
	for i < len(s) {
		next, size := parseStep(s[i:], fresh)
		if size == 0 {
			return nil, i
		}
		if fresh && !next.kind.heads() {
			return nil, i
		}
		if !fresh && !follows(steps[len(steps)-1].kind, next.kind) {
			return nil, i
		}
		i += size
		fresh = false
		if i < len(s) && s[i] == '/' {
			if !next.kind.prefixes() {
				return nil, i
			}
			next.slash, fresh = true, true
			i++
		}
		steps = append(steps, next)
	}
	if fresh {
		return nil, i
	}
	return steps, -1
}

// parseStep reads one component and its ~m.
func parseStep(s string, fresh bool) (step, int) {
	next, size := parsePlainStep(s, fresh)
	if size == 0 || !strings.HasPrefix(s[size:], "~") {
		return next, size
	}
	n, digits := addressNumber(s[size+1:])
	if digits == 0 || n < 2 {
		return step{}, 0
	}
	next.twice = n
	return next, size + 1 + digits
}

func parsePlainStep(s string, fresh bool) (step, int) {
	switch c := s[0]; {
	case c == '.':
		n, size := addressNumber(s[1:])
		if size == 0 {
			return step{}, 0
		}
		return step{kind: stepParagraph, num: n}, 1 + size
	case c == '(':
		next, size := addressOrdinal(s[1:], stepItem)
		if size == 0 || !strings.HasPrefix(s[1+size:], ")") {
			return step{}, 0
		}
		return next, size + 2
	case c >= '0' && c <= '9':
		kind := stepSubitem
		if fresh {
			kind = stepArticle
		}
		return addressOrdinal(s, kind)
	}
	for _, w := range stepWords {
		rest, ok := strings.CutPrefix(s, w.word)
		if !ok {
			continue
		}
		if !w.numbered {
			return step{kind: w.kind}, len(w.word)
		}
		next, size := addressOrdinal(rest, w.kind)
		if size == 0 {
			continue
		}
		return next, len(w.word) + size
	}
	return step{}, 0
}

// addressOrdinal reads "12" or "12-1".
func addressOrdinal(s string, kind stepKind) (step, int) {
	n, size := addressNumber(s)
	if size == 0 {
		return step{}, 0
	}
	next := step{kind: kind, num: n}
	if strings.HasPrefix(s[size:], "-") {
		of, digits := addressNumber(s[size+1:])
		if digits == 0 || of == 0 {
			return step{}, 0
		}
		next.of = of
		size += 1 + digits
	}
	return next, size
}

// addressNumber reads digits without leading zeros ("0" itself is a number:
// some drafts begin with 第零条).
func addressNumber(s string) (n, size int) {
	for size < len(s) && s[size] >= '0' && s[size] <= '9' {
		if size >= 9 {
			return 0, 0
		}
		n = n*10 + int(s[size]-'0')
		size++
	}
	if size > 1 && s[0] == '0' {
		return 0, 0
	}
	return n, size
}

// format writes one component as it stands in an address.
func (s step) append(b []byte) []byte {
	switch s.kind {
	case stepInstrument:
		b = append(b, '@')
		b = strconv.AppendInt(b, int64(s.num), 10)
		return append(b, ':')
	case stepParagraph:
		b = append(b, '.')
	case stepItem:
		b = append(b, '(')
	case stepArticle, stepSubitem:
	default:
		for _, w := range stepWords {
			if w.kind == s.kind {
				b = append(b, w.word...)
			}
		}
	}
	if s.kind != stepTitle && s.kind != stepPreamble && s.kind != stepContents && s.kind != stepSignature {
		b = strconv.AppendInt(b, int64(s.num), 10)
	}
	if s.of > 0 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(s.of), 10)
	}
	if s.kind == stepItem {
		b = append(b, ')')
	}
	if s.twice > 0 {
		b = append(b, '~')
		b = strconv.AppendInt(b, int64(s.twice), 10)
	}
	if s.slash {
		b = append(b, '/')
	}
	return b
}

// joinSteps is the address of the components; a slash at the end is dropped.
func joinSteps(steps []step) Address {
	var b []byte
	for _, s := range steps {
		b = s.append(b)
	}
	return Address(strings.TrimSuffix(string(b), "/"))
}

func instrument(steps []step) int {
	if len(steps) > 0 && steps[0].kind == stepInstrument {
		return steps[0].num
	}
	return 1
}

func withoutInstrument(steps []step) []step {
	if len(steps) > 0 && steps[0].kind == stepInstrument {
		return steps[1:]
	}
	return steps
}
