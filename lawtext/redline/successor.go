package redline

import (
	"slices"
	"strings"

	"hefa/lawtext"
)

// farSiblings is how many parts of an article are looked at before and behind
// one for those that stayed.
const farSiblings = 20

// successor is what became of a cell, or of a paragraph or item of which nothing
// stayed where it was: the only one that came with its words, or what stands in
// its place, with as many between the same neighbours as before.
func (r *Result) successor(p place, from, to *side, pieces []piece, back bool) (place, bool) {
	if p.unit.Kind == lawtext.KindCell {
		u := r.sameCell(p, back)
		if u == nil {
			return place{}, false
		}
		q, ok := to.at[u.Address]
		return q, ok
	}
	if q, ok := saysTheSame(p, from, to, pieces); ok {
		return q, true
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

// saysTheSame is the one part of a change that came with the words of another, but
// for the mark they end in.
func saysTheSame(p place, from, to *side, pieces []piece) (found place, ok bool) {
	words := bareWords(from.texts[p.change], p)
	if words == "" {
		return place{}, false
	}
	for _, q := range to.byChange[p.change] {
		if q.unit == nil || len(q.unit.Children) > 0 || bareWords(to.texts[q.change], q) != words || !came(pieces, p.body, q.body) {
			continue
		}
		if ok {
			return place{}, false
		}
		found, ok = q, true
	}
	return found, ok
}

func bareWords(text string, p place) string {
	return strings.TrimRight(text[p.body.from:p.body.to], "。；，、")
}
