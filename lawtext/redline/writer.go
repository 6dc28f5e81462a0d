package redline

import (
	"cmp"
	"slices"

	"hefa/lawtext"
)

// writer turns groups into changes, in one lane. It keeps what is dear to build
// from one unit to the next.
type writer struct {
	set              *settings
	comparer         *comparer
	kept             map[[2]*block]*leftover
	diff             *differ
	tidy             tidier
	follows          map[reference]bool
	lists            followedLists
	heads            []int32 // see listHead
	tally            tally
	marks            []Mark            // room
	numbers          []string          // room
	addresses        []lawtext.Address // room
	oldText, newText string
}

func newWriter(s *settings, c *comparer, kept map[[2]*block]*leftover, follows map[reference]bool, groups []group) *writer {
	w := &writer{
		set: s, comparer: c, kept: kept, diff: c.diff,
		tidy: tidier{words: commonWords(), budget: refineBudget}, follows: follows, lists: followedLists{groups: groups},
	}
	w.tidy.class = w.classify
	return w
}

// writeChanges compares the two sides of each group, and counts.
func writeChanges(groups []group, s *settings, c *comparers) ([]Change, Stats) {
	follows, all := followed(groups), 0
	for k := range groups {
		all += groups[k].amendedSize()
	}
	var writers [lanes]*writer
	for k := range writers {
		writers[k] = newWriter(s, c.lane[k], c.kept, follows, groups)
	}
	changes := make([]Change, len(groups))
	inLanes(len(groups), all, func(lane, k int) {
		w, size := writers[lane], groups[k].amendedSize()
		w.diff.budget, w.tidy.budget = budgetOf(diffBudget, size, all), budgetOf(refineBudget, size, all)
		changes[k] = w.change(&groups[k])
	})
	sum := tally{units: map[Kind]int{}}
	for _, w := range writers {
		sum.add(&w.tally)
	}
	return changes, sum.stats()
}

// change compares the two sides of a group.
func (w *writer) change(g *group) Change {
	c := Change{
		Unit: g.unit, Marks: roomFor(&w.marks, 2), Segments: []Segment{},
		Old: roomFor(&w.numbers, len(g.old)), New: roomFor(&w.numbers, len(g.new)),
		OldAddresses: roomFor(&w.addresses, len(g.old)), NewAddresses: roomFor(&w.addresses, len(g.new)),
	}
	for _, b := range g.old {
		c.Old, c.OldAddresses = append(c.Old, b.number), append(c.OldAddresses, b.address)
	}
	for _, b := range g.new {
		c.New, c.NewAddresses = append(c.New, b.number), append(c.NewAddresses, b.address)
	}
	w.oldText, w.newText = joined(g.old), joined(g.new)
	rewritten := false
	switch {
	case len(g.new) == 0:
		c.add(Delete, ClassText, w.oldText)
	case len(g.old) == 0:
		c.add(Insert, ClassText, w.newText)
	case w.oldText == w.newText:
		c.add(Equal, ClassText, w.oldText)
		c.Similarity = 1
	default:
		rewritten = w.compare(&c, g)
	}
	w.judge(&c, g, rewritten)
	w.tally.count(&c)
	return c
}

func (c *Change) add(op Op, class Class, text string) {
	if text != "" {
		c.Segments = append(c.Segments, Segment{Op: op, Class: class, Text: text})
	}
}

// compare fills in the segments and the similarity of two unequal texts, and
// reports whether they have too little in common to be shown as edits.
func (w *writer) compare(c *Change, g *group) (rewritten bool) {
	edits := w.edits(g)
	oldSize, newSize := codePoints(w.diff.old), codePoints(w.diff.new)
	gone, form := 0, 0 // characters gone, and those of them whose form alone changed
	classes := make([]Class, len(edits))
	for k, e := range edits {
		n := codePoints(w.diff.old[e.old.from:e.old.to])
		gone += n
		if classes[k] = w.classify(e); classes[k] != ClassText {
			form += n
		} else {
			form += n * w.titlesKept(e) / full
		}
	}
	like := 2 * full * (oldSize - gone) / (oldSize + newSize)
	c.Similarity = float64(like) / full
	if oldSize > 0 && newSize > 0 && w.rewritten(like+2*full*form/(oldSize+newSize)) {
		c.add(Delete, ClassText, w.oldText)
		c.add(Insert, ClassText, w.newText)
		return true
	}
	at := 0
	c.Segments = make([]Segment, 0, 3*len(edits)+1)
	for k, e := range edits {
		o, n := bytesOf(w.diff.old, e.old), bytesOf(w.diff.new, e.new)
		c.add(Equal, ClassText, w.oldText[at:o.from])
		c.add(Delete, classes[k], w.oldText[o.from:o.to])
		c.add(Insert, classes[k], w.newText[n.from:n.to])
		at = o.to
	}
	c.add(Equal, ClassText, w.oldText[at:])
	return false
}

// rewritten reports whether so little stayed of a text that old and new are
// shown plainly. What is read twice so that there are fewer marks counts as not
// stayed, but a sentence in which two dates changed is none that was rewritten.
func (w *writer) rewritten(like int) bool {
	return like < w.set.rewrite && wordLikeness(w.oldText, w.newText) < 2*w.set.rewrite
}

// titlesKept is the likeness of an edit that replaces titles in 《》, which are
// never cut: a law renamed in part, or quoted otherwise, makes no article a
// rewritten one.
func (w *writer) titlesKept(e edit) int {
	isTitle := func(t token) bool { return t.sort == sortTitle }
	if !slices.ContainsFunc(w.diff.old[e.old.from:e.old.to], isTitle) || !slices.ContainsFunc(w.diff.new[e.new.from:e.new.to], isTitle) {
		return 0
	}
	o, n := bytesOf(w.diff.old, e.old), bytesOf(w.diff.new, e.new)
	return wordLikeness(w.oldText[o.from:o.to], w.newText[n.from:n.to])
}

func codePoints(tokens []token) int {
	n := 0
	for _, t := range tokens {
		n += int(t.size)
	}
	return n
}

// bytesOf is where a span of tokens stands in its text.
func bytesOf(tokens []token, s span) span {
	if s.from == s.to {
		if s.from == len(tokens) {
			if s.from == 0 {
				return span{}
			}
			end := tokens[s.from-1].end()
			return span{end, end}
		}
		return span{int(tokens[s.from].start), int(tokens[s.from].start)}
	}
	return span{int(tokens[s.from].start), tokens[s.to-1].end()}
}

// edits compares the two texts at hand, unless that was done, and makes the
// difference readable.
func (w *writer) edits(g *group) []edit {
	var bare []edit
	var l *leftover
	if len(g.old) == 1 && len(g.new) == 1 {
		l = w.kept[[2]*block{g.old[0], g.new[0]}]
	}
	if l != nil {
		bare, w.diff.old, w.diff.new = l.edits, l.old, l.new
	} else {
		bare = w.comparer.texts(w.oldText, w.newText)
	}
	w.heads = w.heads[:0]
	w.tidy.old, w.tidy.new, w.tidy.tabled = w.diff.old, w.diff.new, g.holdsTable()
	return w.tidy.tidy(bare)
}

// judge finds the kind and the marks of a change.
func (w *writer) judge(c *Change, g *group, rewritten bool) {
	mark := func(m Mark, holds bool) {
		if holds {
			c.Marks = append(c.Marks, m)
		}
	}
	both := len(g.old) > 0 && len(g.new) > 0
	mark(Mark(Split), len(g.old) == 1 && len(g.new) > 1)
	mark(Mark(Merged), len(g.old) > 1 && len(g.new) == 1)
	mark(Mark(Moved), g.moved)
	mark(Mark(Renumbered), both && !g.moved && g.renumbered())
	mark(Mark(Added), len(g.old) == 0)
	mark(Mark(Deleted), len(g.new) == 0)
	mark(Mark(Amended), both && (w.oldText != w.newText || !g.sameShape()))
	if len(c.Marks) == 0 {
		mark(Mark(Unchanged), true)
	}
	c.Kind = Kind(c.Marks[0])
	mark(MarkRewritten, rewritten)
	has := func(class Class) bool {
		return slices.ContainsFunc(c.Segments, func(s Segment) bool { return s.Op != Equal && s.Class == class })
	}
	mark(MarkConsequential, has(ClassReference))
	mark(MarkSpace, has(ClassSpace))
	mark(MarkWidth, has(ClassWidth))
	mark(MarkGlyph, has(ClassGlyph))
	mark(MarkNumber, has(ClassNumber))
}

// mapOf lists the links of all groups, in reading order of the old text.
func mapOf(groups []group) []Link {
	links := []Link{}
	var at []int
	for k := range groups {
		g := &groups[k]
		for _, o := range g.old {
			for _, n := range g.new {
				links = append(links, Link{o.address, n.address, g.confidence(o, n)})
				at = append(at, o.index)
			}
		}
	}
	sortLinks(links, at)
	return links
}

// confidence says how sure it is that block o went on as block n.
func (g *group) confidence(o, n *block) float64 {
	if o.text == n.text {
		return 1
	}
	c := 4000 + g.sure*6/10
	if o != g.mainOld || n != g.mainNew {
		c = c * 8 / 10
	}
	return float64(min(c, 9900)/100) / 100
}

// sortLinks sorts links by the old block's position; those of one block keep
// their order.
func sortLinks(links []Link, at []int) {
	order := make([]int, len(links))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(at[x], at[y]) })
	sorted := make([]Link, len(links))
	for k, x := range order {
		sorted[k] = links[x]
	}
	copy(links, sorted)
}
