package lawtext

import (
	"strings"
	"unicode/utf8"
)

// mark is the numbering mark that a line begins with.
type mark struct {
	kind    markKind
	style   markStyle // of an item
	ord, of int32
	size    int32 // bytes, punctuation of the mark included
}

type markKind uint8

const (
	markNone markKind = iota
	markPart
	markSubpart
	markChapter
	markSection
	markArticle
	markItem
)

func itemMark(style markStyle, ord, size int) mark {
	return mark{kind: markItem, style: style, ord: int32(ord), size: int32(size)}
}

// heading reports whether the mark opens a unit above the article.
func (m mark) heading() bool { return m.kind >= markPart && m.kind <= markSection }

// markStyle tells the forms of item marks apart: a new form inside a list
// opens a list inside it.
type markStyle uint8

const (
	styleNone       markStyle = iota
	styleHan                  // 一、
	styleHanBracket           // （一）
	styleArabic               // 1.
	styleBracket              // （1）
	styleHalf                 // 1）
	styleCircle               // ①
)

// scanMark reads the mark at the beginning of a line without white space
// before it. It looks at the form alone; whether 第三条 opens an article or
// is spoken of is for [refers] to say.
func scanMark(s string) mark {
	r, w := utf8.DecodeRuneInString(s)
	switch {
	case r == '第':
		return scanUnitMark(s)
	case r == '（' || r == '(':
		return scanBracketMark(s, w)
	case arabicDigit(r) >= 0:
		return scanArabicMark(s)
	case hanDigit(r) > 0 || hanUnit(r) > 0 || oldNumeral(r) > 0:
		n, size := scanNumber(s, false)
		p, pw := utf8.DecodeRuneInString(s[size:])
		if size > 0 && (p == '、' || p == '．' || p == '.') {
			return itemMark(styleHan, n, size+pw)
		}
	case r >= 0x2460:
		return enclosedMark(r, w)
	}
	return mark{}
}

// scanUnitMark reads 第…编, 第…分编, 第…章, 第…节 and 第…条 with 之….
func scanUnitMark(s string) mark {
	i := len("第")
	i += blankPrefix(s[i:])
	n, size := scanNumber(s[i:], true)
	if size == 0 {
		return mark{}
	}
	i += size
	m := mark{ord: int32(n)}
	i += blankPrefix(s[i:])
	if of, size := scanOf(s[i:]); size > 0 { // 第十二之一条
		m.of = int32(of)
		i += size
		i += blankPrefix(s[i:])
	}
	switch {
	case strings.HasPrefix(s[i:], "条"):
		m.kind = markArticle
	case strings.HasPrefix(s[i:], "章"):
		m.kind = markChapter
	case strings.HasPrefix(s[i:], "节"):
		m.kind = markSection
	case strings.HasPrefix(s[i:], "编"), strings.HasPrefix(s[i:], "篇"):
		m.kind = markPart
	case strings.HasPrefix(s[i:], "分编"), strings.HasPrefix(s[i:], "部分"):
		m.kind = markSubpart
		if strings.HasPrefix(s[i:], "部分") {
			m.kind = markPart
		}
		i += 3
	default:
		return mark{}
	}
	m.size = int32(i + 3)
	gap := blankPrefix(s[m.size:])
	if of, size := scanOf(s[int(m.size)+gap:]); size > 0 && m.of == 0 {
		m.of = int32(of)
		m.size += int32(gap + size)
	}
	return m
}

// scanOf reads 之一.
func scanOf(s string) (n, size int) {
	rest, ok := strings.CutPrefix(s, "之")
	if !ok {
		return 0, 0
	}
	n, size = scanNumber(rest, false)
	if size == 0 || n == 0 {
		return 0, 0
	}
	return n, size + len("之")
}

func scanBracketMark(s string, open int) mark {
	i := open + blankPrefix(s[open:])
	r, _ := utf8.DecodeRuneInString(s[i:])
	arabic := arabicDigit(r) >= 0
	n, size := scanNumber(s[i:], true)
	if size == 0 {
		return mark{}
	}
	i += size
	i += blankPrefix(s[i:])
	if r, w := utf8.DecodeRuneInString(s[i:]); r == '）' || r == ')' {
		m := itemMark(styleHanBracket, n, i+w)
		if arabic {
			m.style = styleBracket
		}
		if of, size := scanOf(s[m.size:]); size > 0 {
			m.of = int32(of)
			m.size += int32(size)
		}
		return m
	}
	return mark{}
}

func scanArabicMark(s string) mark {
	n, size := scanNumber(s, false)
	if size == 0 || n > 999 {
		return mark{}
	}
	r, w := utf8.DecodeRuneInString(s[size:])
	m := itemMark(styleNone, n, size+w)
	switch r {
	case '、':
		m.style = styleArabic
		return m
	case '.', '．':
		next, _ := utf8.DecodeRuneInString(s[m.size:])
		if arabicDigit(next) >= 0 { // 1.5 and 5.1.1 are no marks
			return mark{}
		}
		m.style = styleArabic
		return m
	case '）', ')':
		m.style = styleHalf
		return m
	}
	return mark{}
}

// enclosedMark reads numbers that are one character: ①, ⑴, ⒈, ㈠, ㉑.
func enclosedMark(r rune, w int) mark {
	m := itemMark(styleNone, 0, w)
	switch {
	case r >= '①' && r <= '⑳':
		m.style, m.ord = styleCircle, r-'①'+1
	case r >= '⑴' && r <= '⒇':
		m.style, m.ord = styleBracket, r-'⑴'+1
	case r >= '⒈' && r <= '⒛':
		m.style, m.ord = styleArabic, r-'⒈'+1
	case r >= '㈠' && r <= '㈩':
		m.style, m.ord = styleHanBracket, r-'㈠'+1
	case r >= '㉑' && r <= '㉟':
		m.style, m.ord = styleCircle, r-'㉑'+21
	default:
		return mark{}
	}
	return m
}

func blankPrefix(s string) int {
	for i, r := range s {
		if !blank(r) {
			return i
		}
	}
	return len(s)
}

// spoken are the words that follow a number which is spoken of, not opened:
// 第三条规定的, （一）至（三）项.
var spoken = []string{
	"规定", "所", "的", "中", "至", "到", "和", "或", "及", "以及", "与", "修改", "改为", "改成", "删去", "删除",
	"增加", "修正", "移至", "并入", "作为", "合并", "之规定", "以后", "以前", "之后", "之前", "以内", "前", "后", "内容", "情形", "以外", "以下", "以上", "相应", "条文", "前款", "后增加", "前增加",
}

// refers reports whether the text behind a mark shows that the line speaks
// of the unit instead of opening it.
func (m mark) refers(rest string) bool {
	gap := blankPrefix(rest)
	after := rest[gap:]
	if after == "" {
		return false
	}
	r, w := utf8.DecodeRuneInString(after)
	switch r {
	case '、', '，', '。', '；', ',', ';', '）', ')', '》', '〉', '”', '’', '」', '-', '—', '～', '~':
		return m.kind != markItem || m.style == styleHanBracket || m.style == styleBracket || r == '”' || r == '」'
	case '第':
		return m.kind == markArticle && inner(after[w:], gap == 0)
	case '项', '款', '目':
		if m.kind == markItem && gap == 0 && (m.style == styleHanBracket || m.style == styleBracket) {
			return !strings.HasPrefix(after, "项目") && !strings.HasPrefix(after, "目录") && !strings.HasPrefix(after, "目标") && !strings.HasPrefix(after, "款项") && !strings.HasPrefix(after, "目的")
		}
	}
	if m.kind == markItem {
		for _, word := range []string{"至（", "至(", "和（", "和(", "或（", "或(", "及（", "及(", "至第"} {
			if strings.HasPrefix(after, word) {
				return true
			}
		}
		return false
	}
	if gap > 0 {
		return false
	}
	for _, word := range spoken {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	return false
}

// inner reports whether s, behind 第, goes on to a 款, 项 or 目, or to a 条
// that touches the first (第三条第五条).
func inner(s string, touching bool) bool {
	s = s[blankPrefix(s):]
	if rest := strings.TrimLeft(s, "（("); rest != s {
		s = rest
	}
	_, size := scanNumber(s, false)
	if size == 0 {
		return false
	}
	s = strings.TrimLeft(s[size:], "）) \u3000")
	for _, unit := range []string{"款", "项", "目"} {
		if strings.HasPrefix(s, unit) {
			return true
		}
	}
	return touching && strings.HasPrefix(s, "条")
}
