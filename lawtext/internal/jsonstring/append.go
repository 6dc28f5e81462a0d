// Package jsonstring writes strings as JSON, for answers that are too large to
// be written by reflection.
package jsonstring

import "unicode/utf8"

// Append appends s in quotes, escaped as encoding/json does without HTML
// escapes: a byte that belongs to no character becomes U+FFFD.
func Append(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\':
			i++
			continue
		case c > 0xE2 && c < 0xF0 && c != 0xED && i+2 < len(s) && s[i+1]-0x80 < 0x40 && s[i+2]-0x80 < 0x40:
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if c < utf8.RuneSelf || r == utf8.RuneError && w == 1 || r == '\u2028' || r == '\u2029' {
			b = appendEscaped(append(b, s[done:i]...), r)
			done = i + w
		}
		i += w
	}
	return append(append(b, s[done:]...), '"')
}

// appendEscaped appends a character that JSON cannot have as it is, or that
// ends a line in JavaScript.
func appendEscaped(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	}
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
