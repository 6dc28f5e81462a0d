package docx

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// allowed reports whether XML 1.0 can hold a character (production 2). Others,
// among them bytes that are no UTF-8, are left out: they have no glyph.
func allowed(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	}
	return r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// escaped is s for the inside of an attribute or element.
func escaped(s string) string {
	var b bytes.Buffer
	escape(&b, s)
	return b.String()
}

func escape(b *bytes.Buffer, s string) {
	from := 0
	for at := 0; at < len(s); {
		r, size := rune(s[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[at:])
		}
		instead := ""
		switch r {
		case '<':
			instead = "&lt;"
		case '>':
			instead = "&gt;"
		case '&':
			instead = "&amp;"
		case '"':
			instead = "&quot;"
		case '\r', '\n', '\t':
			instead = " "
		default:
			if allowed(r, size) {
				at += size
				continue
			}
		}
		b.WriteString(s[from:at])
		b.WriteString(instead)
		at += size
		from = at
	}
	b.WriteString(s[from:])
}

// writeText writes the characters of a run, tabs and line breaks as elements
// of their own.
func writeText(b *bytes.Buffer, element, s string) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for {
		at := strings.IndexAny(s, "\t\n\r")
		part := s
		if at >= 0 {
			part = s[:at]
		}
		if part != "" {
			b.WriteString("<" + element + ` xml:space="preserve">`)
			escape(b, part)
			b.WriteString("</" + element + ">")
		}
		if at < 0 {
			return
		}
		if s[at] == '\t' {
			b.WriteString("<w:tab/>")
		} else {
			b.WriteString("<w:br/>")
		}
		s = s[at+1:]
	}
}
