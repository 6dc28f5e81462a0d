package redline

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"hefa/lawtext"
)

// setter sets strokes as lines.
type setter struct {
	// texts are the two texts the strokes are of, own where units' own
	// characters stand in them.
	texts [2]string
	own   [2][]Stretch
	// at is the unit a line of one text begins in.
	at    func(p *stroke) (*lawtext.Unit, lawtext.Kind)
	lines []Line
	open  bool   // the last line has no end yet
	size  [2]int // bytes of it in either text
}

// set writes one stroke.
func (w *setter) set(p *stroke) {
	if p.table != nil {
		if w.open {
			w.lines[len(w.lines)-1].Break = p.op
			w.open = false
		}
		w.lines = append(w.lines, Line{Unit: p.table.unit, Kind: lawtext.KindTable, Break: p.op, Rows: p.rows})
		return
	}
	if !w.open {
		w.open, w.size = true, [2]int{}
		l := Line{}
		l.Unit, l.Kind = w.at(p)
		w.lines = append(w.lines, l)
	}
	l := &w.lines[len(w.lines)-1]
	if p.text == "\n" {
		l.Break, w.open = p.op, false
		return
	}
	if p.op != Delete && onlyOld(l) {
		l.Unit, l.Kind = w.at(p)
	}
	l.add(p.op, p.class, p.text)
	old, new := holds(p.op)
	if old {
		l.Old = w.owned(l.Old, 0, p, p.o)
	}
	if new {
		l.New = w.owned(l.New, 1, p, p.n)
	}
}

// owned appends whose own characters a stroke shows to what a line shows of one
// text; at is where it stands there.
func (w *setter) owned(list []Stretch, side int, p *stroke, at int) []Stretch {
	begin := w.size[side]
	w.size[side] += len(p.text)
	if p.mark {
		return list
	}
	own := w.own[side]
	k, _ := slices.BinarySearchFunc(own, at+1, func(s Stretch, at int) int { return cmp.Compare(s.End, at) })
	for ; k < len(own) && own[k].Start < at+len(p.text); k++ {
		from, to := max(own[k].Start, at), min(own[k].End, at+len(p.text))
		s := Stretch{Address: own[k].Address, Start: begin + from - at, End: begin + to - at}
		if n := len(list); n > 0 && list[n-1].Address == s.Address && list[n-1].End == s.Start {
			list[n-1].End = s.End
			continue
		}
		s.From = utf8.RuneCountInString(w.texts[side][own[k].Start:from])
		list = append(list, s)
	}
	return list
}

func onlyOld(l *Line) bool {
	for _, s := range l.Segments {
		if s.Op != Delete {
			return false
		}
	}
	return true
}

// add appends characters, to the last segment where it is of the same kind.
func (l *Line) add(op Op, class Class, text string) {
	if text == "" {
		return
	}
	if n := len(l.Segments); n > 0 && l.Segments[n-1].Op == op && l.Segments[n-1].Class == class {
		l.Segments[n-1].Text += text
		return
	}
	l.Segments = append(l.Segments, Segment{Op: op, Class: class, Text: text})
}
