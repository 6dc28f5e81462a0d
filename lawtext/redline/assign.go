package redline

import (
	"cmp"
	"slices"
)

// assign takes the best pairs. First the heaviest chain of pairs in one order
// is found, then pairs are taken best first, those of the chain and those
// whose neighbours agree having an advantage.
func (a *aligner) assign() {
	a.rankChain()
	best := a.bestByOld()
	for k := range a.cands {
		p := &a.cands[k]
		p.rank = p.score
		if p.chain {
			p.rank += bonusChain
		}
		if a.agree(best, p.i-1, p.j-1) {
			p.rank += bonusNeighbour
		}
		if a.agree(best, p.i+1, p.j+1) {
			p.rank += bonusNeighbour
		}
		if a.old[p.i].number != "" && a.old[p.i].number == a.new[p.j].number {
			p.rank += bonusNumber
		}
		if h := a.old[p.i].under; h != "" && h == a.new[p.j].under {
			p.rank += bonusHeading
		}
	}
	may := make([]pair, 0, len(a.old)+len(a.new))
	for _, p := range a.cands {
		if p.chain && p.rank >= enoughInOrder || p.rank >= enoughMoved && p.score >= leastMoved && (p.rare >= leastRare || p.score >= enoughSaid) {
			may = append(may, p)
		}
	}
	slices.SortFunc(may, func(p, q pair) int {
		if c := cmp.Compare(q.rank+q.held/4-q.score/4, p.rank+p.held/4-p.score/4); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(q.score, p.score),
			cmp.Compare(abs(p.i-p.j), abs(q.i-q.j)), cmp.Compare(p.i+p.j, q.i+q.j), cmp.Compare(p.i, q.i))
	})
	for _, p := range may {
		if a.ofOld[p.i] < 0 && a.ofNew[p.j] < 0 {
			a.take(p.i, p.j, p.score)
		}
	}
}

func abs(n int) int { return max(n, -n) }

// agree reports whether old block i is, or most likely is, new block j.
func (a *aligner) agree(best []int, i, j int) bool {
	if i < 0 || j < 0 || i >= len(a.old) || j >= len(a.new) {
		return i < 0 && j < 0 || i >= len(a.old) && j >= len(a.new)
	}
	if a.ofOld[i] >= 0 || a.ofNew[j] >= 0 {
		return a.ofOld[i] == j
	}
	return best[i] == j
}

// bestByOld is the likeliest new block of each free old one, or -1.
func (a *aligner) bestByOld() []int {
	best := filled(len(a.old))
	score := make([]int32, len(a.old))
	for _, p := range a.cands {
		if p.score >= enoughAlone && p.score > score[p.i] {
			best[p.i], score[p.i] = p.j, p.score
		}
	}
	return best
}

// rankChain marks the candidates on the heaviest chain that rises on both
// sides; the pairs taken already take part, so that the chain goes around them.
func (a *aligner) rankChain() {
	// all are the pairs in order, and at which candidates they are.
	all := make([]match, 0, len(a.cands)+len(a.old))
	at := make([]int32, 0, cap(all))
	k := 0
	for i, j := range a.ofOld {
		if j >= 0 {
			all, at = append(all, match{i, j}), append(at, -1)
			continue
		}
		from := len(all)
		for ; k < len(a.cands) && a.cands[k].i == i; k++ {
			all, at = append(all, a.cands[k].match), append(at, int32(k))
			for x := len(all) - 1; x > from && all[x-1].j < all[x].j; x-- {
				all[x-1], all[x], at[x-1], at[x] = all[x], all[x-1], at[x], at[x-1]
			}
		}
	}
	weights := make([]int64, len(all))
	for x, m := range all {
		w := int64(full)
		if at[x] >= 0 {
			w = int64(a.cands[at[x]].weight())
		}
		size := min(len(a.old[m.i].text), len(a.new[m.j].text), 600)
		weights[x] = w * w / full * int64(200+size) / 200
	}
	for _, x := range heaviestChain(all, weights, len(a.new)) {
		if at[x] >= 0 {
			a.cands[at[x]].chain = true
		}
	}
}

// heaviestChain is the set of pairs, rising on both sides, with the greatest
// sum of weights. It takes n log n, less where the pairs come sorted by the old
// side and, within it, down the new one.
func heaviestChain(pairs []match, weights []int64, width int) []int {
	order := make([]int32, len(pairs))
	for k := range order {
		order[k] = int32(k)
	}
	byPlace := func(x, y int32) int {
		p, q := &pairs[x], &pairs[y]
		if p.i != q.i {
			return cmp.Compare(p.i, q.i)
		}
		return cmp.Or(cmp.Compare(q.j, p.j), cmp.Compare(x, y))
	}
	if !slices.IsSortedFunc(order, byPlace) {
		slices.SortFunc(order, byPlace)
	}
	// tree[j] holds the best chain end among new blocks below j (Fenwick).
	type end struct {
		sum int64
		at  int32
	}
	tree := make([]end, width+1)
	prev := make([]int32, len(pairs))
	last := end{at: -1}
	for _, k := range order {
		best := end{at: -1}
		for x := pairs[k].j; x > 0; x &= x - 1 {
			if tree[x].sum > best.sum {
				best = tree[x]
			}
		}
		prev[k] = best.at
		best.sum, best.at = best.sum+weights[k], k
		for x := pairs[k].j + 1; x <= width; x += x & -x {
			if best.sum > tree[x].sum {
				tree[x] = best
			}
		}
		if best.sum > last.sum {
			last = best
		}
	}
	size := 0
	for k := last.at; k >= 0; k = prev[k] {
		size++
	}
	chain := make([]int, size)
	for k := last.at; k >= 0; k = prev[k] {
		size--
		chain[size] = int(k)
	}
	return chain
}
