package redline

import "slices"

// The states of the search: the last token was kept, deleted or inserted.
const (
	stateKeep = iota
	stateDelete
	stateInsert
)

// never is the cost of what cannot be reached.
const never = 1 << 28

// costs are the least costs of reaching a cell of the search, by state.
type costs struct{ keep, del, ins int32 }

// steps say from which state each state of a cell is reached, two bits each.
type steps uint8

func (s steps) from(state uint8) uint8 { return uint8(s) >> (2 * state) & 3 }

// cheapest appends the cheapest edits of a zone: the shortest path through
// old × new tokens, where each run has a price of its own.
func (t *tidier) cheapest(out []edit, zone edit) []edit {
	old, new := t.old[zone.old.from:zone.old.to], t.new[zone.new.from:zone.new.to]
	cols := len(new) + 1
	row, all := t.room(cols, (len(old)+1)*cols)
	cutOld, cutNew := t.cutRow(0, t.old, zone.old), t.cutRow(1, t.new, zone.new)
	row[0] = costs{keep: 0, del: never, ins: never}
	for j := range new {
		at := costs{keep: never, del: never}
		at.ins, all[j+1] = inserting(row[j], cutOld[0]+cutNew[j], int32(new[j].size))
		row[j+1] = at
	}
	for i := range old {
		id, size := old[i].id, int32(old[i].size)
		above, here := cutOld[i], cutOld[i+1]
		to := all[(i+1)*cols:][:cols]
		corner, left := row[0], costs{keep: never, ins: never}
		left.del, to[0] = deleting(corner, above+cutNew[0], size)
		row[0] = left
		for j := range new {
			up, at, kept := row[j+1], costs{keep: never}, steps(0)
			if id == new[j].id {
				at.keep, kept = keeping(corner, above+cutNew[j])
			}
			var gone, came steps
			at.del, gone = deleting(up, above+cutNew[j+1], size)
			at.ins, came = inserting(left, here+cutNew[j], int32(new[j].size))
			to[j+1] = kept | gone | came
			corner, left, row[j+1] = up, at, at
		}
	}
	end := cutOld[len(old)] + cutNew[len(new)]
	last := row[cols-1]
	state, least := uint8(stateKeep), last.keep
	if c := last.del + end; c < least {
		state, least = stateDelete, c
	}
	if c := last.ins + end; c < least {
		state = stateInsert
	}
	return t.walkBack(out, zone, cols, state)
}

// keeping is what it costs to go on with a token that is kept, and from where.
func keeping(corner costs, cut int32) (cost int32, from steps) {
	cost = corner.keep
	if c := corner.del + cut; c < cost {
		cost, from = c, stateDelete<<(2*stateKeep)
	}
	if c := corner.ins + cut; c < cost {
		cost, from = c, stateInsert<<(2*stateKeep)
	}
	return cost, from
}

// deleting is what it costs to go on with a token that is deleted.
func deleting(up costs, cut, size int32) (cost int32, from steps) {
	if c := up.keep + runCost + cut; c < up.del {
		return c + size, stateKeep << (2 * stateDelete)
	}
	return up.del + size, stateDelete << (2 * stateDelete)
}

// inserting is what it costs to go on with a token that is inserted.
func inserting(left costs, cut, size int32) (cost int32, from steps) {
	cost, from = left.ins, stateInsert<<(2*stateInsert)
	if c := left.del + runCost; c < cost {
		cost, from = c, stateDelete<<(2*stateInsert)
	}
	if c := left.keep + runCost + cut; c < cost {
		cost, from = c, stateKeep<<(2*stateInsert)
	}
	return cost + size, from
}

// walkBack appends the edits of the path found, in order.
func (t *tidier) walkBack(out []edit, zone edit, cols int, state uint8) []edit {
	first := len(out)
	i, j := zone.old.to-zone.old.from, zone.new.to-zone.new.from
	open := false
	for i > 0 || j > 0 {
		from := t.steps[i*cols+j].from(state)
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

// room is the search's row of costs and its table of steps, neither empty.
func (t *tidier) room(cols, cells int) ([]costs, []steps) {
	t.row, t.steps = slices.Grow(t.row[:0], cols)[:cols], slices.Grow(t.steps[:0], cells)[:cells]
	return t.row, t.steps
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
