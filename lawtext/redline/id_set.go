package redline

// idSet tells of most characters that they are not in it. Of tokens of several
// it never does: their ids go by what was compared before, and nothing found
// may.
type idSet [16]uint64

// seenIn is the set of the characters among tokens.
func seenIn(tokens []token) (s idSet) {
	for _, t := range tokens {
		if t.id < firstLocal {
			at, bit := slotOf(t.id)
			s[at] |= bit
		}
	}
	return s
}

// may reports whether a token may stand among those of the set.
func (s *idSet) may(id int32) bool {
	if id >= firstLocal {
		return true
	}
	at, bit := slotOf(id)
	return s[at]&bit != 0
}

func slotOf(id int32) (at uint32, bit uint64) {
	h := uint32(id) * 0x9E3779B1
	return h >> 28, 1 << (h >> 22 & 63)
}
