package redline

import "strings"

// widen gives the rows of two tables the same columns: each row has an empty
// cell for every column that only the other table has. It reports false for
// tables that have too few columns in common to be the same.
func widen(was, is []Row) bool {
	before, after := linesOf(columnTexts(was)), linesOf(columnTexts(is))
	oldAt, newAt := make([]int, len(before.spans)), make([]int, len(after.spans))
	i, k, at, same := 0, 0, 0, 0
	upTo := func(o, n int) {
		for ; i < o; i, at = i+1, at+1 {
			oldAt[i] = at
		}
		for ; k < n; k, at = k+1, at+1 {
			newAt[k] = at
		}
	}
	for _, r := range matchLines(&before, &after) {
		if r.old.to != r.old.from+1 || r.new.to != r.new.from+1 {
			continue
		}
		upTo(r.old.from, r.new.from)
		oldAt[i], newAt[k] = at, at
		i, k, at, same = i+1, k+1, at+1, same+1
	}
	upTo(len(oldAt), len(newAt))
	if 2*same < min(len(oldAt), len(newAt)) {
		return false
	}
	spread(was, oldAt, at, Insert)
	spread(is, newAt, at, Delete)
	return true
}

// spread puts the columns of rows where they stand among so many; the columns
// between are the other table's.
func spread(rows []Row, at []int, columns int, other Op) {
	for k := range rows {
		var cells []Cell
		column, end := 0, 0
		fill := func(to int) {
			for ; end < to; end++ {
				cells = append(cells, Cell{Op: other, Columns: 1})
			}
		}
		for _, c := range rows[k].Cells {
			fill(at[column])
			column += c.Columns
			c.Columns = at[column-1] + 1 - end
			end += c.Columns
			cells = append(cells, c)
		}
		fill(columns)
		rows[k].Cells = cells
	}
}

// columnTexts are the columns as lines; a cell over several columns stands in
// the first.
func columnTexts(rows []Row) string {
	lines := make([]string, columns(rows))
	for _, r := range rows {
		at := 0
		for _, c := range r.Cells {
			if !c.GoesOn {
				lines[at] += strings.ReplaceAll(c.unit.Plain(), "\n", "\v") + "\t"
			}
			at += c.Columns
		}
	}
	return strings.Join(lines, "\n")
}
