package lawtext

import (
	"fmt"
	"strings"
	"unicode"
)

// Visible shows what hides in a text: control characters by their pictures (␛),
// those of writing direction and others without a picture or width by their
// numbers (〔U+202E〕). Line breaks and tabs stay. On a terminal or a page they
// could else give orders, or have a text read otherwise than it is written.
func Visible(s string) string {
	if strings.IndexFunc(s, hides) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hides(r):
			b.WriteRune(r)
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7F:
			b.WriteRune('␡')
		default:
			_, _ = fmt.Fprintf(&b, "〔U+%04X〕", r)
		}
	}
	return b.String()
}

// hides reports characters that have no picture of their own.
func hides(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x7F:
		return r < ' '
	case r >= 0x3000 && r < 0xFE00: // Chinese and its marks
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
