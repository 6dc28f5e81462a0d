package redline

import (
	"slices"
	"strings"

	"hefa/lawtext"
)

// liner writes the lines of one cluster: it goes along the change's segments
// with a finger on each side.
type liner struct {
	joiner   *joiner
	old, new *layout
	o, n     int // where the fingers are
	numbered [2]int
	lines    []Line
	open     bool // the last line has no end yet
}

// lines are a cluster's, as if it stayed.
func (j *joiner) lines(c *cluster) []Line {
	if c.change < 0 {
		return j.contentsLines(c)
	}
	g := &j.r.groups[c.change]
	p := &liner{joiner: j, old: layoutOf(g.old, c.old), new: layoutOf(g.new, c.new), numbered: [2]int{-1, -1}}
	end := Equal
	switch {
	case len(c.new) == 0:
		end = Delete
	case len(c.old) == 0:
		end = Insert
	default:
		p.number(c.old[0], c.new[0])
		p.numbered = [2]int{p.old.from, p.new.from}
	}
	segments := slideBreaks(j.r.Changes[c.change].Segments)
	pairTables(p.old.tables, p.new.tables, segments)
	for _, s := range segments {
		p.segment(s)
	}
	p.numbers(Equal) // of blocks without a character
	p.tables(true, true)
	if p.open || len(p.lines) == 0 {
		p.line()
		switch {
		case end != Equal:
		case p.endsInTable(Insert):
			end = Insert
		case p.endsInTable(Delete):
			end = Delete
		}
		p.lines[len(p.lines)-1].Break = end
	}
	slideLines(p.lines)
	endBeforeTables(p.lines)
	return p.lines
}

// endsInTable reports whether the text in which nothing came, or nothing went,
// ends in a table, so that the last line of the other has an end of its own.
func (p *liner) endsInTable(without Op) bool {
	for k, l := range slices.Backward(p.lines) {
		switch {
		case l.Rows != nil && l.Break != without:
			return true
		case l.Rows != nil:
		case !l.only(without), k < len(p.lines)-1 && l.Break != without:
			return false
		}
	}
	return false
}

// endBeforeTables gives a line its own end where only one text goes on behind
// it and ends in a table, which has none.
func endBeforeTables(lines []Line) {
	k := len(lines) - 1
	if k < 0 || lines[k].Rows == nil || lines[k].Break == Equal {
		return
	}
	op := lines[k].Break
	for k >= 0 && lines[k].Break == op && (lines[k].Rows != nil || lines[k].only(op)) {
		k--
	}
	if k >= 0 && lines[k].Break == op {
		lines[k].Break = Equal
	}
}

// sides tells which fingers a segment moves.
func holds(op Op) (old, new bool) { return op != Insert, op != Delete }

// segment writes what of a segment belongs to the cluster.
func (p *liner) segment(s Segment) {
	old, new := holds(s.Op)
	for text := s.Text; text != ""; {
		p.numbers(s.Op)
		p.tables(old, new)
		size := len(text)
		if old {
			size = min(size, p.old.room(p.o))
		}
		if new {
			size = min(size, p.new.room(p.n))
		}
		if at := strings.IndexByte(text[:size], '\n'); at == 0 {
			size = 1
		} else if at > 0 {
			size = at
		}
		p.piece(s, text[:size])
		text = text[size:]
		if old {
			p.o += size
		}
		if new {
			p.n += size
		}
	}
}

// room is how far the finger can go before something stands there.
func (l *layout) room(at int) int {
	for len(l.stops) > 0 && l.stops[0] <= at {
		l.stops = l.stops[1:]
	}
	if len(l.stops) == 0 {
		return 1 << 40
	}
	return l.stops[0] - at
}

// piece writes characters between which nothing stands, or one line break.
func (p *liner) piece(s Segment, text string) {
	op, ok := p.seen(s.Op, text == "\n")
	switch {
	case !ok:
	case text == "\n":
		p.line()
		p.lines[len(p.lines)-1].Break = op
		p.open = false
	default:
		p.write(op, s.Class, text)
	}
}

// seen is what a segment's operation is within the cluster: what stayed but
// stands elsewhere on the other side came or went.
func (p *liner) seen(op Op, isBreak bool) (Op, bool) {
	old, new := holds(op)
	old = old && p.old.shows(p.o, isBreak)
	new = new && p.new.shows(p.n, isBreak)
	switch {
	case old && new:
		return Equal, true
	case old:
		return Delete, true
	case new:
		return Insert, true
	}
	return "", false
}

// shows reports whether the character at an offset is one of the cluster's
// paragraphs.
func (l *layout) shows(at int, isBreak bool) bool {
	if at < l.from || at >= l.to || isBreak && (l.after[at] || l.soft[at]) {
		return false
	}
	return at >= l.tableEnd
}

// line opens a line where none is open.
func (p *liner) line() {
	if p.open {
		return
	}
	p.open = true
	l := Line{}
	if l.Unit, l.Kind = p.new.unitAt(p.n); p.new.to == p.new.from {
		l.Unit, l.Kind = p.old.unitAt(p.o)
	}
	p.lines = append(p.lines, l)
}

func (p *liner) write(op Op, class Class, text string) {
	fresh := !p.open
	p.line()
	l := &p.lines[len(p.lines)-1]
	if fresh && op == Delete {
		l.Unit, l.Kind = p.old.unitAt(p.o)
	} else if op != Delete && onlyOld(l) {
		l.Unit, l.Kind = p.new.unitAt(p.n)
	}
	l.add(op, class, text)
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

// numbers writes the numbers of the blocks that begin under the fingers.
func (p *liner) numbers(op Op) {
	old, new := p.old.blockAt(p.o, p.numbered[0]), p.new.blockAt(p.n, p.numbered[1])
	if op == Delete && old == nil || op == Insert && new == nil {
		return // the other side's turn comes with its own characters
	}
	if old != nil {
		p.numbered[0] = p.o
	}
	if new != nil {
		p.numbered[1] = p.n
	}
	p.number(old, new)
}

// blockAt is the block of the cluster that begins at an offset and has not
// been numbered.
func (l *layout) blockAt(at, done int) *block {
	if at < l.from || at > l.to || l.from == l.to && l.numbers[at] == nil || at <= done {
		return nil
	}
	return l.numbers[at]
}

// number writes the numbers of two blocks, either of which may be missing.
func (p *liner) number(old, new *block) {
	was, is := old.mark(), new.mark()
	sep := 0
	for sep < len(was) && sep < len(is) && strings.HasSuffix(is, was[len(was)-sep-1:]) {
		sep++
	}
	switch {
	case was == is:
		p.mark(Equal, was)
	case sep >= len(ideographicSpace) && strings.HasSuffix(was, ideographicSpace):
		p.mark(Delete, strings.TrimSuffix(was, ideographicSpace))
		p.mark(Insert, strings.TrimSuffix(is, ideographicSpace))
		p.mark(Equal, ideographicSpace)
	default:
		p.mark(Delete, was)
		p.mark(Insert, is)
	}
}

// mark writes what of a number stayed, came or went.
func (p *liner) mark(op Op, text string) {
	class := ClassNumber
	if p.old.from == p.old.to && len(p.old.numbers) == 0 || p.new.from == p.new.to && len(p.new.numbers) == 0 {
		class = ClassText // the unit came or went with its number
	}
	if text != "" {
		p.write(op, class, text)
	}
}

// ideographicSpace stands between the number of an article or heading and its
// words.
const ideographicSpace = "\u3000"

// mark is a block's number as paper has it, "" for none.
func (b *block) mark() string {
	if b == nil || b.number == "" || b.form == formLoose {
		return ""
	}
	switch b.kind {
	case lawtext.KindArticle, lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection, lawtext.KindAnnex:
		if b.text != "" {
			return b.number + ideographicSpace
		}
	}
	return b.number
}
