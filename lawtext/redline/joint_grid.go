package redline

import "cmp"

// GridCell is a cell as HTML has it: once, for all rows and columns it spans.
type GridCell struct {
	// Op says whether the cell came or went, with its row or with its column. The
	// place of another text's column, in a row of one text, did neither.
	Op            Op
	Columns, Rows int
	Lines         []Line
}

// Grid lays rows out with the cells that go on below joined. One whose row
// above is another's has no cell to belong to, and stands by itself. Where both
// texts stand in one column, apart, what came or went does not reach into a row
// that stayed, and a cell that both have in another row stands once.
func Grid(rows []Row, apart bool) [][]GridCell {
	if apart {
		rows = JoinShared(rows)
	}
	out := make([][]GridCell, len(rows))
	above := map[int]*GridCell{} // by column, what may go on below
	for k, r := range rows {
		out[k] = make([]GridCell, 0, len(r.Cells))
		below := make(map[int]*GridCell, len(r.Cells))
		column := 0
		for _, c := range r.Cells {
			cell := GridCell{Op: r.opOf(c), Columns: c.Columns, Rows: 1}
			if from := above[column]; c.GoesOn && from.reaches(cell, apart) {
				from.Rows++
				below[column] = from
			} else {
				cell.Lines = c.Lines
				out[k] = append(out[k], cell)
				below[column] = &out[k][len(out[k])-1]
			}
			column += c.Columns
		}
		above = below
	}
	return out
}

func (r Row) opOf(c Cell) Op {
	if r.Op != Equal && c.Op != "" {
		return Equal
	}
	return cmp.Or(c.Op, r.Op)
}

// reaches reports whether a cell, nil for none, reaches over the place of one
// below it.
func (c *GridCell) reaches(below GridCell, apart bool) bool {
	return c != nil && c.Columns == below.Columns && (!apart || c.Op == Equal || c.Op == below.Op)
}
