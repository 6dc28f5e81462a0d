package redline

import (
	"slices"
)

// match says that i of the older side is j of the newer one.
type match struct{ i, j int }

// pair says that an old block may have become a new one.
type pair struct {
	match
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
			texts[i] = b.runes
		}
	}
	for j, b := range a.new {
		if a.ofNew[j] < 0 {
			texts[len(a.old)+j] = b.runes
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
