package redline

import (
	"math/bits"
	"slices"
)

// gramTable holds the runs of the parts looked for: in how many wholes each
// stands, and which wholes lost it. It is a hash table of our own, as a map of
// slices takes four times as long on a text of 20,000 articles. It is kept from
// one search to the next.
type gramTable struct {
	seen    []uint64 // bits of the keys, to tell most runs not taken up at once
	keys    slots    // 0 where free
	at      []int32  // the run of a key
	runs    []gramRun
	entries []gramEntry
}

// gramRun is what is known of one run.
type gramRun struct {
	last  int32 // the whole counted last, + 1
	times int32 // wholes that have it
	first int32 // the entry of the whole that lost it last, + 1
}

// gramEntry is one whole that lost a run.
type gramEntry struct {
	whole int32
	next  int32 // + 1
	used  bool  // a part has the run from this whole already
}

// reset empties the table and makes room for so many runs.
func (t *gramTable) reset(runs int) {
	size := max(64, 1<<bits.Len(uint(runs+runs/4)))
	t.runs, t.entries = slices.Grow(t.runs[:0], runs), t.entries[:0]
	if size > cap(t.keys) {
		t.seen, t.keys, t.at = make([]uint64, size/16), make(slots, size), make([]int32, size)
		return
	}
	t.seen, t.keys, t.at = t.seen[:size/16], t.keys[:size], t.at[:size]
	clear(t.seen)
	clear(t.keys)
}

// may reports whether a run may have been taken up.
func (t *gramTable) may(h uint64) bool {
	return t.seen[int(h>>6)&(len(t.seen)-1)]>>(h>>58)&1 != 0
}

// want takes up a run.
func (t *gramTable) want(h uint64) {
	h |= 1
	if at := t.keys.at(h, h>>20); t.keys[at] == 0 {
		t.keys[at], t.at[at] = h, int32(len(t.runs))
		t.seen[int(h>>6)&(len(t.seen)-1)] |= 1 << (h >> 58)
		t.runs = append(t.runs, gramRun{})
	}
}

// run is what is known of a run, nil of one that was not taken up.
func (t *gramTable) run(h uint64) *gramRun {
	if h |= 1; !t.may(h) {
		return nil
	}
	if at := t.keys.at(h, h>>20); t.keys[at] != 0 {
		return &t.runs[t.at[at]]
	}
	return nil
}

// count notes that a run stands in a whole; wholes must come in order.
func (t *gramTable) count(h uint64, whole int) {
	if r := t.run(h); r != nil && r.last != int32(whole)+1 {
		r.last, r.times = int32(whole)+1, r.times+1
	}
}

// lose notes that a whole lost a run, unless too many have it for it to be
// evidence; wholes must come in order.
func (t *gramTable) lose(h uint64, whole int) {
	r := t.run(h)
	if r == nil || r.times > gramMost || r.first > 0 && t.entries[r.first-1].whole == int32(whole) {
		return
	}
	t.entries = append(t.entries, gramEntry{whole: int32(whole), next: r.first})
	r.first = int32(len(t.entries))
}

// first is the entry of the whole that lost a run last, + 1; the entry's next
// leads to the others.
func (t *gramTable) first(h uint64) int32 {
	if r := t.run(h); r != nil {
		return r.first
	}
	return 0
}
