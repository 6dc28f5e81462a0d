package redline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// tables writes the tables that begin under the fingers: one of each side as
// the same table, else as one that came or went.
func (p *liner) tables(old, new bool) {
	for p.nextTable(old, new) {
	}
}

// nextTable writes what tables gives, one a call, and reports whether there was
// one.
func (p *liner) nextTable(old, new bool) bool {
	was, is := p.old.tableAt(p.o), p.new.tableAt(p.n)
	switch {
	case was != nil && is != nil && was.is(is):
		if rows, ok := p.joiner.rows(was.unit, is.unit); ok {
			p.table(Equal, is.unit, rows)
		} else {
			p.table(Delete, was.unit, rowsOf(was.unit, Delete))
			p.table(Insert, is.unit, rowsOf(is.unit, Insert))
		}
		p.old.written()
		p.new.written()
	case was != nil && old && (was.partner == nil || is == nil || !new):
		p.table(Delete, was.unit, rowsOf(was.unit, Delete))
		p.old.written()
	case is != nil && new:
		p.table(Insert, is.unit, rowsOf(is.unit, Insert))
		p.new.written()
	default:
		return false
	}
	return true
}

// is reports whether two tables are the same one, or nothing speaks of either
// and they stand at one place.
func (t *tablePos) is(other *tablePos) bool {
	return t.partner == other.unit || t.partner == nil && other.partner == nil
}

// tableAt is the table of the cluster that begins at an offset, unless it has
// been written.
func (l *layout) tableAt(at int) *tablePos {
	if len(l.tables) == 0 || l.tables[0].at != at {
		return nil
	}
	return &l.tables[0]
}

// written is done with the first table that waits.
func (l *layout) written() {
	l.tableEnd = l.tables[0].end
	l.tables = l.tables[1:]
}

// table writes a table. A line of the other text that has no end yet goes on
// behind it.
func (p *liner) table(op Op, u *lawtext.Unit, rows []Row) {
	table := Line{Unit: u, Kind: lawtext.KindTable, Break: op, Rows: rows}
	last := len(p.lines) - 1
	switch {
	case p.open && (op == Insert && p.lines[last].only(Delete) || op == Delete && p.lines[last].only(Insert)):
		p.lines = slices.Insert(p.lines, last, table)
		return
	case p.open:
		p.lines[last].Break = op
		p.open = false
	}
	p.lines = append(p.lines, table)
}

// rows compares two tables row by row: rows alike and with the same columns are
// one row whose cells changed, others came or went whole. It reports false for
// tables of different widths, which are not one table.
func (j *joiner) rows(old, new *lawtext.Unit) ([]Row, bool) {
	was, is := rowsOf(old, Delete), rowsOf(new, Insert)
	if columns(was) != columns(is) {
		return nil, false
	}
	before, after := linesOf(rowTexts(was)), linesOf(rowTexts(is))
	var rows []Row
	i, k := 0, 0
	upTo := func(o, n int) {
		rows = append(append(rows, was[i:o]...), is[k:n]...)
		i, k = o, n
	}
	for _, r := range matchLines(&before, &after) {
		upTo(r.old.from, r.new.from)
		if r.old.to == r.old.from+1 && r.new.to == r.new.from+1 && sameColumns(was[r.old.from], is[r.new.from]) {
			rows = append(rows, j.row(was[r.old.from], is[r.new.from]))
			i, k = r.old.to, r.new.to
		}
	}
	upTo(len(was), len(is))
	return rows, true
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
			cells[k] = c.above + cellText(c)
		}
		lines[i] = strings.ReplaceAll(strings.Join(cells, "\t"), "\n", "\v")
	}
	return strings.Join(lines, "\n")
}

func cellText(c Cell) string {
	lines := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		for _, s := range l.Segments {
			lines[i] += s.Text
		}
	}
	return strings.Join(lines, "\n")
}

func sameColumns(a, b Row) bool {
	return slices.EqualFunc(a.Cells, b.Cells, func(c, d Cell) bool { return c.Columns == d.Columns })
}

// row compares two rows cell by cell.
func (j *joiner) row(old, new Row) Row {
	row := Row{Op: Equal, Cells: make([]Cell, len(new.Cells))}
	for k, c := range new.Cells {
		was := old.Cells[k]
		c.Lines = linesOfSegments(nil, j.writer.words(cellText(was), cellText(c)), Equal)
		switch {
		case was.GoesOn && !c.GoesOn:
			c.Alone = Insert
		case c.GoesOn && !was.GoesOn:
			c.Alone = Delete
		}
		c.Spans, c.GoesOn = c.Spans || was.Spans, c.GoesOn && was.GoesOn
		row.Cells[k] = c
	}
	return row
}

// rowsOf lays out a table of one text; cells that span rows are there in each.
func rowsOf(table *lawtext.Unit, op Op) []Row {
	var rows []Row
	var above []Cell // by column: what goes on from the row before
	left := map[int]int{}
	for _, u := range table.Children {
		row := Row{Op: op}
		var next []Cell
		column := 0
		put := func(c Cell, rowsLeft int) {
			c.Spans = rowsLeft > 0
			row.Cells = append(row.Cells, c)
			for range c.Columns {
				next = append(next, Cell{})
			}
			next[column] = c
			if left[column] = rowsLeft; rowsLeft == 0 {
				delete(left, column)
			}
			column += c.Columns
		}
		goOn := func() {
			for left[column] > 0 {
				c := above[column]
				if !c.GoesOn {
					c.above = firstBytes(cellText(c), 60)
				}
				put(Cell{Columns: c.Columns, GoesOn: true, Lines: plainLines(nil, op, ""), above: c.above}, left[column]-1)
			}
		}
		for _, cell := range u.Children {
			goOn()
			put(Cell{Columns: max(1, cell.Columns), Lines: plainLines(nil, op, cell.Plain())}, max(1, cell.Rows)-1)
		}
		goOn()
		rows, above = append(rows, row), next
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
