package redline

import (
	"strings"
	"unicode/utf8"
)

// ForReading are the change's segments as pages and papers show them: an item
// that went or came does so with its own number, and the one behind it gets
// another. In Segments, which have as few runs as can be, its words go with the
// number of the item behind it.
func (c *Change) ForReading() []Segment {
	out := make([]Segment, 0, len(c.Segments)+4)
	for i, s := range c.Segments {
		alone := i+1 == len(c.Segments) || c.Segments[i+1].Op == Equal
		if n := len(out); alone && n > 0 && s.Op != Equal && s.Class == ClassText && out[n-1].Op == Equal {
			before, mark := itemMark(out[n-1].Text, n == 1)
			item, next := itemMark(s.Text, false)
			if mark != "" && next != "" {
				out = append(out[:n-1], itemwise(before, mark, item, next, s.Op)...)
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// itemwise are the segments of an item that went or came, what is before it, and
// the number of the one behind it.
func itemwise(before, mark, item, next string, op Op) []Segment {
	old, new := next, mark
	if op == Insert {
		old, new = mark, next
	}
	list := []Segment{{Equal, ClassText, before}, {op, ClassText, mark + item}, {Delete, ClassNumber, old}, {Insert, ClassNumber, new}}
	if old == new {
		list = []Segment{list[0], list[1], {Equal, ClassText, new}}
	}
	if before == "" {
		list = list[1:]
	}
	return list
}

// itemMark cuts off the number of an item that a text ends with, alone on its
// line; first says that the text begins one.
func itemMark(text string, first bool) (before, mark string) {
	at := strings.LastIndexByte(text, '\n') + 1
	mark = text[at:]
	r, n := utf8.DecodeRuneInString(mark)
	switch {
	case at == 0 && !first:
	case (r == '（' || r == '(') && scanMark(mark, 0, n) == len(mark), r >= '①' && r <= '⑳' && n == len(mark):
		return text[:at], mark
	}
	return text, ""
}
