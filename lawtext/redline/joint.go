package redline

import (
	"cmp"
	"slices"

	"hefa/lawtext"
)

// Way is how a strip of the joint text stands in the two texts.
type Way string

// The ways of a strip.
const (
	Stays   Way = "stays"   // in both texts, at one place
	Goes    Way = "goes"    // in the old text only
	Comes   Way = "comes"   // in the new text only
	Leaves  Way = "leaves"  // in the old text, and moved elsewhere from here
	Arrives Way = "arrives" // in the new text, and moved here
)

// Strip is a stretch of the joint text, about one change.
type Strip struct {
	// Change is the index in [Result.Changes]; -1 for a table of contents,
	// which is no change of its own.
	Change int
	Way    Way
	Lines  []Line
}

// Line is one paragraph of the joint text, or one table.
type Line struct {
	// Unit is the unit the line begins in, in the new text where it stands
	// there; its number and children need not be on the line.
	Unit *lawtext.Unit
	// Kind is what that unit is. A bare title has no Unit.
	Kind lawtext.Kind
	// Segments are the line's characters, numbers included and line breaks
	// not. In what leaves or arrives, equal is what was moved.
	Segments []Segment
	// Old and New are where units' own characters stand in what the line has of
	// either text.
	Old, New []Stretch
	// Break says whether the line's end is one of both texts or came or went.
	Break Op
	// Rows are those of a table; nil for a paragraph.
	Rows []Row
}

// Row is one row of a table.
type Row struct {
	// Op says whether the row is one of both texts or came or went whole.
	Op    Op
	Cells []Cell
}

// Cell is one cell of a row, from left to right without a gap.
type Cell struct {
	// Op is "" for a cell that stands where its row does. Where columns came or
	// went, which only [Result.Columns] tells, Delete is a cell that only the old
	// text has, Insert one that only the new text has. A row of one text has such
	// a cell, empty, for each column of the other. Equal is a cell that, by
	// [JoinShared], stays though its row does not.
	Op Op
	// Columns is how many columns it spans, at least 1.
	Columns int
	// Spans says that the cell goes on below, GoesOn that it belongs to the
	// cell above and has no lines of its own.
	Spans, GoesOn bool
	// Alone names, in a row of both texts, the one in which the cell stands by
	// itself while it belongs to the cell above in the other: Delete is the
	// old, Insert the new. It is "" where both agree.
	Alone Op
	Lines []Line

	unit *lawtext.Unit // whose words it has, or belongs to; nil in a column of the other text
	was  *lawtext.Unit // in a row of both texts, the cell of the old one
}

// Joint lists the strips of both texts in one: whoever passes over what went
// reads the new text, whoever passes over what came the old one, each paragraph
// in its place. Units that moved stand twice, where they were and where they
// are. Tables of contents, which Changes leave out, are there too. A Result
// read from JSON knows none.
func (r *Result) Joint() []Strip { return r.joint(joiner{r: r}) }

// JointByCells is [Result.Joint] for eyes alone: a column of a table that came
// or went is told cell by cell, which tracked changes cannot.
func (r *Result) JointByCells() []Strip { return r.joint(joiner{r: r, byCells: true}) }

func (r *Result) joint(j joiner) []Strip {
	if r.groups == nil {
		return nil
	}
	j.cluster()
	j.contents()
	j.settle()
	return j.strips()
}

// Lines are the lines of the k-th change as if all of it stood at one place,
// whatever moved. A Result read from JSON knows none.
func (r *Result) Lines(k int) []Line { return r.linesOf(k, joiner{r: r}) }

// LinesByCells are the lines of the k-th change as [Result.JointByCells] has them.
func (r *Result) LinesByCells(k int) []Line { return r.linesOf(k, joiner{r: r, byCells: true}) }

func (r *Result) linesOf(k int, j joiner) []Line {
	if r.groups == nil {
		return nil
	}
	return j.lines(&cluster{change: k, old: r.groups[k].old, new: r.groups[k].new})
}

// cluster is a part of a group whose blocks stand side by side in each text.
type cluster struct {
	change   int
	way      Way
	old, new []*block
	at       match // positions, in halves: blocks are odd, what precedes them even
	oldText  string
	newText  string // of a table of contents
	unit     *lawtext.Unit
}

// joiner puts two texts together.
type joiner struct {
	r        *Result
	writer   *writer // nil until words are compared
	bare     bool    // units stand without their own numbers
	byCells  bool    // cells come and go by themselves
	clusters []*cluster
	old, new []*cluster // in order of each text
}

// cluster parts each group into what stands side by side around its main pair
// and what stands elsewhere.
func (j *joiner) cluster() {
	for k := range j.r.groups {
		g := &j.r.groups[k]
		c := &cluster{change: k, old: beside(g.old, g.mainOld), new: beside(g.new, g.mainNew)}
		if len(c.old) > 0 && len(c.new) > 0 {
			c.way = Stays
			if g.moved {
				c.way = Leaves
			}
			c.at = match{i: 2*c.old[0].index + 1, j: 2*c.new[0].index + 1}
			j.clusters = append(j.clusters, c)
		}
		for _, b := range g.old {
			if !slices.Contains(c.old, b) {
				j.clusters = append(j.clusters, &cluster{change: k, way: Goes, old: []*block{b}, at: match{i: 2*b.index + 1}})
			}
		}
		for _, b := range g.new {
			if !slices.Contains(c.new, b) {
				j.clusters = append(j.clusters, &cluster{change: k, way: Comes, new: []*block{b}, at: match{j: 2*b.index + 1}})
			}
		}
	}
}

// beside are the blocks around the main one that stand side by side with it.
func beside(blocks []*block, main *block) []*block {
	at := slices.Index(blocks, main)
	if main == nil || at < 0 {
		return nil
	}
	from, to := at, at+1
	for from > 0 && blocks[from-1].index == blocks[from].index-1 {
		from--
	}
	for to < len(blocks) && blocks[to].index == blocks[to-1].index+1 {
		to++
	}
	return blocks[from:to]
}

// settle decides which clusters stay at one place: the heaviest set that has
// the same order in both texts. The others count as moved.
func (j *joiner) settle() {
	var both []*cluster
	var pairs []match
	var weights []int64
	width := 1
	for _, c := range j.clusters {
		width = max(width, c.at.j+1)
		if c.way == Stays {
			both, pairs = append(both, c), append(pairs, c.at)
			weights = append(weights, 100+int64(min(sizeOf(c.old), sizeOf(c.new))))
			c.way = Leaves
		}
	}
	for _, k := range heaviestChain(pairs, weights, width) {
		both[k].way = Stays
	}
	for _, c := range j.clusters {
		if c.way == Leaves && c.change < 0 {
			c.way = Goes // a table of contents is not moved but written anew
			j.clusters = append(j.clusters, &cluster{change: -1, way: Comes, newText: c.newText, unit: c.unit, at: c.at})
		}
	}
	for _, c := range j.clusters {
		if c.way != Comes {
			j.old = append(j.old, c)
		}
		if c.way != Goes {
			j.new = append(j.new, c)
		}
	}
	slices.SortStableFunc(j.old, func(x, y *cluster) int { return cmp.Compare(x.at.i, y.at.i) })
	slices.SortStableFunc(j.new, func(x, y *cluster) int { return cmp.Compare(x.at.j, y.at.j) })
}

func sizeOf(blocks []*block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.text)
	}
	return n
}

// strips lists both texts between the clusters that stay, what went first.
func (j *joiner) strips() []Strip {
	var list []Strip
	i, k := 0, 0
	between := func() {
		for ; i < len(j.old) && j.old[i].way != Stays; i++ {
			list = j.append(list, j.old[i], j.old[i].way)
		}
		for ; k < len(j.new) && j.new[k].way != Stays; k++ {
			way := j.new[k].way
			if way == Leaves {
				way = Arrives
			}
			list = j.append(list, j.new[k], way)
		}
	}
	for between(); k < len(j.new); between() {
		list = j.append(list, j.new[k], Stays)
		i, k = i+1, k+1
	}
	return list
}

// append adds what a cluster is in the joint text. A unit that was rewritten,
// or whose lines cannot be told apart around a table, is shown old beside new.
func (j *joiner) append(list []Strip, c *cluster, way Way) []Strip {
	lines := j.lines(c)
	strip := func(way Way, lines []Line) {
		list = append(list, Strip{Change: c.change, Way: way, Lines: lines})
	}
	plainly := c.change >= 0 && way != Goes && way != Comes &&
		(slices.Contains(j.r.Changes[c.change].Marks, MarkRewritten) || !separable(lines))
	switch {
	case plainly && way == Stays:
		strip(Goes, wholly(Delete, OneSide(lines, Insert)))
		strip(Comes, wholly(Insert, OneSide(lines, Delete)))
	case plainly && way == Leaves:
		strip(Goes, wholly(Delete, OneSide(lines, Insert)))
	case plainly:
		strip(Comes, wholly(Insert, OneSide(lines, Delete)))
	case way == Leaves:
		strip(way, OneSide(lines, Insert))
	case way == Arrives:
		strip(way, OneSide(lines, Delete))
	default:
		strip(way, lines)
	}
	return list
}
