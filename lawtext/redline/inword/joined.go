package inword

import (
	"slices"
	"strings"

	"hefa/lawtext/redline"
)

// shared is a cell that says the same in both texts but begins in another row of
// each: its first row went, say, and it begins in the next one now.
type shared struct {
	from, to place // where it begins first, and where in the other text
}

type place struct{ row, cell int }

// sharedCells finds such cells. Told row by row their words would stand twice,
// once as gone and once as new, though nobody touched them.
func sharedCells(rows []redline.Row) []shared {
	type begun struct {
		at   place
		op   redline.Op
		cell redline.Cell
	}
	var list []shared
	above := map[int]begun{} // by column: the spans of one text that reach the row before
	for i, r := range rows {
		here, column := map[int]begun{}, 0
		for k, c := range r.Cells {
			from, ok := above[column]
			ok = ok && from.cell.Columns == c.Columns
			switch side := sideOf(r, c); {
			case c.GoesOn:
				if ok && from.op == r.Op {
					here[column] = from
				}
			case ok && side != redline.Equal && side != from.op && words(c.Lines) == words(from.cell.Lines):
				list = append(list, shared{from.at, place{i, k}})
				fallthrough
			default:
				if r.Op != redline.Equal && c.Spans {
					here[column] = begun{place{i, k}, r.Op, c}
				}
			}
			column += c.Columns
		}
		above = here
	}
	return list
}

// sideOf is the text in which alone a cell begins; equal where it begins in both.
func sideOf(r redline.Row, c redline.Cell) redline.Op {
	switch {
	case r.Op == redline.Equal && c.Alone != "":
		return c.Alone
	case r.Op != redline.Equal && c.Spans:
		return r.Op
	}
	return redline.Equal
}

// words are all of lines, whatever text they are from.
func words(lines []redline.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l.Segments {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// unmarked has the words of shared cells stand as what they are, unchanged.
func unmarked(rows []redline.Row) []redline.Row {
	rows = slices.Clone(rows)
	for _, s := range sharedCells(rows) {
		stayed(rows, s.from)
		stayed(rows, s.to)
	}
	return rows
}

// joined makes one cell of each shared one, over the rows of both texts.
func joined(rows []redline.Row) []redline.Row {
	rows = slices.Clone(rows)
	for _, s := range sharedCells(rows) {
		stayed(rows, s.from).Spans = true
		to := stayed(rows, s.to)
		to.GoesOn, to.Alone, to.Lines = true, "", nil
	}
	return rows
}

// stayed marks the words of a cell as unchanged.
func stayed(rows []redline.Row, at place) *redline.Cell {
	r := &rows[at.row]
	r.Cells = slices.Clone(r.Cells)
	c := &r.Cells[at.cell]
	c.Lines = slices.Clone(c.Lines)
	for k := range c.Lines {
		c.Lines[k].Segments = slices.Clone(c.Lines[k].Segments)
		c.Lines[k].Break = redline.Equal
		for n := range c.Lines[k].Segments {
			c.Lines[k].Segments[n].Op = redline.Equal
		}
	}
	return c
}
