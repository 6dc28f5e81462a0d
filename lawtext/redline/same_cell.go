package redline

import (
	"strings"

	"hefa/lawtext"
)

// sameCell is what became of a cell, as the page shows it: the cell of the same
// row and column, the one in which a span begins that lost its first row, or, in
// a row that changed places, the one of the row that came with the same words.
func (r *Result) sameCell(p place, back bool) *lawtext.Unit {
	var went Row // that the cell stood in, if it did not stay
	var came []Row
	column := -1
	for _, l := range r.LinesByCells(p.change) {
		for _, s := range sharedCells(l.Rows, false) {
			from, to := l.Rows[s.from.row].units(s.from.cell, back), l.Rows[s.to.row].units(s.to.cell, back)
			switch p.unit {
			case from[0]:
				return to[1]
			case to[0]:
				return from[1]
			}
		}
		for _, row := range l.Rows {
			for k := range row.Cells {
				u := row.units(k, back)
				switch {
				case u[0] != p.unit:
				case row.Op == Equal:
					return u[1]
				default:
					column, went = k, row
				}
			}
			if row.Op == cameOp(back) {
				came = append(came, row)
			}
		}
	}
	for _, row := range came {
		if column >= 0 && column < len(row.Cells) && wordsOfRow(row) == wordsOfRow(went) {
			return row.units(column, back)[1]
		}
	}
	return nil
}

// cameOp is how a row that came is marked, seen from the old text or from the new.
func cameOp(back bool) Op {
	if back {
		return Delete
	}
	return Insert
}

// units are the cells of the one text and of the other at a place of a row, nil
// where there is none.
func (r Row) units(k int, back bool) [2]*lawtext.Unit {
	c := r.Cells[k]
	u := [2]*lawtext.Unit{c.was, c.unit}
	switch {
	case c.GoesOn:
		return [2]*lawtext.Unit{}
	case r.Op == Delete, c.Op == Delete:
		u = [2]*lawtext.Unit{c.unit, nil}
	case r.Op == Insert, c.Op == Insert:
		u = [2]*lawtext.Unit{nil, c.unit}
	}
	switch c.Alone {
	case Insert:
		u[0] = nil
	case Delete:
		u[1] = nil
	}
	if back {
		u[0], u[1] = u[1], u[0]
	}
	return u
}

func wordsOfRow(r Row) string {
	var b strings.Builder
	for _, c := range r.Cells {
		b.WriteString(WordsOf(c.Lines) + "\t")
	}
	return b.String()
}
