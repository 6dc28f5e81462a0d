package redline

import "slices"

// OneSide leaves out of lines what the operation given brought or took; lines
// that then have no end run into the next.
func OneSide(lines []Line, without Op) []Line {
	var out []Line
	open, size := false, 0
	shut := func() { // a line of which nothing is left is none
		if n := len(out); open && len(out[n-1].Segments) == 0 {
			out = out[:n-1]
		}
		open = false
	}
	for _, l := range lines {
		if l.Rows != nil {
			if rows := oneSideOfRows(l.Rows, without); len(rows) > 0 {
				shut()
				l.Rows = rows
				out = append(out, l)
			}
			continue
		}
		var kept []Segment
		if !open {
			size = 0
		}
		begin := size // of what is left of the line in the one it runs on from
		for _, s := range l.Segments {
			if s.Op != without {
				kept = append(kept, s)
				size += len(s.Text)
			}
		}
		l.Segments = kept
		l.Old, l.New = ofSide(l.Old, without == Delete), ofSide(l.New, without == Insert)
		if open {
			before := &out[len(out)-1]
			if len(before.Segments) > 0 {
				l.Unit, l.Kind = before.Unit, before.Kind
			}
			l.Old, l.New = behind(before.Old, l.Old, begin), behind(before.New, l.New, begin)
			l.Segments = append(before.Segments, l.Segments...)
			*before = l
		} else {
			out = append(out, l)
		}
		open = l.Break == without
	}
	shut()
	return out
}

// ofSide is none where the side is left out.
func ofSide(list []Stretch, left bool) []Stretch {
	if left {
		return nil
	}
	return slices.Clip(list) // a line that runs on is appended to
}

// behind appends the stretches of a line that runs on behind so many bytes.
func behind(list, more []Stretch, size int) []Stretch {
	for _, s := range more {
		s.Start, s.End = s.Start+size, s.End+size
		list = append(list, s)
	}
	return list
}

func oneSideOfRows(rows []Row, without Op) []Row {
	var out []Row
	for _, r := range rows {
		if r.Op == without {
			continue
		}
		cells := make([]Cell, 0, len(r.Cells))
		for _, c := range r.Cells {
			if c.Op == without {
				continue
			}
			c.GoesOn, c.Alone, c.Op = c.GoesOn || c.Alone == without, "", ""
			if c.Lines = OneSide(c.Lines, without); c.GoesOn {
				c.Lines = plainLines(nil, Equal, "")
			}
			cells = append(cells, c)
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
