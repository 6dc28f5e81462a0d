package storage

import (
	"fmt"
	"strconv"
	"strings"
)

// TextName names one text of a document: "2" is draft 2, "v1" version 1.
type TextName struct {
	Draft   int
	Version int
}

// String is "2" or "v1"; "" for the zero name.
func (n TextName) String() string {
	switch {
	case n.Version > 0:
		return "v" + strconv.Itoa(n.Version)
	case n.Draft > 0:
		return strconv.Itoa(n.Draft)
	}
	return ""
}

// MarshalText implements [encoding.TextMarshaler].
func (n TextName) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (n *TextName) UnmarshalText(b []byte) (err error) {
	*n, err = ParseTextName(string(b))
	return err
}

// ParseTextName reads "2" or "v1". A malformed name is [ErrNotFound].
func ParseTextName(s string) (TextName, error) {
	digits, isVersion := strings.CutPrefix(s, "v")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 1e6 || strconv.Itoa(n) != digits {
		return TextName{}, fmt.Errorf("reading text name %.20q: %w", s, ErrNotFound)
	}
	if isVersion {
		return TextName{Version: n}, nil
	}
	return TextName{Draft: n}, nil
}
