package redline

import (
	"cmp"
	"slices"
)

// group is one change to be: the blocks on either side that belong together,
// each side in reading order.
type group struct {
	unit     Unit
	old, new []*block
	sure     int // likeness of the main pair, 0 to full
	mainOld  *block
	mainNew  *block
	moved    bool
}

// renumbered reports whether no unit of the new side bears the number of one of
// the old side.
func (g *group) renumbered() bool {
	for _, o := range g.old {
		for _, n := range g.new {
			if squeeze(o.number) == squeeze(n.number) {
				return false
			}
		}
	}
	return true
}

// amendedSize is how many bytes of text are to be compared.
func (g *group) amendedSize() int {
	if len(g.old) == 0 || len(g.new) == 0 || len(g.old) == 1 && len(g.new) == 1 && g.old[0].text == g.new[0].text {
		return 0
	}
	size := 0
	for _, b := range g.old {
		size += len(b.text)
	}
	for _, b := range g.new {
		size += len(b.text)
	}
	return size
}

// groupBlocks aligns the blocks class by class and lists the groups in reading
// order.
func groupBlocks(old, new []*block, c *comparers) []group {
	groups := make([]group, 0, max(len(old), len(new))+8)
	articles := alignClass(old, new, UnitArticle, c)
	groups = articles.groups(groups)
	groups = alignHeadings(old, new, articles).groups(groups)
	for _, class := range []Unit{UnitTitle, UnitPreamble, UnitAnnex, UnitTable} {
		a := alignClass(old, new, class, c)
		a.sameAddress()
		groups = a.groups(groups)
	}
	markChapters(groups, old, new)
	markMoved(groups, old)
	return inReadingOrder(groups, len(old), len(new))
}

func alignClass(old, new []*block, class Unit, c *comparers) *aligner {
	return align(ofClass(old, class), ofClass(new, class), c)
}

func ofClass(blocks []*block, class Unit) []*block {
	var list []*block
	for _, b := range blocks {
		if b.unit == class {
			list = append(list, b)
		}
	}
	return list
}

// sameAddress pairs what is left and stands at the same address: title with
// title, an annex's heading with its heading, however different.
func (a *aligner) sameAddress() {
	free := map[string]int{}
	for j, b := range a.new {
		if a.ofNew[j] < 0 {
			free[string(b.kind)+" "+string(b.address)] = j
		}
	}
	for i, b := range a.old {
		if j, ok := free[string(b.kind)+" "+string(b.address)]; ok && a.ofOld[i] < 0 && a.ofNew[j] < 0 {
			a.take(i, j, enoughAlone)
		}
	}
}

// groups appends what the aligner found.
func (a *aligner) groups(list []group) []group {
	for i, b := range a.old {
		j := a.ofOld[i]
		switch {
		case j < 0:
			list = append(list, group{unit: b.unit, old: a.old[i : i+1 : i+1]})
		case a.ofNew[j] == i:
			g := group{unit: b.unit, old: a.old[i : i+1 : i+1], new: a.new[j : j+1 : j+1], sure: int(a.sure[i]), mainOld: b, mainNew: a.new[j]}
			for _, k := range a.splits[i] {
				g.new = append(g.new, a.new[k])
			}
			for _, k := range a.merges[j] {
				g.old = append(g.old, a.old[k])
			}
			byIndex(g.old)
			byIndex(g.new)
			list = append(list, g)
		}
	}
	for j, b := range a.new {
		if a.ofNew[j] < 0 {
			list = append(list, group{unit: b.unit, new: a.new[j : j+1 : j+1]})
		}
	}
	return list
}

func byIndex(blocks []*block) {
	slices.SortFunc(blocks, func(x, y *block) int { return cmp.Compare(x.index, y.index) })
}

// markMoved finds, class by class, the groups outside the heaviest stretch that
// kept its order, those that moved to another chapter left out; what kept its
// number too weighs more. A heading moved if it
// changed order against another and most of what stands under it moved.
func markMoved(groups []group, old []*block) {
	byClass := map[Unit][]int{}
	width := 0
	for k, g := range groups {
		if g.mainOld != nil && !g.moved {
			byClass[g.unit] = append(byClass[g.unit], k)
			width = max(width, g.mainNew.index+1)
		}
	}
	for class, members := range byClass {
		if class == UnitHeading {
			continue
		}
		pairs := make([]match, len(members))
		weights := make([]int64, len(members))
		for x, k := range members {
			g := groups[k]
			pairs[x] = match{g.mainOld.index, g.mainNew.index}
			weights[x] = 100 + int64(min(len(g.mainOld.text), len(g.mainNew.text)))
			if g.mainOld.number == g.mainNew.number {
				weights[x] += weights[x] / 2
			}
		}
		kept := make([]bool, len(members))
		for _, x := range heaviestChain(pairs, weights, width) {
			kept[x] = true
		}
		for x, k := range members {
			groups[k].moved = !kept[x]
		}
	}
	under := map[int]int{} // by old heading: size of what moved less what did not
	for k := range groups {
		if groups[k].unit != UnitArticle || groups[k].mainOld == nil {
			continue
		}
		size := len(groups[k].mainOld.text) + 1
		if !groups[k].moved {
			size = -size
		}
		for p := groups[k].mainOld.parent; p >= 0; p = old[p].parent {
			under[p] += size
		}
	}
	crossing := crossed(groups, byClass[UnitHeading])
	for x, k := range byClass[UnitHeading] {
		groups[k].moved = crossing[x] && under[groups[k].mainOld.index] > 0
	}
}

// crossed tells which of the groups given changed order against another.
func crossed(groups []group, members []int) []bool {
	order := make([]int, len(members))
	for x := range order {
		order[x] = x
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Compare(groups[members[x]].mainOld.index, groups[members[y]].mainOld.index)
	})
	at := func(x int) int { return groups[members[order[x]]].mainNew.index }
	crossing := make([]bool, len(members))
	highest := -1
	for x := range order {
		crossing[order[x]] = at(x) < highest
		highest = max(highest, at(x))
	}
	lowest := highest + 1
	for x := len(order) - 1; x >= 0; x-- {
		if at(x) > lowest {
			crossing[order[x]] = true
		}
		lowest = min(lowest, at(x))
	}
	return crossing
}

// inReadingOrder sorts groups as they stand in the new text; what was deleted
// follows the unit it followed in the old one.
func inReadingOrder(groups []group, nOld, nNew int) []group {
	ofOld, ofNew := make([]*group, nOld), make([]*group, nNew)
	for k := range groups {
		g := &groups[k]
		for _, b := range g.old {
			ofOld[b.index] = g
		}
		for _, b := range g.new {
			ofNew[b.index] = g
		}
	}
	var head []*group              // deleted before anything that stayed
	after := map[*group][]*group{} // deleted after the unit given
	var last *group
	for _, g := range ofOld {
		switch {
		case g == nil:
		case len(g.new) > 0:
			if !g.moved {
				last = g
			}
		case last == nil:
			head = append(head, g)
		default:
			after[last] = append(after[last], g)
		}
	}
	sorted := make([]group, 0, len(groups))
	put := func(list []*group) {
		for _, g := range list {
			sorted = append(sorted, *g)
		}
	}
	put(head)
	for x, g := range ofNew {
		if g != nil && g.new[0].index == x {
			sorted = append(sorted, *g)
			put(after[g])
		}
	}
	return sorted
}
