package search

import (
	"slices"

	"hefa/lawtext"
	"hefa/search/engine"
)

// citesOf are the keys by which a text's citations are found, by the units they
// stand in: each law and each article of it that a unit cites, and what the
// text says it was made under.
func citesOf(t *lawtext.Text) map[lawtext.Address][]string {
	keys := map[lawtext.Address][]string{}
	for _, c := range lawtext.Citations(t) {
		if c.NormalTitle == "" {
			continue
		}
		list := append(keys[c.Unit], engine.CitesKey(c.NormalTitle, ""))
		for _, a := range c.Addresses {
			if article := a.Article(); article != "" {
				list = append(list, engine.CitesKey(c.NormalTitle, article))
			}
		}
		if c.Relation == lawtext.RelationBasis {
			list = append(list, engine.BasisKey(c.NormalTitle))
		}
		slices.Sort(list)
		keys[c.Unit] = slices.Compact(list)
	}
	return keys
}
