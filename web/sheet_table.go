package web

import (
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
	for k, row := range redline.Grid(rows, w.column == inOneColumn) {
		out[k] = sheetRow{Op: rows[k].Op, Cells: make([]sheetCell, len(row))}
		for i, c := range row {
			out[k].Cells[i] = sheetCell{c.Op, c.Columns, c.Rows, layLines(c.Lines, w.column, w.said, w.hide)}
		}
	}
	return out
}
