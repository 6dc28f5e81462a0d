package lawtext

import (
	"strings"
	"unicode/utf8"
)

// citer reads citations unit by unit.
type citer struct {
	out     []Citation
	spent   int               // addresses in out
	cut     *Cut              // where the search stopped
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
	only     Address     // the only paragraph of the article being read, or ""

	last    path     // the article last named in this sentence
	lastOf  *subject // the instrument of last; nil for the text's own
	subject *subject // the instrument last named, for 该法
	lead    lead     // what the paragraph above a list named
	amended *subject // what an amending decision amends
	quoted  *subject // whose words stand in the quotation being read
	led     bool     // last was named by the lead of the list
	own     map[ordinalOf]bool
}

// lead is what a paragraph that ends in a colon named last: its items go on
// with the sentence.
type lead struct {
	last    path
	lastOf  *subject
	repeals bool // 下列文件予以废止：
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
	c.u, c.s, c.relates, c.quoted = u, u.Text, c.mayRelate(u.Text), nil
	c.forget()
	if u.Kind == KindItem || u.Kind == KindSubitem {
		c.last, c.lastOf = c.lead.last, c.lead.lastOf
		c.led = c.last.at[refArticle].num > 0
		if c.lastOf != nil {
			of := *c.lastOf
			of.clause = false
			c.lastOf = &of
		}
	}
	c.scan()
	if u.Kind == KindParagraph {
		c.lead = lead{}
		if announces(&Unit{Text: u.Text}) {
			c.lead = lead{c.last, c.lastOf, repealed(u.Text)}
		}
	}
}

// cited is the address of a unit as a sentence cites it: the only paragraph
// of an article is the article.
func (c *citer) cited(a Address) Address {
	rest, ok := strings.CutPrefix(string(a), string(c.only))
	if c.only == "" || !ok || rest != "" && rest[0] != '(' {
		return a
	}
	return c.only.Parent() + Address(rest)
}

// onlyParagraph is the address of a unit's only paragraph, or "".
func onlyParagraph(u *Unit) Address {
	if countParagraphs(u) != 1 {
		return ""
	}
	for _, p := range u.Children {
		if p.Kind == KindParagraph {
			return p.Address
		}
	}
	return ""
}

// place works out where a unit stands.
func (c *citer) place(u *Unit) {
	switch u.Kind {
	case KindArticle, KindPreamble:
		c.only = onlyParagraph(u)
	case KindAnnex:
		c.only = ""
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

// sentence forgets what the sentence before spoke of; an amending decision
// goes on about one article.
func (c *citer) sentence() {
	if c.amended == nil {
		c.forget()
	}
}

func (c *citer) forget() { c.last, c.lastOf, c.led = path{}, nil, false }

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
		case '“', '”':
			c.quotation(i, r == '“')
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
			found.Unit, found.Place = c.cited(c.u.Address), c.u.Address
			start := at(from)
			found.Range = Range{start, at(from + size)}
			if found.Addresses == nil {
				found.Addresses = []Address{}
			}
			found.Relation = c.relation(found, from, from+size)
			if found.Relation == RelationAmends && c.amends && c.quoted == nil && c.subject != nil {
				c.amended = c.subject // a decision may amend several
			}
			found.Cut = len(found.Addresses) >= maxRange
			c.out = append(c.out, found)
			if c.spent += len(found.Addresses); c.spent >= maxAddresses || len(c.out) >= maxCitations {
				c.cut = &Cut{Place: c.u.Address, At: found.Range.End}
				return
			}
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
	if annex, size := annexNamed(rest[skip:]); size > 0 {
		return []Address{annex}, skip + size
	}
	for _, w := range []string{"中的", "中", "的", "规定的"} {
		if strings.HasPrefix(rest[skip:], w+"第") {
			skip += len(w)
			break
		}
	}
	if !strings.HasPrefix(rest[skip:], "第") {
		return nil, 0
	}
	if level, list, size := refGroup(rest[skip:], false, true); level == refItem { // 《…决定》第三项
		var top []Address
		for _, o := range list[:min(len(list), maxRange)] {
			top = append(top, path{top: true}.with(refArticle, o).address())
		}
		return top, skip + size
	}
	addresses, size := references(rest[skip:], base)
	if size == 0 || addresses[0] == "" || addresses[0][0] == '.' || addresses[0][0] == '(' {
		return nil, 0
	}
	return addresses, skip + size
}

// remember keeps the article last named, for 第（七）项 further on.
func (c *citer) remember(addresses []Address, of *subject) {
	c.lastOf, c.led = of, false
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
