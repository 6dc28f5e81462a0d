package redline

import "math/bits"

// anchorTable finds the runs of tokens that stand once on each side. It is kept
// from one stretch to the next: a map for each takes longer than the
// comparison.
type anchorTable struct {
	keys slots // 0 where free
	runs []anchorRun
}

// anchorRun is where a run stands on each side, and how often.
type anchorRun struct {
	old, new           int32
	oldTimes, newTimes int32
}

// reset empties the table and makes room for so many runs.
func (t *anchorTable) reset(runs int) {
	size := 1 << bits.Len(uint(runs+runs/2))
	if size > cap(t.keys) {
		t.keys, t.runs = make(slots, size), make([]anchorRun, size)
		return
	}
	t.keys, t.runs = t.keys[:size], t.runs[:size]
	clear(t.keys)
}

// noteOld takes up a run of the old side.
func (t *anchorTable) noteOld(h uint64, at int) {
	h |= 1
	k := t.keys.at(h, h>>20)
	if t.keys[k] == 0 {
		t.keys[k], t.runs[k] = h, anchorRun{}
	}
	t.runs[k].old = int32(at)
	t.runs[k].oldTimes++
}

// noteNew takes up a run of the new side, if the old one has it.
func (t *anchorTable) noteNew(h uint64, at int) {
	if k := t.keys.at(h|1, h>>20); t.keys[k] != 0 {
		t.runs[k].new = int32(at)
		t.runs[k].newTimes++
	}
}

// anchors lists the runs of tokens that stand once on each side; new places
// are counted from n.from.
func (d *differ) anchors(o, n span) []match {
	t := &d.table
	t.reset(o.to - o.from)
	d.hashes = anchorHashes(d.hashes[:0], d.old[o.from:o.to])
	for i, h := range d.hashes {
		t.noteOld(h, o.from+i)
	}
	d.hashes = anchorHashes(d.hashes[:0], d.new[n.from:n.to])
	for j, h := range d.hashes {
		t.noteNew(h, n.from+j)
	}
	pairs := d.runs[:0]
	for j, h := range d.hashes {
		k := t.keys.at(h|1, h>>20)
		if r := &t.runs[k]; t.keys[k] != 0 && r.oldTimes == 1 && r.newTimes == 1 && d.same(int(r.old), n.from+j) {
			pairs = append(pairs, match{int(r.old), j})
		}
	}
	d.runs = pairs
	return pairs
}

// anchorHashes appends the hash of every run of tokens as long as an anchor.
func anchorHashes(dst []uint64, tokens []token) []uint64 {
	for k := anchorSize; k <= len(tokens); k++ {
		var h uint64
		for _, t := range tokens[k-anchorSize : k] {
			h = h*gramBase + uint64(uint32(t.id))
		}
		dst = append(dst, mixed(h))
	}
	return dst
}

func (d *differ) same(i, j int) bool {
	for k := range anchorSize {
		if d.old[i+k].id != d.new[j+k].id {
			return false
		}
	}
	return true
}
