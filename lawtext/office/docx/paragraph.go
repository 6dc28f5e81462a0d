package docx

import "bytes"

// Revision is what tracked changes say of a run, a paragraph's end or a row.
type Revision uint8

// The revisions.
const (
	Kept Revision = iota
	Inserted
	Deleted
	MovedFrom
	MovedTo
)

// element is the revision's element without its prefix; "" for what was kept.
func (r Revision) element() string {
	return [...]string{"", "ins", "del", "moveFrom", "moveTo"}[r]
}

// Paragraph is one paragraph.
type Paragraph struct {
	Style Style
	// Align overrides the style's.
	Align Align
	// NoIndent takes the style's first-line indent away.
	NoIndent bool
	// KeepNext keeps the paragraph on the page of what follows.
	KeepNext bool
	Runs     []Run
	// Mark says what happened to the paragraph's end. Where it was deleted, the
	// paragraph runs into the next once that is accepted; the last end of a
	// file, a cell, or before a table can only be kept.
	Mark Revision
}

// Run is characters of one look. A tab is one, a line break (\n) is one.
type Run struct {
	Text     string
	Look     Look
	Revision Revision
}

// Text is a run without any look of its own.
func Text(s string) Run { return Run{Text: s} }

// Line is a paragraph of one style and look.
func Line(style Style, text string) Paragraph {
	return Paragraph{Style: style, Runs: []Run{Text(text)}}
}

// Look is how characters differ from their style.
type Look struct {
	Bold, Strike, DoubleStrike bool
	// Underline is a line's name in WordprocessingML: single, double, wave,
	// dotted; "" is none.
	Underline string
	// Color and Shade are RRGGBB, or "".
	Color, Shade string
	// Size is in half points; 0 is the style's.
	Size int
	// Font is the Chinese font; "" is the style's.
	Font Font
}

// Paragraph adds a paragraph.
func (d *Document) Paragraph(p Paragraph) {
	d.paragraph(&d.body, p)
	d.table, d.empty = false, false
}

func (p Paragraph) write(d *Document, b *bytes.Buffer, _ int) { d.paragraph(b, p) }

func (d *Document) paragraph(b *bytes.Buffer, p Paragraph) {
	b.WriteString("<w:p>")
	d.paragraphProperties(b, p)
	b.Write(d.starts.Bytes())
	d.starts.Reset()
	for k := 0; k < len(p.Runs); {
		kind := p.Runs[k].Revision
		end := k
		for end < len(p.Runs) && p.Runs[end].Revision == kind {
			end++
		}
		d.runs(b, kind, p.Runs[k:end])
		k = end
	}
	b.WriteString("</w:p>")
}

// paragraphProperties writes w:pPr, its children in the schema's order.
func (d *Document) paragraphProperties(b *bytes.Buffer, p Paragraph) {
	b.WriteString(`<w:pPr><w:pStyle w:val="`)
	b.WriteString(p.Style.id())
	b.WriteString(`"/>`)
	if p.KeepNext {
		b.WriteString("<w:keepNext/>")
	}
	if p.NoIndent {
		b.WriteString(`<w:ind w:firstLineChars="0" w:firstLine="0"/>`)
	}
	if p.Align != "" {
		b.WriteString(`<w:jc w:val="` + string(p.Align) + `"/>`)
	}
	if p.Mark != Kept {
		b.WriteString("<w:rPr><w:")
		b.WriteString(p.Mark.element())
		d.annotated(b)
		b.WriteString("/></w:rPr>")
	}
	b.WriteString("</w:pPr>")
}

// runs writes runs of one revision inside its element.
func (d *Document) runs(b *bytes.Buffer, kind Revision, runs []Run) {
	if kind != Kept {
		b.WriteString("<w:" + kind.element())
		d.annotated(b)
		b.WriteByte('>')
	}
	for _, r := range runs {
		writeRun(b, r)
	}
	if kind != Kept {
		b.WriteString("</w:" + kind.element() + ">")
	}
}

func writeRun(b *bytes.Buffer, r Run) {
	b.WriteString("<w:r>")
	r.Look.write(b)
	element := "w:t"
	if r.Revision == Deleted {
		element = "w:delText"
	}
	writeText(b, element, r.Text)
	b.WriteString("</w:r>")
}
