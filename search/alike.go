package search

import (
	"cmp"
	"slices"
	"sync"

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
	pairs := titlePairsOf(asked)
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
			if n := likeness(pairs, s.titles.of(t.Title)); n >= alikeEnough {
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

// titlePairs keeps the pairs of the titles: to find them anew for each query
// takes ten times as long as the query.
type titlePairs struct {
	using sync.Mutex
	kept  map[string][]uint64
}

// mostTitles bounds what is kept; beyond it everything is found anew once.
const mostTitles = 1 << 17

func (k *titlePairs) of(title string) []uint64 {
	k.using.Lock()
	defer k.using.Unlock()
	pairs, ok := k.kept[title]
	if !ok {
		if k.kept == nil || len(k.kept) >= mostTitles {
			k.kept = map[string][]uint64{}
		}
		pairs = titlePairsOf(title)
		k.kept[title] = pairs
	}
	return pairs
}

// titlePairsOf are the pairs of characters that stand together in a title, each
// once, in order of their numbers.
func titlePairsOf(title string) []uint64 {
	runes := query.AppendFolded(nil, lawtext.NormalTitle(title))
	var pairs []uint64
	for i := 0; i+1 < len(runes); i++ {
		pairs = append(pairs, uint64(runes[i])<<32|uint64(runes[i+1]))
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// likeness is Dice's coefficient of two ordered lists, from 0 to 1.
func likeness(a, b []uint64) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return 2 * float64(both) / float64(max(1, len(a)+len(b)))
}
