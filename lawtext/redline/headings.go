package redline

import (
	"cmp"
	"slices"
)

// alignHeadings pairs parts, chapters and sections: by their words and by the
// aligned articles that stand under both.
func alignHeadings(old, new []*block, articles *aligner) *aligner {
	a := &aligner{old: ofClass(old, UnitHeading), new: ofClass(new, UnitHeading)}
	a.ofOld, a.ofNew, a.sure = filled(len(a.old)), filled(len(a.new)), make([]int32, len(a.old))
	votes := articleVotes(a, old, new, articles)
	sameWords(a, votes)
	for p, v := range votes {
		a.cands = append(a.cands, pair{match: match{p[0], p[1]}, score: int32(v.score(a.old[p[0]], a.new[p[1]]))})
	}
	slices.SortFunc(a.cands, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(abs(p.i-p.j), abs(q.i-q.j)),
			cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	for _, p := range a.cands {
		if a.ofOld[p.i] < 0 && a.ofNew[p.j] < 0 && p.score >= enoughHeading {
			a.take(p.i, p.j, p.score)
		}
	}
	return a
}

// enoughHeading is enough to pair two headings: the same words alone, or most
// articles alone.
const enoughHeading = 4000

// sameNumber is what the same number speaks for two headings, so that of a
// chapter that was split in two halves the first keeps it.
const sameNumber = 500

// vote is the evidence that one heading became another.
type vote struct {
	shared   int // characters of aligned articles under both
	old, new int // characters of articles under each
	words    int // likeness of the words, 0 to full
}

func (v vote) score(old, new *block) int {
	if old.kind != new.kind {
		return 0
	}
	s := v.words * 6 / 10
	if v.old+v.new > 0 {
		s += full * v.shared / (v.old + v.new)
	}
	if s >= enoughHeading && old.number == new.number {
		s += sameNumber
	}
	return s
}

// articleVotes counts, for each pair of headings, the aligned articles under
// both.
func articleVotes(a *aligner, old, new []*block, articles *aligner) map[[2]int]vote {
	inOld, sizeOld := headingsAbove(a.old, old, articles.old)
	inNew, sizeNew := headingsAbove(a.new, new, articles.new)
	votes := map[[2]int]vote{}
	for i, j := range articles.ofOld {
		if j < 0 {
			continue
		}
		size := len(articles.old[i].text) + len(articles.new[j].text)
		for _, x := range inOld[i] {
			for _, y := range inNew[j] {
				if a.old[x].kind == a.new[y].kind {
					v := votes[[2]int{x, y}]
					v.shared += size
					votes[[2]int{x, y}] = v
				}
			}
		}
	}
	wordsOld, wordsNew := wordsOf(a.old), wordsOf(a.new)
	for p, v := range votes {
		v.old, v.new = sizeOld[p[0]], sizeNew[p[1]]
		if v.words = full; a.old[p[0]].text != a.new[p[1]].text {
			v.words = likeWords(wordsOld[p[0]], wordsNew[p[1]])
		}
		votes[p] = v
	}
	return votes
}

// wordsOf are the sorted character pairs of each heading.
func wordsOf(headings []*block) [][]uint32 {
	words := make([][]uint32, len(headings))
	for k, b := range headings {
		words[k] = wordPairs(b.text)
	}
	return words
}

// headingsAbove lists for each article the headings it stands under, and for
// each heading the size of its articles.
func headingsAbove(headings, all, articles []*block) (above [][]int, size []int) {
	at := make(map[int]int, len(headings))
	for x, h := range headings {
		at[h.index] = x
	}
	above, size = make([][]int, len(articles)), make([]int, len(headings))
	for i, b := range articles {
		for p := b.parent; p >= 0 && len(above[i]) < 4; p = all[p].parent {
			if x, ok := at[p]; ok {
				above[i] = append(above[i], x)
				size[x] += len(b.text)
			}
		}
	}
	return above, size
}

// sameWords adds the pairs of headings with the same words, in order where the
// words stand more than once.
func sameWords(a *aligner, votes map[[2]int]vote) {
	seen := map[string][]int{}
	for j, b := range a.new {
		seen[string(b.kind)+b.text] = append(seen[string(b.kind)+b.text], j)
	}
	for i, b := range a.old {
		key := string(b.kind) + b.text
		if list := seen[key]; len(list) > 0 && b.text != "" {
			p := [2]int{i, list[0]}
			if _, ok := votes[p]; !ok {
				votes[p] = vote{words: full}
			}
			seen[key] = list[1:]
		}
	}
}

// wordLikeness is the share of character pairs two texts have in common.
func wordLikeness(x, y string) int {
	if x == y {
		return full
	}
	return likeWords(wordPairs(x), wordPairs(y))
}

// wordPairs are the hashed character pairs of a short text, sorted.
func wordPairs(text string) []uint32 {
	pairs := pairsOf(nil, folded(nil, text), 8)
	slices.Sort(pairs)
	return pairs
}

// likeWords is the share of sorted pairs that two texts have in common.
func likeWords(p, q []uint32) int {
	n := len(p) + len(q)
	if n == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(p) && j < len(q); {
		switch {
		case p[i] == q[j]:
			common, i, j = common+1, i+1, j+1
		case p[i] < q[j]:
			i++
		default:
			j++
		}
	}
	return 2 * full * common / n
}
