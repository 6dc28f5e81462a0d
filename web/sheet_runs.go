package web

import (
	"slices"
	"unicode/utf8"

	"hefa/lawtext/redline"
)

// runWriter writes the characters of one line, cut where units and quoted words
// begin and end.
type runWriter struct {
	// text are the characters by which the line's places are told, own whose
	// they are.
	text string
	own  []redline.Stretch
	said remarks
	// cuts are the bytes at which runs end besides those of segments.
	cuts []int
	pos  int
	line *sheetLine
}

// cut finds where runs must end.
func (w *runWriter) cut() {
	for _, s := range w.own {
		w.cuts = append(w.cuts, s.Start, s.End)
		own := w.text[s.Start:s.End]
		for _, said := range w.said[s.Address] {
			w.cuts = append(w.cuts, s.Start+byteOf(own, said.where.Start-s.From), s.Start+byteOf(own, said.where.End-s.From))
		}
	}
	slices.Sort(w.cuts)
}

// byteOf is the byte at which the n-th code point begins.
func byteOf(s string, n int) int {
	if n <= 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// runs writes a segment; counts says whether its characters are of the text.
func (w *runWriter) runs(s redline.Segment, counts bool) {
	for text := s.Text; text != ""; {
		n := len(text)
		if counts {
			if i, _ := slices.BinarySearch(w.cuts, w.pos+1); i < len(w.cuts) {
				n = min(n, w.cuts[i]-w.pos)
			}
		}
		run := sheetRun{Op: s.Op, Class: s.Class, Text: text[:n]}
		if counts {
			w.owner(&run)
			w.pos += n
		}
		w.line.Runs = append(w.line.Runs, run)
		text = text[n:]
	}
}

// owner fills in whose own characters a run shows and who speaks of them.
func (w *runWriter) owner(run *sheetRun) {
	run.Aside = true
	for _, s := range w.own {
		if w.pos < s.Start || w.pos >= s.End {
			continue
		}
		run.Aside = false
		at := s.From + utf8.RuneCountInString(w.text[s.Start:w.pos])
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
