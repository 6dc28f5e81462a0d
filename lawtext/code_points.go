package lawtext

import "unicode/utf8"

// CodePoints counts the code points of a string; a byte that belongs to none
// counts as one. It is [utf8.RuneCountInString], several times as fast on
// Chinese.
func CodePoints(s string) int {
	n := 0
	for i := 0; i < len(s); n++ {
		switch b := s[i]; {
		case b < utf8.RuneSelf:
			i++
		case b > 0xE0 && b < 0xF0 && b != 0xED && continues(s, i):
			i += 3
		default:
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
		}
	}
	return n
}

// continues reports whether two bytes follow s[i] that continue a character.
func continues(s string, i int) bool {
	return i+2 < len(s) && s[i+1]-0x80 < 0x40 && s[i+2]-0x80 < 0x40
}
