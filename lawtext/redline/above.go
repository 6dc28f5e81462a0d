package redline

import "slices"

// Above lists for each change the changes of the headings it stands under,
// part, chapter, section or annex, outermost first: those of the new text, or
// of the old one for what went. A Result read from JSON knows none.
func (r *Result) Above() [][]int {
	above := make([][]int, len(r.Changes))
	old, new := r.blockChanges()
	for k := range r.groups {
		if g := &r.groups[k]; len(g.new) > 0 {
			above[k] = headingsOver(g.new[0], new)
		} else {
			above[k] = headingsOver(g.old[0], old)
		}
	}
	return above
}

// WithHeadings tells which changes to show where only those that pick names
// are asked for: these, and the headings above them, without which nobody could
// tell where they stand. What moved has those of both places. Of a Result read
// from JSON, which knows no places, all headings are shown.
func (r *Result) WithHeadings(pick func(k int) bool) []bool {
	shown := make([]bool, len(r.Changes))
	old, new := r.blockChanges()
	show := func(blocks []*block, of []placed) {
		for _, b := range blocks {
			for _, h := range headingsOver(b, of) {
				shown[h] = true
			}
		}
	}
	for k := range r.Changes {
		c := &r.Changes[k]
		if !pick(k) {
			shown[k] = shown[k] || r.groups == nil && c.Unit == UnitHeading
			continue
		}
		shown[k] = true
		if r.groups == nil {
			continue
		}
		g := &r.groups[k]
		show(g.new, new)
		if len(g.new) == 0 || slices.Contains(c.Marks, Mark(Moved)) {
			show(g.old, old)
		}
	}
	return shown
}

// placed is a block and the change it belongs to.
type placed struct {
	block  *block
	change int
}

// blockChanges lists the blocks of either text in reading order.
func (r *Result) blockChanges() (old, new []placed) {
	put := func(list []placed, b *block, k int) []placed {
		if missing := b.index + 1 - len(list); missing > 0 {
			list = append(list, make([]placed, missing)...)
		}
		list[b.index] = placed{b, k}
		return list
	}
	for k := range r.groups {
		for _, b := range r.groups[k].old {
			old = put(old, b, k)
		}
		for _, b := range r.groups[k].new {
			new = put(new, b, k)
		}
	}
	return old, new
}

// headingsOver lists the changes of the headings above a block.
func headingsOver(b *block, of []placed) []int {
	var list []int
	for p := b.parent; p >= 0; p = of[p].block.parent {
		list = append(list, of[p].change)
	}
	slices.Reverse(list)
	return list
}
