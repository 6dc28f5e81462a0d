package redline

import "strings"

// reference is a cross-reference as the old text and as the new text write it.
type reference struct{ old, new string }

// followed lists the references that change because their article, or chapter,
// was renumbered.
func followed(groups []group) map[reference]bool {
	m := map[reference]bool{}
	for _, g := range groups {
		if g.unit != UnitArticle && g.unit != UnitHeading {
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

// outward reports whether the reference at an old token names an article of
// another text: 《…》第三条, 刑法第五条、第六条, but not 本法第三条.
func (w *writer) outward(at int) bool {
	text := func(k int) string { return w.oldText[w.diff.old[k].start:w.diff.old[k].end()] }
	k := at - 1
	for k >= 0 && (w.diff.old[k].sort == sortRef || strings.Contains("、，和或至及与", text(k))) {
		k--
	}
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
