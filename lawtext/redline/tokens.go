package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hefa/lawtext"
)

// token is the least piece of text a redline may cut out: a character, or a
// number, date, title, reference or Latin word as a whole.
type token struct {
	start  int32 // byte
	id     int32 // equal for equal tokens
	length uint8 // bytes
	size   uint8 // code points
	sort   sort
}

// end is the byte behind the token.
func (t token) end() int { return int(t.start) + int(t.length) }

// sort is what a token is.
type sort uint8

const (
	sortChar   sort = iota
	sortBreak       // \n
	sortSpace       // white space within a line
	sortPunct       // punctuation
	sortNumber      // 12.5%, 三百
	sortDate        // 2024年1月1日
	sortWord        // Latin word
	sortTitle       // 《…》
	sortRef         // 第十二条, 第二款, 第（三）项
	sortMark        // （三）, ① at the head of a line
)

// longestToken is how many bytes a token has at most; longer numbers and titles
// in 《》 are cut.
const longestToken = 240

// interner numbers tokens of more than one character. The numbers are valid
// characters of the private planes while there are enough of them, so that
// tokens can be compared as characters.
type interner struct {
	ids map[string]int32
}

const (
	firstLocal    = 0xD0000 // numbers given within one stretch, if the others run out
	firstInterned = 0xF0000
)

func (in *interner) id(s string) int32 {
	if id, ok := in.ids[s]; ok {
		return id
	}
	id := int32(firstInterned + len(in.ids))
	in.ids[s] = id
	return id
}

// tokens appends the tokens of s.
func (in *interner) tokens(dst []token, s string) []token {
	head := true // at the head of a line
	for i := 0; i < len(s); {
		r, n := han(s, i)
		if n > 0 && special.ranges(r) && !special.has(r) {
			dst = append(dst, token{start: int32(i), length: uint8(n), size: 1, id: r, sort: sortChar})
			head, i = false, i+n
			continue
		}
		if n == 0 {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		end, kind := scan(s[:min(len(s), i+longestToken)], i, r, n, head)
		t := token{start: int32(i), length: uint8(end - i), size: 1, id: r, sort: kind}
		if end > i+n || r == utf8.RuneError || r >= firstLocal {
			t.size = uint8(lawtext.CodePoints(s[i:end]))
			t.id = in.id(s[i:end])
		}
		dst = append(dst, t)
		head = kind == sortBreak || head && kind == sortSpace
		i = end
	}
	return dst
}

// scan finds the end of the token that begins at s[i] with character r of n
// bytes.
func scan(s string, i int, r rune, n int, head bool) (int, sort) {
	switch {
	case r == '\n':
		return i + n, sortBreak
	case r == '第':
		if end := scanReference(s, i); end > 0 {
			return end, sortRef
		}
	case r == '《':
		if end := scanTitle(s, i); end > 0 {
			return end, sortTitle
		}
	case head && (r == '（' || r == '('):
		if end := scanMark(s, i, n); end > 0 {
			return end, sortMark
		}
	case r >= '①' && r <= '⑳':
		return i + n, sortMark
	case isDigit(r):
		return scanNumber(s, i)
	case isNumeral(r):
		return scanNumerals(s, i, n)
	case isLatin(r):
		j := i
		for j < len(s) && (isLatin(rune(s[j])) || j > i && (isDigit(rune(s[j])) || s[j] == '-')) {
			j++
		}
		if j > i {
			return j, sortWord
		}
	}
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return i + n, sortChar
	case isSpace(r):
		return i + n, sortSpace
	case unicode.IsPunct(r) || unicode.IsSymbol(r):
		return i + n, sortPunct
	}
	return i + n, sortChar
}

// special are the characters that may begin a token of more than one.
var special = func() (s hanSet) {
	for _, r := range "第一二三四五六七八九十百千万亿零两" {
		s.add(r)
	}
	return s
}()

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '零', '〇', '○', '两':
		return true
	}
	return false
}

// digits returns the end of the run of characters that may stand in a number.
func digits(s string, i int, in func(rune) bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !in(r) {
			break
		}
		i += n
	}
	return i
}

func isAnyNumeral(r rune) bool { return isDigit(r) || isNumeral(r) }

// scanReference reads 第…条之…, 第…款, 第（…）项 and their like.
func scanReference(s string, i int) int {
	j := i + len("第")
	if k, ok := cut(s, j, "（", "("); ok {
		m := digits(s, k, isAnyNumeral)
		if e, ok := cut(s, m, "）", ")"); ok && m > k {
			if e, ok := cut(s, e, "项"); ok {
				return e
			}
		}
		return 0
	}
	k := digits(s, j, isAnyNumeral)
	if k == j || k-j > 40 {
		return 0
	}
	end, ok := cut(s, k, "条", "款", "项", "章", "节", "编", "目", "届", "次")
	if !ok {
		return 0
	}
	if m, ok := cut(s, end, "之"); ok && strings.HasPrefix(s[k:], "条") {
		if e := digits(s, m, isAnyNumeral); e > m {
			return e
		}
	}
	return end
}

// cut returns the place after one of the words if it stands at s[i].
func cut(s string, i int, words ...string) (int, bool) {
	for _, w := range words {
		if strings.HasPrefix(s[i:], w) {
			return i + len(w), true
		}
	}
	return i, false
}

// scanTitle reads 《…》 on one line.
func scanTitle(s string, i int) int {
	rest := s[i:]
	end := strings.Index(rest, "》")
	if end < 0 {
		return 0
	}
	inner := rest[len("《"):end]
	if strings.ContainsAny(inner, "\n《") {
		return 0
	}
	return i + end + len("》")
}

// scanMark reads （三） or (3) at the head of a line.
func scanMark(s string, i, n int) int {
	j := digits(s, i+n, isAnyNumeral)
	if e, ok := cut(s, j, "）", ")"); ok && j > i+n {
		return e
	}
	return 0
}

// scanNumber reads 12, 12.5%, 3,000 and 2024年1月1日.
func scanNumber(s string, i int) (int, sort) {
	end := digits(s, i, isDigit)
	if e := scanDate(s, end, isDigit); e > end {
		return e, sortDate
	}
	for {
		j, ok := cut(s, end, ".", ",", "．")
		if !ok {
			break
		}
		e := digits(s, j, isDigit)
		if e == j {
			break
		}
		end = e
	}
	end, _ = cut(s, end, "%", "％", "‰")
	return end, sortNumber
}

// scanNumerals reads 三百, 二〇二四年一月一日; a numeral alone is a character
// like any other, since 一 stands in many words.
func scanNumerals(s string, i, n int) (int, sort) {
	end := digits(s, i, isNumeral)
	if e := scanDate(s, end, isNumeral); e > end {
		return e, sortDate
	}
	if end == i+n {
		return end, sortChar
	}
	return end, sortNumber
}

// scanDate reads 年1月1日 or 月1日 after a number that ends at s[i].
func scanDate(s string, i int, in func(rune) bool) int {
	at := i
	if j, ok := cut(s, i, "年"); ok {
		m := digits(s, j, in)
		e, ok := cut(s, m, "月")
		if !ok || m == j {
			return at
		}
		at, i = e, m
	}
	if j, ok := cut(s, i, "月"); ok {
		if d := digits(s, j, in); d > j {
			if e, ok := cut(s, d, "日"); ok {
				return e
			}
		}
	}
	return at
}
