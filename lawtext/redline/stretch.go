package redline

import (
	"cmp"
	"slices"

	"hefa/lawtext"
)

// Badge is the one-character sign of a kind of change (增 删 改 移 分 并 号), so
// that change is told by sign as well as colour; "" for [Unchanged].
func (k Kind) Badge() string { return badges[k] }

// Stretch is where a unit's own characters stand in one side of a change.
type Stretch struct {
	Address lawtext.Address
	// Start and End are bytes of what the change's segments give for the
	// side, half open.
	Start, End int
}

// Stretches lists where the own characters of the units on both sides of the
// k-th change stand, in reading order, so that whoever shows the change can
// lead from a character to its unit. A Result read from JSON knows none.
func (r *Result) Stretches(k int) (old, new []Stretch) {
	if r.groups == nil {
		return nil, nil
	}
	o, n := r.sides()
	return stretches(o.byChange[k]), stretches(n.byChange[k])
}

func stretches(places []place) []Stretch {
	var list []Stretch
	for _, p := range places {
		if p.own.from < p.own.to {
			list = append(list, Stretch{Address: p.address(), Start: p.own.from, End: p.own.to})
		}
	}
	slices.SortFunc(list, func(a, b Stretch) int { return cmp.Compare(a.Start, b.Start) })
	return list
}
