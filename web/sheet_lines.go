package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/storage"
)

// sheetLine is one paragraph or item as it is shown.
type sheetLine struct {
	// Address is the unit whose own characters the line shows, "" where it
	// shows none of the newer text's; At is the code point it begins with.
	Address lawtext.Address
	At      int
	// Was is, in one column, the unit of the older text that the line shows
	// first, "" where it shows none of that text.
	Was  lawtext.Address
	Runs []sheetRun
	// A table that stands inside an article.
	lawTable
	// Table is one with what changed in it; the line shows nothing else.
	Table []sheetRow
}

// sheetRun is a stretch of characters that are alike.
type sheetRun struct {
	Op    redline.Op
	Class redline.Class
	Text  string
	// Aside: the characters are no unit's own, such as the mark of an item.
	Aside bool
	// Comment is the comment that quotes the characters.
	Comment storage.ID
}

// column says which side of a change is laid out.
type column int

const (
	inOneColumn column = iota
	oldColumn
	newColumn
)

// shows reports whether a column has a segment's characters.
func (c column) shows(op redline.Op) bool {
	return c == inOneColumn || op == redline.Equal || (op == redline.Delete) == (c == oldColumn)
}

// counts reports whether a segment's characters stand in the text by which the
// column's places are told.
func (c column) counts(op redline.Op) bool {
	return op == redline.Equal || (op == redline.Delete) == (c == oldColumn)
}

// lineWriter lays the segments of a change out as lines.
type lineWriter struct {
	column    column
	newText   string
	stretches []redline.Stretch
	said      remarks
	// gone are the stretches of the older text and wasPos the byte reached in
	// it, where it has no column of its own.
	gone   []redline.Stretch
	wasPos int
	// cuts are the bytes at which runs end besides those of segments.
	cuts  []int
	pos   int
	line  sheetLine
	lines []sheetLine
}

// layLines lays out one column of a change; gone is where the older text's
// units stand, if it has no column of its own.
func layLines(c *redline.Change, col column, stretches, gone []redline.Stretch, said remarks) []sheetLine {
	w := lineWriter{column: col, stretches: stretches, gone: gone, said: said}
	var text strings.Builder
	for _, s := range c.Segments {
		if col.counts(s.Op) {
			text.WriteString(s.Text)
		}
	}
	w.newText = text.String()
	w.cut()
	plainly := c.Kind == redline.Deleted || slices.Contains(c.Marks, redline.MarkRewritten)
	for _, s := range c.Segments {
		if col.shows(s.Op) {
			w.segment(s, plainly)
		}
	}
	w.end()
	return w.lines
}

// segment writes one segment, line by line. Whole lines that went or came are
// lines here too; where only a line's end did, ¶ says so.
func (w *lineWriter) segment(s redline.Segment, plainly bool) {
	counts := w.column.counts(s.Op)
	inside := s.Op == redline.Delete && !plainly && w.column == inOneColumn &&
		!strings.HasPrefix(s.Text, "\n") && !strings.HasSuffix(s.Text, "\n")
	for i, part := range strings.Split(s.Text, "\n") {
		if i > 0 {
			if s.Op != redline.Equal && s.Text == "\n" || inside {
				w.line.Runs = append(w.line.Runs, sheetRun{Op: s.Op, Class: s.Class, Text: "¶", Aside: true})
			}
			if counts {
				w.pos++
			}
			if s.Op != redline.Insert {
				w.wasPos++
			}
			if !inside && (s.Op != redline.Delete || s.Text != "\n" || w.column != inOneColumn) {
				w.end()
			}
		}
		w.was(s.Op, part)
		w.runs(s.Op, s.Class, part, counts)
	}
}

// was fills in whose characters of the older text a line shows, and goes on in
// that text.
func (w *lineWriter) was(op redline.Op, text string) {
	if op == redline.Insert || text == "" {
		return
	}
	for _, s := range w.gone {
		if w.line.Was == "" && w.wasPos >= s.Start && w.wasPos < s.End {
			w.line.Was = s.Address
		}
	}
	w.wasPos += len(text)
}

// end closes the line, if there is anything in it.
func (w *lineWriter) end() {
	if len(w.line.Runs) > 0 {
		w.lines = append(w.lines, w.line)
	}
	w.line = sheetLine{}
}

// runs writes characters, cut where units and quoted words begin and end.
func (w *lineWriter) runs(op redline.Op, class redline.Class, text string, counts bool) {
	for text != "" {
		n := len(text)
		if counts {
			if i, _ := slices.BinarySearch(w.cuts, w.pos+1); i < len(w.cuts) {
				n = min(n, w.cuts[i]-w.pos)
			}
		}
		run := sheetRun{Op: op, Class: class, Text: text[:n]}
		if counts {
			w.owner(&run)
			w.pos += n
		}
		w.line.Runs = append(w.line.Runs, run)
		text = text[n:]
	}
}

// owner fills in whose own characters a run shows and who speaks of them.
func (w *lineWriter) owner(run *sheetRun) {
	run.Aside = true
	for _, s := range w.stretches {
		if w.pos < s.Start || w.pos >= s.End {
			continue
		}
		run.Aside = false
		at := utf8.RuneCountInString(w.newText[s.Start:w.pos])
		if w.line.Address == "" {
			w.line.Address, w.line.At = s.Address, at
		}
		for _, said := range w.said[s.Address] {
			if at >= said.where.Start && at < said.where.End {
				run.Comment = said.comment
			}
		}
	}
}

// cut finds where runs must end.
func (w *lineWriter) cut() {
	for _, s := range w.stretches {
		w.cuts = append(w.cuts, s.Start, s.End)
		own := w.newText[s.Start:s.End]
		for _, said := range w.said[s.Address] {
			w.cuts = append(w.cuts, s.Start+byteOf(own, said.where.Start), s.Start+byteOf(own, said.where.End))
		}
	}
	slices.Sort(w.cuts)
}

// byteOf is the byte at which the n-th code point begins.
func byteOf(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
