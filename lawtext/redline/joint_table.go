package redline

import (
	"strings"

	"hefa/lawtext"
)

// tables writes the tables that begin under the fingers: one of each side as
// the same table, else as one that came or went.
func (p *liner) tables(old, new bool) {
	was, is := p.old.tableAt(p.o), p.new.tableAt(p.n)
	switch {
	case was != nil && is != nil:
		if rows, ok := p.joiner.rows(was, is); ok {
			p.table(Equal, rows)
		} else {
			p.table(Delete, rowsOf(was, Delete))
			p.table(Insert, rowsOf(is, Insert))
		}
		p.old.tableEnd, p.new.tableEnd = p.old.tables[p.o].end, p.new.tables[p.n].end
		return
	case was != nil && old:
		p.table(Delete, rowsOf(was, Delete))
		p.old.tableEnd = p.old.tables[p.o].end
	case is != nil && new:
		p.table(Insert, rowsOf(is, Insert))
		p.new.tableEnd = p.new.tables[p.n].end
	}
}

// tableAt is the table of the cluster that begins at an offset, unless it has
// been written.
func (l *layout) tableAt(at int) *lawtext.Unit {
	if at < l.from || at >= l.to || at < l.tableEnd {
		return nil
	}
	return l.tables[at].unit
}

func (p *liner) table(op Op, rows []Row) {
	if p.open {
		p.lines[len(p.lines)-1].Break = op
		p.open = false
	}
	l := Line{Kind: lawtext.KindTable, Break: op, Rows: rows}
	if l.Unit = p.new.tableAt(p.n); op == Delete || l.Unit == nil {
		l.Unit = p.old.tableAt(p.o)
	}
	p.lines = append(p.lines, l)
}

// rows compares two tables row by row: rows alike and of the same shape are
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
		if r.old.to == r.old.from+1 && r.new.to == r.new.from+1 && sameShape(was[r.old.from], is[r.new.from]) {
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

// rowTexts are the rows as lines.
func rowTexts(rows []Row) string {
	lines := make([]string, len(rows))
	for i, r := range rows {
		cells := make([]string, len(r.Cells))
		for k, c := range r.Cells {
			cells[k] = cellText(c)
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

func sameShape(a, b Row) bool {
	if len(a.Cells) != len(b.Cells) {
		return false
	}
	for k, c := range a.Cells {
		if d := b.Cells[k]; c.Columns != d.Columns || c.Spans != d.Spans || c.GoesOn != d.GoesOn {
			return false
		}
	}
	return true
}

// row compares two rows of one shape cell by cell.
func (j *joiner) row(old, new Row) Row {
	row := Row{Op: Equal, Cells: make([]Cell, len(new.Cells))}
	for k, c := range new.Cells {
		c.Lines = linesOfSegments(nil, j.writer.words(cellText(old.Cells[k]), cellText(c)), Equal)
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
				put(Cell{Columns: above[column].Columns, GoesOn: true, Lines: plainLines(nil, op, "")}, left[column]-1)
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
