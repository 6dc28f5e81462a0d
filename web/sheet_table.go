package web

import (
	"slices"

	"hefa/lawtext"
)

// sheetRow is one row of a table in a redline. A Struck row went from the older
// text whole; where its cells cannot be told, all that went is in one.
type sheetRow struct {
	Struck bool
	Cells  []sheetCell
}

// sheetCell is one cell of such a row; Columns and Rows are those it spans.
type sheetCell struct {
	Columns, Rows int
	Lines         []sheetLine
}

// tabled gathers lines that show a table's cells into a table again. A
// comparison goes through a text line by line, and a reader could not tell
// which of nine lines below each other is whose price. Lines that went are
// told by where they were. Where a line runs from one cell into the next, the
// lines stay as they are.
func tabled(lines []sheetLine, now, was lawtext.Index) []sheetLine {
	var out []sheetLine
	became := map[*lawtext.Unit]*lawtext.Unit{} // by the table it is, the one it was
	for _, l := range lines {
		if is, gone := tableAround(l.Address, now), tableAround(l.Was, was); is != nil && became[is] == nil {
			became[is] = gone
		}
	}
	for len(lines) > 0 {
		t, n := tableOf(lines, now, was, became)
		if n > 0 {
			if rows := t.rows(lines[:n]); rows != nil {
				out, lines = append(out, sheetLine{Table: rows}), lines[n:]
				continue
			}
		}
		n = max(n, 1)
		out, lines = append(out, lines[:n]...), lines[n:]
	}
	return out
}

// changedTable is a table as it is and as it was, either nil where no line
// shows a cell of it.
type changedTable struct{ now, was *lawtext.Unit }

// tableOf is the table that lines begin with, and how many of them show it.
func tableOf(lines []sheetLine, now, was lawtext.Index, became map[*lawtext.Unit]*lawtext.Unit) (t changedTable, n int) {
	for i, l := range lines {
		is, gone := tableAround(l.Address, now), tableAround(l.Was, was)
		switch {
		case l.Address == "" && l.Was == "" && i > 0:
			continue // part of the table if more of it follows
		case l.Address != "" && is != nil && (t.now == is || t.now == nil && (t.was == nil || became[is] == t.was)):
			t.now = is
		case l.Address == "" && gone != nil && (t.was == gone || t.was == nil && (t.now == nil || became[t.now] == gone)):
			t.was = gone
		default:
			return t, n
		}
		n = i + 1
	}
	return t, n
}

// tableAround is the table in which a cell stands; nil where the address is no
// cell's.
func tableAround(a lawtext.Address, index lawtext.Index) *lawtext.Unit {
	if u := index[a]; u == nil || u.Kind != lawtext.KindCell {
		return nil
	}
	return index[a.Parent().Parent()]
}

// rows lays lines out as a table; nil where a cell that has words has no line.
func (t changedTable) rows(lines []sheetLine) []sheetRow {
	shown := map[lawtext.Address][]sheetLine{}
	struck := map[lawtext.Address][]sheetLine{} // by the row before them, "" for none
	var last lawtext.Address
	for _, l := range lines {
		if l.Address == "" {
			struck[last] = append(struck[last], l)
			continue
		}
		last = l.Address.Parent()
		shown[l.Address] = append(shown[l.Address], l)
	}
	rows, whole := t.struck(nil, struck[""])
	if t.now == nil {
		if !whole {
			return nil
		}
		return rows
	}
	for _, r := range t.now.Children {
		row, ok := rowOf(r, shown)
		if !ok {
			return nil
		}
		rows, _ = t.struck(append(rows, row), struck[r.Address])
	}
	return rows
}

// rowOf is a row with its lines; it reports false where a cell that has words
// has none.
func rowOf(r *lawtext.Unit, shown map[lawtext.Address][]sheetLine) (row sheetRow, ok bool) {
	for _, c := range r.Children {
		if c.Text != "" && shown[c.Address] == nil {
			return row, false
		}
		row.Cells = append(row.Cells, sheetCell{Columns: c.Columns, Rows: c.Rows, Lines: shown[c.Address]})
	}
	return row, true
}

// struck appends rows that went: those of the older table whose cells all went,
// and what else went as one cell across the table. It reports whether whole
// rows are all that went.
func (t changedTable) struck(rows []sheetRow, went []sheetLine) (_ []sheetRow, whole bool) {
	gone := map[lawtext.Address][]sheetLine{}
	for _, l := range went {
		gone[l.Was] = append(gone[l.Was], l)
	}
	if t.was != nil {
		for _, r := range t.was.Children {
			row, ok := rowOf(r, gone)
			if !ok || !slices.ContainsFunc(row.Cells, func(c sheetCell) bool { return c.Lines != nil }) {
				continue
			}
			for k, c := range r.Children {
				delete(gone, c.Address)
				if t.now != nil {
					row.Cells[k].Rows = 1 // the row below may be one that stays
				}
			}
			row.Struck = true
			rows = append(rows, row)
		}
	}
	left := slices.DeleteFunc(slices.Clone(went), func(l sheetLine) bool { return gone[l.Was] == nil })
	if len(left) == 0 {
		return rows, true
	}
	return append(rows, sheetRow{Struck: true, Cells: []sheetCell{{Columns: t.columns(), Lines: left}}}), false
}

// columns is how many columns the table has.
func (t changedTable) columns() int {
	n := 0
	for _, table := range []*lawtext.Unit{t.was, t.now} {
		if table != nil && len(table.Children) > 0 {
			n = 0
			for _, c := range table.Children[0].Children {
				n += max(c.Columns, 1)
			}
		}
	}
	return n
}
