package engine

import (
	"slices"

	"hefa/search/query"
)

// widen hides the texts that do not have the words that stand side by side in a
// query, and asks for entries with one of them. Where no text has all of them,
// those are left that have the most, if that is at least half.
func (r *run) widen(n query.Node) (query.Node, error) {
	and, ok := n.(query.And)
	if !ok {
		return n, nil
	}
	var any query.Or
	var rest query.And
	says := make([]int, len(r.table.texts))
	for _, part := range and {
		if !words(part) {
			rest = append(rest, part)
			continue
		}
		any = append(any, part)
		texts, err := r.saying(part)
		if err != nil {
			return nil, err
		}
		for ord, say := range texts {
			if say && r.verdicts[ord] != Hides {
				says[ord]++
			}
		}
	}
	if len(says) == 0 {
		return n, nil
	}
	most := slices.Max(says)
	if len(any) < 2 || 2*most < len(any) {
		return n, nil
	}
	for ord, n := range says {
		if n < most {
			r.verdicts[ord] = Hides
		}
	}
	return append(rest, any), nil
}

// words reports whether a part is words, or alternatives of words alone.
func words(n query.Node) bool {
	if or, ok := n.(query.Or); ok {
		return !slices.ContainsFunc(or, func(part query.Node) bool { return !words(part) })
	}
	return query.PatternOf(n) != nil
}
