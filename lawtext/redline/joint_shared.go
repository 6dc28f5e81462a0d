package redline

import (
	"slices"
	"strings"
)

// sharedCell is a cell that says the same in both texts but begins in another
// row of each: its first row went, say, and it begins in the next one now.
type sharedCell struct {
	from, to cellAt // where it begins first, and where in the other text
}

type cellAt struct{ row, cell int }

// sharedCells finds such cells, or only those that stand first in their rows:
// joined, the words of others would be read before some they stand behind. Told
// row by row their words would stand twice, once as gone and once as new, though
// nobody touched them.
func sharedCells(rows []Row, firstOnly bool) []sharedCell {
	type begun struct {
		at   cellAt
		op   Op
		cell Cell
	}
	var list []sharedCell
	above := map[int]begun{} // by column: the spans of one text that reach the row before
	for i, r := range rows {
		here, column, first := map[int]begun{}, 0, true
		for k, c := range r.Cells {
			from, ok := above[column]
			ok = ok && from.cell.Columns == c.Columns
			switch side := r.sideOf(c); {
			case c.GoesOn:
				if ok && from.op == r.Op {
					here[column] = from
				}
			case (first || !firstOnly) && ok && side != Equal && side != from.op && WordsOf(c.Lines) == WordsOf(from.cell.Lines):
				list = append(list, sharedCell{from.at, cellAt{i, k}})
				if r.Op != Equal && c.Spans {
					here[column] = begun{cellAt{i, k}, r.Op, c}
				}
			default:
				first = false
				if r.Op != Equal && c.Spans {
					here[column] = begun{cellAt{i, k}, r.Op, c}
				}
			}
			column += c.Columns
		}
		above = here
	}
	return list
}

// sideOf is the text in which alone a cell begins; equal where it begins in both.
func (r Row) sideOf(c Cell) Op {
	switch {
	case r.Op == Equal && c.Alone != "":
		return c.Alone
	case r.Op != Equal && c.Spans:
		return r.Op
	}
	return Equal
}

// WordsOf are all of lines, whatever text they are from.
func WordsOf(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l.Segments {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// UnmarkShared has the words of cells that both texts have, but in another row
// of each, stand as what they are, unchanged. It is for the two texts side by
// side.
func UnmarkShared(rows []Row) []Row {
	rows = slices.Clone(rows)
	for _, s := range sharedCells(rows, false) {
		stayed(rows, s.from)
		stayed(rows, s.to)
	}
	return rows
}

// JoinShared makes one cell, over the rows of both texts, of each that both have
// in another row. It is for both texts in one column.
func JoinShared(rows []Row) []Row {
	rows = slices.Clone(rows)
	for _, s := range sharedCells(rows, true) {
		from, to := stayed(rows, s.from), stayed(rows, s.to)
		from.Spans, from.Op = true, Equal
		for k := range from.Lines {
			if from.Lines[k].Old == nil {
				from.Lines[k].Old = to.Lines[k].Old
			}
			if from.Lines[k].New == nil {
				from.Lines[k].New = to.Lines[k].New
			}
		}
		to.GoesOn, to.Alone, to.Op, to.Lines = true, "", Equal, plainLines(nil, Equal, "")
	}
	return rows
}

// stayed marks the words of a cell as unchanged.
func stayed(rows []Row, at cellAt) *Cell {
	r := &rows[at.row]
	r.Cells = slices.Clone(r.Cells)
	c := &r.Cells[at.cell]
	c.Lines = slices.Clone(c.Lines)
	for k := range c.Lines {
		c.Lines[k].Segments = slices.Clone(c.Lines[k].Segments)
		c.Lines[k].Break = Equal
		for n := range c.Lines[k].Segments {
			c.Lines[k].Segments[n].Op = Equal
		}
	}
	return c
}
