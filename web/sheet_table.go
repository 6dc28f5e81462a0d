package web

import (
	"cmp"

	"hefa/lawtext"
	"hefa/lawtext/redline"
)

// sheetRow is one row of a table.
type sheetRow struct {
	// Op says whether the row is one of both texts or came or went whole.
	Op    redline.Op
	Cells []sheetCell
}

// sheetCell is one cell of such a row; Columns and Rows are those it spans.
type sheetCell struct {
	Op            redline.Op
	Columns, Rows int
	Lines         []sheetLine
}

// Sign is what happened to a row that has no word to show it by, "" for none.
func (r sheetRow) Sign() redline.Kind {
	for _, c := range r.Cells {
		if len(c.Lines) > 0 {
			return ""
		}
	}
	return map[redline.Op]redline.Kind{redline.Delete: redline.Deleted, redline.Insert: redline.Added}[r.Op]
}

// cleanRows lays out a table as it is.
func cleanRows(rows []*lawtext.Unit, said remarks) []sheetRow {
	out := make([]sheetRow, len(rows))
	for k, r := range rows {
		out[k].Op = redline.Equal
		for _, c := range r.Children {
			cell := sheetCell{Op: redline.Equal, Columns: max(1, c.Columns), Rows: max(1, c.Rows)}
			if text := c.Plain(); text != "" {
				cell.Lines = []sheetLine{cleanLine(c.Address, "", text, said)}
			}
			out[k].Cells = append(out[k].Cells, cell)
		}
	}
	return out
}

// rows lays out a table of a redline.
func (w *lineWriter) rows(rows []redline.Row) []sheetRow {
	out := make([]sheetRow, len(rows))
	above := map[int]*sheetCell{} // by column, what may go on below
	for k, r := range rows {
		out[k] = sheetRow{Op: r.Op, Cells: make([]sheetCell, 0, len(r.Cells))}
		below := map[int]*sheetCell{}
		column := 0
		for _, c := range r.Cells {
			cell := sheetCell{Op: opOf(r, c), Columns: c.Columns, Rows: 1}
			if from := above[column]; c.GoesOn && w.goesOn(from, cell) {
				from.Rows++
				below[column] = from
			} else {
				cell.Lines = layLines(c.Lines, w.column, w.said, w.hide)
				out[k].Cells = append(out[k].Cells, cell)
				below[column] = &out[k].Cells[len(out[k].Cells)-1]
			}
			column += c.Columns
		}
		above = below
	}
	return out
}

// opOf says whether a cell came or went; in a row of one text, the place of a
// column of the other did neither.
func opOf(r redline.Row, c redline.Cell) redline.Op {
	if r.Op != redline.Equal && c.Op != "" {
		return redline.Equal
	}
	return cmp.Or(c.Op, r.Op)
}

// goesOn reports whether a cell, nil for none, reaches over the place of one
// below it. Where both texts stand in one column, what went does not reach into
// a row that stays.
func (w *lineWriter) goesOn(cell *sheetCell, below sheetCell) bool {
	return cell != nil && cell.Columns == below.Columns &&
		(w.column != inOneColumn || cell.Op == redline.Equal || cell.Op == below.Op)
}
