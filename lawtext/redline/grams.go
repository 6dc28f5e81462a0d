package redline

// gramRunes is how many characters make a run that is evidence of descent.
const gramRunes = 6

// gramBase is the base of the rolling hash of runs, gramTop its power that
// takes the first character out again.
const (
	gramBase = 0x9E3779B97F4A7C15
	gramTop  = gramBase * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64)
)

// grams appends the hash of every run of a folded text, in order: the k-th is
// that of the run which begins at its k-th character.
func grams(dst []uint64, text []rune) []uint64 {
	var h uint64
	for k, r := range text {
		h = h*gramBase + uint64(r)
		if k >= gramRunes {
			h -= uint64(text[k-gramRunes]) * gramTop
		}
		if k >= gramRunes-1 {
			dst = append(dst, mixed(h))
		}
	}
	return dst
}

// mixed is a hash every bit of which depends on all of h.
func mixed(h uint64) uint64 {
	h = (h ^ h>>32) * 0xD6E8FEB86659FD93
	return h ^ h>>32
}
