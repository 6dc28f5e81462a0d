package redline

// What is left over between aligned neighbours is likelier to belong together
// than its words alone say.

const (
	gapCells    = 144  // old × new blocks of a gap that are compared, at most
	enoughAlone = 1200 // score for the only two in a gap
	leastInGap  = 700  // score for two among several,
	heldInGap   = 5000 // of which the one holds so much of the other
)

// between pairs blocks in the gaps between aligned neighbours.
func (a *aligner) between() {
	prev := -1
	for i := 0; i <= len(a.old); i++ {
		if i < len(a.old) && a.ofOld[i] < 0 {
			continue
		}
		o, n := span{prev + 1, i}, span{0, len(a.new)}
		if prev >= 0 {
			n.from = a.ofOld[prev] + 1
		}
		if i < len(a.old) {
			n.to = a.ofOld[i]
		}
		a.gap(o, n)
		prev = i
	}
}

// gap pairs the two blocks of a gap that are likest, then what is left on
// either side of them.
func (a *aligner) gap(o, n span) {
	for n.from < n.to && a.ofNew[n.from] >= 0 {
		n.from++
	}
	for n.from < n.to && a.ofNew[n.to-1] >= 0 {
		n.to--
	}
	rows, cols := o.to-o.from, n.to-n.from
	if rows <= 0 || cols <= 0 || rows > gapCells/cols {
		return
	}
	best := pair{match: match{i: -1}}
	for i := o.from; i < o.to; i++ {
		a.f.enter(i)
		for j := n.from; j < n.to; j++ {
			if p := a.entered(i, j); a.ofNew[j] < 0 && p.inGap(rows*cols == 1) && (best.i < 0 || p.weight() > best.weight()) {
				best = p
			}
		}
	}
	if best.i < 0 {
		return
	}
	a.take(best.i, best.j, best.score)
	a.gap(span{o.from, best.i}, span{n.from, best.j})
	a.gap(span{best.i + 1, o.to}, span{best.j + 1, n.to})
}

// entered is the pair of the old block entered last and a new one.
func (a *aligner) entered(i, j int) pair {
	all, rare := a.f.common(len(a.old) + j)
	return a.pair(i, j, all, rare)
}

// pair is the pair of two blocks that share features of the weights given, all
// and rare ones.
func (a *aligner) pair(i, j int, all, rare int64) pair {
	n := len(a.old)
	return pair{match: match{i, j}, score: a.f.dice(all, i, n+j), held: a.f.held(all, i, n+j), rare: a.f.dice(rare, i, n+j)}
}

// inGap reports whether two blocks in one gap belong together.
func (p *pair) inGap(alone bool) bool {
	return alone && p.score >= enoughAlone ||
		p.score >= leastInGap && p.held >= heldInGap && p.rare >= leastRare
}
