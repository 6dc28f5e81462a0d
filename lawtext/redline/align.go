package redline

import (
	"slices"
)

// pair says that old block i may have become new block j.
type pair struct {
	i, j  int
	score int32 // weighted likeness, 0 to full
	held  int32 // how much of the smaller block stands in the larger, 0 to full
	rare  int32 // likeness in what is no formula
	rank  int32 // score with the evidence of place added
	chain bool
}

// weight is what a pair counts against others: an article that took something
// in is still itself.
func (p *pair) weight() int32 { return p.score + (p.held-p.score)/4 }

// aligner finds which old block became which new one, in one class of unit.
type aligner struct {
	old, new  []*block
	comparers *comparers
	f         *features // old blocks first, then new
	ofOld     []int     // the new block of each old one, or -1
	ofNew     []int
	sure      []int32 // score by old block
	cands     []pair
	suggested suggested
	splits    map[int][]int // further new blocks of an old one
	merges    map[int][]int // further old blocks of a new one
	scratch   []uint32
	runs      gramTable // of the search for parts
}

// The evidence of place, and what is enough to take a pair.
const (
	bonusNeighbour = 500  // the block before, or after, is aligned likewise
	bonusNumber    = 150  // the same number
	bonusHeading   = 200  // under a heading with the same words
	bonusChain     = 700  // fits the order of the best chain
	enoughInOrder  = 3200 // rank that is enough for a pair in order
	enoughMoved    = 3200 // rank that is enough for a pair out of order
	leastMoved     = 2400 // score below which no pair out of order is taken
	leastRare      = 300  // likeness beside formulas below which none is, unless
	enoughSaid     = 4400 // the score is as high as this
	leastLike      = 600  // score below which a pair is no candidate
	perBlock       = 8    // candidates kept for a block
	commonFeature  = 24   // a feature in more new blocks than this suggests nobody
)

// align finds the pairs among blocks of one class.
func align(old, new []*block, c *comparers) *aligner {
	a := &aligner{
		old: old, new: new, comparers: c,
		ofOld: filled(len(old)), ofNew: filled(len(new)), sure: make([]int32, len(old)),
		splits: map[int][]int{}, merges: map[int][]int{},
	}
	a.equals()
	if slices.Contains(a.ofOld, -1) || slices.Contains(a.ofNew, -1) {
		a.f = weigh(a.freeTexts())
		a.candidates()
		a.assign()
		a.parting(false).find()
		a.parting(true).find()
		a.findSplits()
		a.findMerges()
		a.between()
	}
	return a
}

// freeTexts are the texts of the blocks not yet taken, old ones first; those
// taken have nothing to say any more.
func (a *aligner) freeTexts() [][]rune {
	texts := make([][]rune, len(a.old)+len(a.new))
	for i, b := range a.old {
		if a.ofOld[i] < 0 {
			texts[i] = b.characters()
		}
	}
	for j, b := range a.new {
		if a.ofNew[j] < 0 {
			texts[len(a.old)+j] = b.characters()
		}
	}
	return texts
}

// free counts the old blocks not yet taken.
func (a *aligner) free() int {
	n := 0
	for _, j := range a.ofOld {
		if j < 0 {
			n++
		}
	}
	return n
}

func filled(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

func (a *aligner) take(i, j int, score int32) {
	a.ofOld[i], a.ofNew[j], a.sure[i] = j, i, score
}

// equals takes the pairs whose text is the same and stands once on each side,
// then those that stand equally often, in their order.
func (a *aligner) equals() {
	// twins are the blocks with one text; the old ones hang together by later.
	type twins struct{ first, last, balance int }
	byText := make(map[string]int, len(a.old))
	list, later := make([]twins, 0, len(a.old)), make([]int, len(a.old))
	for i, b := range a.old {
		t, ok := byText[b.text]
		if !ok {
			t = len(list)
			byText[b.text], list = t, append(list, twins{first: i, last: i})
		}
		later[list[t].last] = i
		list[t].last, list[t].balance = i, list[t].balance+1
	}
	ofNew := filled(len(a.new))
	for j, b := range a.new {
		if t, ok := byText[b.text]; ok {
			ofNew[j], list[t].balance = t, list[t].balance-1
		}
	}
	for j, t := range ofNew {
		if t >= 0 && list[t].balance == 0 {
			i := list[t].first
			a.take(i, j, full)
			list[t].first = later[i]
		}
	}
}

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
	weight := make([]int64, len(a.new))
	hit := make([]int, 0, len(a.new))
	a.cands = make([]pair, 0, perBlock*a.free())
	for i := range a.old {
		if a.ofOld[i] >= 0 {
			continue
		}
		hit = hit[:0]
		for _, k := range a.f.sets[i] {
			w := int64(a.f.list[k].weight)
			for _, j := range posts.of(k) {
				if weight[j] == 0 {
					hit = append(hit, int(j))
				}
				weight[j] += w
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
			if p := a.entered(i, j); p.score >= leastLike {
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
	p.list = make([]int32, sum)
	for j := len(a.new) - 1; j >= 0; j-- {
		if a.ofNew[j] < 0 {
			for _, k := range a.f.sets[n+j] {
				if p.start[k] >= 0 {
					p.start[k]--
					p.list[p.start[k]] = int32(j)
				}
			}
		}
	}
	return p
}
