package web

import (
	"slices"

	"hefa/lawtext/redline"
)

// smallClasses are the natures of change that a reader may hide.
var smallClasses = []redline.Class{redline.ClassSpace, redline.ClassWidth, redline.ClassGlyph, redline.ClassNumber, redline.ClassReference}

// without is the k-th change as it is seen when some natures of change are
// hidden: one that has no other is none.
func without(r *redline.Result, k int, hide []redline.Class) *redline.Change {
	c := &r.Changes[k]
	if len(hide) == 0 || c.Kind == redline.Unchanged {
		return c
	}
	for _, s := range c.Segments {
		if s.Op != redline.Equal && !slices.Contains(hide, s.Class) {
			return c
		}
	}
	if reshaped(r.Columns(k).Both) {
		return c
	}
	seen := *c
	seen.Marks = slices.DeleteFunc(slices.Clone(c.Marks), func(m redline.Mark) bool {
		return m == redline.Mark(redline.Amended) || m == redline.Mark(redline.Renumbered) && slices.Contains(hide, redline.ClassNumber)
	})
	seen.Kind = redline.Unchanged
	for _, m := range seen.Marks {
		if k := redline.Kind(m); k.Badge() != "" {
			seen.Kind = k
			break
		}
	}
	return &seen
}

// reshaped reports whether a table, a row or a cell among lines came or went,
// which has no nature to be hidden.
func reshaped(lines []redline.Line) bool {
	cell := func(c redline.Cell) bool { return c.Op != "" || c.Alone != "" }
	row := func(r redline.Row) bool { return r.Op != redline.Equal || slices.ContainsFunc(r.Cells, cell) }
	return slices.ContainsFunc(lines, func(l redline.Line) bool { return slices.ContainsFunc(l.Rows, row) })
}

// leavers are the moved units that stood before a change.
func leavers(r *redline.Result, moved []int) []sheetMove {
	var list []sheetMove
	for _, k := range moved {
		c := &r.Changes[k]
		m := sheetMove{ID: "old-" + string(c.OldAddresses[0]), Number: joinNumbers(c.Old), To: anchor(c.NewAddresses[0]), ToNumber: joinNumbers(c.New)}
		if m.Number == "" {
			m.Number, m.ToNumber = string(c.OldAddresses[0]), string(c.NewAddresses[0])
		}
		list = append(list, m)
	}
	return list
}
