package lawtext

import (
	"strings"
	"unicode/utf8"
)

// afterLaw are characters behind 法 that make it another word: 法律, 法院.
const afterLaw = "律规院人定治制学庭官度理医师警条例"

// unmarked reads a title without 《》 that ends at byte end: a short title
// introduced before, a well-known law, or one right before its article. It
// answers where the title begins.
func (c *citer) unmarked(end, done int) (int, Citation, int) {
	s := c.s
	next, _ := utf8.DecodeRuneInString(s[end:])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	if (last == '法' || last == '典') && strings.ContainsRune(afterLaw, next) && !strings.HasPrefix(s[end:], "条例") && !strings.HasPrefix(s[end:], "规定") || next == '》' {
		return 0, Citation{}, 0
	}
	if from, of := c.named(end, done); of != nil {
		for _, w := range []string{"实施细则", "实施条例", "实施办法"} {
			if strings.HasPrefix(s[end:], w) {
				of.title += w
				of.normal += w
				end += len(w)
			}
		}
		found, size := c.cite(of, from, end)
		return from, found, size
	}
	if !strings.HasPrefix(s[end:], "第") {
		return 0, Citation{}, 0
	}
	from := unmarkedTitle(s[done:end])
	if from < 0 {
		return 0, Citation{}, 0
	}
	from += done
	if _, size := c.follow(end, path{}); size == 0 {
		return 0, Citation{}, 0
	}
	of := &subject{title: s[from:end], normal: NormalTitle(s[from:end]), form: FormUnmarked}
	found, size := c.cite(of, from, end)
	return from, found, size
}

// named finds the longest short title or well-known law that ends at byte
// end and begins behind done.
func (c *citer) named(end, done int) (int, *subject) {
	starts := make([]int, 0, 48)
	for at := end; at > done && len(starts) < 48; {
		_, w := utf8.DecodeLastRuneInString(c.s[:at])
		at -= w
		starts = append(starts, at)
	}
	for k := len(starts) - 1; k >= 1; k-- {
		from := starts[k]
		name := c.s[from:end]
		if full, ok := c.aliases[name]; ok && c.aliasStands(name, from) {
			return from, &subject{title: name, normal: full, form: FormShort}
		}
		bare := strings.TrimPrefix(name, "中华人民共和国")
		if k < longestLaw+7 && knownLaws[bare] && c.lawStands(bare, from, end) {
			return from, &subject{title: name, normal: bare, form: FormKnown}
		}
	}
	return 0, nil
}

// aliasStands keeps short titles that are plain words (规定, 办法) from being
// found without 《》.
func (c *citer) aliasStands(name string, from int) bool {
	n := utf8.RuneCountInString(name)
	before, _ := utf8.DecodeLastRuneInString(c.s[:from])
	if before == '《' || before == '本' || before == '该' || before == '〈' {
		return false
	}
	if numbered := strings.HasPrefix(c.s[from+len(name):], "第"); instrumentWord(name) && (numbered || name == "条例" || name == "细则") {
		return c.ledTo(from)
	}
	return n >= 3 || strings.HasSuffix(name, "法") && n >= 2 && !instrumentWord(name)
}

// shortLeads lead to a short title that is a plain word.
var shortLeads = []string{"依照", "按照", "根据", "依据", "违反", "适用", "参照", "符合", "执行", "遵守", "遵照", "和", "与", "及", "或者", "或", "对", "属于", "适用", "施行", "实施"}

// ledTo reports whether the words before byte i end, or lead to an
// instrument.
func (c *citer) ledTo(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(c.s[:i])
	if i == 0 || before < 0x4E00 || before > 0x9FFF {
		return true
	}
	for _, w := range shortLeads {
		if strings.HasSuffix(c.s[:i], w) {
			return true
		}
	}
	return false
}

func instrumentWord(s string) bool {
	for _, w := range ownWords {
		if s == w {
			return true
		}
	}
	return s == "办法" || s == "方法"
}

// lawStands reports whether a well-known law is meant: two characters such as
// 刑法 only before an article, or behind a word or a mark that leads to them.
func (c *citer) lawStands(name string, from, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(c.s[:from])
	if before == '《' || before == '〈' {
		return false
	}
	for _, w := range []string{"宣誓", "和法律委员会", "学", "意识", "精神", "日"} {
		if strings.HasPrefix(c.s[end:], w) {
			return false
		}
	}
	if utf8.RuneCountInString(name) > 3 || from == 0 || strings.HasPrefix(c.s[end:], "第") {
		return true
	}
	return before < 0x4E00 || before > 0x9FFF || strings.ContainsRune("照据按反违依合和与及守由是在对从以用于国犯将或触的现受护施习用", before)
}

// leading are the words before a title that do not belong to it.
var leading = []string{
	"依照", "按照", "根据", "违反", "适用", "参照", "符合", "触犯", "属于", "依据", "关于", "修改", "执行", "遵守", "或者", "以及", "将", "对", "和", "与", "及", "或", "的", "在", "由", "按", "依", "据", "有", "是", "为", "应当", "现行", "同时", "并",
	"对于", "于", "提供", "从事", "拨付", "违背", "出现", "造成", "构成", "涉及", "比照", "援引", "履行", "参见", "认定为", "修正", "修订后", "修改后", "新", "原",
}

// unmarkedEnds are what titles without 《》 end with.
var unmarkedEnds = []string{"条例", "办法", "细则", "法典", "规则", "法"}

// unmarkedTitle finds the title without 《》 that the words before a number
// end with, and answers where it begins, or -1.
func unmarkedTitle(before string) int {
	ends := false
	for _, w := range unmarkedEnds {
		ends = ends || strings.HasSuffix(before, w)
	}
	if !ends {
		return -1
	}
	from := len(before)
	for n := 0; from > 0 && n < 40; n++ {
		r, w := utf8.DecodeLastRuneInString(before[:from])
		if r < 0x4E00 || r > 0x9FFF {
			break
		}
		from -= w
	}
	run := before[from:]
	cut := 0
	for _, w := range leading {
		if i := strings.LastIndex(run, w); i >= 0 {
			cut = max(cut, i+len(w))
		}
	}
	run = run[cut:]
	for _, w := range []string{"本", "该", "同", "新", "原", "旧", "上述", "前述"} {
		if strings.HasPrefix(run, w) {
			return -1
		}
	}
	if utf8.RuneCountInString(run) < 3 || instrumentWord(run) {
		return -1
	}
	return from + cut
}
