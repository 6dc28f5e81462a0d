package redline

import (
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// tables notes the tables that the fingers have come to, on the sides that an
// operation moves: one of each side as the same table, else as one that came or
// went.
func (p *liner) tables(op Op) {
	old, new := holds(op)
	for {
		was, is := p.old.due(p.o), p.new.due(p.n)
		switch {
		case was != nil && is != nil && (was.partner == is || p.atOnePlace(was, is)):
			if rows, ok := p.joiner.rows(was.unit, is.unit); ok {
				p.note(stroke{op: Equal, table: is, rows: rows})
			} else {
				p.note(stroke{op: Delete, table: was, rows: rowsOf(was.unit, Delete)})
				p.note(stroke{op: Insert, table: is, rows: rowsOf(is.unit, Insert)})
			}
			p.old.next++
			p.new.next++
		case old && was != nil && was.partner == nil:
			p.note(stroke{op: Delete, table: was, rows: rowsOf(was.unit, Delete)})
			p.old.next++
		case new && is != nil && is.partner == nil:
			p.note(stroke{op: Insert, table: is, rows: rowsOf(is.unit, Insert)})
			p.new.next++
		default:
			return
		}
	}
}

// atOnePlace reports whether the fingers stand before two tables of which
// nothing stayed, one of which has taken the place of the other.
func (p *liner) atOnePlace(was, is *tablePlace) bool {
	return was.partner == nil && is.partner == nil && was.from == p.o && is.from == p.n
}

// rows compares two tables row by row: rows alike and of the same shape are
// one row whose cells changed, others came or went whole. It reports false for
// tables of different widths, unless columns came or went by themselves.
func (j *joiner) rows(old, new *lawtext.Unit) ([]Row, bool) {
	was, is := rowsOf(old, Delete), rowsOf(new, Insert)
	if columns(was) != columns(is) {
		if !j.byCells || !widen(was, is) {
			return nil, false
		}
	}
	before, after := linesOf(rowTexts(was)), linesOf(rowTexts(is))
	var rows []Row
	i, k := 0, 0
	upTo := func(o, n int) {
		rows = append(append(rows, was[i:o]...), is[k:n]...)
		i, k = o, n
	}
	for _, r := range matchLines(&before, &after) {
		o, n := likest(was, is, r)
		upTo(o, n)
		if row, ok := j.row(was[o], is[n]); ok {
			rows = append(rows, row)
			i, k = o+1, n+1
		}
	}
	upTo(len(was), len(is))
	return rows, true
}

// likest are the two rows of a region that have most cells in common, the first
// of several: unlike a paragraph, a row is not split.
func likest(old, new []Row, r region) (o, n int) {
	o, n = r.old.from, r.new.from
	most := -1
	for i := r.old.from; i < r.old.to; i++ {
		for k := r.new.from; k < r.new.to; k++ {
			if c := commonCells(old[i], new[k]); c > most {
				o, n, most = i, k, c
			}
		}
	}
	return o, n
}

func commonCells(a, b Row) int {
	count := 0
	for k := range min(len(a.Cells), len(b.Cells)) {
		if x, y := a.Cells[k].unit, b.Cells[k].unit; x != nil && y != nil && x.Text != "" && x.Text == y.Text {
			count++
		}
	}
	return count
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

// row compares two rows cell by cell; it reports false for rows of different
// shapes.
func (j *joiner) row(old, new Row) (Row, bool) {
	row := Row{Op: Equal, Cells: make([]Cell, max(len(old.Cells), len(new.Cells)))}
	if len(old.Cells) != len(new.Cells) && !j.byCells {
		return row, false
	}
	for k := range row.Cells {
		was, is := Cell{Op: Insert}, Cell{Op: Delete} // columns of the other text
		if k < len(old.Cells) {
			was = old.Cells[k]
		}
		if k < len(new.Cells) {
			is = new.Cells[k]
		}
		switch {
		case was.Op != "":
			is.Op = Insert
			row.Cells[k] = is
		case is.Op != "":
			was.Op = Delete
			row.Cells[k] = was
		case was.Columns != is.Columns:
			return row, false
		default:
			row.Cells[k] = j.cell(was, is)
		}
	}
	return row, true
}

// cell compares two cells at one place.
func (j *joiner) cell(was, is Cell) Cell {
	old, new := was.unit, is.unit
	c := Cell{Columns: is.Columns, Spans: was.Spans || is.Spans, unit: new}
	switch {
	case was.GoesOn && is.GoesOn:
		c.GoesOn, c.Lines = true, plainLines(nil, Equal, "")
		return c
	case was.GoesOn:
		c.Alone, old = Insert, &lawtext.Unit{}
	case is.GoesOn:
		c.Alone, new = Delete, &lawtext.Unit{}
	}
	w := setterOf(nil, old.Plain(), new.Plain())
	w.own = [2][]Stretch{ownOf(old), ownOf(new)}
	c.Lines = w.lay(j.words(old.Plain(), new.Plain()), Equal)
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

// rowsOf lays out a table of one text; cells that span rows are there in each.
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
				put(Cell{Columns: s.cell.Columns, GoesOn: true, Lines: plainLines(nil, op, ""), unit: s.cell.unit}, s.rows-1)
			}
		}
		for _, cell := range u.Children {
			goOn()
			wide := 1
			for _, ok := above[column+wide]; wide < cell.Columns && !ok; _, ok = above[column+wide] {
				wide++
			}
			put(Cell{Columns: wide, Lines: cellLines(cell, op), unit: cell}, max(1, cell.Rows)-1)
		}
		goOn()
		rows, above = append(rows, row), below
	}
	return rows
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
