package redline

// gramRunes is how many characters make a run that is evidence of descent.
const gramRunes = 6

// gramBase is the base of the rolling hash of runs, gramTop its power that
// takes the first character out again.
const (
	gramBase = 0x9E3779B97F4A7C15
	gramTop  = gramBase * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64) * gramBase % (1 << 64)
)

// grams calls each with every run of the text and the place, among its
// characters without white space, at which it begins.
func grams(text string, each func(h uint64, at int)) (size int) {
	var window [8]uint64 // the last characters
	var h uint64
	for _, r := range text {
		c := uint64(foldRune(r))
		if c == 0 {
			continue
		}
		h = h*gramBase + c - window[(size-gramRunes)&7]*gramTop
		window[size&7] = c
		if size++; size >= gramRunes {
			x := (h ^ h>>32) * 0xD6E8FEB86659FD93
			each(x^x>>32, size-gramRunes)
		}
	}
	return size
}
