package web

import (
	"net/http"
	"slices"
	"strconv"

	"hefa/search"
	"hefa/web/lang"
)

// facetShown is how many values of a facet stand open; the rest unfold.
const facetShown = 8

// facet is one list of filters beside the hits.
type facet struct {
	// Key is the sentence that names it.
	Key           string
	Shown, Folded []facetValue
}

// facetValue is one filter: pressing it puts it into the search or takes it
// out.
type facetValue struct {
	Name, Address string
	Count         int
	On            bool
	// Depth is how far below the top a body stands in its tree.
	Depth int
	// Own: of a body with others below it, only what it issued itself.
	Own bool
}

// facets are the filters by issuing body, kind, status and cited law with how
// many documents each would leave.
func facets(form searchForm, f search.Facets, l lang.Lang) []facet {
	code := func(family string) func(search.Count) string {
		return func(c search.Count) string { return l.Say(family + "." + c.Value) }
	}
	plain := func(name string, say func(search.Count) string, counts []search.Count) []facetValue {
		values := make([]facetValue, len(counts))
		for i, c := range counts {
			values[i] = facetValue{Name: say(c), Address: form.Toggle(name, c.Value), Count: c.Count, On: form.Is(name, c.Value)}
		}
		return values
	}
	var list []facet
	for _, one := range []struct {
		key    string
		values []facetValue
	}{
		{"search.body", bodyValues(form, f.Body)},
		{"search.kind", plain("kind", code("kind"), f.Kind)},
		{"search.status", plain("status", code("status"), f.Status)},
		{"search.cites", plain("cites", func(c search.Count) string { return c.Value }, f.Cites)},
	} {
		made := facet{Key: one.key}
		for _, v := range one.values {
			if len(made.Shown) < facetShown || v.On {
				made.Shown = append(made.Shown, v)
			} else {
				made.Folded = append(made.Folded, v)
			}
		}
		if len(made.Shown) > 0 {
			list = append(list, made)
		}
	}
	return list
}

// deepest bounds how far a tree of bodies is drawn in.
const deepest = 4

// bodyValues are the issuing bodies as a tree: a body with others below it asks
// for all of them, one without for itself.
func bodyValues(form searchForm, counts []search.Count) []facetValue {
	known, below := map[string]bool{}, map[string][]search.Count{}
	for _, c := range counts {
		known[c.Value] = true
	}
	for _, c := range counts {
		parent := c.Parent
		if !known[parent] {
			parent = ""
		}
		below[parent] = append(below[parent], c)
	}
	var list []facetValue
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		level := below[parent]
		slices.SortStableFunc(level, func(a, b search.Count) int { return b.Within - a.Within })
		for _, c := range level {
			v := facetValue{Name: c.Name, Address: form.Toggle("body", c.Value), Count: c.Count, On: form.Is("body", c.Value), Depth: min(depth, deepest)}
			if len(below[c.Value]) > 0 {
				v.Address, v.Count, v.On = form.Toggle("under", c.Value), c.Within, form.Is("under", c.Value)
			}
			list = append(list, v)
			if len(below[c.Value]) > 0 && c.Count > 0 {
				own := v
				own.Address, own.Count, own.On, own.Depth = form.Toggle("body", c.Value), c.Count, form.Is("body", c.Value), min(depth+1, deepest)
				own.Own = true
				list = append(list, own)
			}
			walk(c.Value, depth+1)
		}
	}
	walk("", 0)
	return list
}

// years is the picture of how many documents each year has.
type years struct {
	// Bars are newest first.
	Bars        []yearBar
	First, Last int
	// Chosen says that one of them is in the search.
	Chosen bool
}

// yearBar is one year in the picture. Its measures are those of the picture,
// 220 wide and 44 high.
type yearBar struct {
	facetValue
	X, Y, Width, Height int
}

const yearsWidth, yearsHeight = 220, 44

// drawYears leaves room for years without documents, so that the distance
// between bars is time. It answers nil where there is nothing to draw.
func drawYears(form searchForm, counts []search.Count) *years {
	byYear, most := map[int]int{}, 0
	p := &years{}
	for _, c := range counts {
		year, err := strconv.Atoi(c.Value)
		if err != nil || year <= 0 {
			continue
		}
		byYear[year] = c.Count
		if p.First == 0 || year < p.First {
			p.First = year
		}
		p.Last, most = max(p.Last, year), max(most, c.Count)
	}
	span := p.Last - p.First + 1
	if p.First == 0 || span > yearsWidth/2 {
		return nil
	}
	for year := p.Last; year >= p.First; year-- {
		n := byYear[year]
		if n == 0 {
			continue
		}
		value := strconv.Itoa(year)
		b := yearBar{facetValue: facetValue{Name: value, Address: form.Toggle("year", value), Count: n, On: form.Is("year", value)}}
		b.X = (year - p.First) * yearsWidth / span
		b.Width = max(1, min(28, yearsWidth/span-2))
		b.Height = max(3, n*yearsHeight/most)
		b.Y = yearsHeight - b.Height
		p.Chosen = p.Chosen || b.On
		p.Bars = append(p.Bars, b)
	}
	return p
}

// chip is one filter in use, with the search without it.
type chip struct{ Name, Without string }

// chips are the filters in use, those too that leave nothing and so are in no
// facet.
func (s *server) chips(r *http.Request, form searchForm) ([]chip, error) {
	l := from(r).lang
	var list []chip
	add := func(name, said, value string) { list = append(list, chip{said, form.Toggle(name, value)}) }
	for _, name := range severalOf {
		ids, err := formIDs(form.Values, name)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			b, err := s.Store.Body(r.Context(), id)
			if err != nil {
				return nil, err
			}
			said := b.Short()
			if name == "under" {
				said = l.Say("search.under", said)
			}
			add(name, said, string(id))
		}
	}
	if v := form.Get("kind"); v != "" {
		add("kind", l.Say("kind."+v), v)
	}
	if v := form.Get("status"); v != "" {
		add("status", l.Say("status."+v), v)
	}
	if v := form.Get("year"); v != "" {
		add("year", l.Say("search.of-year", v), v)
	}
	if v := form.Get("cites"); v != "" {
		add("cites", l.Say("search.citing", v), v)
	}
	if v := form.Get("on"); v != "" {
		add("on", l.Say("search.as-of", l.Day(v)), v)
	}
	return list, nil
}
