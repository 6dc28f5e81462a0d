package web

import "hefa/lawtext"

// sheetRow is one row of a table in a redline. In a Struck row stands what went
// from the older text between two rows, in its only cell.
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
// which of nine lines below each other is whose price. Where a line runs from
// one cell into the next, the lines stay as they are.
func tabled(lines []sheetLine, index map[lawtext.Address]*lawtext.Unit) []sheetLine {
	var out []sheetLine
	for len(lines) > 0 {
		table := tableAround(lines[0].Address, index)
		n := 1
		if table != nil {
			for i, l := range lines {
				if tableAround(l.Address, index) == table {
					n = i + 1
				} else if l.Address != "" {
					break
				}
			}
			if rows := changedRows(table, lines[:n]); rows != nil {
				out = append(out, sheetLine{Table: rows})
				lines = lines[n:]
				continue
			}
		}
		out, lines = append(out, lines[:n]...), lines[n:]
	}
	return out
}

// tableAround is the table in which a cell stands; nil where the address is no
// cell's.
func tableAround(a lawtext.Address, index map[lawtext.Address]*lawtext.Unit) *lawtext.Unit {
	if u := index[a]; u == nil || u.Kind != lawtext.KindCell {
		return nil
	}
	return index[a.Parent().Parent()]
}

// changedRows lays lines out as a table; nil where a cell that has words has no line.
func changedRows(table *lawtext.Unit, lines []sheetLine) []sheetRow {
	shown := map[lawtext.Address][]sheetLine{}
	struck := map[lawtext.Address][]sheetLine{} // by the cell before them
	var last lawtext.Address
	for _, l := range lines {
		if l.Address == "" {
			struck[last] = append(struck[last], l)
			continue
		}
		last = l.Address
		shown[last] = append(shown[last], l)
	}
	var rows []sheetRow
	for _, r := range table.Children {
		var row, gone sheetRow
		for _, c := range r.Children {
			if c.Text != "" && shown[c.Address] == nil {
				return nil
			}
			row.Cells = append(row.Cells, sheetCell{Columns: c.Columns, Rows: c.Rows, Lines: shown[c.Address]})
			if went := struck[c.Address]; went != nil {
				gone.Struck = true
				gone.Cells = append(gone.Cells, sheetCell{Lines: went})
			}
		}
		if rows = append(rows, row); gone.Struck {
			rows = append(rows, sheetRow{Struck: true, Cells: spread(gone.Cells, r)})
		}
	}
	return rows
}

// spread is one cell as wide as a row, with all that the cells hold.
func spread(cells []sheetCell, row *lawtext.Unit) []sheetCell {
	var one sheetCell
	for _, c := range cells {
		one.Lines = append(one.Lines, c.Lines...)
	}
	for _, c := range row.Children {
		one.Columns += max(c.Columns, 1)
	}
	return []sheetCell{one}
}
