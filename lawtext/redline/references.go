package redline

import "strings"

// reference is a cross-reference as the old text and as the new text write it.
type reference struct{ old, new string }

// followed lists the references that change because their article, chapter or
// annex was renumbered.
func followed(groups []group) map[reference]bool {
	m := map[reference]bool{}
	for _, g := range groups {
		if g.unit != UnitArticle && g.unit != UnitHeading && g.unit != UnitAnnex {
			continue
		}
		for _, o := range g.old {
			for _, n := range g.new {
				if o.number != n.number && o.number != "" && n.number != "" {
					m[reference{squeeze(o.number), squeeze(n.number)}] = true
				}
			}
		}
	}
	return m
}

// squeeze takes the white space out of a number.
func squeeze(s string) string { return fold(s, func(r rune) rune { return r }) }

// listHead is the old token before the list of references in which the one at a
// token stands, or -1. What it finds it notes for all of the list, as each of
// its references may be asked about, and more than once.
func (w *writer) listHead(at int) int {
	old := w.diff.old
	if len(w.heads) == 0 {
		w.heads = append(w.heads, make([]int32, len(old))...)
	}
	const known = 2 // added, as 0 is what nobody asked about
	k, last := at-1, at
	for k >= 0 && (old[k].sort == sortRef || strings.Contains("、，和或至及与", w.oldText[old[k].start:old[k].end()])) {
		if w.heads[k] > 0 {
			k = int(w.heads[k]) - known
			break
		}
		last = k
		k--
	}
	for p := last; p <= at; p++ {
		w.heads[p] = int32(k + known)
	}
	return k
}

// outward reports whether the reference at an old token names an article of
// another text: 《…》第三条, 刑法第五条、第六条, but not 本法第三条.
func (w *writer) outward(at int) bool {
	text := func(k int) string { return w.oldText[w.diff.old[k].start:w.diff.old[k].end()] }
	k := w.listHead(at)
	if k < 0 {
		return false
	}
	if w.diff.old[k].sort == sortTitle {
		return true
	}
	if !strings.Contains("法例则定释法程章", text(k)) {
		return false
	}
	for back := k - 1; back >= max(0, k-4); back-- {
		if strings.Contains("本该", text(back)) {
			return false
		}
	}
	return w.diff.old[k].sort == sortChar
}
