package lawtext

import (
	"strings"
	"unicode/utf8"
)

// marked reads 《…》 at byte i, and what stands in brackets behind it.
func (c *citer) marked(i int) (Citation, int) {
	title, size := scanTitle(c.s[i:])
	if size == 0 {
		return Citation{}, 0
	}
	of := &subject{title: title, normal: NormalTitle(title), form: FormTitle}
	if full, ok := c.aliases[of.normal]; ok {
		of.normal, of.form = full, FormShort
	}
	end := i + size
	for _, w := range []string{"实施细则", "实施条例", "实施办法", "实施意见"} {
		if strings.HasPrefix(c.s[end:], w) {
			of.title += w
			of.normal += w
			end += len(w)
		}
	}
	is, known := instrumentTitle(of.title)
	if of.form == FormTitle && known && !is {
		_, units := c.follow(end, path{})
		return Citation{}, size + units // 《供水合同》第五条 is no article of this text
	}
	end += c.brackets(end, of)
	if of.form == FormTitle && !is {
		if _, addressed := c.follow(end, path{}); addressed == 0 && of.number == "" {
			return Citation{}, size
		}
	}
	return c.cite(of, i, end)
}

// brackets reads what stands behind a title at byte i and tells more of the
// instrument: its number, its short title, its edition.
func (c *citer) brackets(i int, of *subject) int {
	size := 0
	for range 4 {
		rest := c.s[i+size:]
		n, more := numberBehind(rest)
		if more > 0 {
			of.number = n
		} else if more = c.introduce(rest, of); more == 0 {
			more = editionBehind(rest)
		}
		if more == 0 {
			break
		}
		size += more
	}
	return size
}

// bracket answers what stands in the bracket that s begins with, and its
// length in bytes; 0 where s begins with none, or none that closes within
// most bytes.
func bracket(s string, most int) (inner string, size int) {
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return "", 0
	}
	_, open := utf8.DecodeRuneInString(s)
	depth := 0
	for i, r := range s[:min(len(s), most)] {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			if depth--; depth == 0 {
				return s[open:i], i + utf8.RuneLen(r)
			}
		}
	}
	return "", 0
}

// numberBehind reads an issuing number in brackets behind a title:
// （国办发〔2018〕37号）, （国办发〔2018〕37号，2020年修订）.
func numberBehind(s string) (number string, size int) {
	inner, size := bracket(s, 240)
	if size == 0 || strings.Contains(inner, "简称") || strings.Contains(inner, "《") {
		return "", 0
	}
	number = inner
	if i := strings.IndexAny(inner, "，,；、"); i >= 0 {
		number = inner[:i]
	}
	if issuingNumber(number) == "" && !decreeNumber(number) {
		return "", 0
	}
	return number, size
}

// editionBehind skips what else a bracket says before a unit: （2020年修订）,
// （试行）.
func editionBehind(s string) int {
	inner, size := bracket(s, 120)
	if size == 0 || strings.ContainsAny(inner, "《。；") || strings.Contains(inner, "简称") {
		return 0
	}
	for _, w := range []string{"第", "（", "("} {
		if strings.HasPrefix(s[size:], w) {
			return size
		}
	}
	return 0
}

// introductions lead to a short title.
var introductions = []string{"以下简称为", "以下简称", "以下统称", "以下合称", "以下称为", "以下称", "下称", "简称"}

// introduce reads （以下简称…） or ，以下简称《…》 behind a title and keeps the
// short title. It answers how long s speaks of it.
func (c *citer) introduce(s string, of *subject) int {
	if size := c.introduceOpenly(s, of); size > 0 {
		return size
	}
	inner, size := bracket(s, 400)
	if size == 0 {
		return 0
	}
	for _, w := range introductions {
		i := strings.Index(inner, w)
		if i < 0 {
			continue
		}
		if n := issuingNumber(inner[:i]); n != "" {
			of.number = n
		}
		if !c.alias(inner[i+len(w):], of) {
			return 0
		}
		return size
	}
	return 0
}

// introduceOpenly reads ，以下简称《…》 without a bracket.
func (c *citer) introduceOpenly(s string, of *subject) int {
	rest := strings.TrimLeft(s, "，, ")
	if len(rest) == len(s) {
		return 0
	}
	for _, w := range introductions {
		after, ok := strings.CutPrefix(rest, w)
		if !ok {
			continue
		}
		if _, size := scanTitle(after); size > 0 && c.alias(after[:size], of) {
			return len(s) - len(after) + size
		}
	}
	return 0
}

// alias keeps a short title as written, marks of titles and quotation
// included; several may be offered (《甲》或者“乙”).
func (c *citer) alias(written string, of *subject) bool {
	kept := false
	for short := range strings.SplitSeq(strings.NewReplacer("或者", "、", "或", "、", "，", "、").Replace(written), "、") {
		short = NormalTitle(strings.Trim(short, "：: ‘’\""))
		if n := utf8.RuneCountInString(short); n < 2 || n > 40 {
			continue
		}
		c.aliases[short] = of.normal
		r, _ := utf8.DecodeLastRuneInString(short)
		c.ends[r] = true
		kept = true
	}
	return kept
}
