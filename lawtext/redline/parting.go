package redline

import (
	"cmp"
	"slices"
)

// A part that was split off a unit is told by what the unit lost: words that
// went from the old text and did not come back in the unit's partner. The other
// way, a unit that was merged into another is told by what that one gained.

const (
	gramMost  = 3    // wholes that may have a run for it to be evidence
	weakPair  = 5000 // likeness below which a partner may be the wrong one
	partGrain = 28   // characters of evidence that are as good as none more
	mainShare = 60   // percent of a part that makes it the partner of a whole without one
)

// parting looks for the wholes that free blocks are parts of. With back, parts
// are old blocks and wholes new ones.
type parting struct {
	a       *aligner
	back    bool
	parts   []*block
	wholes  []*block
	ofPart  []int
	ofWhole []int
	runs    *gramTable
	scratch []uint64
	piece   []rune // scratch
}

// descent says how much of a part stands in what a whole lost.
type descent struct {
	part, whole int
	chars, size int // characters in runs that the whole lost, and in all
	most        int // chars of the part's likeliest whole
}

func (a *aligner) parting(back bool) *parting {
	p := &parting{a: a, back: back, runs: &a.runs, parts: a.new, wholes: a.old, ofPart: a.ofNew, ofWhole: a.ofOld}
	if back {
		p.parts, p.wholes, p.ofPart, p.ofWhole = a.old, a.new, a.ofOld, a.ofNew
	}
	return p
}

// find gives free blocks to the wholes they are parts of, best first.
func (p *parting) find() {
	var free []int
	for x := range p.parts {
		if p.ofPart[x] < 0 || p.weak(x) {
			free = append(free, x)
		}
	}
	if len(free) == 0 || !slices.Contains(p.ofPart, -1) && !slices.Contains(p.ofWhole, -1) {
		return
	}
	p.index(free)
	var list []descent
	for _, x := range free {
		list = append(list, p.descents(x)...)
	}
	slices.SortFunc(list, func(x, y descent) int {
		return cmp.Or(cmp.Compare(y.most/partGrain, x.most/partGrain), cmp.Compare(x.part, y.part),
			cmp.Compare(y.chars, x.chars), cmp.Compare(abs(x.part-x.whole), abs(y.part-y.whole)), cmp.Compare(x.whole, y.whole))
	})
	for _, d := range list {
		if p.ofPart[d.part] < 0 || p.stolen(d) {
			p.accept(d)
		}
	}
}

// weak reports whether a part has a partner that it is not very like.
func (p *parting) weak(x int) bool {
	i, j := p.ofPart[x], x
	if p.back {
		i, j = x, p.ofPart[x]
	}
	a := p.a
	return p.ofPart[x] >= 0 && a.ofOld[i] == j && a.ofNew[j] == i && a.sure[i] < weakPair &&
		len(a.splits[i])+len(a.merges[j]) == 0
}

// stolen reports whether a part whose partner it is not very like has its
// words from another whole: a look-alike stood where it now stands.
func (p *parting) stolen(d descent) bool {
	w := p.ofPart[d.part]
	if w == d.whole || !p.weak(d.part) || d.chars*100 < mainShare*d.size {
		return false
	}
	in := map[uint64]bool{}
	for _, h := range p.grams(p.wholes[w].runes) {
		in[h] = true
	}
	own, last := 0, 0
	for at, h := range p.grams(p.parts[d.part].runes) {
		if in[h] && p.runs.run(h).times <= gramMost {
			own += at + gramRunes - max(at, last)
			last = at + gramRunes
		}
	}
	return d.chars > 2*own && 4*own < min(d.size, len(p.wholes[w].runes))
}

// grams lists the runs of a text; the list is good until the next call.
func (p *parting) grams(text []rune) []uint64 {
	p.scratch = grams(p.scratch[:0], text)
	return p.scratch
}

// index notes, of the runs of the parts, in how many wholes each stands and
// which whole lost it. One that has no partner lost everything.
func (p *parting) index(parts []int) {
	size := 0
	for _, x := range parts {
		size += len(p.parts[x].runes)
	}
	p.compare()
	p.runs.reset(size)
	for _, x := range parts {
		for _, h := range p.grams(p.parts[x].runes) {
			p.runs.want(h)
		}
	}
	for w, b := range p.wholes {
		for _, h := range p.grams(b.runes) {
			if p.runs.may(h) {
				p.runs.count(h, w)
			}
		}
	}
	for _, h := range formulaRuns() {
		if r := p.runs.run(h); r != nil {
			r.times = gramMost + 1
		}
	}
	for w, b := range p.wholes {
		switch x := p.ofWhole[w]; {
		case x < 0:
			p.note(w, b.runes)
		case p.amended(w):
			for _, piece := range p.lostTo(w, x) {
				p.piece = folded(p.piece[:0], piece)
				p.note(w, p.piece)
			}
		}
	}
}

// amended reports whether a whole has a main partner and another text.
func (p *parting) amended(w int) bool {
	x := p.ofWhole[w]
	return x >= 0 && p.ofPart[x] == w && p.parts[x].text != p.wholes[w].text
}

// compare compares the wholes with their partners, all at once.
func (p *parting) compare() {
	pairs := make([][2]*block, 0, len(p.wholes))
	for w := range p.wholes {
		if p.amended(w) {
			pairs = append(pairs, p.pair(w, p.ofWhole[w]))
		}
	}
	p.a.comparers.keep(pairs)
}

// pair is a whole and its partner, the old one first.
func (p *parting) pair(w, x int) [2]*block {
	if p.back {
		return [2]*block{p.parts[x], p.wholes[w]}
	}
	return [2]*block{p.wholes[w], p.parts[x]}
}

// lostTo lists the stretches of a whole that did not come back in its partner.
func (p *parting) lostTo(w, x int) []string {
	l := p.a.comparers.kept[p.pair(w, x)]
	if p.back {
		return l.gained
	}
	return l.lost
}

// note takes up a piece that a whole lost.
func (p *parting) note(whole int, piece []rune) {
	for _, h := range p.grams(piece) {
		p.runs.lose(h, whole)
	}
}

// descents lists what a part may descend from.
func (p *parting) descents(part int) []descent {
	type run struct {
		whole       int32
		chars, last int
	}
	var runs []run
	text := p.parts[part].runes
	for at, h := range p.grams(text) {
		for e := p.runs.first(h); e > 0; e = p.runs.entries[e-1].next {
			w := p.runs.entries[e-1].whole
			k := slices.IndexFunc(runs, func(r run) bool { return r.whole == w })
			if k < 0 {
				k = len(runs)
				runs = append(runs, run{whole: w})
			}
			r := &runs[k]
			r.chars += at + gramRunes - max(at, r.last)
			r.last = at + gramRunes
		}
	}
	var list []descent
	for _, r := range runs {
		if d := (descent{part: part, whole: int(r.whole), chars: r.chars, size: len(text)}); p.enough(d) {
			list = append(list, d)
		}
	}
	most := 0
	for _, d := range list {
		most = max(most, d.chars)
	}
	for k := range list {
		list[k].most = most
	}
	return list
}

// enough reports whether a part has its words from a whole: a third of them, or
// a fifth where that is a whole sentence. Fewer may be a formula.
func (p *parting) enough(d descent) bool {
	return d.chars >= 16 && d.chars*100 >= 30*d.size || d.chars >= 35 && d.chars*100 >= 18*d.size
}

// accept makes a part one of its whole's, unless other parts have the words
// already or the whole is itself one of several that were merged.
func (p *parting) accept(d descent) {
	mine, left := p.unused(d)
	if d.chars = left; !p.enough(d) {
		return
	}
	a, x := p.a, p.ofWhole[d.whole]
	more, other := a.splits, a.merges
	if p.back {
		more, other = other, more
	}
	if x < 0 && d.chars*100 < mainShare*d.size || x >= 0 && len(other[x]) > 0 {
		return
	}
	if w := p.ofPart[d.part]; w >= 0 {
		p.ofWhole[w] = -1
	}
	p.ofPart[d.part] = d.whole
	if x >= 0 {
		more[d.whole] = append(more[d.whole], d.part)
	} else {
		p.ofWhole[d.whole] = d.part
		i := d.whole
		if p.back {
			i = d.part
		}
		a.sure[i] = int32(full * d.chars / d.size)
	}
	for _, e := range mine {
		p.runs.entries[e-1].used = true
	}
}

// unused lists the runs that a part has from its whole and no other part has,
// and counts their characters.
func (p *parting) unused(d descent) (entries []int32, chars int) {
	last := 0
	for at, h := range p.grams(p.parts[d.part].runes) {
		for e := p.runs.first(h); e > 0; e = p.runs.entries[e-1].next {
			if x := &p.runs.entries[e-1]; x.whole == int32(d.whole) && !x.used {
				chars += at + gramRunes - max(at, last)
				last = at + gramRunes
				entries = append(entries, e)
			}
		}
	}
	return entries, chars
}
