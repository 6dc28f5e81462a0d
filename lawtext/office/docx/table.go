package docx

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
)

// Table is one table, as wide as the page's text, or as the cell it stands in.
type Table struct {
	// Widths are the columns' shares of the width.
	Widths []int
	// Tight leaves less room between words and lines, for many columns.
	Tight bool
	// Header is how many of the first rows are repeated on each page.
	Header int
	// KeepShort keeps rows on one page that take less than half of one.
	KeepShort bool
	Rows      []Row
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
	// Blocks are what stands in the cell; nothing is one empty paragraph.
	Blocks []Block
}

// Block is what can stand in a cell: a [Paragraph] or a [Table].
type Block interface {
	write(d *Document, b *bytes.Buffer, width int)
	height(width int) int // in twips, about
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
	t.grid(d, &d.body, `w:w="5000" w:type="pct"`, d.options.Paper.Width())
	d.table, d.empty = true, false
}

// write writes a table inside a cell.
func (t Table) write(d *Document, b *bytes.Buffer, width int) {
	t.grid(d, b, fmt.Sprintf(`w:w="%d" w:type="dxa"`, width), width)
}

func (t Table) grid(d *Document, b *bytes.Buffer, asked string, width int) {
	b.WriteString(`<w:tbl><w:tblPr><w:tblW ` + asked + `/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	fmt.Fprintf(b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, t.margin())
	columns := columnsOf(t, width)
	for _, w := range columns {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString("</w:tblGrid>")
	for k, r := range t.Rows {
		r.Whole = r.Whole || k < t.Header || t.KeepShort && d.short(r, columns, t.margin())
		d.row(b, r, k < t.Header, columns, t.margin())
	}
	b.WriteString("</w:tbl>")
}

// margin is the room on either side of a cell's words, in twips.
func (t Table) margin() int {
	if t.Tight {
		return 40
	}
	return 85
}

// Spacer adds a paragraph that takes no room.
func (d *Document) Spacer() { d.Paragraph(spacer) }

var spacer = Paragraph{Style: Tiny}

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

func (d *Document) row(b *bytes.Buffer, r Row, header bool, columns []int, margin int) {
	used := 0
	for _, c := range r.Cells {
		used += max(1, c.Columns)
	}
	b.WriteString("<w:tr>")
	var p bytes.Buffer
	if used < len(columns) {
		fmt.Fprintf(&p, `<w:gridAfter w:val="%d"/>`, len(columns)-used)
	}
	if r.Whole {
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
		d.cell(b, c, width, margin)
		at += n
	}
	b.WriteString("</w:tr>")
}

func (d *Document) cell(b *bytes.Buffer, c Cell, width, margin int) {
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
	if slices.ContainsFunc(c.Blocks, isTable) { // whose frame is to stand off the cell's
		b.WriteString(`<w:tcMar><w:top w:w="60" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/></w:tcMar>`)
	}
	b.WriteString(`</w:tcPr>`)
	d.blocks(b, c.Blocks, max(1, width-2*margin))
	b.WriteString("</w:tc>")
}

// blocks writes what stands in a cell. Word wants a paragraph last, and takes
// two tables side by side for one.
func (d *Document) blocks(b *bytes.Buffer, blocks []Block, width int) {
	if len(blocks) == 0 {
		blocks = []Block{Paragraph{Style: CellText}}
	}
	for k, block := range blocks {
		block.write(d, b, width)
		if isTable(block) && (k+1 == len(blocks) || isTable(blocks[k+1])) {
			d.paragraph(b, spacer)
		}
	}
}

func isTable(b Block) bool {
	_, is := b.(Table)
	return is
}
