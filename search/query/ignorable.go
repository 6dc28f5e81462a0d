package query

import "unicode"

// ignorable are characters that count for nothing wherever words are compared:
// white space, and what has no width of its own (Unicode's
// Default_Ignorable_Code_Point and control characters).
func ignorable(r rune) bool {
	if r > ' ' && r < 0x7f || r >= 0x3400 && r <= 0x9fff {
		return false
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) ||
		unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
