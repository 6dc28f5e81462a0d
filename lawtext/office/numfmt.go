package office

import (
	"strconv"
	"strings"

	"hefa/lawtext"
)

// formatNumber writes n in a number format of ECMA-376 part 1, 17.18.59.
// Formats of other languages are written in Arabic digits.
func formatNumber(n int, format, custom string) string {
	switch format {
	case "none":
		return ""
	case "bullet":
		return ""
	case "decimalZero":
		if n < 10 && n >= 0 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "chineseCounting", "taiwaneseCounting":
		if n >= 100 {
			return hanDigits(n, "○")
		}
		if n == 0 {
			return "○"
		}
		return lawtext.Numeral(n)
	case "chineseCountingThousand", "taiwaneseCountingThousand":
		return lawtext.Numeral(n)
	case "japaneseCounting":
		return japanese(n)
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return hanDigits(n, "〇")
	case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
		return legal(n)
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return enclosed(n, 0x2460, 20)
	case "decimalEnclosedFullstop":
		return enclosed(n, 0x2488, 20)
	case "decimalEnclosedParen":
		return enclosed(n, 0x2474, 20)
	case "ideographEnclosedCircle":
		return enclosed(n, 0x3280, 10)
	case "decimalFullWidth", "decimalFullWidth2":
		return fullWidth(n)
	case "custom":
		width := len(strings.TrimSpace(strings.SplitN(custom, ",", 2)[0]))
		s := strconv.Itoa(n)
		return strings.Repeat("0", max(0, min(width, 8)-len(s))) + s
	}
	return strconv.Itoa(n)
}

// hanDigits writes each digit of n as a Han numeral: 120 is 一二〇.
func hanDigits(n int, zero string) string {
	var b strings.Builder
	for _, d := range strconv.Itoa(n) {
		switch d {
		case '0':
			b.WriteString(zero)
		case '-':
			b.WriteByte('-')
		default:
			b.WriteString(lawtext.Numeral(int(d - '0')))
		}
	}
	return b.String()
}

// japanese writes 100 as 百 and 1000 as 千, without 一 and without 零.
func japanese(n int) string {
	s := strings.ReplaceAll(lawtext.Numeral(n), "零", "")
	if n == 0 {
		return "〇"
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, "一百", "百"), "一千", "千"), "一十", "十")
}

var legalDigits = strings.NewReplacer("一", "壹", "二", "贰", "三", "叁", "四", "肆", "五", "伍", "六", "陆", "七", "柒", "八", "捌", "九", "玖",
	"十", "拾", "百", "佰", "千", "仟")

func legal(n int) string {
	s := lawtext.Numeral(n)
	if n >= 10 && n < 20 {
		s = "一" + s
	}
	return legalDigits.Replace(s)
}

func cycle(n int, signs string) string {
	all := []rune(signs)
	if n < 1 {
		return strconv.Itoa(n)
	}
	return string(all[(n-1)%len(all)])
}

func enclosed(n int, first rune, count int) string {
	if n < 1 || n > count {
		return strconv.Itoa(n)
	}
	return string(first + rune(n-1))
}

func fullWidth(n int) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, strconv.Itoa(n))
}

// letters writes 1 as A, 26 as Z, 27 as AA, 28 as BB, as Word does.
func letters(n int, first rune) string {
	if n < 1 || n > 780 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 32767 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.sign)
			n -= d.value
		}
	}
	return b.String()
}
