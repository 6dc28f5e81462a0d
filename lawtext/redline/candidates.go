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
	s := sharers{all: make([]int64, len(a.new)), rare: make([]int64, len(a.new)), hit: make([]int, 0, len(a.new))}
	a.cands = make([]pair, 0, perBlock*a.free())
	for i := range a.old {
		if a.ofOld[i] >= 0 {
			continue
		}
		s.gather(a.f, i, posts)
		s.hit = top(s.hit, s.all, perBlock)
		for _, j := range a.places(i, numbers) {
			if s.all[j] == 0 {
				s.hit = append(s.hit, j)
			}
		}
		a.f.enter(i)
		for _, j := range s.hit {
			var p pair
			if s.all[j] == 0 {
				p = a.entered(i, j)
			} else {
				all, rare := a.f.commonOf(posts.often[j])
				p = a.pair(i, j, s.all[j]+all, s.rare[j]+rare)
			}
			if p.score >= leastLike {
				a.cands = append(a.cands, p)
			}
		}
		for _, j := range s.hit {
			s.all[j] = 0
		}
	}
}

// sharers is, for the old block at hand, the weight of the features that each
// new block shares with it, all and rare ones, but not those left out of the
// postings; hit are the new blocks that share any.
type sharers struct {
	all, rare []int64
	hit       []int
}

// gather adds up what an old block shares with each new one. All weights must
// be 0.
func (s *sharers) gather(f *features, i int, posts *postings) {
	s.hit = s.hit[:0]
	for _, k := range f.sets[i] {
		w, isRare := int64(f.list[k].weight), f.list[k].weight >= f.rare
		for _, j := range posts.of(k) {
			if s.all[j] == 0 {
				s.hit, s.rare[j] = append(s.hit, int(j)), 0
			}
			if s.all[j] += w; isRare {
				s.rare[j] += w
			}
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
