package redline

const (
	zoneIsland = 8       // equal tokens between two edits of one zone, at most
	zoneCells  = 1 << 16 // old × new tokens of a zone, at most
	// refineBudget bounds the work of one Compare, in cells.
	refineBudget = 1 << 25
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
	if b.old.from-a.old.to > zoneIsland || t.class(a) != ClassText || t.class(b) != ClassText {
		return false
	}
	for _, tok := range t.old[a.old.to:b.old.from] {
		if tok.sort == sortBreak {
			return false
		}
	}
	return true
}

// The states of the search: the last token was kept, deleted or inserted.
const (
	stateKeep = iota
	stateDelete
	stateInsert
)

// cheapest appends the cheapest edits of a zone: the shortest path through
// old × new tokens, where each run has a price of its own.
func (t *tidier) cheapest(out []edit, zone edit) []edit {
	old, new := t.old[zone.old.from:zone.old.to], t.new[zone.new.from:zone.new.to]
	cols := len(new) + 1
	const never = 1 << 28
	above, here := t.row(0, cols), t.row(1, cols)
	t.back = append(t.back[:0], make([][3]uint8, (len(old)+1)*cols)...)
	cutOld, cutNew := t.cutRow(0, t.old, zone.old), t.cutRow(1, t.new, zone.new)
	for i := 0; i <= len(old); i++ {
		for j := 0; j <= len(new); j++ {
			best := [3]int32{never, never, never}
			from := &t.back[i*cols+j]
			if i == 0 && j == 0 {
				best[stateKeep] = 0
			}
			if i > 0 && j > 0 && old[i-1].id == new[j-1].id {
				p := &above[j-1]
				cut := cutOld[i-1] + cutNew[j-1]
				best[stateKeep], from[stateKeep] = p[stateKeep], stateKeep
				for s := uint8(stateDelete); s <= stateInsert; s++ {
					if c := p[s] + cut; c < best[stateKeep] {
						best[stateKeep], from[stateKeep] = c, s
					}
				}
			}
			if i > 0 {
				p := &above[j]
				best[stateDelete], from[stateDelete] = p[stateDelete], stateDelete
				if c := p[stateKeep] + runCost + cutOld[i-1] + cutNew[j]; c < best[stateDelete] {
					best[stateDelete], from[stateDelete] = c, stateKeep
				}
				best[stateDelete] += int32(old[i-1].size)
			}
			if j > 0 {
				p := &here[j-1]
				best[stateInsert], from[stateInsert] = p[stateInsert], stateInsert
				if c := p[stateDelete] + runCost; c < best[stateInsert] {
					best[stateInsert], from[stateInsert] = c, stateDelete
				}
				if c := p[stateKeep] + runCost + cutOld[i] + cutNew[j-1]; c < best[stateInsert] {
					best[stateInsert], from[stateInsert] = c, stateKeep
				}
				best[stateInsert] += int32(new[j-1].size)
			}
			here[j] = best
		}
		above, here = here, above
	}
	last := above[cols-1]
	end := cutOld[len(old)] + cutNew[len(new)]
	state := uint8(stateKeep)
	for s := uint8(stateDelete); s <= stateInsert; s++ {
		last[s] += end
		if last[s] < last[state] {
			state = s
		}
	}
	return t.walkBack(out, zone, cols, state)
}

// walkBack appends the edits of the path found, in order.
func (t *tidier) walkBack(out []edit, zone edit, cols int, state uint8) []edit {
	first := len(out)
	i, j := zone.old.to-zone.old.from, zone.new.to-zone.new.from
	open := false
	for i > 0 || j > 0 {
		from := t.back[i*cols+j][state]
		if state != stateKeep && !open {
			at := edit{span{zone.old.from + i, zone.old.from + i}, span{zone.new.from + j, zone.new.from + j}}
			out, open = append(out, at), true
		}
		switch state {
		case stateKeep:
			i, j, open = i-1, j-1, false
		case stateDelete:
			i--
			out[len(out)-1].old.from = zone.old.from + i
		case stateInsert:
			j--
			out[len(out)-1].new.from = zone.new.from + j
		}
		state = from
	}
	for a, b := first, len(out)-1; a < b; a, b = a+1, b-1 {
		out[a], out[b] = out[b], out[a]
	}
	return out
}

// row is one of two rows of the search, empty.
func (t *tidier) row(k, cols int) [][3]int32 {
	if cap(t.rows[k]) < cols {
		t.rows[k] = make([][3]int32, cols*2)
	}
	return t.rows[k][:cols]
}

// cutRow is what a border before each token of a stretch, and after the last,
// costs because of the word it cuts.
func (t *tidier) cutRow(k int, tokens []token, s span) []int32 {
	row := t.cutCosts[k][:0]
	for at := s.from; at <= s.to; at++ {
		cost := int32(0)
		if t.words.cuts(tokens, at) {
			cost = cutCost
		}
		row = append(row, cost)
	}
	t.cutCosts[k] = row
	return row
}
