package redline

import (
	"slices"
	"strings"
)

// comparer finds the bare difference of two units' texts, in one lane.
type comparer struct {
	in   interner
	diff *differ
	room []token // what tokens are written into, one text's behind another's
}

// comparers are those of all lanes. What they found between two blocks is kept,
// since finding the parts of a unit that was split asks for it before the
// redline is written.
type comparers struct {
	lane [lanes]*comparer
	kept map[[2]*block]*leftover
}

func newComparers() *comparers {
	c := &comparers{kept: map[[2]*block]*leftover{}}
	for k := range c.lane {
		c.lane[k] = newComparer()
	}
	return c
}

// keep compares pairs of blocks, those not compared yet.
func (c *comparers) keep(pairs [][2]*block) {
	pairs = slices.DeleteFunc(pairs, func(p [2]*block) bool { return c.kept[p] != nil })
	size := func(p [2]*block) int { return len(p[0].text) + len(p[1].text) }
	all := 0
	for _, p := range pairs {
		all += size(p)
	}
	found := make([]leftover, len(pairs))
	inLanes(len(pairs), all, func(lane, k int) {
		c.lane[lane].diff.budget = budgetOf(diffBudget, size(pairs[k]), all)
		found[k] = c.lane[lane].leftovers(pairs[k][0], pairs[k][1])
	})
	for k, p := range pairs {
		c.kept[p] = &found[k]
	}
}

// roomLeast is how many tokens there is room for at a time.
const roomLeast = 4096

func newComparer() *comparer {
	return &comparer{
		in:   interner{ids: map[string]int32{}},
		diff: newDiffer(),
	}
}

// tokens cuts a text into tokens.
func (c *comparer) tokens(text string) []token {
	if size := len(text)/3 + 8; cap(c.room)-len(c.room) < size {
		c.room = make([]token, 0, max(size, roomLeast))
	}
	from := len(c.room)
	c.room = c.in.tokens(c.room, text)
	return c.room[from:len(c.room):len(c.room)]
}

// texts compares two texts line by line, then within lines.
func (c *comparer) texts(oldText, newText string) []edit {
	d := c.diff
	d.old, d.new, d.edits = c.tokens(oldText), c.tokens(newText), nil
	if !strings.Contains(oldText, "\n") && !strings.Contains(newText, "\n") {
		d.diff(span{0, len(d.old)}, span{0, len(d.new)})
		return merged(d.edits)
	}
	oldLines, newLines := linesOf(oldText), linesOf(newText)
	oldAt, newAt := lineStarts(d.old), lineStarts(d.new)
	i, j := 0, 0 // tokens reached, at a line's end
	for k, r := range matchLines(&oldLines, &newLines) {
		c.gap(span{i, oldAt[r.old.from]}, span{j, newAt[r.new.from]}, k > 0)
		i, j = oldAt[r.old.to]-1, newAt[r.new.to]-1
		d.diff(span{oldAt[r.old.from], i}, span{newAt[r.new.from], j})
	}
	c.gap(span{i, len(d.old)}, span{j, len(d.new)}, i+j > 0)
	return merged(d.edits)
}

// merged joins edits that touch.
func merged(edits []edit) []edit {
	out := edits[:0]
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].old.to == e.old.from && out[n-1].new.to == e.new.from {
			out[n-1].old.to, out[n-1].new.to = e.old.to, e.new.to
			continue
		}
		out = append(out, e)
	}
	return out
}

// gap replaces whole lines between two regions; the line break both sides
// have, before or after, stays.
func (c *comparer) gap(o, n span, inside bool) {
	d := c.diff
	isBreak := func(tokens []token, at int) bool { return tokens[at].sort == sortBreak }
	if inside && o.from < o.to && n.from < n.to {
		o.from, n.from = o.from+1, n.from+1
	}
	if o.from < o.to && n.from < n.to && isBreak(d.old, o.to-1) && isBreak(d.new, n.to-1) {
		o.to, n.to = o.to-1, n.to-1
	}
	d.replace(o, n)
}

// lineStarts lists the token each line begins at, and one past the last line
// as if a break stood there.
func lineStarts(tokens []token) []int {
	at := []int{0}
	for k, t := range tokens {
		if t.sort == sortBreak {
			at = append(at, k+1)
		}
	}
	return append(at, len(tokens)+1)
}
