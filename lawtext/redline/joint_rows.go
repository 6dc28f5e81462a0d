package redline

import (
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// rowsOf lays out a table of one text, without its words; cells that span rows
// are there in each.
// A cell ends where one from above stands, whatever it says of its columns.
func rowsOf(table *lawtext.Unit, op Op) []Row {
	type span struct {
		cell Cell
		rows int
	}
	var rows []Row
	above := map[int]span{} // by column
	for _, u := range table.Children {
		row, below := Row{Op: op}, map[int]span{}
		column := 0
		put := func(c Cell, left int) {
			if c.Spans = left > 0; c.Spans {
				below[column] = span{c, left}
			}
			row.Cells = append(row.Cells, c)
			column += c.Columns
		}
		goOn := func() {
			for s, ok := above[column]; ok; s, ok = above[column] {
				put(Cell{Columns: s.cell.Columns, GoesOn: true, unit: s.cell.unit}, s.rows-1)
			}
		}
		for _, cell := range u.Children {
			goOn()
			wide := 1
			for _, ok := above[column+wide]; wide < cell.Columns && !ok; _, ok = above[column+wide] {
				wide++
			}
			put(Cell{Columns: wide, unit: cell}, max(1, cell.Rows)-1)
		}
		goOn()
		rows, above = append(rows, row), below
	}
	return rows
}

// worded gives the cells of rows of one text their words.
func worded(rows []Row) []Row {
	for _, r := range rows {
		for k, c := range r.Cells {
			r.Cells[k] = c.worded(r.Op)
		}
	}
	return rows
}

// worded is a cell of one text with its words.
func (c Cell) worded(op Op) Cell {
	switch {
	case c.GoesOn:
		c.Lines = plainLines(nil, op, "")
	case c.unit != nil:
		c.Lines = cellLines(c.unit, op)
	}
	return c
}

// cellLines are those of a cell of one text.
func cellLines(u *lawtext.Unit, op Op) []Line {
	text := u.Plain()
	w := setterOf(nil, text, text)
	w.own = [2][]Stretch{ownOf(u), ownOf(u)}
	return w.lay([]Segment{{Op: op, Class: ClassText, Text: text}}, op)
}

func ownOf(cell *lawtext.Unit) []Stretch {
	return []Stretch{{Address: cell.Address, End: len(cell.Text)}}
}

// columns is how many columns the widest row has.
func columns(rows []Row) int {
	most := 0
	for _, r := range rows {
		n := 0
		for _, c := range r.Cells {
			n += c.Columns
		}
		most = max(most, n)
	}
	return most
}

// rowTexts are the rows as lines. A cell that spans rows is told in each: what
// it says may be all that tells them from others.
func rowTexts(rows []Row) string {
	lines := make([]string, len(rows))
	for i, r := range rows {
		cells := make([]string, len(r.Cells))
		for k, c := range r.Cells {
			switch {
			case c.GoesOn:
				cells[k] = firstBytes(c.unit.Plain(), 60)
			case c.unit != nil:
				cells[k] = c.unit.Plain()
			}
		}
		lines[i] = strings.ReplaceAll(strings.Join(cells, "\t"), "\n", "\v")
	}
	return strings.Join(lines, "\n")
}

// firstBytes cuts a text after so many bytes at most, between characters.
func firstBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
