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

// cheapest appends the cheapest edits of a zone.
func (t *tidier) cheapest(out []edit, zone edit) []edit {
	oldSeen, newSeen := seenIn(t.old[zone.old.from:zone.old.to]), seenIn(t.new[zone.new.from:zone.new.to])
	return t.path(out, zone, &oldSeen, &newSeen)
}

// path is the shortest path through old × new strides, where each run has a
// price of its own.
func (t *tidier) path(out []edit, zone edit, oldSeen, newSeen *idSet) []edit {
	t.strides[0] = t.stridesOf(t.strides[0][:0], t.old, zone.old, newSeen, oldOnly)
	t.strides[1] = t.stridesOf(t.strides[1][:0], t.new, zone.new, oldSeen, newOnly)
	old, new := t.strides[0], t.strides[1]
	rows, cols := len(old)-1, len(new) // the end is no step, but a column
	row, all := t.room(cols, (rows+1)*cols)
	row[0] = costs{keep: 0, del: never, ins: never}
	for j := range cols - 1 {
		at := costs{keep: never, del: never}
		at.ins, all[j+1] = inserting(row[j], old[0].cut+new[j].cut, new[j].size)
		row[j+1] = at
	}
	for i := range rows {
		id, size := old[i].id, old[i].size
		above, here := old[i].cut, old[i+1].cut
		to := all[(i+1)*cols:][:cols]
		corner, left := row[0], costs{keep: never, ins: never}
		left.del, to[0] = deleting(corner, above+new[0].cut, size)
		row[0] = left
		for j := range cols - 1 {
			up, at, kept := row[j+1], costs{keep: never}, steps(0)
			if id == new[j].id {
				at.keep, kept = keeping(corner, above+new[j].cut)
			}
			var gone, came steps
			at.del, gone = deleting(up, above+new[j+1].cut, size)
			at.ins, came = inserting(left, here+new[j].cut, new[j].size)
			to[j+1] = kept | gone | came
			corner, left, row[j+1] = up, at, at
		}
	}
	end := old[rows].cut + new[cols-1].cut
	last := row[cols-1]
	state, least := uint8(stateKeep), last.keep
	if c := last.del + end; c < least {
		state, least = stateDelete, c
	}
	if c := last.ins + end; c < least {
		state = stateInsert
	}
	return t.walkBack(out, state)
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
func (t *tidier) walkBack(out []edit, state uint8) []edit {
	first := len(out)
	old, new := t.strides[0], t.strides[1]
	i, j, cols := len(old)-1, len(new)-1, len(new)
	open := false
	for i > 0 || j > 0 {
		from := t.steps[i*cols+j].from(state)
		if state != stateKeep && !open {
			at := edit{span{old[i].at, old[i].at}, span{new[j].at, new[j].at}}
			out, open = append(out, at), true
		}
		switch state {
		case stateKeep:
			i, j, open = i-1, j-1, false
		case stateDelete:
			i--
			out[len(out)-1].old.from = old[i].at
		case stateInsert:
			j--
			out[len(out)-1].new.from = new[j].at
		}
		state = from
	}
	slices.Reverse(out[first:])
	return out
}

// room is the search's row of costs and its table of steps, neither empty.
func (t *tidier) room(cols, cells int) ([]costs, []steps) {
	t.row, t.steps = slices.Grow(t.row[:0], cols)[:cols], slices.Grow(t.steps[:0], cells)[:cells]
	return t.row, t.steps
}
