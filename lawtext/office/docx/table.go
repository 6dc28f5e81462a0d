package docx

import (
	"bytes"
	"fmt"
	"strconv"
)

// Table is one table, as wide as the page's text.
type Table struct {
	// Widths are the columns' shares of the width.
	Widths []int
	// Header is how many of the first rows are repeated on each page.
	Header int
	Rows   []Row
}

// Row is one row of a table.
type Row struct {
	Revision Revision
	// Whole keeps the row on one page.
	Whole bool
	Cells []Cell
}

// Cell is one cell of a row.
type Cell struct {
	// Columns is how many columns it spans; 0 means 1.
	Columns int
	Merge   Merge
	// Shade is RRGGBB, or "".
	Shade string
	// Paragraphs are the cell's; none is one empty paragraph.
	Paragraphs []Paragraph
}

// Merge says how a cell hangs together with those above and below.
type Merge uint8

// The ways of a cell.
const (
	Alone  Merge = iota
	Starts       // goes on below
	GoesOn       // belongs to the one above
)

// Table adds a table. Two tables side by side would be one to Word, so a small
// paragraph stands between them.
func (d *Document) Table(t Table) {
	d.flushStarts()
	if d.table {
		d.Spacer()
	}
	b := &d.body
	width := d.options.Paper.width()
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	columns := columnsOf(t, width)
	for _, w := range columns {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString("</w:tblGrid>")
	for k, r := range t.Rows {
		d.row(r, k < t.Header, columns)
	}
	b.WriteString("</w:tbl>")
	d.table, d.empty = true, false
}

// Spacer adds a paragraph that takes no room.
func (d *Document) Spacer() { d.Paragraph(Paragraph{Style: Tiny}) }

// columnsOf are the widths of the columns in twips, all of a table that has
// more columns than widths being equally wide.
func columnsOf(t Table, width int) []int {
	most, sum := len(t.Widths), 0
	for _, r := range t.Rows {
		n := 0
		for _, c := range r.Cells {
			n += max(1, c.Columns)
		}
		most = max(most, n)
	}
	columns := make([]int, max(1, most))
	for _, w := range t.Widths {
		sum += w
	}
	for k := range columns {
		columns[k] = max(1, width/len(columns))
		if len(t.Widths) == len(columns) && sum > 0 {
			columns[k] = max(1, width*t.Widths[k]/sum)
		}
	}
	return columns
}

func (d *Document) row(r Row, header bool, columns []int) {
	b := &d.body
	used := 0
	for _, c := range r.Cells {
		used += max(1, c.Columns)
	}
	b.WriteString("<w:tr>")
	var p bytes.Buffer
	if used < len(columns) {
		fmt.Fprintf(&p, `<w:gridAfter w:val="%d"/>`, len(columns)-used)
	}
	if r.Whole || header {
		p.WriteString("<w:cantSplit/>")
	}
	if header {
		p.WriteString("<w:tblHeader/>")
	}
	if r.Revision == Inserted || r.Revision == Deleted {
		p.WriteString("<w:" + r.Revision.element())
		d.annotated(&p)
		p.WriteString("/>")
	}
	if p.Len() > 0 {
		b.WriteString("<w:trPr>" + p.String() + "</w:trPr>")
	}
	at := 0
	for _, c := range r.Cells {
		n := max(1, c.Columns)
		width := 0
		for _, w := range columns[at : at+n] {
			width += w
		}
		d.cell(c, width)
		at += n
	}
	b.WriteString("</w:tr>")
}

func (d *Document) cell(c Cell, width int) {
	b := &d.body
	b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/>`)
	if c.Columns > 1 {
		b.WriteString(`<w:gridSpan w:val="` + strconv.Itoa(c.Columns) + `"/>`)
	}
	switch c.Merge {
	case Starts:
		b.WriteString(`<w:vMerge w:val="restart"/>`)
	case GoesOn:
		b.WriteString(`<w:vMerge/>`)
	}
	if c.Shade != "" {
		b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="` + escaped(c.Shade) + `"/>`)
	}
	b.WriteString(`</w:tcPr>`)
	for _, p := range c.Paragraphs {
		d.paragraph(b, p)
	}
	if len(c.Paragraphs) == 0 {
		d.paragraph(b, Paragraph{Style: CellText})
	}
	b.WriteString("</w:tc>")
}
