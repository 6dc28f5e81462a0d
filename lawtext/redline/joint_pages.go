package redline

import "slices"

// Columns are the lines of one change for pages: a unit without its own number,
// several each with theirs ([Change.Several]), and columns of a table that came or
// went as cells of its rows.
type Columns struct {
	// Old and New are the lines of either text.
	Old, New []Line
	// Both are the lines of both texts in one. Where they cannot be told apart,
	// the old ones stand before the new ones.
	Both []Line
}

// Columns lays out the k-th change. A Result read from JSON knows none.
func (r *Result) Columns(k int) Columns {
	if r.groups == nil {
		return Columns{}
	}
	lines := r.linesOf(k, joiner{r: r, bare: true, byCells: true})
	apart := slices.Clone(lines)
	for n := range apart {
		if apart[n].Rows != nil {
			apart[n].Rows = UnmarkShared(apart[n].Rows)
		}
	}
	c := Columns{Both: lines, Old: OneSide(apart, Insert), New: OneSide(apart, Delete)}
	if slices.Contains(r.Changes[k].Marks, MarkRewritten) || !separable(lines) {
		c.Both = append(wholly(Delete, OneSide(lines, Insert)), wholly(Insert, OneSide(lines, Delete))...)
	}
	return c
}
