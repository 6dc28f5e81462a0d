package inword

import (
	"strings"

	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// setting is the type in which tables of so many columns are set, and the room
// it takes, in twips.
type setting struct {
	style  docx.Style
	tight  bool
	em     int // a character is wide
	sides  int // is left beside the words of a cell
	least  int // a column has on average, if its words are to be read with ease
	narrow int // half characters that a narrow column has
}

var (
	usual = setting{docx.CellText, false, 240, 170, 1050, 5}
	small = setting{docx.CellSmall, true, 180, 80, 600, 5}
)

// settingFor chooses the type for a table of so many columns; where not even
// small type is read with ease, fits is false.
func settingFor(columns, room int) (s setting, fits bool) {
	if columns*usual.least <= room {
		return usual, true
	}
	return small, columns*small.least <= room
}

// cells lays a table out in so much room: widths, and each row with its cells,
// whose blocks the caller writes.
func cells(rows []redline.Row, room int, s setting, blocks func(r redline.Row, lines []redline.Line) []docx.Block) docx.Table {
	t := docx.Table{Widths: s.widths(rows, room), Tight: s.tight, KeepShort: true}
	for _, r := range rows {
		row := docx.Row{Cells: make([]docx.Cell, len(r.Cells))}
		for k, c := range r.Cells {
			row.Cells[k] = s.cell(c, func() []docx.Block { return blocks(r, c.Lines) })
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// cell joins a cell with those above and below. One without words is of the
// table's style too, or it would be higher.
func (s setting) cell(c redline.Cell, blocks func() []docx.Block) docx.Cell {
	cell := docx.Cell{Columns: c.Columns}
	switch {
	case c.GoesOn:
		cell.Merge = docx.GoesOn
	case c.Spans:
		cell.Merge = docx.Starts
	}
	if !c.GoesOn {
		cell.Blocks = blocks()
	}
	if len(cell.Blocks) == 0 {
		cell.Blocks = []docx.Block{docx.Paragraph{Style: s.style}}
	}
	return cell
}

// column is what stands in one column, in half characters.
type column struct {
	words   int // the most words in a cell
	longest int // the longest number or Latin word, which is better not broken
}

func columnsOf(rows []redline.Row) []column {
	var columns []column
	for _, r := range rows {
		at := 0
		for _, c := range r.Cells {
			for len(columns) < at+c.Columns {
				columns = append(columns, column{})
			}
			if c.Columns == 1 {
				columns[at].take(c.Lines)
			}
			at += c.Columns
		}
	}
	return columns
}

func (c *column) take(lines []redline.Line) {
	text := redline.WordsOf(lines)
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return docx.Wide(r) || r <= ' ' }) {
		c.longest = max(c.longest, docx.Halves(part))
	}
	c.words = max(c.words, docx.Halves(text))
}

// widths gives each column its share by the most words in it, within bounds, so
// that a column of numbers is narrow and none vanishes.
func (s setting) widths(rows []redline.Row, room int) []int {
	columns := columnsOf(rows)
	widths, least := make([]int, len(columns)), make([]int, len(columns))
	for k, c := range columns {
		widths[k] = s.sides + s.em*min(max(c.words+1, 6), 32)/2
		least[k] = s.sides + s.em*min(max(c.longest*3/2, s.narrow), 18)/2 // a number in wider substitutes too
	}
	return shares(widths, least, room)
}

// shares parts room among columns as they ask, but gives none less than it
// needs as long as there is as much.
func shares(asked, least []int, room int) []int {
	given := make([]int, len(asked))
	for settled := false; !settled; {
		settled = true
		left, sum := room, 0
		for k := range asked {
			left -= given[k]
			if given[k] == 0 {
				sum += asked[k]
			}
		}
		for k := range asked {
			if given[k] == 0 && asked[k]*max(left, 0)/max(sum, 1) < least[k] {
				given[k], settled = least[k], false
			}
		}
		if settled {
			for k := range asked {
				if given[k] == 0 {
					given[k] = asked[k] * max(left, 0) / max(sum, 1)
				}
			}
		}
	}
	return given
}
