package lawtext

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxNumber bounds every number read from a text, so that a line of a million
// digits stays a line and not an overflow.
const maxNumber = 99999

// Number reads a number as Chinese texts write it: 一百二十, 一二〇, 廿三, 120,
// full-width １２０, with blanks inside (十 二), a dash for 一 (三十－) and the
// letters l, I and O that stand for digits in scanned texts, as long as a true
// digit or the whole numeral stands beside them. It answers false for
// everything else.
func Number(s string) (int, bool) {
	s = strings.TrimFunc(s, blank)
	n, size := scanNumber(s, true)
	if size == 0 || size != len(s) {
		return 0, false
	}
	return n, true
}

// blank reports white space and the invisible characters that word processors
// leave in a text.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xA0, 0x3000:
		return true
	case 0xAD, 0x180E, 0xFEFF, 0x2028, 0x2029:
		return true
	}
	if r < 0x2000 {
		return r < 0x20 || r == 0x7F || r == 0x1680
	}
	return r <= 0x200F || (r >= 0x202A && r <= 0x202F) || (r >= 0x205F && r <= 0x206F)
}

// numeral characters: the digit a rune stands for, or its unit.
func hanDigit(r rune) int {
	switch r {
	case '〇', '零', '○', 'Ｏ', '◯':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

func hanUnit(r rune) int {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万':
		return 10000
	}
	return 0
}

func arabicDigit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

func dash(r rune) bool {
	switch r {
	case '-', '－', '—', '–', '─', '―', '━', '﹣', '−', 'ー':
		return true
	}
	return false
}

// scanNumber reads the numeral that s begins with and answers its value and
// its length in bytes, 0 where there is none. With loose set it also takes
// blanks inside, a dash for 一, and letters for digits; callers set it only
// where the frame (第…条) makes the reading safe.
func scanNumber(s string, loose bool) (value, size int) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case arabicDigit(r) >= 0:
		return scanArabic(s, loose)
	case hanDigit(r) >= 0 || hanUnit(r) > 0:
		return scanHan(s, loose)
	case loose && dash(r):
		return scanHan(s, loose)
	case loose && letterDigit(r) >= 0:
		return scanArabic(s, loose)
	}
	if v := oldNumeral(r); v > 0 {
		w := utf8.RuneLen(r)
		if d, n := scanHan(s[w:], loose); n > 0 && d < 10 {
			return v + d, w + n
		}
		return v, w
	}
	return 0, 0
}

// oldNumeral reads 廿 and 卅.
func oldNumeral(r rune) int {
	switch r {
	case '廿':
		return 20
	case '卅':
		return 30
	}
	return 0
}

func letterDigit(r rune) int {
	switch r {
	case 'l', 'I', '|':
		return 1
	case 'O', 'o':
		return 0
	}
	return -1
}

func scanArabic(s string, loose bool) (value, size int) {
	pending := 0 // blanks not yet followed by a digit
	for i, r := range s {
		d := arabicDigit(r)
		if d < 0 && loose {
			d = letterDigit(r)
		}
		if d >= 0 {
			if value = value*10 + d; value > maxNumber {
				return 0, 0
			}
			size = i + utf8.RuneLen(r)
			pending = 0
			continue
		}
		if loose && blank(r) && pending < 4 {
			pending++
			continue
		}
		break
	}
	return value, size
}

func scanHan(s string, loose bool) (value, size int) {
	var digits []int // a run of bare digits, as in 一二〇
	var total, digit int
	seenDigit, seenUnit, pending := false, false, 0
	var buffer [8]int
	digits = buffer[:0]
	for i, r := range s {
		d := hanDigit(r)
		if d < 0 && loose && dash(r) && !seenDigit && !digitNext(s[i+utf8.RuneLen(r):]) {
			d = 1
		}
		if unit := hanUnit(r); unit > 0 {
			if len(digits) > 1 && !(len(digits) == 2 && digits[0] == 0) {
				return 0, 0
			}
			if !seenDigit {
				digit = 1
			}
			if unit == 10000 {
				total = (total + digit*b2i(seenDigit)) * unit
			} else {
				total += digit * unit
			}
			digits, digit, seenDigit, seenUnit = digits[:0], 0, false, true
		} else if d >= 0 {
			if len(digits) >= 6 {
				return 0, 0
			}
			digits = append(digits, d)
			digit, seenDigit = d, true
		} else if loose && blank(r) && pending < 4 {
			pending++
			continue
		} else {
			break
		}
		pending = 0
		size = i + utf8.RuneLen(r)
		if total > maxNumber {
			return 0, 0
		}
	}
	if size == 0 {
		return 0, 0
	}
	if !seenUnit {
		for _, d := range digits {
			total = total*10 + d
		}
		return total, size
	}
	tail := 0
	for _, d := range digits {
		tail = tail*10 + d
	}
	return total + tail, size
}

// digitNext reports whether a numeral follows, so that a dash before it joins
// two numbers.
func digitNext(s string) bool {
	r, _ := utf8.DecodeRuneInString(s[blankPrefix(s):])
	return hanDigit(r) >= 0 || arabicDigit(r) >= 0 || dash(r) || r == '第'
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Numeral writes n as Chinese texts number their units: 12 is 十二, 110 is
// 一百一十, 105 is 一百零五. Outside 0 to 99999 it answers Arabic digits.
func Numeral(n int) string {
	if n < 0 || n > maxNumber {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return "零"
	}
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return digits[d*3 : d*3+3] }
	var b strings.Builder
	zero := false
	for _, place := range []struct {
		value int
		name  string
	}{{10000, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / place.value
		n %= place.value
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		if !(place.value == 10 && d == 1 && b.Len() == 0) {
			b.WriteString(digit(d))
		}
		b.WriteString(place.name)
	}
	return b.String()
}

// squeeze drops every blank and invisible character.
func squeeze(s string) string {
	if !hasBlank(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if blank(r) {
			return -1
		}
		return r
	}, s)
}
