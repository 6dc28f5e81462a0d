package redline

// gramRunes is how many characters make a run that is evidence of descent.
const gramRunes = 6

// grams calls each with every run of the text and the place, among its
// characters without white space, at which it begins.
func grams(text string, each func(h uint64, at int)) (size int) {
	var window [gramRunes]rune
	for _, r := range text {
		c := foldRune(r)
		if c == 0 {
			continue
		}
		window[size%gramRunes] = c
		size++
		if size < gramRunes {
			continue
		}
		h := uint64(14695981039346656037)
		for k := range gramRunes {
			h = (h ^ uint64(window[(size+k)%gramRunes])) * 1099511628211
		}
		each(h, size-gramRunes)
	}
	return size
}
