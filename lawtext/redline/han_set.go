package redline

// hanSet is a set of common Chinese characters, a bit each from hanFirst.
type hanSet [(hanEnd - hanFirst) / 64]uint64

const hanFirst, hanEnd = 0x4E00, 0xA000

// ranges reports whether the set can hold a character.
func (s *hanSet) ranges(r rune) bool { return r >= hanFirst && r < hanEnd }

func (s *hanSet) add(r rune) { s[(r-hanFirst)>>6] |= 1 << ((r - hanFirst) & 63) }

func (s *hanSet) has(r rune) bool { return s[(r-hanFirst)>>6]>>((r-hanFirst)&63)&1 != 0 }
