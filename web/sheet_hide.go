package web

import (
	"slices"

	"hefa/lawtext/redline"
)

// smallClasses are the natures of change that a reader may hide.
var smallClasses = []redline.Class{redline.ClassSpace, redline.ClassWidth, redline.ClassGlyph, redline.ClassNumber, redline.ClassReference}

// without is a change as it is seen when some natures of change are hidden: one
// that has no other is none.
func without(c *redline.Change, hide []redline.Class) *redline.Change {
	if len(hide) == 0 || c.Kind == redline.Unchanged {
		return c
	}
	for _, s := range c.Segments {
		if s.Op != redline.Equal && !slices.Contains(hide, s.Class) {
			return c
		}
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
