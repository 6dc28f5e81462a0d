package lawtext

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Address says where a unit stands in its text: "12" for 第十二条, "12-1" for
// 第十二条之一, "12.2(3)1" for its second paragraph's third item's first
// subitem, "c2s1" for a section, "n1(2)3" in texts without 条, "t1r2k3" for a
// table cell, "annex1/3" inside an annex, "title", "pre", "sign"; "~2" marks a
// number that stands twice and "@2:" the second instrument in one file.
// Beyond these, "note1" is a line of the notes, "toc" the table of contents
// and "x1" text that belongs to no other unit.
//
// An Address is its canonical string, so it may be stored, compared with ==
// and used as a map key. [ParseAddress] and [Address.String] are inverse.
type Address string

// String returns the canonical form.
func (a Address) String() string { return string(a) }

// AddressError says why a string is not an address.
type AddressError struct {
	// Address is the string as given.
	Address string
	// At is the byte offset of the first character that does not fit.
	At int
}

// Error describes the error in English.
func (e *AddressError) Error() string {
	return fmt.Sprintf("address %q is malformed at byte %d", e.Address, e.At)
}

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

// ParseAddress checks a string and answers it as an address. Its error is an
// [*AddressError].
func ParseAddress(s string) (Address, error) {
	if _, at := parseSteps(s); at >= 0 {
		return "", &AddressError{Address: s, At: at}
	}
	return Address(s), nil
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

// Compare orders addresses: by instrument, annexes last, then by number, a
// unit before what it contains, 之一 after its article. The order is that of
// the addresses alone; the reading order is the position in the text.
// Malformed addresses stand behind all others, ordered as strings.
func (a Address) Compare(b Address) int {
	if a == b {
		return 0
	}
	as, bs := a.steps(), b.steps()
	if as == nil || bs == nil {
		if (as == nil) != (bs == nil) {
			return cmp.Compare(b2i(as == nil), b2i(bs == nil))
		}
		return strings.Compare(string(a), string(b))
	}
	if c := cmp.Compare(instrument(as), instrument(bs)); c != 0 {
		return c
	}
	as, bs = withoutInstrument(as), withoutInstrument(bs)
	for i := 0; i < len(as) && i < len(bs); i++ {
		x, y := as[i], bs[i]
		if c := cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.num, y.num), cmp.Compare(x.of, y.of),
			cmp.Compare(x.twice, y.twice), cmp.Compare(b2i(x.slash), b2i(y.slash))); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(as), len(bs))
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

// Parent is the address one level up: "12.2" for "12.2(3)", "annex1" for
// "annex1/3", "c2" for "c2s1"; "" at the top, as for "12", whose chapter the
// address does not tell.
func (a Address) Parent() Address {
	steps := a.steps()
	if len(steps) == 0 {
		return ""
	}
	steps = steps[:len(steps)-1]
	if len(withoutInstrument(steps)) == 0 {
		return ""
	}
	return joinSteps(steps)
}

// Article is the article, or the top item of a text without 条, that the
// address stands in; "" for units outside any.
func (a Address) Article() Address {
	steps := a.steps()
	for i, s := range steps {
		if s.kind == stepArticle || s.kind == stepTop {
			return joinSteps(steps[:i+1])
		}
	}
	return ""
}

// Chinese writes the address as a sentence cites it: 第十二条第二款第（三）项
// for "12.2(3)". A malformed address comes back as it is.
func (a Address) Chinese() string {
	steps := a.steps()
	if steps == nil {
		return string(a)
	}
	var b strings.Builder
	for i, s := range steps {
		b.WriteString(s.chinese(i > 0 && inTop(steps[:i])))
	}
	return b.String()
}

// inTop reports whether the components lie inside a top item (一、), whose
// inner numbers are written as marks.
func inTop(steps []step) bool {
	for _, s := range steps {
		if s.kind == stepTop {
			return true
		}
	}
	return false
}

func (s step) chinese(marks bool) string {
	numeral := Numeral(s.num)
	of := ""
	if s.of > 0 {
		of = "之" + Numeral(s.of)
	}
	var text string
	switch s.kind {
	case stepInstrument:
		text = "第" + numeral + "件："
	case stepTitle:
		text = "标题"
	case stepNote:
		text = "题注第" + strconv.Itoa(s.num) + "行"
	case stepContents:
		text = "目录"
	case stepPreamble:
		text = "序言"
	case stepPart:
		text = "第" + numeral + "编" + of
	case stepSubpart:
		text = "第" + numeral + "分编" + of
	case stepChapter:
		text = "第" + numeral + "章" + of
	case stepSection:
		text = "第" + numeral + "节" + of
	case stepArticle:
		text = "第" + numeral + "条" + of
	case stepTop:
		text = numeral + of + "、"
	case stepParagraph:
		text = "第" + numeral + "款"
	case stepItem:
		if text = "（" + numeral + of + "）"; !marks {
			text = "第" + text + "项"
		}
	case stepSubitem:
		if text = strconv.Itoa(s.num) + of; marks {
			text += "."
		} else {
			text = "第" + text + "目"
		}
	case stepOther:
		text = "其他文字第" + strconv.Itoa(s.num) + "段"
	case stepTable:
		text = "表" + strconv.Itoa(s.num)
	case stepRow:
		text = "第" + strconv.Itoa(s.num) + "行"
	case stepCell:
		text = "第" + strconv.Itoa(s.num) + "格"
	case stepSignature:
		text = "落款"
	case stepAnnex:
		text = "附件" + strconv.Itoa(s.num) + of
	}
	if s.twice > 0 {
		text += "（第" + strconv.Itoa(s.twice) + "处）"
	}
	return text
}
