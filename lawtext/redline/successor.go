package redline

import (
	"slices"

	"hefa/lawtext"
)

// farSiblings is how many parts of an article are looked at before and behind
// one for those that stayed.
const farSiblings = 20

// successor is what stands in the place of a paragraph, item or cell of which
// nothing stayed: between the same neighbours as many stand as before, or in a
// table it is the cell of the same row and column.
func (r *Result) successor(p place, from, to *side, pieces []piece, back bool) (place, bool) {
	if p.unit.Kind == lawtext.KindCell {
		return r.sameCell(p, to, back)
	}
	parent, ok := from.at[p.unit.Address.Parent()]
	if !ok || parent.unit == nil {
		return place{}, false
	}
	heir, ok := r.heir(parent, to, pieces, back)
	if !ok {
		return place{}, false
	}
	siblings, others := parent.unit.Children, heir.Children
	at := slices.Index(siblings, p.unit)
	if at < 0 {
		return place{}, false
	}
	// stayed is the next part on one side that stayed, and where it is now; the
	// ends stay.
	stayed := func(step int) (k, now int, ok bool) {
		for k = at + step; k >= 0 && k < len(siblings); k += step {
			if (k-at)*step > farSiblings {
				return 0, 0, false
			}
			if now = slices.Index(others, stayedAs(siblings[k], from, to, pieces)); now >= 0 {
				return k, now, true
			}
		}
		if step < 0 {
			return k, -1, true
		}
		return k, len(others), true
	}
	low, lowNow, near := stayed(-1)
	high, highNow, nearToo := stayed(1)
	if !near || !nearToo || high-low != highNow-lowNow {
		return place{}, false
	}
	u := others[lowNow+at-low]
	q, ok := to.at[u.Address]
	return q, ok && u.Kind == p.unit.Kind
}

// heir is what became of the unit that a part stands in.
func (r *Result) heir(parent place, to *side, pieces []piece, back bool) (*lawtext.Unit, bool) {
	g := &r.groups[parent.change]
	if roots := parent.block.roots; len(roots) == 1 && roots[0] == parent.unit {
		b := g.partner(back)
		if len(g.old)+len(g.new) > 2 || b == nil || len(b.roots) != 1 {
			return nil, false
		}
		return b.roots[0], true
	}
	best, like := closest(parent, to.byChange[parent.change], pieces)
	return best.unit, like >= enoughShared && best.unit != nil
}

// stayedAs is the unit that has most in common with one, nil where that is too
// little.
func stayedAs(u *lawtext.Unit, from, to *side, pieces []piece) *lawtext.Unit {
	p, ok := from.at[u.Address]
	if !ok {
		return nil
	}
	best, like := closest(p, to.byChange[p.change], pieces)
	if like < enoughShared {
		return nil
	}
	return best.unit
}

// sameCell is the cell of the same row and column.
func (r *Result) sameCell(p place, to *side, back bool) (place, bool) {
	for _, l := range r.LinesByCells(p.change) {
		for _, row := range l.Rows {
			for _, c := range row.Cells {
				old, new := c.was, c.unit
				if back {
					old, new = new, old
				}
				if row.Op == Equal && old == p.unit && new != nil {
					q, ok := to.at[new.Address]
					return q, ok
				}
			}
		}
	}
	return place{}, false
}
