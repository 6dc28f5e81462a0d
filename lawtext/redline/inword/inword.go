// Package inword writes redlines as Word files: with tracked changes, in colours
// that stay, and as the clause comparison table (条文对照表) that drafters hand
// in.
package inword

import (
	"time"

	"hefa/lawtext"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// MediaType is that of the files.
const MediaType = docx.MediaType

// DefaultAuthor stands as the author of tracked changes where nobody is named:
// the format demands one, and no person's name leaves unless asked.
const DefaultAuthor = "hefa"

// Options say how a redline is written.
type Options struct {
	// Title is the text's title: the file's title property, and the head of
	// the comparison table.
	Title string
	// Author and Date are those of tracked changes; "" is [DefaultAuthor], a
	// zero date is left out.
	Author string
	Date   time.Time
	// PlainMoves writes what moved as deleted there and inserted here.
	PlainMoves bool
	// OnlyChanges leaves unchanged units out of the comparison table, headings
	// excepted.
	OnlyChanges bool
	// Say is a sentence by its key, its gaps filled: "redline-paper.KEY". Files
	// with tracked changes hold none.
	Say func(key string, gaps ...any) string
}

func (o Options) say(key string, gaps ...any) string { return o.Say("redline-paper."+key, gaps...) }

// styled is how a line of a text is set.
func styled(l redline.Line) docx.Paragraph {
	switch l.Kind {
	case lawtext.KindTitle:
		return docx.Paragraph{Style: docx.Title}
	case lawtext.KindNote:
		return docx.Paragraph{Style: docx.Note}
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter:
		return docx.Paragraph{Style: docx.Heading1}
	case lawtext.KindSection:
		return docx.Paragraph{Style: docx.Heading2}
	case lawtext.KindAnnex:
		return docx.Paragraph{Style: docx.Flush}
	case lawtext.KindSignature:
		return docx.Paragraph{Style: docx.Signature}
	case lawtext.KindContents:
		return docx.Paragraph{NoIndent: true}
	}
	if l.Unit != nil {
		switch l.Unit.Role {
		case lawtext.RoleAddressee, lawtext.RoleClass, lawtext.RoleImprint:
			return docx.Paragraph{NoIndent: true}
		case lawtext.RoleMasthead:
			return docx.Paragraph{Style: docx.Title}
		case lawtext.RoleNumber:
			return docx.Paragraph{Style: docx.Note}
		case lawtext.RoleSignature:
			return docx.Paragraph{Style: docx.Signature}
		}
	}
	return docx.Paragraph{}
}

// cells lays a table out: widths, and each row with its cells, whose
// paragraphs the caller writes.
func cells(rows []redline.Row, paragraphs func(r redline.Row, lines []redline.Line) []docx.Paragraph) docx.Table {
	t := docx.Table{Widths: widths(rows)}
	for _, r := range rows {
		row := docx.Row{Cells: make([]docx.Cell, len(r.Cells))}
		for k, c := range r.Cells {
			cell := docx.Cell{Columns: c.Columns, Paragraphs: paragraphs(r, c.Lines)}
			switch {
			case c.GoesOn:
				cell.Merge = docx.GoesOn
			case c.Spans:
				cell.Merge = docx.Starts
			}
			row.Cells[k] = cell
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// widths gives each column its share by the longest words in it, within
// bounds, so that a column of numbers is narrow and none vanishes.
func widths(rows []redline.Row) []int {
	var widths []int
	for _, r := range rows {
		at := 0
		for _, c := range r.Cells {
			n := 0
			for _, l := range c.Lines {
				for _, s := range l.Segments {
					n += len(s.Text) / 3
				}
			}
			for len(widths) < at+c.Columns {
				widths = append(widths, 3)
			}
			if c.Columns == 1 {
				widths[at] = max(widths[at], min(n+1, 16))
			}
			at += c.Columns
		}
	}
	return widths
}
