package redline

import (
	"strings"

	"hefa/lawtext"
)

// liner goes along a change's segments with a finger on each side, and notes
// what it comes past.
type liner struct {
	joiner   *joiner
	old, new *layout
	o, n     int // where the fingers are
	numbered [2]int
	bare     bool // the units' own numbers are not written
	strokes  []stroke
}

// lines are a cluster's, as if it stayed.
func (j *joiner) lines(c *cluster) []Line {
	if c.change < 0 {
		return j.contentsLines(c)
	}
	g := &j.r.groups[c.change]
	p := &liner{joiner: j, old: layoutOf(g.old, c.old), new: layoutOf(g.new, c.new), numbered: [2]int{-1, -1}}
	p.bare = j.bare && !j.r.Changes[c.change].Several()
	segments := j.r.Changes[c.change].ForReading()
	pairTables(p.old.tables, p.new.tables, segments)
	if len(c.old) > 0 && len(c.new) > 0 {
		p.number(c.old[0], c.new[0])
		p.numbered = [2]int{p.old.from, p.new.from}
	}
	for _, s := range segments {
		p.segment(s)
	}
	p.numbers(Equal) // of blocks without a character
	p.tables(Equal)  // and tables without a word
	p.end(len(c.old) > 0 && !p.old.endsInTable(), len(c.new) > 0 && !p.new.endsInTable())
	old, new := j.r.sides()
	w := setter{texts: [2]string{old.texts[c.change], new.texts[c.change]}, at: p.unitAt}
	w.own = [2][]Stretch{stretches(old.byChange[c.change]), stretches(new.byChange[c.change])}
	for _, s := range settled(p.strokes) {
		w.set(&s)
	}
	return w.lines
}

// end notes the end of the cluster, which ends the last line of either text.
func (p *liner) end(old, new bool) {
	op := Equal
	switch {
	case !old && !new:
		return
	case !new:
		op = Delete
	case !old:
		op = Insert
	}
	p.strokes = append(p.strokes, stroke{op: op, text: "\n", o: p.old.to, n: p.new.to})
}

// unitAt is the unit of the line that a stroke begins.
func (p *liner) unitAt(at *stroke) (*lawtext.Unit, lawtext.Kind) {
	if at.op == Delete || len(p.new.numbers) == 0 {
		return p.old.unitAt(at.o)
	}
	return p.new.unitAt(at.n)
}

// holds tells which fingers a segment moves.
func holds(op Op) (old, new bool) { return op != Insert, op != Delete }

// segment notes what of a segment belongs to the cluster.
func (p *liner) segment(s Segment) {
	old, new := holds(s.Op)
	for text := s.Text; text != ""; {
		p.numbers(s.Op)
		p.tables(s.Op)
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
		if op, ok := p.seen(s.Op, text[:size] == "\n"); ok {
			p.note(stroke{op: op, class: s.Class, text: text[:size]})
		}
		text = text[size:]
		if old {
			p.o += size
		}
		if new {
			p.n += size
		}
	}
}

// note notes a stroke where the fingers are.
func (p *liner) note(at stroke) {
	at.o, at.n = p.o, p.n
	p.strokes = append(p.strokes, at)
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
	return !l.tabled(at)
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
	if text != "" && !p.bare {
		p.note(stroke{op: op, class: class, text: text, mark: true})
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
