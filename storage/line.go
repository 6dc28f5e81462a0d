package storage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine is the most characters that a title, a name or a number may have.
const maxLine = 500

// Line reads what stands on one line, such as a title or a name: without
// control and direction characters, which would make it look like another,
// and with single spaces. Over 500 characters is an [Invalid].
func Line(field, s string) (string, error) {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u3000':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	if utf8.RuneCountInString(s) > maxLine {
		return "", &Invalid{Field: field, Code: "too-long"}
	}
	return s, nil
}

// RequiredLine is [Line] for what must not be left out.
func RequiredLine(field, s string) (string, error) {
	s, err := Line(field, s)
	if err == nil && s == "" {
		err = &Invalid{Field: field, Code: "required"}
	}
	return s, err
}
