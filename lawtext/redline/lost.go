package redline

// islandLost is how many tokens may have come back by accident between two
// that are lost.
const islandLost = 3

// lostTo lists the stretches of a whole that did not come back in its partner.
func (p *parting) lostTo(w, x int) []string {
	c := p.a.comparer
	old, new := p.wholes[w], p.parts[x]
	if p.back {
		old, new = new, old
	}
	edits := c.blocks(old, new)
	tokens, text := c.diff.old, old.text
	if p.back {
		tokens, text = c.diff.new, new.text
	}
	var pieces []string
	last := span{-1, -1}
	flush := func() {
		if last.from < last.to {
			b := bytesOf(tokens, last)
			pieces = append(pieces, text[b.from:b.to])
		}
	}
	for _, e := range edits {
		s := e.old
		if p.back {
			s = e.new
		}
		if s.from == s.to {
			continue
		}
		if last.from >= 0 && s.from-last.to <= islandLost {
			last.to = s.to
			continue
		}
		flush()
		last = s
	}
	flush()
	return pieces
}
