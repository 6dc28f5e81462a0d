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

// ParseAddress checks a string and answers it as an address. Its error is an
// [*AddressError].
func ParseAddress(s string) (Address, error) {
	if _, at := parseSteps(s); at >= 0 {
		return "", &AddressError{Address: s, At: at}
	}
	return Address(s), nil
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
