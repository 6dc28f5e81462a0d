package search

import (
	"hefa/lawtext"
	"hefa/search/engine"
)

// entries are the units of a text as they are searched: its title, notes and
// preamble, each heading, each article whole, tables, annexes unit by unit, and
// the signature, each with its number as printed. The table of contents, which
// repeats the headings, is left out.
func entries(title string, t *lawtext.Text) []engine.Entry {
	c := collector{articles: map[lawtext.Address]string{}}
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
	titled   bool
	list     []engine.Entry
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
		c.add(engine.Entry{Part: engine.PartArticle, Article: number, Text: printed(u, u.Plain())}, u)
	case u.Kind == lawtext.KindContents:
	case u.Kind == lawtext.KindTitle:
		c.titled = true
		c.add(engine.Entry{Part: engine.PartTitle, Text: printed(u, u.Plain())}, u)
	case c.holds(u):
		head := *u
		head.Children = nil
		c.add(engine.Entry{Part: engine.PartHeading, Text: printed(u, head.Plain())}, u)
		c.units(u.Children)
	default:
		c.add(engine.Entry{Part: engine.PartOther, Text: printed(u, u.Plain())}, u)
	}
}

func (c *collector) add(e engine.Entry, u *lawtext.Unit) {
	e.Address = u.Address
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

// printed is a unit as a reader sees it: 第九条　……, 第二章　总则, （二）……
func printed(u *lawtext.Unit, plain string) string {
	switch u.Kind {
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindArticle, lawtext.KindAnnex:
		if u.Number != "" && plain != "" {
			return u.Number + "　" + plain
		}
	}
	return u.Number + plain
}
