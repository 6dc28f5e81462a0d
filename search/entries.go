package search

import (
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/search/engine"
)

// entries are the units of a text as they are searched: its title, notes and
// preamble, each heading, each article whole, tables, annexes unit by unit, and
// the signature, each as printed (see [printed]). Together they are everything
// the reader shows; the text's own table of contents, which the reader shows
// as a list of links made of the headings, is left out.
func entries(title string, t *lawtext.Text) []engine.Entry {
	c := collector{articles: map[lawtext.Address]string{}, cites: citesOf(t)}
	for _, a := range t.Articles() {
		c.articles[a.Address] = a.Number
	}
	c.units(t.Units)
	if !c.titled {
		c.list = append(c.list, engine.Entry{Part: engine.PartTitle, Address: titleAddress, Text: title})
	}
	return c.list
}

const titleAddress = lawtext.Address("title")

type collector struct {
	// articles are the numbers of the units that count as articles.
	articles map[lawtext.Address]string
	// cites are the keys of citations, by the units they stand in.
	cites  map[lawtext.Address][]string
	titled bool
	list   []engine.Entry
}

func (c *collector) units(units []*lawtext.Unit) {
	for _, u := range units {
		c.unit(u)
	}
}

func (c *collector) unit(u *lawtext.Unit) {
	number, article := c.articles[u.Address]
	switch {
	case article:
		c.add(engine.Entry{Part: engine.PartArticle, Article: number, Keys: []string{engine.ArticleKey(bare(u.Address))}}, u)
	case u.Kind == lawtext.KindContents:
	case u.Kind == lawtext.KindTitle:
		c.titled = true
		c.add(engine.Entry{Part: engine.PartTitle}, u)
	case c.holds(u):
		head := *u
		head.Children = nil
		c.add(engine.Entry{Part: engine.PartHeading}, &head)
		c.units(u.Children)
	default:
		c.add(engine.Entry{Part: engine.PartOther}, u)
	}
}

func (c *collector) add(e engine.Entry, u *lawtext.Unit) {
	e.Address = u.Address
	e.Text, e.Inner = printed(u)
	e.Keys = append(e.Keys, c.cites[u.Address]...)
	for _, in := range e.Inner {
		e.Keys = append(e.Keys, c.cites[in.Address]...)
	}
	if e.Text != "" {
		c.list = append(c.list, e)
	}
}

// holds reports whether a unit's children are entries of their own.
func (c *collector) holds(u *lawtext.Unit) bool {
	switch u.Kind {
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindAnnex:
		return true
	}
	for _, child := range u.Children {
		if _, article := c.articles[child.Address]; article || c.holds(child) {
			return true
		}
	}
	return false
}

// bare is an article's address without what it stands in: 3 for annex1/3.
func bare(a lawtext.Address) lawtext.Address {
	s := string(a)
	s = s[strings.LastIndexAny(s, "/:")+1:]
	s, _, _ = strings.Cut(s, "~")
	return lawtext.Address(s)
}

// printed is a unit as a reader sees it: its number as written, its heading,
// its own characters and then its inner units in reading order, each on a line
// with its own number or mark: 第九条　……, 第二章　总则, （二）……. Words may run
// from one line into the next, since white space counts for nothing; they never
// run from one entry into another. inner says where each inner unit begins, in
// code points: what begins in it has its address.
func printed(u *lawtext.Unit) (text string, inner []engine.Inner) {
	p := printer{}
	p.write(u.Number)
	switch u.Kind {
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindArticle, lawtext.KindAnnex:
		if u.Number != "" && (u.Heading != "" || u.Text != "" || len(u.Children) > 0) {
			p.write("　")
		}
	}
	p.unit(u)
	return p.String(), p.inner
}

// printer writes units, in the lines of [lawtext.Unit.Plain].
type printer struct {
	strings.Builder
	runes int
	inner []engine.Inner
}

func (p *printer) write(s string) {
	p.WriteString(s)
	p.runes += utf8.RuneCountInString(s)
}

func (p *printer) unit(u *lawtext.Unit) {
	start := p.Len()
	p.write(u.Heading)
	if u.Heading != "" && u.Text != "" {
		p.write("\n")
	}
	p.write(u.Text)
	for _, child := range u.Children {
		if p.Len() > start {
			p.write("\n")
		}
		start = p.Len()
		p.inner = append(p.inner, engine.Inner{Address: child.Address, At: p.runes})
		p.write(child.Number)
		p.unit(child)
	}
}
