package redline

// The bare difference of two token sequences is minimal, not readable. tidy
// slides edits to where a reader would put them, absorbs what is equal by
// accident, and does not cut words.

// The prices were set on 57 revised statutes: with these a redline has 16 %
// fewer runs than the naive alignment of the benchmarks, of 5 % more characters.
const (
	runCost = 17 // what one more run of changes costs, in characters
	cutCost = 3  // what a word cut in half costs
	island  = 2  // equal code points between two edits that are always absorbed
	// islandSmall is what may be absorbed though no edit beside it is as large.
	islandSmall = 6
	wordMost    = 4 // characters in a word of the lexicon, at most
)

// tidier works on the edits of one differ.
type tidier struct {
	old, new []token
	tabled   bool // whether a table stands in either text
	words    *lexicon
	class    func(edit) Class
	budget   int
	cost     [][4]int    // scratch of absorb
	from     [][4]int8   // scratch of absorb
	row      []costs     // scratch of cheapest
	steps    []steps     // scratch of cheapest
	strides  [2][]stride // scratch of cheapest
}

// tidy returns readable edits that lead from old to new as those given do.
func (t *tidier) tidy(edits []edit) []edit {
	edits = t.refine(edits)
	edits = t.slide(edits)
	edits = t.absorb(edits)
	edits = t.trimAll(edits)
	edits = t.widen(edits)
	return t.absorb(edits)
}

// slide moves each pure insertion or deletion to its best place: ab[ab]c and
// a[ba]bc say the same.
func (t *tidier) slide(edits []edit) []edit {
	for k := range edits {
		e := &edits[k]
		side, tokens := &e.new, t.new
		if e.new.from == e.new.to {
			side, tokens = &e.old, t.old
		} else if e.old.from < e.old.to {
			continue
		}
		low, high := 0, len(t.old)-e.old.to
		if k > 0 {
			low = edits[k-1].old.to
		}
		back := e.old.from - low
		if k+1 < len(edits) {
			high = edits[k+1].old.from - e.old.to
		}
		left, right := 0, 0
		for left < back && tokens[side.from-left-1].id == tokens[side.to-left-1].id {
			left++
		}
		for right < high && tokens[side.from+right].id == tokens[side.to+right].id {
			right++
		}
		best, bestScore := 0, -1<<30
		for by := -left; by <= right; by++ {
			if s := t.placeScore(tokens, side.from+by, side.to+by); s > bestScore || s == bestScore && by <= 0 {
				best, bestScore = by, s
			}
		}
		e.old.from, e.old.to = e.old.from+best, e.old.to+best
		e.new.from, e.new.to = e.new.from+best, e.new.to+best
	}
	return edits
}

// placeScore says how well a reader likes tokens[from:to] as a pure insertion.
func (t *tidier) placeScore(tokens []token, from, to int) int {
	score := 0
	before := from == 0 || tokens[from-1].sort == sortBreak
	after := to == len(tokens) || tokens[to].sort == sortBreak
	first, last := tokens[from], tokens[to-1]
	switch {
	case before && last.sort == sortBreak:
		score += 20 // whole lines
	case first.sort == sortBreak && after:
		score += 19
	case (before || tokens[from-1].sort == sortPunct) && last.sort == sortPunct:
		score += 12 // a whole clause with the mark that closes it
	case first.sort == sortPunct && (after || tokens[to].sort == sortPunct):
		score += 11 // one with the mark that opens it
	case before || tokens[from-1].sort == sortPunct:
		score += 4
	case after || tokens[to].sort == sortPunct:
		score += 4
	case first.sort == sortPunct || last.sort == sortPunct:
		score += 2
	}
	if last.sort == sortBreak && !before || first.sort == sortBreak && !after {
		score -= 6
	}
	if t.words.cuts(tokens, from) {
		score -= 5
	}
	if t.words.cuts(tokens, to) {
		score -= 5
	}
	return score
}

// trimAll cuts equal tokens off the ends of edits with two sides.
func (t *tidier) trimAll(edits []edit) []edit {
	d := differ{old: t.old, new: t.new}
	for k := range edits {
		if e := &edits[k]; e.old.from < e.old.to && e.new.from < e.new.to {
			e.old, e.new = d.trim(e.old, e.new)
		}
	}
	return edits
}

// absorb decides which equal stretches between edits stay: those of one or two
// characters never do, others where keeping them costs the reader less than
// reading them twice. The choice is the best one as a whole.
func (t *tidier) absorb(edits []edit) []edit {
	if len(edits) < 2 {
		return edits
	}
	n := len(edits)
	t.cost, t.from = append(t.cost[:0], make([][4]int, n)...), append(t.from[:0], make([][4]int8, n)...)
	const never = 1 << 40
	for k := range edits {
		for s := range t.cost[k] {
			t.cost[k][s] = never
		}
	}
	s0 := sides(edits[0])
	t.cost[0][s0] = runs(s0) * runCost
	for k := 1; k < n; k++ {
		s := sides(edits[k])
		keep, join := t.islandCost(edits[k-1], edits[k])
		for p := 1; p < 4; p++ {
			if c := t.cost[k-1][p]; c < never {
				if v := c + keep + runs(s)*runCost; v < t.cost[k][s] {
					t.cost[k][s], t.from[k][s] = v, int8(p)
				}
				if v := c + join + (2-runs(p))*runCost; v <= t.cost[k][3] {
					t.cost[k][3], t.from[k][3] = v, int8(-p)
				}
			}
		}
	}
	state := int8(1)
	for p := int8(2); p < 4; p++ {
		if t.cost[n-1][p] < t.cost[n-1][state] {
			state = p
		}
	}
	joined := make([]bool, n)
	for k := n - 1; k > 0; k-- {
		state = t.from[k][state]
		if state < 0 {
			joined[k], state = true, -state
		}
	}
	out := edits[:1]
	for k := 1; k < n; k++ {
		if e := edits[k]; joined[k] {
			last := &out[len(out)-1]
			last.old.to, last.new.to = e.old.to, e.new.to
		} else {
			out = append(out, e)
		}
	}
	return out
}

// sides is 1 for a deletion, 2 for an insertion, 3 for both.
func sides(e edit) int {
	s := 0
	if e.old.from < e.old.to {
		s |= 1
	}
	if e.new.from < e.new.to {
		s |= 2
	}
	return s
}

func runs(sides int) int { return sides&1 + sides>>1 }

// islandCost is what it costs to keep, or to join over, what is equal between
// two edits.
func (t *tidier) islandCost(a, b edit) (keep, join int) {
	const never = 1 << 30
	if t.lineBetween(a, b) {
		return 0, never
	}
	size := codePoints(t.old[a.old.to:b.old.from])
	if x, y := t.class(a), t.class(b); x != ClassText || y != ClassText {
		// What a reader may hide stays apart from what he may not.
		if x == ClassText || y == ClassText || x == ClassSpace || y == ClassSpace || x == ClassNumber || y == ClassNumber || size > island {
			return 0, never
		}
	}
	if size <= island || t.bareNumber(a, b) {
		return never, 2 * size
	}
	if size > islandSmall && size > max(t.size(a), t.size(b)) {
		return 0, never // more stayed than changed
	}
	if t.cutsEither(a.old.to, a.new.to) {
		keep += cutCost
	}
	if t.cutsEither(b.old.from, b.new.from) {
		keep += cutCost
	}
	return keep, 2 * size
}

// size is how many characters an edit takes out or puts in, the more of both.
func (t *tidier) size(e edit) int {
	return max(codePoints(t.old[e.old.from:e.old.to]), codePoints(t.new[e.new.from:e.new.to]))
}

func (t *tidier) cutsEither(o, n int) bool { return t.words.cuts(t.old, o) || t.words.cuts(t.new, n) }

// widen takes the rest of a word that an edit cuts into the edit.
func (t *tidier) widen(edits []edit) []edit {
	for k := range edits {
		e := &edits[k]
		low, high := 0, len(t.old)
		if k > 0 {
			low = edits[k-1].old.to
		}
		if k+1 < len(edits) {
			high = edits[k+1].old.from
		}
		if t.class(*e) != ClassText {
			continue
		}
		both := sides(*e) == 3
		for range wordMost - 1 {
			if e.old.from <= low || !t.cutsHere(e.old.from, e.new.from, both) {
				break
			}
			e.old.from, e.new.from = e.old.from-1, e.new.from-1
		}
		both = both || sides(*e) == 3
		for range wordMost - 1 {
			if e.old.to >= high || !t.cutsHere(e.old.to, e.new.to, both) {
				break
			}
			e.old.to, e.new.to = e.old.to+1, e.new.to+1
		}
	}
	return edits
}

// cutsHere reports whether the border cuts a word: on either side for a
// replacement, on both for a pure insertion or deletion, which stands well
// between words even where one side could be read as one.
func (t *tidier) cutsHere(o, n int, both bool) bool {
	if both {
		return t.cutsEither(o, n)
	}
	return t.words.cuts(t.old, o) && t.words.cuts(t.new, n)
}

// bareNumber reports whether nothing but numbers stands between two edits: a
// number stays only with what it counts.
func (t *tidier) bareNumber(a, b edit) bool {
	for _, tok := range t.old[a.old.to:b.old.from] {
		if tok.sort != sortNumber {
			return false
		}
	}
	return true
}
