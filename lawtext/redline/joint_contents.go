package redline

import (
	"strings"

	"hefa/lawtext"
)

// contents adds the texts' tables of contents, which are no blocks: the n-th
// of one text is held against the n-th of the other.
func (j *joiner) contents() {
	var at [2][]*cluster
	for side, t := range j.r.texts {
		at[side] = contentsOf(t, j.indexes(side))
	}
	for n := range max(len(at[0]), len(at[1])) {
		c := &cluster{change: -1, way: Stays}
		switch {
		case n >= len(at[1]):
			c = at[0][n]
			c.way = Goes
			c.at = match{i: c.at.i}
		case n >= len(at[0]):
			c = at[1][n]
			c.way = Comes
			c.oldText, c.newText = "", c.oldText
			c.at = match{j: c.at.i}
		default:
			c.oldText, c.newText, c.unit = at[0][n].oldText, at[1][n].oldText, at[1][n].unit
			c.at = match{i: at[0][n].at.i, j: at[1][n].at.i}
		}
		j.clusters = append(j.clusters, c)
	}
}

// indexes are the positions of one text's blocks by address.
func (j *joiner) indexes(side int) map[lawtext.Address]int {
	index := map[lawtext.Address]int{}
	for k := range j.r.groups {
		blocks := j.r.groups[k].old
		if side == 1 {
			blocks = j.r.groups[k].new
		}
		for _, b := range blocks {
			index[b.address] = b.index
		}
	}
	return index
}

// contentsOf lists a text's tables of contents, each before the block that
// follows it.
func contentsOf(t *lawtext.Text, index map[lawtext.Address]int) []*cluster {
	if t == nil {
		return nil
	}
	var list []*cluster
	waiting, last := 0, -1
	t.Walk(func(u *lawtext.Unit) bool {
		if u.Kind == lawtext.KindContents {
			list = append(list, &cluster{change: -1, oldText: u.Number + u.Plain(), unit: u})
			return false
		}
		at, ok := index[u.Address]
		if !ok {
			return true
		}
		last = max(last, at)
		for ; waiting < len(list); waiting++ {
			list[waiting].at.i = 2 * at
		}
		return true
	})
	for ; waiting < len(list); waiting++ {
		list[waiting].at.i = 2 * (last + 1)
	}
	return list
}

// contentsLines compares two tables of contents line by line.
func (j *joiner) contentsLines(c *cluster) []Line {
	switch c.way {
	case Goes:
		return plainLines(c.unit, Delete, c.oldText)
	case Comes:
		return plainLines(c.unit, Insert, c.newText)
	}
	w := setterOf(c.unit, c.oldText, c.newText)
	return w.lay(j.words(c.oldText, c.newText), Equal)
}

// plainLines are the lines of a text that came or went whole, or stayed.
func plainLines(u *lawtext.Unit, op Op, text string) []Line {
	var lines []Line
	for part := range strings.SplitSeq(text, "\n") {
		l := Line{Unit: u, Break: op}
		if u != nil {
			l.Kind = u.Kind
		}
		l.add(op, ClassText, part)
		lines = append(lines, l)
	}
	return lines
}

// words compares two strings by themselves.
func (j *joiner) words(old, new string) []Segment {
	var c Change
	switch {
	case old == new:
		c.add(Equal, ClassText, old)
	case old == "" || new == "":
		c.add(Delete, ClassText, old)
		c.add(Insert, ClassText, new)
	default:
		if j.writer == nil {
			j.writer = newWriter(&settings{}, newComparer(), nil, followed(j.r.groups), j.r.groups)
		}
		j.writer.oldText, j.writer.newText = old, new
		j.writer.compare(&c, &group{})
	}
	return c.Segments
}

// setterOf sets lines of two texts of one unit, which may be nil.
func setterOf(u *lawtext.Unit, old, new string) *setter {
	return &setter{texts: [2]string{old, new}, at: func(*stroke) (*lawtext.Unit, lawtext.Kind) {
		if u == nil {
			return nil, ""
		}
		return u, u.Kind
	}}
}

// lay cuts segments at their line breaks and sets them; end says whose is the
// end of the last line.
func (w *setter) lay(segments []Segment, end Op) []Line {
	strokes := make([]stroke, 0, 2*len(segments)+1)
	o, n := 0, 0
	for _, s := range append(segments, Segment{Op: end, Text: "\n"}) {
		for part := range strings.SplitAfterSeq(s.Text, "\n") {
			text, isLine := strings.CutSuffix(part, "\n")
			for _, text := range []string{text, "\n"} {
				if text == "" || text == "\n" && !isLine {
					continue
				}
				strokes = append(strokes, stroke{op: s.Op, class: s.Class, text: text, o: o, n: n})
				old, new := holds(s.Op)
				if old {
					o += len(text)
				}
				if new {
					n += len(text)
				}
			}
		}
	}
	for _, p := range settled(strokes) {
		w.set(&p)
	}
	return w.lines
}
