package web

import (
	"slices"

	"hefa/lawtext"
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
	amended := slices.ContainsFunc(c.Segments, func(s redline.Segment) bool {
		return s.Op != redline.Equal && !slices.Contains(hide, s.Class)
	}) || reshaped(r.Columns(k).Both)
	seen := *c
	seen.Marks = slices.DeleteFunc(slices.Clone(c.Marks), func(m redline.Mark) bool {
		return m == redline.Mark(redline.Amended) && !amended || m == redline.Mark(redline.Renumbered) && slices.Contains(hide, redline.ClassNumber)
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

// seenFigures are those of a comparison, its characters without those of changes
// that are hidden.
func seenFigures(r *redline.Result, hide []redline.Class) *redline.Stats {
	stats := r.Stats
	if len(hide) == 0 {
		return &stats
	}
	stats.Inserted, stats.Deleted = 0, 0
	for k := range r.Changes {
		for _, s := range r.Changes[k].Segments {
			switch {
			case slices.Contains(hide, s.Class):
			case s.Op == redline.Insert:
				stats.Inserted += lawtext.CodePoints(s.Text)
			case s.Op == redline.Delete:
				stats.Deleted += lawtext.CodePoints(s.Text)
			}
		}
	}
	return &stats
}

// reshaped reports whether a table, a row or a cell among lines came or went,
// which has no nature to be hidden.
func reshaped(lines []redline.Line) bool {
	cell := func(c redline.Cell) bool { return c.Op != "" && c.Op != redline.Equal || c.Alone != "" }
	row := func(r redline.Row) bool { return r.Op != redline.Equal || slices.ContainsFunc(r.Cells, cell) }
	return slices.ContainsFunc(lines, func(l redline.Line) bool { return slices.ContainsFunc(l.Rows, row) })
}
