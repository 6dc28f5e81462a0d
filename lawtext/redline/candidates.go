package redline

import "slices"

// candidates gathers, for each old block still free, the new ones that share
// rare features with it, stand at its place or bear its number.
func (a *aligner) candidates() {
	posts := a.postings()
	numbers := map[string]int{}
	for j := len(a.new) - 1; j >= 0; j-- {
		if a.ofNew[j] < 0 && a.new[j].number != "" {
			numbers[a.new[j].number] = j
		}
	}
	weight, rare := make([]int64, len(a.new)), make([]int64, len(a.new))
	hit := make([]int, 0, len(a.new))
	a.cands = make([]pair, 0, perBlock*a.free())
	for i := range a.old {
		if a.ofOld[i] >= 0 {
			continue
		}
		hit = hit[:0]
		for _, k := range a.f.sets[i] {
			w, isRare := int64(a.f.list[k].weight), a.f.list[k].weight >= a.f.rare
			for _, j := range posts.of(k) {
				if weight[j] == 0 {
					hit, rare[j] = append(hit, int(j)), 0
				}
				if weight[j] += w; isRare {
					rare[j] += w
				}
			}
		}
		hit = top(hit, weight, perBlock)
		for _, j := range a.places(i, numbers) {
			if weight[j] == 0 {
				hit = append(hit, j)
			}
		}
		a.f.enter(i)
		for _, j := range hit {
			var p pair
			if weight[j] == 0 {
				p = a.entered(i, j)
			} else {
				all, rest := a.f.commonOf(posts.often[j])
				p = a.pair(i, j, weight[j]+all, rare[j]+rest)
			}
			if p.score >= leastLike {
				a.cands = append(a.cands, p)
			}
		}
		for _, j := range hit {
			weight[j] = 0
		}
	}
}

// places are the free new blocks that an old one's neighbours and number
// suggest.
func (a *aligner) places(i int, numbers map[string]int) []int {
	var at []int
	add := func(j int) {
		if j >= 0 && j < len(a.new) && a.ofNew[j] < 0 && !slices.Contains(at, j) {
			at = append(at, j)
		}
	}
	for d := 1; d <= 3; d++ {
		if i >= d && a.ofOld[i-d] >= 0 {
			add(a.ofOld[i-d] + d)
			break
		}
	}
	for d := 1; d <= 3; d++ {
		if i+d < len(a.old) && a.ofOld[i+d] >= 0 {
			add(a.ofOld[i+d] - d)
			break
		}
	}
	if j, ok := numbers[a.old[i].number]; ok {
		add(j)
	}
	return at
}

// top keeps the n best of the blocks hit, best first, and clears the weight of
// the others.
func top(hit []int, weight []int64, n int) []int {
	kept := 0
	for _, j := range hit {
		at := kept
		for at > 0 && (weight[hit[at-1]] < weight[j] || weight[hit[at-1]] == weight[j] && hit[at-1] > j) {
			at--
		}
		if at == n {
			weight[j] = 0
			continue
		}
		if kept == n {
			weight[hit[n-1]] = 0
		} else {
			kept++
		}
		copy(hit[at+1:kept], hit[at:kept-1])
		hit[at] = j
	}
	return hit[:kept]
}

// postings lists the free new blocks by feature, leaving out features that
// many share.
type postings struct {
	start []int32 // in list, by feature; -1 - start of one left out
	list  []int32
	often [][]uint32 // of each new block, the features left out
}

func (p *postings) of(feature uint32) []int32 {
	from, to := p.start[feature], p.start[feature+1]
	if from < 0 {
		return nil
	}
	if to < 0 {
		to = -1 - to
	}
	return p.list[from:to]
}

func (a *aligner) postings() *postings {
	n := len(a.old)
	p := &postings{start: make([]int32, len(a.f.list)+1)}
	for j := range a.new {
		if a.ofNew[j] < 0 {
			for _, k := range a.f.sets[n+j] {
				p.start[k]++
			}
		}
	}
	// First each list's end is noted where it begins, that of a feature left out
	// below zero; filling it from the back leaves its start there.
	var sum int32
	for k, count := range p.start {
		if count > commonFeature {
			p.start[k] = -1 - sum
			continue
		}
		sum += count
		p.start[k] = sum
	}
	p.list, p.often = make([]int32, sum), make([][]uint32, len(a.new))
	var all []uint32
	for j := len(a.new) - 1; j >= 0; j-- {
		if a.ofNew[j] < 0 {
			from := len(all)
			for _, k := range a.f.sets[n+j] {
				if p.start[k] >= 0 {
					p.start[k]--
					p.list[p.start[k]] = int32(j)
				} else {
					all = append(all, k)
				}
			}
			p.often[j] = all[from:len(all):len(all)]
		}
	}
	return p
}
