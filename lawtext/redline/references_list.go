package redline

import (
	"cmp"
	"slices"
	"strings"
)

// An article that was split is cited as a list or range of what became of it
// (第八条 is now 第十条、第十一条), and several that were merged as one.

// followedLists knows what became of each article, in order. It is built when
// a text with a split or merged article first changes a list of references.
type followedLists struct {
	groups   []group
	built    bool
	any      bool // an article was split or merged
	old, new map[string]int
	became   [][]int // by the rank of an old article, the ranks of the new ones
}

// build ranks the articles of both texts in reading order. A number that stands
// twice names none.
func (l *followedLists) build() {
	l.built = true
	var old, new []*block
	for k := range l.groups {
		if g := &l.groups[k]; g.unit == UnitArticle {
			old, new = append(old, g.old...), append(new, g.new...)
			l.any = l.any || len(g.old) > 0 && len(g.new) > 0 && len(g.old)+len(g.new) > 2
		}
	}
	if !l.any {
		return
	}
	l.old, l.new = ranks(old), ranks(new)
	l.became = make([][]int, len(old))
	for k := range l.groups {
		g := &l.groups[k]
		if g.unit != UnitArticle {
			continue
		}
		var now []int
		for _, b := range g.new {
			now = append(now, l.new[squeeze(b.number)])
		}
		for _, b := range g.old {
			if at := l.old[squeeze(b.number)]; at >= 0 {
				l.became[at] = now
			}
		}
	}
}

func ranks(blocks []*block) map[string]int {
	slices.SortFunc(blocks, func(x, y *block) int { return cmp.Compare(x.index, y.index) })
	rank := make(map[string]int, len(blocks))
	for k, b := range blocks {
		number := squeeze(b.number)
		if _, twice := rank[number]; twice {
			k = -1
		}
		rank[number] = k
	}
	return rank
}

// joins are the characters that join references to a list, those of a range
// among them.
const (
	joins  = "、，和与及以或者至到"
	ranges = "至到"
)

func (w *writer) listed(text string, t token) bool {
	switch t.sort {
	case sortRef:
		return isArticleNumber(text[t.start:t.end()])
	case sortChar, sortPunct:
		return strings.Contains(joins, text[t.start:t.end()])
	}
	return false
}

// isArticleNumber tells 第八条 and 第八条之一 from 第二款.
func isArticleNumber(ref string) bool {
	return strings.HasSuffix(ref, "条") || strings.Contains(ref, "条之")
}

// listFollows reports whether an edit changes references, in a list or range,
// from articles to exactly what became of them, one having been split or merged.
func (w *writer) listFollows(e edit) bool {
	if !w.changesList(e) {
		return false
	}
	l := &w.lists
	if !l.built {
		l.build()
	}
	if !l.any {
		return false
	}
	old, new, first := w.wholeList(e)
	was, ok := ranksIn(w.oldText, old, l.old)
	if !ok || w.outward(first) {
		return false
	}
	is, ok := ranksIn(w.newText, new, l.new)
	if !ok {
		return false
	}
	var now []int
	for _, at := range was {
		now = append(now, l.became[at]...)
	}
	slices.Sort(now)
	now = slices.Compact(now)
	slices.Sort(is)
	return slices.Equal(now, is)
}

// changesList reports whether an edit is made of references and what joins
// them, and either text has more references there than the other: one for one,
// they are told singly.
func (w *writer) changesList(e edit) bool {
	refs := 0
	for _, side := range []struct {
		text   string
		tokens []token
		count  int
	}{{w.oldText, w.diff.old[e.old.from:e.old.to], 1}, {w.newText, w.diff.new[e.new.from:e.new.to], -1}} {
		for _, t := range side.tokens {
			if !w.listed(side.text, t) {
				return false
			}
			if t.sort == sortRef {
				refs += side.count
			}
		}
	}
	return refs != 0
}

// wholeList is an edit with what of the list stayed around it, on either side,
// and where it begins in the old text. A list of which a part of an article is
// the last is none.
func (w *writer) wholeList(e edit) (old, new []token, first int) {
	o, n := e.old, e.new
	was, is := w.diff.old, w.diff.new
	for o.from > 0 && n.from > 0 && was[o.from-1].id == is[n.from-1].id && w.listed(w.oldText, was[o.from-1]) {
		o.from, n.from = o.from-1, n.from-1
	}
	for o.to < len(was) && n.to < len(is) && was[o.to].id == is[n.to].id && w.listed(w.oldText, was[o.to]) {
		o.to, n.to = o.to+1, n.to+1
	}
	ref := func(k int) bool { return k >= 0 && k < len(was) && was[k].sort == sortRef }
	for o.from < e.old.from && !ref(o.from) && !ref(o.from-1) {
		o.from, n.from = o.from+1, n.from+1 // 到 in 受到第八条 joins nothing
	}
	for o.to > e.old.to && !ref(o.to-1) && !ref(o.to) {
		o.to, n.to = o.to-1, n.to-1
	}
	if ref(o.to) || n.to < len(is) && is[n.to].sort == sortRef {
		return nil, nil, o.from
	}
	return was[o.from:o.to], is[n.from:n.to], o.from
}

// mostNamed is how many articles a list may name to be followed.
const mostNamed = 100

// ranksIn are the articles that a list names, a range all between its ends. It
// reports false where one is none of the text's, its number stands twice, or more
// than mostNamed are named.
func ranksIn(text string, list []token, rank map[string]int) ([]int, bool) {
	var named []int
	through := false
	for _, t := range list {
		word := text[t.start:t.end()]
		if t.sort != sortRef {
			through = through || strings.Contains(ranges, word)
			if through && len(named) == 0 {
				return nil, false // the end of a range
			}
			continue
		}
		at, ok := rank[squeeze(word)]
		if !ok || at < 0 || through && at <= named[len(named)-1] {
			return nil, false
		}
		if through && at-named[len(named)-1] > mostNamed {
			return nil, false
		}
		if through {
			for between := named[len(named)-1] + 1; between < at; between++ {
				named = append(named, between)
			}
		}
		if named, through = append(named, at), false; len(named) > mostNamed {
			return nil, false
		}
	}
	return named, len(named) > 0 && !through
}
