package web

import (
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/search"
)

// lawBlock is one block of a text as pages show it: a heading, an article with
// its lines, a table. Blocks are flat and in reading order.
type lawBlock struct {
	Kind    lawtext.Kind
	Address lawtext.Address
	Number  string
	Heading string
	Lines   []lawLine
	lawTable
	// NumberMarked and HeadingMarked are those cut at words that are to be
	// marked; empty where none are.
	NumberMarked, HeadingMarked []search.Segment
}

// lawTable is a table, where there is one.
type lawTable struct {
	Rows []*lawtext.Unit
	// Cells are the cells with words that are to be marked, cut at them.
	Cells map[lawtext.Address][]search.Segment
}

// lawLine is one paragraph or item, with the mark that stands before it.
type lawLine struct {
	Address lawtext.Address
	Number  string
	Heading string
	Text    string
	// Marked is Text cut at words that are to be marked; empty where none are.
	Marked                      []search.Segment
	NumberMarked, HeadingMarked []search.Segment
	// A table that stands inside the article.
	lawTable
}

// lawBlocks lays a text out for a page.
func lawBlocks(t *lawtext.Text) []lawBlock {
	var blocks []lawBlock
	var lay func(units []*lawtext.Unit)
	lay = func(units []*lawtext.Unit) {
		for _, u := range units {
			b := lawBlock{Kind: u.Kind, Address: u.Address, Number: u.Number, Heading: u.Heading}
			switch u.Kind {
			case lawtext.KindContents:
				// The page has a table of contents of its own.
			case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindAnnex:
				if u.Text != "" {
					b.Lines = []lawLine{{Address: u.Address, Text: u.Text}}
				}
				blocks = append(blocks, b)
				lay(u.Children)
			case lawtext.KindTable:
				b.Rows = u.Children
				blocks = append(blocks, b)
			default:
				b.Lines = lawLines(u)
				blocks = append(blocks, b)
			}
		}
	}
	lay(t.Units)
	return blocks
}

// lawLines are the lines of an article, or of any other unit that holds text.
// The first of them stands beside the unit's own number.
func lawLines(u *lawtext.Unit) []lawLine {
	var lines []lawLine
	var lay func(u *lawtext.Unit, top bool)
	lay = func(u *lawtext.Unit, top bool) {
		l := lawLine{Address: u.Address, Number: u.Number, Heading: u.Heading, Text: u.Text}
		if top {
			l.Number, l.Heading = "", ""
		}
		if u.Kind == lawtext.KindTable {
			lines = append(lines, lawLine{Address: u.Address, lawTable: lawTable{Rows: u.Children}})
			return
		}
		if l.Number+l.Heading+l.Text != "" {
			lines = append(lines, l)
		}
		for _, c := range u.Children {
			lay(c, false)
		}
	}
	lay(u, true)
	return lines
}

// contentsEntry is one line of the page's table of contents.
type contentsEntry struct {
	Address lawtext.Address
	// Chapter says that it is a chapter, a part or an annex.
	Chapter bool
	Number  string
	// Hint is the heading, or the first words where there is none.
	Hint string
}

// lawContents lists chapters and articles, in reading order.
func lawContents(blocks []lawBlock, articles []lawtext.Article) []contentsEntry {
	isArticle := map[lawtext.Address]string{}
	for _, a := range articles {
		isArticle[a.Address] = a.Text
	}
	var list []contentsEntry
	for _, b := range blocks {
		e := contentsEntry{Address: b.Address, Number: b.Number, Hint: b.Heading}
		switch b.Kind {
		case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindAnnex:
			e.Chapter = true
		default:
			text, ok := isArticle[b.Address]
			if !ok {
				continue
			}
			if e.Hint == "" {
				e.Hint = firstWords(text, 16)
			}
		}
		list = append(list, e)
	}
	return list
}

func firstWords(s string, n int) string {
	for i := range s {
		if s[i] == '\n' || n == 0 {
			return s[:i]
		}
		n--
	}
	if !utf8.ValidString(s) {
		return ""
	}
	return s
}
