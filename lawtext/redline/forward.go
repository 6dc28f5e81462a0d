package redline

import (
	"strings"

	"hefa/lawtext"
)

// Trace is where a unit of one text stands in the other.
type Trace struct {
	Address lawtext.Address
	// Around: of a paragraph or item no counterpart is found. Address is that of
	// what became of the article it stood in.
	Around bool
	// Confidence says how sure that is, 0 to 1.
	Confidence float64
}

// Forward says where a unit of the old text stands in the new one. It reports
// false for a unit that was deleted or never was. A Result read from JSON knows
// the compared units only and leads to these.
func (r *Result) Forward(a lawtext.Address) (Trace, bool) {
	if r.groups == nil {
		return r.follow(a, func(l Link) (from, to lawtext.Address) { return l.Old, l.New })
	}
	old, new := r.sides()
	return r.travel(a, old, new, false)
}

// Backward says where a unit of the new text stood in the old one, as
// [Result.Forward] does the other way.
func (r *Result) Backward(a lawtext.Address) (Trace, bool) {
	if r.groups == nil {
		return r.follow(a, func(l Link) (from, to lawtext.Address) { return l.New, l.Old })
	}
	old, new := r.sides()
	return r.travel(a, new, old, true)
}

const (
	withinArticle = 0.5  // confidence kept when only the article is found
	inPlace       = 0.8  // confidence kept when only the place is the same
	enoughShared  = 3000 // share two units inside a change must have in common
)

// travel follows an address from one side to the other.
func (r *Result) travel(a lawtext.Address, from, to *side, back bool) (Trace, bool) {
	p, ok := from.at[a]
	if !ok {
		return Trace{}, false
	}
	if len(to.byChange[p.change]) == 0 {
		return r.goneOver(p, from, to, back)
	}
	g := &r.groups[p.change]
	pieces := r.pieces(p.change, back)
	if p.unit == nil || len(p.block.roots) == 1 && p.unit == p.block.roots[0] {
		b := g.partner(back)
		if n := len(g.old) + len(g.new); n > 2 {
			b = mostShared(to.byChange[p.change], pieces, p.whole, b)
		}
		return Trace{Address: b.address, Confidence: g.sureOf(p.block, b, back)}, true
	}
	best, like := place{}, 0
	if p.unit.Kind != lawtext.KindCell {
		best, like = closest(p, to.byChange[p.change], pieces)
	}
	if like < enoughShared {
		if q, ok := r.successor(p, from, to, pieces, back); ok {
			return Trace{Address: q.address(), Confidence: g.sureOf(p.block, q.block, back) * inPlace}, true
		}
		if t, ok := r.goneOver(p, from, to, back); ok {
			return t, true
		}
		b := mostShared(to.byChange[p.change], pieces, p.whole, g.partner(back))
		return Trace{Address: b.address, Around: true, Confidence: g.sureOf(p.block, b, back) * withinArticle}, true
	}
	sure := g.sureOf(p.block, best.block, back)
	return Trace{Address: best.address(), Confidence: sure * (1 + float64(like)/full) / 2}, true
}

// goneOver follows a paragraph or item to another unit, which has its words now.
func (r *Result) goneOver(p place, from, to *side, back bool) (Trace, bool) {
	if p.unit == nil || len(p.unit.Children) > 0 || p.unit.Kind == lawtext.KindCell {
		return Trace{}, false
	}
	q, ok := r.elsewhere(to, bareWords(from.texts[p.change], p), back)
	return Trace{Address: q.Address, Confidence: q.Confidence}, ok
}

// partner is the main block on the other side.
func (g *group) partner(back bool) *block {
	if back {
		return g.mainOld
	}
	return g.mainNew
}

// sureOf is the confidence in two blocks of the group, named from either side.
func (g *group) sureOf(from, to *block, back bool) float64 {
	if back {
		return g.confidence(to, from)
	}
	return g.confidence(from, to)
}

// piece is a stretch that is equal on both sides, in bytes.
type piece struct{ from, to, size int }

// pieces lists the equal stretches of a change, from old to new or back.
func (r *Result) pieces(k int, back bool) []piece {
	var list []piece
	i, j := 0, 0
	for _, s := range r.Changes[k].Segments {
		n := len(s.Text)
		switch s.Op {
		case Equal:
			if back {
				list = append(list, piece{j, i, n})
			} else {
				list = append(list, piece{i, j, n})
			}
			i, j = i+n, j+n
		case Delete:
			i += n
		case Insert:
			j += n
		}
	}
	return list
}

// shared is how many bytes of one stretch stand, unchanged, in another.
func shared(pieces []piece, from, to span) int {
	n := 0
	for _, p := range pieces {
		low := max(from.from, p.from, to.from-p.to+p.from)
		high := min(from.to, p.from+p.size, to.to-p.to+p.from)
		n += max(0, high-low)
	}
	return n
}

// closest is the place that has most in common with p; of equals, one of the
// same kind.
func closest(p place, among []place, pieces []piece) (place, int) {
	var best place
	like := -1
	for _, q := range among {
		size := p.body.to - p.body.from + q.body.to - q.body.from
		l := 0
		if size > 0 {
			l = 2 * full * shared(pieces, p.body, q.body) / size
		}
		if l > like || l == like && !sameKind(best, p) && sameKind(q, p) {
			best, like = q, l
		}
	}
	return best, like
}

func sameKind(p, q place) bool {
	return p.unit != nil && q.unit != nil && p.unit.Kind == q.unit.Kind
}

// mostShared is the block that holds most of a stretch; of equals, the one
// given.
func mostShared(among []place, pieces []piece, whole span, b *block) *block {
	sum := map[*block]int{}
	for _, q := range among {
		if q.unit == nil || len(q.block.roots) > 0 && (q.block.form == formLoose || q.unit == q.block.roots[0]) {
			sum[q.block] += shared(pieces, whole, q.whole)
		}
	}
	most := sum[b]
	for _, q := range among {
		if sum[q.block] > most {
			b, most = q.block, sum[q.block]
		}
	}
	return b
}

// follow looks an address, or else the unit around it, up in the map.
func (r *Result) follow(a lawtext.Address, ends func(Link) (from, to lawtext.Address)) (Trace, bool) {
	share := 1.0
	for at := string(a); at != ""; share = withinArticle {
		var best lawtext.Address
		sure := 0.0
		for _, l := range r.Map {
			if from, to := ends(l); string(from) == at && l.Confidence > sure {
				best, sure = to, l.Confidence
			}
		}
		if sure > 0 {
			return Trace{Address: best, Around: share < 1, Confidence: sure * share}, true
		}
		at = at[:max(0, strings.LastIndexAny(at, ".("))]
	}
	return Trace{}, false
}
