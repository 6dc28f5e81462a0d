package redline

import "strings"

// A unit's text is compared line by line first: paragraphs and items that
// belong together are compared character by character, others are shown whole.

// span is a half-open range of tokens or of lines.
type span struct{ from, to int }

// region is a stretch of old lines that became a stretch of new ones.
type region struct{ old, new span }

const (
	lineAlike   = 3000 // likeness of two lines that may belong together
	linePart    = 5000 // share of a line that stands in another, to join it there
	mostLines   = 6000 // old lines × new lines compared each with each
	lineShift   = 32 - 12
	lineBuckets = 1 << 12
)

// lineSet is one side's lines with their hashed character pairs.
type lineSet struct {
	text  string
	spans []span // bytes, without the \n
	pairs [][]uint32
}

func linesOf(text string) lineSet {
	l := lineSet{text: text, spans: make([]span, 0, 1+strings.Count(text, "\n"))}
	from := 0
	for {
		n := strings.IndexByte(text[from:], '\n')
		if n < 0 {
			l.spans = append(l.spans, span{from, len(text)})
			return l
		}
		l.spans = append(l.spans, span{from, from + n})
		from += n + 1
	}
}

func (l *lineSet) line(i int) string { return l.text[l.spans[i].from:l.spans[i].to] }

// weigh hashes the lines of a span.
func (l *lineSet) weigh(s span) {
	if l.pairs == nil {
		l.pairs = make([][]uint32, len(l.spans))
	}
	size := 0
	for i := s.from; i < s.to; i++ {
		size += l.spans[i].to - l.spans[i].from
	}
	text := make([]rune, 0, 256)
	all := make([]uint32, 0, size/3+s.to-s.from)
	for i := s.from; i < s.to; i++ {
		text = folded(text[:0], body(l.line(i)))
		from := len(all)
		all = pairsOf(all, text, lineShift)
		l.pairs[i] = all[from:len(all):len(all)]
	}
}

// body is a line without the numbering mark at its head.
func body(line string) string {
	for i, r := range line {
		if isSpace(r) {
			continue
		}
		if r == '（' || r == '(' {
			if end := scanMark(line, i, len(string(r))); end > 0 {
				return line[end:]
			}
		}
		return line[i:]
	}
	return line
}

// likeness counts the pairs of one line, to compare others with it.
type likeness struct {
	count [lineBuckets]int32
}

func (k *likeness) enter(x []uint32) {
	for _, h := range x {
		k.count[h]++
	}
}

func (k *likeness) leave(x []uint32) {
	for _, h := range x {
		k.count[h] = 0
	}
}

// common counts the pairs that a line shares with the one entered.
func (k *likeness) common(y []uint32) int {
	n := 0
	for _, h := range y {
		if k.count[h]--; k.count[h] >= 0 {
			n++
		}
	}
	for _, h := range y {
		k.count[h]++
	}
	return n
}

// commons counts what each of some lines shares with each of others, row by
// row. One of both sides is gone through for each line of the other: the one
// that is less work.
func commons(x, y [][]uint32) []int {
	common := make([]int, len(x)*len(y))
	rows, cols, place := x, y, func(i, j int) int { return i*len(y) + j }
	if len(x)*pairsIn(y) > len(y)*pairsIn(x) {
		rows, cols, place = y, x, func(j, i int) int { return i*len(y) + j }
	}
	var k likeness
	for i, row := range rows {
		k.enter(row)
		for j, col := range cols {
			common[place(i, j)] = k.common(col)
		}
		k.leave(row)
	}
	return common
}

func pairsIn(lines [][]uint32) int {
	n := 0
	for _, l := range lines {
		n += len(l)
	}
	return n
}

// matchLines lists the regions in order: pairs of lines that belong together,
// with lines that were split off or joined attached. Lines in no region came
// or went whole.
func matchLines(old, new *lineSet) []region { return matchBelow(old, new, mostLines) }

// matchRows is matchLines for the rows of a table: one that stayed as it was
// stays, however alike others are. Of two that changed places one went and came.
func matchRows(old, new *lineSet) []region { return matchBelow(old, new, 0) }

// matchBelow goes by likeness alone where the pairs to choose from are so many
// at most, else by what is equal first.
func matchBelow(old, new *lineSet, few int) []region {
	n, m := len(old.spans), len(new.spans)
	if n == 1 && m == 1 {
		return []region{{span{0, 1}, span{0, 1}}}
	}
	head := 0
	for head < n && head < m && old.line(head) == new.line(head) {
		head++
	}
	tail := 0
	for tail < n-head && tail < m-head && old.line(n-1-tail) == new.line(m-1-tail) {
		tail++
	}
	var regions []region
	for i := range head {
		regions = append(regions, region{span{i, i + 1}, span{i, i + 1}})
	}
	if (n-head-tail)*(m-head-tail) <= few {
		regions = append(regions, matchFew(old, new, span{head, n - tail}, span{head, m - tail})...)
	} else {
		regions = append(regions, matchEqual(old, new, span{head, n - tail}, span{head, m - tail})...)
	}
	for i := tail; i > 0; i-- {
		regions = append(regions, region{span{n - i, n - i + 1}, span{m - i, m - i + 1}})
	}
	return regions
}

// matchEqual pairs equal lines that stand once on each side, and compares what
// lies between them where that is little.
func matchEqual(old, new *lineSet, o, n span) []region {
	at := map[string]int{}
	for j := n.from; j < n.to; j++ {
		if _, twice := at[new.line(j)]; twice {
			at[new.line(j)] = -1
		} else {
			at[new.line(j)] = j
		}
	}
	var pairs []match
	once := map[string]bool{}
	for i := o.from; i < o.to; i++ {
		j, ok := at[old.line(i)]
		if ok && j >= 0 && !once[old.line(i)] {
			once[old.line(i)] = true
			pairs = append(pairs, match{i, j})
		}
	}
	weights := make([]int64, len(pairs))
	for k, p := range pairs {
		weights[k] = 1 + int64(len(old.line(p.i)))
	}
	var regions []region
	i, j := o.from, n.from
	gap := func(toI, toJ int) {
		if (toI-i)*(toJ-j) <= mostLines {
			regions = append(regions, matchFew(old, new, span{i, toI}, span{j, toJ})...)
		}
	}
	for _, k := range heaviestChain(pairs, weights, n.to) {
		p := pairs[k]
		gap(p.i, p.j)
		regions = append(regions, region{span{p.i, p.i + 1}, span{p.j, p.j + 1}})
		i, j = p.i+1, p.j+1
	}
	gap(o.to, n.to)
	return regions
}

// matchFew pairs lines by likeness: of all ways to pair them in order, the one
// that keeps most. Lines left over join a neighbour that holds most of them.
func matchFew(old, new *lineSet, o, n span) []region {
	rows, cols := o.to-o.from, n.to-n.from
	if rows == 0 || cols == 0 {
		return nil
	}
	if rows == 1 && cols == 1 {
		return []region{{o, n}}
	}
	old.weigh(o)
	new.weigh(n)
	common := commons(old.pairs[o.from:o.to], new.pairs[n.from:n.to])
	best := make([]int, (rows+1)*(cols+1))
	for i := rows - 1; i >= 0; i-- {
		x := old.pairs[o.from+i]
		for j := cols - 1; j >= 0; j-- {
			y := new.pairs[n.from+j]
			best[i*(cols+1)+j] = max(best[(i+1)*(cols+1)+j], best[i*(cols+1)+j+1],
				best[(i+1)*(cols+1)+j+1]+worth(common[i*cols+j], len(x), len(y)))
		}
	}
	var regions []region
	for i, j := 0, 0; i < rows && j < cols; {
		w := worth(common[i*cols+j], len(old.pairs[o.from+i]), len(new.pairs[n.from+j]))
		switch {
		case w > 0 && best[i*(cols+1)+j] == best[(i+1)*(cols+1)+j+1]+w:
			regions = append(regions, region{span{o.from + i, o.from + i + 1}, span{n.from + j, n.from + j + 1}})
			i, j = i+1, j+1
		case best[i*(cols+1)+j] == best[(i+1)*(cols+1)+j]:
			i++
		default:
			j++
		}
	}
	share := func(i, j int) (ofOld, ofNew int) {
		c := common[(i-o.from)*cols+j-n.from]
		return full * c / max(1, len(old.pairs[i])), full * c / max(1, len(new.pairs[j]))
	}
	joinSplit(regions, o, n, share)
	return regions
}

// worth is what pairing two lines saves, 0 when they are too unlike.
func worth(common, x, y int) int {
	if x+y == 0 {
		return 1
	}
	if 2*full*common/(x+y) < lineAlike {
		return 0
	}
	return 2*common + 1
}

// joinSplit widens regions over lines next to them that were split off or
// joined: lines most of which stands in the region's line on the other side.
func joinSplit(regions []region, o, n span, share func(i, j int) (int, int)) {
	for k := range regions {
		r := &regions[k]
		i, j := r.old.from, r.new.from
		lowI, highI, lowJ, highJ := o.from, o.to, n.from, n.to
		if k > 0 {
			lowI, lowJ = regions[k-1].old.to, regions[k-1].new.to
		}
		if k+1 < len(regions) {
			highI, highJ = regions[k+1].old.from, regions[k+1].new.from
		}
		for r.old.from > lowI {
			if s, _ := share(r.old.from-1, j); s < linePart {
				break
			}
			r.old.from--
		}
		for r.old.to < highI {
			if s, _ := share(r.old.to, j); s < linePart {
				break
			}
			r.old.to++
		}
		if r.old.to-r.old.from > 1 {
			continue
		}
		for r.new.from > lowJ {
			if _, s := share(i, r.new.from-1); s < linePart {
				break
			}
			r.new.from--
		}
		for r.new.to < highJ {
			if _, s := share(i, r.new.to); s < linePart {
				break
			}
			r.new.to++
		}
	}
}
