package redline

// markChapters marks as moved the articles that went from one part, chapter or
// section to another where both are in the old text and in the new: their order
// against a heading changed, though perhaps against no article.
func markChapters(groups []group, old, new []*block) {
	became := map[int]int{} // new heading by old heading
	was := map[int]bool{}   // new headings that the old text has
	for k := range groups {
		if g := &groups[k]; g.unit == UnitHeading && g.mainOld != nil {
			became[g.mainOld.index] = g.mainNew.index
			was[g.mainNew.index] = true
		}
	}
	for k := range groups {
		g := &groups[k]
		if g.unit != UnitArticle || g.mainOld == nil {
			continue
		}
		from, to := g.mainOld.parent, g.mainNew.parent
		if from < 0 || to < 0 || old[from].kind != new[to].kind || !was[to] {
			continue
		}
		if now, ok := became[from]; ok && now != to {
			g.moved = true
		}
	}
}
