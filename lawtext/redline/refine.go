package redline

import "slices"

const (
	zoneIsland = 8       // equal tokens between two edits of one zone, at most
	zoneCells  = 1 << 16 // old × new tokens of a zone, at most
)

// refine takes stretches where edits stand close together and finds, of all
// ways to lead from old to new there, one that is cheapest to read: few
// characters, few runs, few words cut. The least number of characters, which
// the difference gave, often scatters marks over accidental likenesses.
func (t *tidier) refine(edits []edit) []edit {
	out := make([]edit, 0, len(edits))
	for k := 0; k < len(edits); {
		end := k + 1
		for end < len(edits) && t.close(edits[end-1], edits[end]) {
			end++
		}
		zone := edit{span{edits[k].old.from, edits[end-1].old.to}, span{edits[k].new.from, edits[end-1].new.to}}
		rows, cols := zone.old.to-zone.old.from, zone.new.to-zone.new.from
		if end-k < 2 || rows*cols > zoneCells || rows*cols > t.budget {
			out = append(out, edits[k:end]...)
		} else {
			t.budget -= rows * cols
			out = t.cheapest(out, zone)
		}
		k = end
	}
	return out
}

// close reports whether two edits belong to one zone.
func (t *tidier) close(a, b edit) bool {
	if b.old.from-a.old.to > zoneIsland || t.lineBetween(a, b) || t.class(a) != ClassText || t.class(b) != ClassText {
		return false
	}
	return true
}

// lineBetween reports whether a line begins or ends between two edits. Beside a
// table it is enough that one of them takes or brings lines whole: a row is
// shown apart from the paragraph next to it, so that joining both would only
// have more struck and written again.
func (t *tidier) lineBetween(a, b edit) bool {
	isBreak := func(tok token) bool { return tok.sort == sortBreak }
	if slices.ContainsFunc(t.old[a.old.to:b.old.from], isBreak) {
		return true
	}
	if !t.tabled || a.old.to == b.old.from {
		return false
	}
	before, after := t.oneSided(a), t.oneSided(b)
	return len(before) > 0 && isBreak(before[len(before)-1]) || len(after) > 0 && isBreak(after[0])
}

// oneSided is what an edit takes or brings, nothing where it does both.
func (t *tidier) oneSided(e edit) []token {
	switch sides(e) {
	case 1:
		return t.old[e.old.from:e.old.to]
	case 2:
		return t.new[e.new.from:e.new.to]
	}
	return nil
}
