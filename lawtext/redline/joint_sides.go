package redline

import (
	"slices"
	"strings"
)

// slideBreaks moves a line break that came or went behind the line it brought
// or took: in A[-¶B-]¶C the break before B and the one after it are the same
// character, and a reader sees the line B go with its own end.
func slideBreaks(segments []Segment) []Segment {
	out := make([]Segment, 0, len(segments))
	for _, s := range segments {
		last := len(out) - 1
		if s.Op == Equal && last > 0 && out[last-1].Op == Equal && out[last].Op != Equal &&
			strings.HasPrefix(out[last].Text, "\n") && strings.HasPrefix(s.Text, "\n") {
			out[last-1].Text += "\n"
			out[last].Text = out[last].Text[1:] + "\n"
			s.Text = s.Text[1:]
		}
		if s.Text != "" {
			out = append(out, s)
		}
	}
	return out
}

// slideLines gives lines that came or went whole their own ends, as slideBreaks
// does, where the end after them is that of the unit: A[+¶] [+B]¶ is A¶ [+B¶].
func slideLines(lines []Line) {
	for i := range lines {
		op := lines[i].Break
		if op == Equal || lines[i].Rows != nil {
			continue
		}
		j := i + 1
		for j < len(lines) && lines[j].only(op) && lines[j].Break == op {
			j++
		}
		if j < len(lines) && lines[j].only(op) && lines[j].Break == Equal {
			lines[i].Break, lines[j].Break = Equal, op
		}
	}
}

// only reports whether all of a line's characters came, or went.
func (l *Line) only(op Op) bool {
	return l.Rows == nil && !slices.ContainsFunc(l.Segments, func(s Segment) bool { return s.Op != op })
}

// OneSide leaves out of lines what the operation given brought or took; lines
// that then have no end run into the next.
func OneSide(lines []Line, without Op) []Line {
	var out []Line
	open := false
	for _, l := range lines {
		if l.Rows != nil {
			if rows := oneSideOfRows(l.Rows, without); len(rows) > 0 {
				if n := len(out); open && len(out[n-1].Segments) == 0 {
					out = out[:n-1] // it went whole, and nothing runs into a table
				}
				l.Rows = rows
				out, open = append(out, l), false
			}
			continue
		}
		var kept []Segment
		for _, s := range l.Segments {
			if s.Op != without {
				kept = append(kept, s)
			}
		}
		l.Segments = kept
		if open {
			before := &out[len(out)-1]
			if len(before.Segments) > 0 {
				l.Unit, l.Kind = before.Unit, before.Kind
			}
			l.Segments = append(before.Segments, l.Segments...)
			*before = l
		} else {
			out = append(out, l)
		}
		open = l.Break == without
	}
	if n := len(out); open && len(out[n-1].Segments) == 0 {
		out = out[:n-1]
	}
	return out
}

func oneSideOfRows(rows []Row, without Op) []Row {
	var out []Row
	for _, r := range rows {
		if r.Op == without {
			continue
		}
		cells := make([]Cell, len(r.Cells))
		for k, c := range r.Cells {
			c.Lines = OneSide(c.Lines, without)
			c.GoesOn, c.Alone = c.GoesOn || c.Alone == without, ""
			cells[k] = c
		}
		out = append(out, Row{Op: r.Op, Cells: cells})
	}
	return out
}

// wholly gives every segment and break of lines one operation.
func wholly(op Op, lines []Line) []Line {
	for k := range lines {
		l := &lines[k]
		l.Break = op
		segments := l.Segments
		l.Segments = nil
		for _, s := range segments {
			l.add(op, ClassText, s.Text)
		}
		for r := range l.Rows {
			l.Rows[r].Op = op
			for c := range l.Rows[r].Cells {
				l.Rows[r].Cells[c].Lines = wholly(op, l.Rows[r].Cells[c].Lines)
			}
		}
	}
	return lines
}

// separable reports whether each table stands between ends of lines in both
// texts, so that it can come or go by itself.
func separable(lines []Line) bool {
	var open [2]bool // a line of the old, of the new text waits for its end
	for _, l := range lines {
		if l.Rows != nil {
			if open[0] || open[1] {
				return false
			}
			continue
		}
		for _, s := range l.Segments {
			old, new := holds(s.Op)
			open[0], open[1] = open[0] || old, open[1] || new
		}
		old, new := holds(l.Break)
		open[0], open[1] = open[0] && !old, open[1] && !new
	}
	return true
}
