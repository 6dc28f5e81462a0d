package redline

// gramTable says which wholes lost a run. It is a hash table of our own, as a
// map of slices takes four times as long on a text of 20,000 articles.
type gramTable struct {
	keys    []uint64 // 0 where free
	heads   []int32  // the run's first entry, + 1
	entries []gramEntry
	runs    int
}

// gramEntry is one whole that lost a run.
type gramEntry struct {
	whole int32
	next  int32 // + 1
	used  bool  // a part has the run from this whole already
}

// slot is where a run stands in the table, or would.
func (t *gramTable) slot(h uint64) int {
	mask := len(t.keys) - 1
	at := int(h>>20) & mask
	for t.keys[at] != 0 && t.keys[at] != h {
		at = (at + 1) & mask
	}
	return at
}

// add notes that a whole lost a run; wholes must come in order.
func (t *gramTable) add(h uint64, whole int) {
	if h |= 1; 2*t.runs >= len(t.keys) {
		t.grow()
	}
	at := t.slot(h)
	if t.keys[at] == 0 {
		t.keys[at] = h
		t.runs++
	} else if t.entries[t.heads[at]-1].whole == int32(whole) {
		return
	}
	t.entries = append(t.entries, gramEntry{whole: int32(whole), next: t.heads[at]})
	t.heads[at] = int32(len(t.entries))
}

func (t *gramTable) grow() {
	old := *t
	size := max(1024, 2*len(old.keys))
	t.keys, t.heads = make([]uint64, size), make([]int32, size)
	for i, h := range old.keys {
		if h != 0 {
			at := t.slot(h)
			t.keys[at], t.heads[at] = h, old.heads[i]
		}
	}
}

// first is the entry of the whole that lost a run last, + 1; the entry's next
// leads to the others.
func (t *gramTable) first(h uint64) int32 {
	if t.runs == 0 {
		return 0
	}
	return t.heads[t.slot(h|1)]
}
