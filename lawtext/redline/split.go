package redline

import "slices"

// partReach is how far from the partner a part is looked for by place.
const partReach = 6

// isPart reports whether a block is a part of another: so much of the part
// stands in the whole outside what the whole's first partner covers (share),
// and so much of the whole is thereby explained. The less of one, the more of
// the other is needed: phrases that stand in every article are no evidence.
func isPart(share, explained int64) bool {
	return share >= 3300 && explained >= 1700 || share >= 4100 && explained >= 850 || share >= 6500 && explained >= 400
}

// leastShare is the least share of a part that tells it from the partner.
const leastShare = 1500

// isHeld reports whether a block is held in the one entered last as one of
// several that say the same of different things: nearly all of it stands there.
func (a *aligner) isHeld(part int) bool {
	common, _ := a.f.common(part)
	return full*common/a.f.total[part] >= 7000
}

// findSplits gives new blocks that nobody claimed to the old block they were
// split from.
func (a *aligner) findSplits() {
	a.suggest()
	n := len(a.old)
	for j := range a.new {
		if a.ofNew[j] >= 0 {
			continue
		}
		i := a.whole(n+j, a.nearOld(j), func(i int) int {
			if k := a.ofOld[i]; k >= 0 {
				return n + k
			}
			return -1
		}, func(i int) bool { return len(a.merges[a.ofOld[i]]) == 0 })
		if i >= 0 {
			a.splits[i] = append(a.splits[i], j)
			a.ofNew[j] = i
		}
	}
}

// findMerges gives old blocks that nobody claimed to the new block they were
// merged into.
func (a *aligner) findMerges() {
	n := len(a.old)
	for i := range a.old {
		if a.ofOld[i] >= 0 {
			continue
		}
		w := a.whole(i, shifted(a.nearNew(i), n), func(w int) int { return a.ofNew[w-n] },
			func(w int) bool { o := a.ofNew[w-n]; return a.ofOld[o] == w-n && len(a.splits[o]) == 0 })
		if w >= 0 {
			a.merges[w-n] = append(a.merges[w-n], i)
			a.ofOld[i] = w - n
		}
	}
}

func shifted(list []int, by int) []int {
	for k := range list {
		list[k] += by
	}
	return list
}

// whole finds, among the blocks given, the one that block part came from or
// went into; -1 if none. Blocks are named by their index in the features.
func (a *aligner) whole(part int, among []int, partner func(int) int, may func(int) bool) int {
	best, bestShare := -1, int64(0)
	if a.f.sizes[part] < 8 || mostlyFormula(a.text(part)) {
		return -1
	}
	for _, w := range among {
		p := partner(w)
		if p < 0 || !may(w) {
			continue
		}
		own := a.beyond(part, w, p, max(bestShare+1, leastShare)*a.f.total[part]/full)
		share := full * own / a.f.total[part]
		if share > bestShare && (isPart(share, full*own/max(1, a.f.total[w])) || share >= leastShare && a.isHeld(part)) {
			best, bestShare = w, share
		}
	}
	return best
}

// text is that of a block, named by its index in the features.
func (a *aligner) text(k int) string {
	if k < len(a.old) {
		return a.old[k].text
	}
	return a.new[k-len(a.old)].text
}

// beyond is the weight of what part shares with whole but partner does not
// have, formulas left out, and 0 where it cannot be the least asked for. The
// whole is entered unless it is 0.
func (a *aligner) beyond(part, whole, partner int, least int64) (own int64) {
	f := a.f
	f.enter(partner)
	covered := f.marks
	in, most := a.scratch[:0], int64(0)
	for _, k := range f.sets[part] {
		if x := f.list[k]; x.stamp != covered && x.weight >= f.rare {
			in, most = append(in, k), most+int64(x.weight)
		}
	}
	if a.scratch = in; most < least {
		return 0
	}
	f.enter(whole)
	for _, k := range in {
		if x := f.list[k]; x.stamp == f.marks {
			own += int64(x.weight)
		}
	}
	return own
}

// nearOld lists the old blocks that may be the whole of new block j: those its
// features suggested and those whose partner stands near.
func (a *aligner) nearOld(j int) []int {
	near := slices.Clone(a.suggested.ofNew[j])
	for k := max(0, j-partReach); k <= min(len(a.new)-1, j+partReach); k++ {
		if i := a.ofNew[k]; i >= 0 && a.ofOld[i] == k {
			near = append(near, i)
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// nearNew is nearOld the other way.
func (a *aligner) nearNew(i int) []int {
	near := slices.Clone(a.suggested.ofOld[i])
	for k := max(0, i-partReach); k <= min(len(a.old)-1, i+partReach); k++ {
		if j := a.ofOld[k]; j >= 0 && a.ofNew[j] == k {
			near = append(near, j)
		}
	}
	slices.Sort(near)
	return slices.Compact(near)
}

// suggested are the candidates of the blocks that nobody claimed.
type suggested struct{ ofOld, ofNew [][]int }

func (a *aligner) suggest() {
	a.suggested = suggested{make([][]int, len(a.old)), make([][]int, len(a.new))}
	for _, p := range a.cands {
		if a.ofOld[p.i] < 0 {
			a.suggested.ofOld[p.i] = append(a.suggested.ofOld[p.i], p.j)
		}
		if a.ofNew[p.j] < 0 {
			a.suggested.ofNew[p.j] = append(a.suggested.ofNew[p.j], p.i)
		}
	}
}
