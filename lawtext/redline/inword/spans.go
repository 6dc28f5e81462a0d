package inword

import (
	"iter"
	"slices"

	"hefa/lawtext/redline"
)

// spansWhole gives a row twice, as it was and as it is, where its part in a cell
// that spans rows is not the same in both texts: the first row of the span went,
// say, and its words stand in the second now. Only rows can come and go:
// LibreOffice reads neither w:cellMerge nor w:tcPrChange, joins a span no more
// whose first row was taken back, and no program shows the words of a cell that
// belongs to the one above.
func spansWhole(rows []redline.Row) []redline.Row {
	list := make([]redline.Row, 0, len(rows))
	steady := map[int]bool{} // by column: the span there begins in a row of both texts
	var between changedRows
	for _, r := range rows {
		if r.Op != redline.Equal || broken(r, steady) {
			r = between.add(r)
		} else {
			list = append(between.end(list), r)
		}
		for at, c := range columns(r) {
			if !c.GoesOn {
				steady[at] = r.Op == redline.Equal
			}
		}
	}
	return between.end(list)
}

// broken reports whether a row belongs to a span that begins elsewhere in either
// text.
func broken(r redline.Row, steady map[int]bool) bool {
	for at, c := range columns(r) {
		if c.Alone != "" || c.GoesOn && !steady[at] {
			return true
		}
	}
	return false
}

// changedRows are those between two rows of both texts.
type changedRows struct {
	all, gone, come []redline.Row
	apart           bool // one of them was a row of both texts
}

// add takes up a row, one of both texts as it was and as it is, and answers it
// as one that came.
func (c *changedRows) add(r redline.Row) redline.Row {
	gone, come := sides(r)
	c.gone, c.come = append(c.gone, gone...), append(c.come, come...)
	c.all, c.apart = append(c.all, r), c.apart || r.Op == redline.Equal
	r.Op = redline.Insert
	return r
}

// sides are a row as it was and as it is, either none where it came or went.
func sides(r redline.Row) (gone, come []redline.Row) {
	side := func(without, op redline.Op) (rows []redline.Row) {
		for _, l := range redline.OneSide([]redline.Line{{Rows: []redline.Row{r}}}, without) {
			rows = l.Rows
			rows[0].Op = op
		}
		return rows
	}
	return side(redline.Insert, redline.Delete), side(redline.Delete, redline.Insert)
}

// end adds them to a list. Where one of both texts is among them, those of one
// text come behind those of the other, so that each cell follows the one it
// belongs to; where that does not do, the rows in which their spans begin are
// given twice too.
func (c *changedRows) end(list []redline.Row) []redline.Row {
	switch {
	case !c.apart:
		list = append(list, c.all...)
	case !cut(c.gone, c.come):
		list = append(append(list, c.gone...), c.come...)
	case !cut(c.come, c.gone):
		list = append(append(list, c.come...), c.gone...)
	default:
		from := max(0, len(list)-1)
		for from > 0 && slices.ContainsFunc(list[from].Cells, func(c redline.Cell) bool { return c.GoesOn }) {
			from--
		}
		var gone, come []redline.Row
		for _, r := range list[from:] {
			was, is := sides(r)
			gone, come = append(gone, was...), append(come, is...)
		}
		list = append(append(append(append(list[:from], gone...), c.gone...), come...), c.come...)
	}
	*c = changedRows{}
	return list
}

// cut reports whether rows put between others and the rows above them would cut
// a span.
func cut(between, rows []redline.Row) bool {
	begun, above := map[int]bool{}, map[int]bool{} // by column: the span begins in rows, or above
	for _, r := range rows {
		for at, c := range columns(r) {
			begun[at] = begun[at] || !c.GoesOn
			above[at] = above[at] || !begun[at]
		}
	}
	for _, r := range between {
		goOn := map[int]bool{}
		for at, c := range columns(r) {
			goOn[at] = c.GoesOn
		}
		for at := range above {
			if above[at] && !goOn[at] {
				return true
			}
		}
	}
	return false
}

// columns are a row's cells by the column they begin in.
func columns(r redline.Row) iter.Seq2[int, redline.Cell] {
	return func(yield func(int, redline.Cell) bool) {
		at := 0
		for _, c := range r.Cells {
			if !yield(at, c) {
				return
			}
			at += c.Columns
		}
	}
}
