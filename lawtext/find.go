package lawtext

import (
	"strings"
	"unicode/utf8"
)

// index is strings.Index for words that begin with a common Chinese character.
// It looks for that character's last byte: the first is one of the same six for
// all of them.
func index(s, word string) int {
	for from := 2; from < len(s); {
		at := strings.IndexByte(s[from:], word[2])
		if at < 0 {
			return -1
		}
		from += at
		if strings.HasPrefix(s[from-2:], word) {
			return from - 2
		}
		from++
	}
	return -1
}

// contains is strings.Contains for such words.
func contains(s, word string) bool { return index(s, word) >= 0 }

// hasBlank reports whether there is white space in s.
func hasBlank(s string) bool {
	for i := 0; i < len(s); {
		if b := s[i]; b > 0xE3 && b < 0xEF && continues(s, i) {
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if blank(r) {
			return true
		}
		i += w
	}
	return false
}
