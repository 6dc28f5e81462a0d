package redline

// islandLost is how many tokens may have come back by accident between two
// that are lost.
const islandLost = 3

// leftover is the difference of two texts: their tokens, the edits between
// them, and the stretches that the other does not have.
type leftover struct {
	old, new     []token
	edits        []edit
	lost, gained []string
}

// leftovers is what two blocks do not have in common.
func (c *comparer) leftovers(old, new *block) leftover {
	edits := c.texts(old.text, new.text)
	l := leftover{old: c.diff.old, new: c.diff.new, edits: edits}
	o, n := span{-1, -1}, span{-1, -1}
	for _, e := range edits {
		l.lost = stretch(l.lost, &o, e.old, c.diff.old, old.text)
		l.gained = stretch(l.gained, &n, e.new, c.diff.new, new.text)
	}
	none := span{1 << 30, 1 << 30}
	l.lost = stretch(l.lost, &o, none, c.diff.old, old.text)
	l.gained = stretch(l.gained, &n, none, c.diff.new, new.text)
	return l
}

// stretch widens the last stretch over the next one, or appends it where the
// next is too far away.
func stretch(list []string, last *span, next span, tokens []token, text string) []string {
	switch {
	case next.from == next.to && next.from < 1<<30:
		return list
	case last.from >= 0 && next.from-last.to <= islandLost:
		last.to = next.to
		return list
	case last.from >= 0:
		b := bytesOf(tokens, *last)
		list = append(list, text[b.from:b.to])
	}
	*last = next
	return list
}
