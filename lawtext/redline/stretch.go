package redline

import (
	"cmp"
	"slices"

	"hefa/lawtext"
)

// Badge is the one-character sign of a kind of change (增 删 改 移 分 并 号), so
// that change is told by sign as well as colour; "" for [Unchanged].
func (k Kind) Badge() string { return badges[k] }

// Stretch is where a unit's own characters stand in one side of a line, so that
// whoever shows the line can lead from a character to its unit.
type Stretch struct {
	Address lawtext.Address
	// Start and End are bytes of what the line's segments give for the side,
	// half open.
	Start, End int
	// From is the code point of the unit's own characters that stands first.
	From int
}

// stretches are where the own characters of units stand, in reading order.
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
