package search

import (
	"cmp"
	"slices"

	"hefa/lawtext"
	"hefa/search/engine"
	"hefa/search/query"
)

// Bounds of [Search.alike].
const (
	mostAlike = 3
	// alikeEnough is how many of the pairs of characters of two texts must be
	// the same, of all.
	alikeEnough = 0.5
)

// alike are the titles of texts the asker may read that are much like what was
// asked for, the most alike first. 中华人民共和国 before a title counts for
// nothing, as it is seldom asked for.
func (s *Search) alike(a *asking) []string {
	asked := ""
	for _, leaf := range query.Leaves(a.node) {
		switch n := leaf.(type) {
		case query.Word:
			asked += string(n)
		case query.Phrase:
			asked += string(n)
		}
	}
	for _, title := range titlesAsked(a.node) {
		asked += title
	}
	pairs := pairsOf(lawtext.NormalTitle(asked))
	if len(pairs) == 0 {
		return nil
	}
	s.using.RLock()
	defer s.using.RUnlock()
	if s.index == nil {
		return nil
	}
	alike := map[string]float64{}
	s.index.engine.Each(func(t *engine.Text) {
		if a.rights.read(t) {
			if n := likeness(pairs, pairsOf(lawtext.NormalTitle(t.Title))); n >= alikeEnough {
				alike[t.Title] = n
			}
		}
	})
	titles := make([]string, 0, len(alike))
	for title := range alike {
		titles = append(titles, title)
	}
	slices.SortFunc(titles, func(x, y string) int {
		return cmp.Or(cmp.Compare(alike[y], alike[x]), cmp.Compare(x, y))
	})
	return titles[:min(mostAlike, len(titles))]
}

func titlesAsked(n query.Node) []string {
	var list []string
	switch n := n.(type) {
	case query.Filter:
		if n.Field == query.Title {
			list = append(list, n.Value)
		}
	case query.And:
		for _, part := range n {
			list = append(list, titlesAsked(part)...)
		}
	case query.Or:
		for _, part := range n {
			list = append(list, titlesAsked(part)...)
		}
	}
	return list
}

// pairsOf are the pairs of characters that stand together in a folded text.
func pairsOf(s string) map[[2]rune]bool {
	runes := query.AppendFolded(nil, s)
	pairs := make(map[[2]rune]bool, len(runes))
	for i := 0; i+1 < len(runes); i++ {
		pairs[[2]rune{runes[i], runes[i+1]}] = true
	}
	return pairs
}

// likeness is Dice's coefficient, from 0 to 1.
func likeness(a, b map[[2]rune]bool) float64 {
	both := 0
	for pair := range a {
		if b[pair] {
			both++
		}
	}
	return 2 * float64(both) / float64(max(1, len(a)+len(b)))
}
