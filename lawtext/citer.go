package lawtext

import (
	"strings"
	"unicode/utf8"
)

// citer reads citations unit by unit.
type citer struct {
	out     []Citation
	top     bool              // the text is numbered 一、, not 第一条
	title   string            // the text's own normal title
	aliases map[string]string // short titles to full ones
	ends    map[rune]bool     // the last characters of aliases
	amends  bool              // the text is an amending decision

	// Of the unit being read.
	s        string
	u        *Unit
	relates  bool // it holds a word that states a relation
	here     path // article, paragraph, item of the unit
	chapter  path
	articles []ordinalOf // in reading order, for 前条
	order    int         // of the article being read

	last    path     // the article last named in this sentence
	lastOf  *subject // the instrument of last; nil for the text's own
	subject *subject // the instrument last named, for 该法
	lead    lead     // what the paragraph above a list named
	amended *subject // what an amending decision amends
	own     map[ordinalOf]bool
}

// lead is what a paragraph that ends in a colon named last: its items go on
// with the sentence.
type lead struct {
	last   path
	lastOf *subject
}

// subject is an instrument that a sentence speaks of.
type subject struct {
	title, normal, number string
	form                  Form
	clause                bool // named in the clause being read
}

func newCiter(t *Text) *citer {
	c := &citer{title: NormalTitle(t.Title), aliases: map[string]string{}, ends: map[rune]bool{'法': true, '典': true, '例': true, '则': true}, order: -1}
	c.amends = strings.Contains(t.Title, "修改") || strings.Contains(t.Title, "修正案")
	units, kind := t.articleUnits()
	c.top = kind == KindItem && len(units) > 0
	c.own = make(map[ordinalOf]bool, len(units))
	for _, u := range units {
		c.own[ordinalOf{u.Ordinal, u.Of}] = true
		c.articles = append(c.articles, ordinalOf{u.Ordinal, u.Of})
	}
	if c.amends {
		c.amended = amendedTitle(t.Title)
	}
	return c
}

// amendedTitle is the instrument that the title of an amending decision
// names.
func amendedTitle(title string) *subject {
	if i := strings.Index(title, "《"); i >= 0 {
		if inner, size := scanTitle(title[i:]); size > 0 {
			return &subject{title: inner, normal: NormalTitle(inner), form: FormTitle}
		}
	}
	if law, _, ok := strings.Cut(title, "修正案"); ok {
		return &subject{title: law, normal: NormalTitle(law), form: FormKnown}
	}
	return nil
}

// unit reads one unit.
func (c *citer) unit(u *Unit) {
	c.place(u)
	if u.Text == "" || u.Kind == KindRow || u.Kind == KindTable {
		return
	}
	c.u, c.s, c.relates = u, u.Text, c.mayRelate(u.Text)
	c.sentence()
	if u.Kind == KindItem || u.Kind == KindSubitem {
		c.last, c.lastOf = c.lead.last, c.lead.lastOf
	}
	c.scan()
	if u.Kind == KindParagraph {
		c.lead = lead{}
		if announces(&Unit{Text: u.Text}) {
			c.lead = lead{c.last, c.lastOf}
		}
	}
}

// place works out where a unit stands.
func (c *citer) place(u *Unit) {
	switch u.Kind {
	case KindPart, KindSubpart, KindChapter, KindSection:
		c.chapter = path{}
		for _, s := range u.Address.steps() {
			if s.kind >= stepPart && s.kind <= stepSection {
				c.chapter.at[refPart+refLevel(s.kind-stepPart)] = ordinalOf{s.num, s.of}
			}
		}
	}
	c.here = path{top: c.top}
	for _, s := range u.Address.steps() {
		switch s.kind {
		case stepArticle, stepTop:
			c.here.at[refArticle] = ordinalOf{s.num, s.of}
		case stepParagraph:
			c.here.at[refParagraph] = ordinalOf{s.num, s.of}
		case stepItem:
			if c.here.at[refItem].num == 0 {
				c.here.at[refItem] = ordinalOf{s.num, s.of}
			}
		case stepSubitem:
			c.here.at[refSubitem] = ordinalOf{s.num, s.of}
		}
	}
	if c.here.at[refParagraph].num == 0 && c.top && u.Kind == KindItem && u.Text != "" {
		c.here.at[refParagraph] = ordinalOf{num: 1}
	}
	if (u.Kind == KindArticle || c.top && u.Kind == KindItem && u.Address.Parent() == "") && u.Address.own() {
		c.order++
	}
}

// sentence forgets what the sentence before spoke of.
func (c *citer) sentence() {
	c.last, c.lastOf = path{}, nil
}

// scan looks at each character that may begin a citation.
func (c *citer) scan() {
	s := c.s
	done := 0 // bytes read into citations
	runes, counted := 0, 0
	at := func(i int) int { // code points before byte i
		runes += utf8.RuneCountInString(s[counted:i])
		counted = i
		return runes
	}
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		var found Citation
		from, size := i, 0
		switch r {
		case '。', '！', '？', '\n':
			c.sentence()
		case '；', ';':
			if c.subject != nil {
				c.subject.clause = false
			}
		case '《':
			found, size = c.marked(i)
		case '本', '前', '上', '该', '同', '第', '（', '(':
			found, size = c.relative(i, done)
		default:
			if c.ends[r] {
				from, found, size = c.unmarked(i+w, done)
			}
		}
		if size == 0 {
			i += w
			continue
		}
		if found.Raw != "" || found.Addresses != nil {
			found.Raw = s[from : from+size]
			found.Unit = c.u.Address
			start := at(from)
			found.Range = Range{start, at(from + size)}
			if found.Addresses == nil {
				found.Addresses = []Address{}
			}
			found.Relation = c.relation(found, from, from+size)
			c.out = append(c.out, found)
		}
		i = from + size
		done = i
	}
}

// cite makes the citation of an instrument named up to byte end, with the
// units that follow.
func (c *citer) cite(of *subject, from, end int) (Citation, int) {
	c.subject = of
	of.clause = true
	addresses, size := c.follow(end, path{})
	found := Citation{Raw: "x", Title: of.title, NormalTitle: of.normal, Number: of.number, Form: of.form}
	if size > 0 {
		end += size
		found.Addresses = addresses
		c.remember(addresses, of)
	} else {
		c.last, c.lastOf = path{}, of
	}
	return found, end - from
}

// follow reads the units behind an instrument's name: 《…》第三条, 《…》的第三条.
func (c *citer) follow(end int, base path) ([]Address, int) {
	rest := c.s[end:]
	skip := blankPrefix(rest)
	for _, w := range []string{"中的", "中", "的", "规定的"} {
		if strings.HasPrefix(rest[skip:], w+"第") {
			skip += len(w)
			break
		}
	}
	if !strings.HasPrefix(rest[skip:], "第") {
		return nil, 0
	}
	addresses, size := references(rest[skip:], base)
	if size == 0 || addresses[0] == "" || addresses[0][0] == '.' || addresses[0][0] == '(' {
		return nil, 0
	}
	return addresses, skip + size
}

// remember keeps the article last named, for 第（七）项 further on.
func (c *citer) remember(addresses []Address, of *subject) {
	c.lastOf = of
	c.last = path{}
	if len(addresses) == 0 {
		return
	}
	for _, s := range addresses[len(addresses)-1].steps() {
		switch s.kind {
		case stepArticle, stepTop:
			c.last.at[refArticle] = ordinalOf{s.num, s.of}
			c.last.top = s.kind == stepTop
		case stepParagraph:
			c.last.at[refParagraph] = ordinalOf{s.num, s.of}
		}
	}
}

// marked reads 《…》 at byte i.
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
	if n, size := numberBehind(c.s[end:]); size > 0 {
		of.number = n
		end += size
	}
	end += c.introduce(end, of)
	end += editionBehind(c.s[end:])
	_, addressed := c.follow(end, path{})
	if !instrumentTitle(of.title) && addressed == 0 && of.form == FormTitle && of.number == "" {
		return Citation{}, size
	}
	return c.cite(of, i, end)
}

// numberBehind reads an issuing number in brackets behind a title:
// （国办发〔2018〕37号）.
func numberBehind(s string) (number string, size int) {
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return "", 0
	}
	head := s[:min(len(s), 240)]
	end, w := strings.Index(head, "号）"), len("号）")
	if j := strings.Index(head, "号)"); end < 0 || j >= 0 && j < end {
		end, w = j, len("号)")
	}
	if end < 0 {
		return "", 0
	}
	number = strings.TrimLeft(s[:end+len("号")], "（(")
	if issuingNumber(number) == "" && !decreeNumber(number) || strings.Contains(number, "以下简称") {
		return "", 0
	}
	return number, end + w
}

// editionBehind skips （2020年修订） before a unit.
func editionBehind(s string) int {
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return 0
	}
	head := s[:min(len(s), 120)]
	for _, closing := range []string{"）", ")"} {
		i := strings.Index(head, closing)
		if i < 0 || !containsAny(head[:i], []string{"修订", "修正", "年", "版"}) || strings.Contains(head[:i], "以下") {
			continue
		}
		if strings.HasPrefix(s[i+len(closing):], "第") {
			return i + len(closing)
		}
	}
	return 0
}

// introduce reads （以下简称…） behind a title and keeps the short title.
func (c *citer) introduce(i int, of *subject) int {
	s := c.s[i:]
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return 0
	}
	head := s[:min(len(s), 400)]
	end := strings.IndexAny(head, "）)")
	if end < 0 {
		return 0
	}
	_, open := utf8.DecodeRuneInString(head)
	inner := head[open:end]
	var short string
	for _, w := range []string{"以下简称为", "以下简称", "以下统称", "以下称为", "以下称", "下称", "简称"} {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(inner, "，, "), w); ok {
			short = rest
			break
		}
	}
	if short == "" {
		if j := strings.Index(inner, "以下简称"); j >= 0 {
			short = inner[j+len("以下简称"):]
			if n := issuingNumber(inner[:j]); n != "" {
				of.number = n
			}
		}
	}
	short = NormalTitle(strings.Trim(short, "：:，, ‘’\""))
	if n := utf8.RuneCountInString(short); n < 2 || n > 40 {
		return 0
	}
	c.aliases[short] = of.normal
	r, _ := utf8.DecodeLastRuneInString(short)
	c.ends[r] = true
	_, w := utf8.DecodeRuneInString(s[end:])
	return end + w
}
