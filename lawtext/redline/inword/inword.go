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
	// OnlyChanges leaves unchanged units out of the comparison table, except the
	// headings above those that changed.
	OnlyChanges bool
	// Say is a sentence by its key, its gaps filled: "redline-paper.KEY". Files
	// with tracked changes hold none.
	Say func(key string, gaps ...any) string
}

func (o Options) say(key string, gaps ...any) string { return o.Say("redline-paper."+key, gaps...) }

// title is the title as it is shown: in the table's head, and as the property that
// a window's frame tells.
func (o Options) title() string { return lawtext.Visible(o.Title) }

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
