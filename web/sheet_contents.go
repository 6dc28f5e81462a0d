package web

import (
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/review"
)

// sheetEntry is one line of a sheet's table of contents.
type sheetEntry struct {
	ID       string
	Chapter  bool
	Number   string
	Hint     string
	Was      string
	Gone     bool
	Badges   []redline.Kind
	Comments int
	Selected bool
	Article  lawtext.Address
	// Read says who has read the article; nil where that is not shown. Of a
	// chapter, Done of All articles were read by whoever looks.
	Read      *review.ArticleRead
	Done, All int
}

// contents lists chapters and articles, those that went included, each with
// what happened to it.
func (s sheet) contents() []sheetEntry {
	var list []sheetEntry
	chapter := -1
	for _, b := range s.Blocks {
		e := sheetEntry{ID: b.ID, Chapter: b.Titled(), Number: b.Number, Gone: b.Gone(), Badges: b.Badges,
			Comments: b.Comments, Selected: b.Selected, Article: b.Address, Read: b.Read}
		if e.Gone {
			e.Number = b.OldNumber
		}
		switch {
		case e.Chapter:
			e.Hint = b.Heading
			if e.Hint == "" {
				e.Hint = b.words(40)
			}
		case b.Kind == lawtext.KindArticle, b.Kind == lawtext.KindItem && e.Number != "":
			if b.Renumbered() {
				e.Was = b.OldNumber
			}
			e.Hint = b.words(16)
		case b.Changed() || b.Comments > 0:
			e.Hint = firstWords(b.firstChanged(), 16)
			if b.Kind == lawtext.KindTable {
				e.Number = tableName(b.Address)
			}
		default:
			continue
		}
		if e.Chapter {
			chapter = len(list)
		} else if chapter >= 0 && e.Read != nil {
			if list[chapter].All++; e.Read.Mine {
				list[chapter].Done++
			}
		}
		list = append(list, e)
	}
	return list
}

// firstChanged are the words, as they are now, of the first of a block's lines
// that changed: the units of an annex stand in one block. Where none came but
// lines went, they are those; where nothing changed, the block's first.
func (b sheetBlock) firstChanged() string {
	for _, lines := range [][]sheetLine{b.New, b.Old} {
		for _, l := range lines {
			if len(l.Table) == 0 && slices.ContainsFunc(l.Runs, func(r sheetRun) bool { return r.Op == redline.Insert || r.Op == redline.Delete }) {
				return l.words()
			}
		}
	}
	return b.words(1000)
}

// words are the first words of a block as it now is.
func (b sheetBlock) words(n int) string {
	lines := b.New
	if len(lines) == 0 {
		lines = b.Old
	}
	if b.Change == "" {
		lines = b.Lines
		if b.Heading != "" {
			return b.Heading
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return firstWords(lines[0].words(), n)
}

// words are a line's characters, or those of a table's first row that has any.
func (l sheetLine) words() string {
	text := ""
	for _, r := range l.Runs {
		text += r.Text
	}
	for _, row := range l.Table {
		for _, c := range row.Cells {
			for _, line := range c.Lines {
				text += line.words() + " "
			}
		}
		if text != "" {
			break
		}
	}
	return strings.TrimSpace(text)
}

// tableName names a table within its annex or text: 表1 for "annex2/t1".
func tableName(a lawtext.Address) string {
	return a[strings.LastIndexByte(string(a), '/')+1:].Chinese()
}
