package lawtext

import (
	"strings"
	"unicode/utf8"
)

// ownWords are what a text calls itself behind 本, longer ones first.
var ownWords = []string{
	"实施细则", "实施办法", "实施条例", "实施意见", "实施方案", "暂行规定", "暂行办法", "暂行条例", "试行办法", "管理办法", "管理规定", "若干规定", "若干措施", "司法解释",
	"条例", "办法", "规定", "细则", "规则", "决定", "决议", "意见", "通知", "方案", "规范", "准则", "解释", "公告", "通告", "措施", "批复", "指引", "制度", "标准", "安排", "规程", "通则",
	"章程", "守则", "公约", "导则", "指南", "预案", "规划", "计划", "纲要", "目录", "政策", "法典", "法",
}

// relative reads a citation that begins with 本, 前, 上, 该, 同, 第 or a
// bracket at byte i.
func (c *citer) relative(i, done int) (Citation, int) {
	s := c.s[i:]
	before, _ := utf8.DecodeLastRuneInString(c.s[:i])
	switch {
	case strings.HasPrefix(s, "本"):
		if strings.ContainsRune("基资成样文版根标剧课脚", before) && !(before == '成' && ownNumbered(s[len("本"):])) {
			return Citation{}, 0 // 基本条件; but 构成本法第三条
		}
		if of := c.speaker(); of != nil {
			return c.thisOf(i, of)
		}
		return c.this(i)
	case strings.HasPrefix(s, "前"), strings.HasPrefix(s, "上"):
		if strings.ContainsRune("以之目当生空提此眼面日年月天事往网线地会", before) && before != utf8.RuneError {
			return Citation{}, 0
		}
		if c.speaker() != nil {
			return Citation{}, 0 // of the text amended or quoted
		}
		return c.former(i, c.here)
	case strings.HasPrefix(s, "该"), strings.HasPrefix(s, "同"):
		if strings.ContainsRune("合共相不协应", before) && before != utf8.RuneError {
			return Citation{}, 0 // 合同法, 应该
		}
		return c.that(i)
	case strings.HasPrefix(s, "第"):
		return c.bare(i, done)
	}
	return c.bracket(i)
}

// ownNumbered reports whether s is what a text calls itself and a number.
func ownNumbered(s string) bool {
	for _, w := range ownWords {
		if strings.HasPrefix(s, w+"第") {
			return true
		}
	}
	return false
}

func own(addresses []Address, size int) (Citation, int) {
	return Citation{Raw: "x", Addresses: addresses, Form: FormOwn}, size
}

// at is the path of the unit being read, down to a level.
func (c *citer) at(level refLevel) path {
	p := c.here
	for l := level + 1; l < refLevels; l++ {
		p.at[l] = ordinalOf{}
	}
	return p
}

// this reads 本条, 本款, 本项, 本章 and 本办法第…条.
func (c *citer) this(i int) (Citation, int) {
	rest := c.s[i+len("本"):]
	for _, u := range []struct {
		word  string
		level refLevel
	}{{"条", refArticle}, {"款", refParagraph}, {"项", refItem}} {
		after, ok := strings.CutPrefix(rest, u.word)
		if l, _ := refUnit(rest); !ok || l != u.level || c.here.at[refArticle].num == 0 {
			continue // 本条例, 本项目
		}
		head := len("本") + len(u.word)
		base := c.at(u.level)
		if strings.HasPrefix(after, "前") || strings.HasPrefix(after, "上") {
			if found, size := c.former(i+head, c.here); size > 0 {
				return found, head + size
			}
		}
		return c.ownUnits(i, head, base)
	}
	for _, w := range []string{"章", "节", "编", "分编"} {
		if l, _ := refUnit(rest); strings.HasPrefix(rest, w) && l != refNone && c.chapter.at[l].num > 0 {
			p := c.chapter
			for k := l + 1; k < refLevels; k++ {
				p.at[k] = ordinalOf{}
			}
			return c.ownUnits(i, len("本")+len(w), p)
		}
	}
	for _, w := range ownWords {
		after, ok := strings.CutPrefix(rest, w)
		if !ok {
			continue
		}
		head := len("本") + len(w)
		gap := blankPrefix(after)
		if annex, size := annexNamed(after[gap:]); size > 0 {
			return own([]Address{annex}, head+gap+size)
		}
		addresses, size := c.follow(i+head, path{top: c.top})
		if size == 0 {
			return Citation{}, 0
		}
		c.remember(addresses, nil)
		return own(addresses, head+size)
	}
	return Citation{}, 0
}

// annexNamed reads 附件1 behind 本办法 or 《…》.
func annexNamed(s string) (Address, int) {
	for _, w := range []string{"附件", "附表", "附录"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			n, size := scanNumber(rest, false)
			if size == 0 || n == 0 {
				n = 1
			}
			return Address("annex").numbered(n), len(w) + size
		}
	}
	return "", 0
}

func (a Address) numbered(n int) Address {
	return a + Address(step{kind: stepArticle, num: n}.append(nil))
}

// ownUnits reads the units behind 本条, 前款 and the like; without any, the
// base itself is named.
func (c *citer) ownUnits(i, head int, base path) (Citation, int) {
	addresses, size := references(c.s[i+head:], base)
	if size == 0 {
		addresses = []Address{base.address()}
	}
	c.remember(addresses, nil)
	return own(addresses, head+size)
}

// former reads 前款, 前两款, 前条第二款, 前项, 上款 at byte i, seen from here.
func (c *citer) former(i int, here path) (Citation, int) {
	_, w := utf8.DecodeRuneInString(c.s[i:])
	rest := c.s[i+w:]
	count, digits := 1, 0
	if n, size := scanNumber(rest, false); size > 0 && n > 0 && n < 20 {
		count = n
		rest = strings.TrimPrefix(rest[size:], "个")
		digits = len(c.s[i+w:]) - len(rest)
	}
	level, size := refUnit(rest)
	if size == 0 || level < refArticle || level > refItem || here.at[refArticle].num == 0 {
		return Citation{}, 0
	}
	head := w + digits + size
	list := c.formerOf(level, count, here)
	if len(list) == 0 {
		return own([]Address{}, head)
	}
	if len(list) == 1 {
		return c.ownUnits(i, head, list[0])
	}
	var addresses []Address
	for _, p := range list {
		addresses = append(addresses, p.address())
	}
	c.remember(addresses, nil)
	return own(addresses, head)
}

// formerOf lists the units of a level before the one being read.
func (c *citer) formerOf(level refLevel, count int, here path) []path {
	var list []path
	if level == refArticle {
		for k := c.order - count; k < c.order; k++ {
			if k >= 0 && k < len(c.articles) {
				list = append(list, path{top: c.top}.with(refArticle, c.articles[k]))
			}
		}
		return list
	}
	n := here.at[level].num
	for k := n - count; k < n; k++ {
		if k > 0 {
			list = append(list, here.with(level, ordinalOf{num: k}))
		}
	}
	return list
}

// that reads 该法第…条, 同法第…条 and 该条第…款.
func (c *citer) that(i int) (Citation, int) {
	rest := c.s[i+len("该"):]
	for _, w := range ownWords {
		if !strings.HasPrefix(rest, w) {
			continue
		}
		head := len("该") + len(w)
		addresses, size := c.follow(i+head, path{})
		if size == 0 {
			return Citation{}, 0
		}
		if c.subject == nil { // nothing it could mean
			return Citation{}, head + size
		}
		of := *c.subject
		of.form, of.clause = FormThat, true
		c.subject = &of
		c.remember(addresses, &of)
		return Citation{Raw: "x", Title: of.title, NormalTitle: of.normal, Addresses: addresses, Form: FormThat}, head + size
	}
	level, size := refUnit(rest)
	if size == 0 || level != refArticle && level != refParagraph {
		return Citation{}, 0
	}
	if c.last.at[refArticle].num == 0 { // nothing it could mean
		_, units := references(rest[size:], c.at(refArticle))
		return Citation{}, len("该") + size + units
	}
	addresses, units := references(rest[size:], c.last)
	if units == 0 {
		return Citation{}, 0
	}
	return c.ofLast(addresses, len("该")+size+units)
}

// ofLast makes a citation of units of the article last named.
func (c *citer) ofLast(addresses []Address, size int) (Citation, int) {
	if c.lastOf == nil {
		return own(addresses, size)
	}
	return Citation{Raw: "x", Title: c.lastOf.title, NormalTitle: c.lastOf.normal, Addresses: addresses, Form: c.lastOf.form}, size
}

// foreign are words before a number that say the unit is of no instrument.
var foreign = []string{"合同", "协议", "约定", "公约", "条约", "协定", "议定书", "保单", "规约", "条款", "合约", "契约", "附件", "附录", "附表", "判决", "裁定", "裁决", "书", "文件", "手册", "条件", "国家标准", "行业标准", "地方标准", "处罚决定", "章程", "法例"}

// bare reads 第…条 without a title before it.
func (c *citer) bare(i, done int) (Citation, int) {
	before := c.s[done:i]
	for _, w := range foreign {
		if strings.HasSuffix(before, w) {
			_, size := references(c.s[i:], path{})
			return Citation{}, size
		}
	}
	level, _, n := refGroup(c.s[i:], false, true)
	if n == 0 {
		return Citation{}, 0
	}
	if level == refChapter && strings.HasPrefix(c.s[i+n:], "《") {
		return Citation{}, n // 第6章《…条例》 of a collection
	}
	if level == refArticle {
		if from := unmarkedTitle(before); from >= 0 {
			return Citation{}, 0 // read from its beginning by unmarked
		}
	}
	base, of := path{top: c.top}, (*subject)(nil)
	speaker := c.speaker()
	switch {
	case level >= refParagraph:
		base, of = c.baseFor(i, level)
		if base.at[refArticle].num == 0 {
			return Citation{}, 0
		}
	case level == refArticle && c.lastOf != nil && c.lastOf.clause && c.last.at[refArticle].num > 0:
		base, of = path{}, c.lastOf
	case speaker != nil:
		base, of = path{}, speaker
	}
	addresses, size := references(c.s[i:], base)
	if size == 0 {
		return Citation{}, 0
	}
	if of == nil && level == refArticle && c.subject != nil && !c.hasOwn(addresses) {
		of = c.subject // the text has no such article; the instrument named before may
		addresses, size = references(c.s[i:], path{})
	}
	c.remember(addresses, of)
	return c.ofLast(addresses, size)
}

// hasOwn reports whether the text has the first of the articles.
func (c *citer) hasOwn(addresses []Address) bool {
	for _, s := range addresses[0].steps() {
		if s.kind == stepArticle || s.kind == stepTop {
			return c.own[ordinalOf{s.num, s.of}] || c.own[ordinalOf{num: s.num}]
		}
	}
	return true
}

// speaker is the instrument whose words are read: one that is quoted, or the
// one that an amending decision amends; nil for the text itself.
func (c *citer) speaker() *subject {
	if c.quoted != nil {
		return c.quoted
	}
	return c.amended
}

// quotation opens or closes the words of an instrument just named:
// 《…》第三条规定：“…”.
func (c *citer) quotation(i int, opens bool) {
	c.quoted = nil
	if opens && c.subject != nil && c.subject.clause && (strings.HasSuffix(c.s[:i], "规定：") || strings.HasSuffix(c.s[:i], "规定")) {
		c.quoted = c.subject
	}
}

// thisOf reads 本法第…条 in the words of another instrument; what 本条 means
// there is not known.
func (c *citer) thisOf(i int, of *subject) (Citation, int) {
	rest := c.s[i+len("本"):]
	if level, size := refUnit(rest); size > 0 && level >= refArticle {
		_, units := references(rest[size:], path{}.with(refArticle, ordinalOf{num: 1}))
		return Citation{}, len("本") + size + units
	}
	for _, w := range ownWords {
		if !strings.HasPrefix(rest, w) {
			continue
		}
		head := len("本") + len(w)
		addresses, size := c.follow(i+head, path{})
		if size == 0 {
			return Citation{}, head
		}
		c.remember(addresses, of)
		return c.ofLast(addresses, head+size)
	}
	return Citation{}, 0
}

// baseFor is what 第…款 or 第…项 alone belongs to: the article named earlier in
// the sentence, else the one it stands in.
func (c *citer) baseFor(i int, level refLevel) (path, *subject) {
	if c.last.at[refArticle].num > 0 && !c.before(i, level) {
		p := c.last
		for l := level; l < refLevels; l++ {
			p.at[l] = ordinalOf{}
		}
		return p, c.lastOf
	}
	if c.speaker() != nil {
		return path{}, nil
	}
	p := c.at(level - 1)
	if level == refItem && c.here.at[refItem].num == 0 {
		p.at[refParagraph] = ordinalOf{} // the only paragraph with items
	}
	return p, nil
}

// before reports whether the units at byte i stand before the one being read,
// in a list whose lead named another instrument: they are the list's own.
func (c *citer) before(i int, level refLevel) bool {
	if !c.led || c.lastOf == nil {
		return false
	}
	_, list, _ := refGroup(c.s[i:], true, true)
	for _, o := range list {
		if o.num >= c.here.at[level].num {
			return false
		}
	}
	return len(list) > 0
}

// bracket reads （三）项 and （一）至（三）项 without 第.
func (c *citer) bracket(i int) (Citation, int) {
	level, _, n := refGroup(c.s[i:], true, true)
	if n == 0 {
		// （一）、（二）项 and （一）至（三）项 are one group; nothing else is read.
		return Citation{}, 0
	}
	base, of := c.baseFor(i, level)
	if base.at[refArticle].num == 0 {
		return Citation{}, 0
	}
	addresses, size := references(c.s[i:], base)
	if size == 0 {
		return Citation{}, 0
	}
	c.remember(addresses, of)
	return c.ofLast(addresses, size)
}
