package redline

import "hefa/lawtext"

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
				p.note(stroke{op: Delete, table: was, rows: worded(rowsOf(was.unit, Delete))})
				p.note(stroke{op: Insert, table: is, rows: worded(rowsOf(is.unit, Insert))})
			}
			p.old.next++
			p.new.next++
		case old && was != nil && was.partner == nil:
			p.note(stroke{op: Delete, table: was, rows: worded(rowsOf(was.unit, Delete))})
			p.old.next++
		case new && is != nil && is.partner == nil:
			p.note(stroke{op: Insert, table: is, rows: worded(rowsOf(is.unit, Insert))})
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
		rows = append(append(rows, worded(was[i:o])...), worded(is[k:n])...)
		i, k = o, n
	}
	for _, r := range matchRows(&before, &after) {
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

// likest are the two rows of a region whose cells have most in common, the first
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

// commonCells is how many bytes stand in cells that are equal: a number alone
// says little.
func commonCells(a, b Row) int {
	size := 0
	for k := range min(len(a.Cells), len(b.Cells)) {
		if x, y := a.Cells[k].unit, b.Cells[k].unit; x != nil && y != nil && x.Text != "" && x.Text == y.Text {
			size += len(x.Text)
		}
	}
	return size
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
			row.Cells[k] = is.worded(Insert)
		case is.Op != "":
			was.Op = Delete
			row.Cells[k] = was.worded(Delete)
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
	c := Cell{Columns: is.Columns, Spans: was.Spans || is.Spans, unit: new, was: old}
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
