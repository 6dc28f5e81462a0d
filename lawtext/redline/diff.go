package redline

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"hefa/lawtext"
)

// edit is a stretch of old tokens replaced by a stretch of new ones; either
// may be empty. Between two edits the tokens are equal.
type edit struct{ old, new span }

const (
	smallDiff  = 3000 // tokens on both sides that are compared without anchors, at most
	anchorFrom = 24   // tokens on both sides from which anchors are worth looking for
	anchorSize = 3    // tokens in an anchor
)

// differ finds the edits between token sequences. Its work is bounded: once
// the budget of a unit is spent, what is left is replaced as a whole.
type differ struct {
	old, new []token
	edits    []edit
	budget   int
	dmp      diffmatchpatch.DiffMatchPatch
	x, y     []rune   // scratch of diffSmall
	shared   [2][]int // scratch of diffSmall: places of shared tokens
	table    anchorTable
	runs     []match  // scratch of anchors
	hashes   []uint64 // scratch of anchors
}

func newDiffer() *differ {
	// Without a timeout: a result that depends on the clock is none.
	return &differ{budget: diffBudget}
}

// replace records an edit unless it is empty.
func (d *differ) replace(o, n span) {
	if o.from < o.to || n.from < n.to {
		d.edits = append(d.edits, edit{o, n})
	}
}

// diff records the edits between two stretches.
func (d *differ) diff(o, n span) {
	o, n = d.trim(o, n)
	size := o.to - o.from + n.to - n.from
	switch {
	case o.from == o.to || n.from == n.to:
		d.replace(o, n)
	case size >= anchorFrom:
		d.diffByAnchors(o, n)
	default:
		d.diffSmall(o, n)
	}
}

// trim cuts equal tokens off both ends.
func (d *differ) trim(o, n span) (span, span) {
	for o.from < o.to && n.from < n.to && d.old[o.from].id == d.new[n.from].id {
		o.from, n.from = o.from+1, n.from+1
	}
	for o.from < o.to && n.from < n.to && d.old[o.to-1].id == d.new[n.to-1].id {
		o.to, n.to = o.to-1, n.to-1
	}
	return o, n
}

// diffSmall compares with go-diff, a token as one character, and no token that
// stands on one side only.
func (d *differ) diffSmall(o, n span) {
	o, n = d.trim(o, n)
	size := o.to - o.from + n.to - n.from
	if o.from == o.to || n.from == n.to || size > smallDiff || size*size > d.budget {
		d.replace(o, n)
		return
	}
	d.budget -= size * size
	old, new := d.old[o.from:o.to], d.new[n.from:n.to]
	seen := seenIn(old)
	if !slices.ContainsFunc(new, func(t token) bool { return seen.may(t.id) }) {
		d.replace(o, n)
		return
	}
	d.shared[1] = sharedWith(&seen, d.new, n, d.shared[1][:0])
	seen = seenIn(new)
	d.shared[0] = sharedWith(&seen, d.old, o, d.shared[0][:0])
	d.x, d.y = d.characters()
	i, j := o.from, n.from
	a, b := 0, 0
	for _, piece := range d.dmp.DiffMainRunes(d.x, d.y, false) {
		count := lawtext.CodePoints(piece.Text)
		switch piece.Type {
		case diffmatchpatch.DiffEqual:
			for range count {
				p, q := d.shared[0][a], d.shared[1][b]
				d.replace(span{i, p}, span{j, q})
				i, j, a, b = p+1, q+1, a+1, b+1
			}
		case diffmatchpatch.DiffDelete:
			a += count
		case diffmatchpatch.DiffInsert:
			b += count
		}
	}
	d.replace(span{i, o.to}, span{j, n.to})
}

// sharedWith appends the places of the tokens that may stand on the other side:
// what surely does not is no part of any likeness.
func sharedWith(seen *idSet, tokens []token, s span, places []int) []int {
	for at := s.from; at < s.to; at++ {
		if seen.may(tokens[at].id) {
			places = append(places, at)
		}
	}
	return places
}

// characters writes the shared tokens as characters, equal ones for equal
// tokens.
func (d *differ) characters() (x, y []rune) {
	x, y = d.x[:0], d.y[:0]
	var local map[int32]rune
	write := func(dst []rune, tokens []token, places []int) []rune {
		for _, at := range places {
			t := tokens[at]
			r := t.id
			if t.id > utf8.MaxRune {
				// More long tokens than there are private characters: number
				// those of this stretch anew.
				if local == nil {
					local = map[int32]rune{}
				}
				if _, ok := local[t.id]; !ok {
					local[t.id] = rune(firstLocal + len(local))
				}
				r = local[t.id]
			}
			dst = append(dst, r)
		}
		return dst
	}
	return write(x, d.old, d.shared[0]), write(y, d.new, d.shared[1])
}

// diffByAnchors cuts a long stretch at runs of tokens that stand exactly once
// on each side, and compares what lies between.
func (d *differ) diffByAnchors(o, n span) {
	pairs := d.anchors(o, n)
	weights := make([]int64, len(pairs))
	for k := range weights {
		weights[k] = 1
	}
	i, j := o.from, n.from
	for _, k := range heaviestChain(pairs, weights, n.to-n.from) {
		p, q := pairs[k].i, pairs[k].j+n.from
		if p < i || q < j {
			continue // inside the stretch found equal already
		}
		d.diffSmall(span{i, p}, span{j, q})
		for p < o.to && q < n.to && d.old[p].id == d.new[q].id {
			p, q = p+1, q+1
		}
		i, j = p, q
	}
	d.diffSmall(span{i, o.to}, span{j, n.to})
}
