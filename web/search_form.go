package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// searchNames are the fields of a search in an address, but for its page.
var searchNames = []string{"q", "exact", "list", "fold", "kind", "body", "under", "year", "status", "cites", "on", "sort", "by"}

// waysOfSearch are those of them that say how to look, not for what.
var waysOfSearch = []string{"exact", "fold", "sort", "by", "on"}

// severalOf are the fields that may have several values.
var severalOf = []string{"body", "under"}

// searchForm is a search as it stands in an address.
type searchForm struct {
	url.Values
	// kept is the hash by which an address names the list, of one that is too
	// long for it; see [server.asked].
	kept string
}

// readSearch takes a search from an address or a form, and nothing else of it.
func readSearch(from url.Values) searchForm {
	f := searchForm{Values: url.Values{}}
	for _, name := range searchNames {
		for _, value := range from[name] {
			if value = flatten(onlyText(value)); value != "" {
				f.Add(name, value)
			}
		}
	}
	return f
}

// Empty reports whether nothing at all is asked for: a way of looking is
// nothing without something to look for, and the exact search needs literals.
func (f searchForm) Empty() bool {
	if f.Exact() {
		return len(f.Literals()) == 0
	}
	for name := range f.Values {
		if !slices.Contains(waysOfSearch, name) && name != "list" {
			return false
		}
	}
	return f.Get("on") == ""
}

// Exact reports whether every occurrence is sought, as it stands.
func (f searchForm) Exact() bool { return f.Get("exact") == "1" }

// ByArticle reports whether hits are listed one by one, not text by text.
func (f searchForm) ByArticle() bool { return f.Get("by") == "article" }

// Literals are what an exact search looks for: the words of the field, then the
// list's lines, each once. A line of which nothing counts is a blank one.
func (f searchForm) Literals() []string {
	var list []string
	for _, line := range append([]string{f.Get("q")}, strings.Split(f.Get("list"), "\n")...) {
		if query.Strip(line) != "" {
			list = append(list, strings.TrimSpace(line))
		}
	}
	return search.Distinct(list, false)
}

// address is the page of this search at a path.
func (f searchForm) address(path string) string {
	if len(f.Values) == 0 {
		return path
	}
	if f.kept != "" && f.Has("list") {
		f = f.copy()
		f.Del("list")
		f.Set("kept", f.kept)
	}
	return path + "?" + f.Encode()
}

// Here is this search without its page.
func (f searchForm) Here() string { return f.address("/search") }

// Cleanup is where the search becomes a cleanup.
func (f searchForm) Cleanup() string { return f.address("/cleanup/new") }

// Paper is the work paper of the search.
func (f searchForm) Paper() string { return f.address("/search/paper") }

// File is the address of all hits as a file of a format.
func (f searchForm) File(format string) string {
	g := f.copy()
	g.Set("format", format)
	return g.address("/search/file")
}

// With is the search with one field set, or taken out where value is "".
func (f searchForm) With(name, value string) string {
	g := f.copy()
	if value == "" {
		g.Del(name)
	} else {
		g.Set(name, value)
	}
	return g.Here()
}

// Toggle is the search with one value of a field put in or taken out.
func (f searchForm) Toggle(name, value string) string {
	g := f.copy()
	switch {
	case f.Is(name, value):
		g.Del(name)
		for _, other := range f.Values[name] {
			if other != value {
				g.Add(name, other)
			}
		}
	case slices.Contains(severalOf, name):
		g.Add(name, value)
	default:
		g.Set(name, value)
	}
	return g.Here()
}

// Is reports whether a field has a value.
func (f searchForm) Is(name, value string) bool { return slices.Contains(f.Values[name], value) }

// Only is the search within the documents of one title; "" where it is exact,
// whose words are taken as they stand.
func (f searchForm) Only(title string) string {
	if f.Exact() {
		return ""
	}
	return f.With("q", strings.TrimSpace(query.Filter{Field: query.Title, Value: title}.String()+" "+f.Get("q")))
}

// Alone is the search for one literal of a list.
func (f searchForm) Alone(literal string) string {
	g := f.copy()
	g.Del("list")
	g.Set("q", literal)
	return g.Here()
}

// Unfiltered is the search without its filters.
func (f searchForm) Unfiltered() string {
	g := f.copy()
	for name := range f.Values {
		if name != "q" && name != "list" && !slices.Contains(waysOfSearch, name) || name == "on" {
			g.Del(name)
		}
	}
	return g.Here()
}

func (f searchForm) copy() searchForm {
	g := searchForm{Values: url.Values{}, kept: f.kept}
	for name, values := range f.Values {
		g.Values[name] = append([]string(nil), values...)
	}
	return g
}

// query reads the search; a filter that cannot be is an Invalid of its field.
func (f searchForm) query() (search.Query, error) {
	in := search.Query{Q: f.Get("q"), Cites: f.Get("cites")}
	if f.Exact() {
		in.Exact, in.Fold = true, f.Get("fold") == "1"
		if list := f.Literals(); len(list) == 1 {
			in.Q = list[0]
		} else {
			in.Q, in.Literals = "", list
		}
	}
	var err error
	if in.Kind, err = choice("kind", f.Get("kind"), storage.Kinds); err != nil {
		return in, err
	}
	if in.Status, err = choice("status", f.Get("status"), storage.Statuses); err != nil {
		return in, err
	}
	if in.Sort, err = choice("sort", f.Get("sort"), search.Sorts); err != nil {
		return in, err
	}
	if in.Body, err = formIDs(f.Values, "body"); err != nil {
		return in, err
	}
	if in.Under, err = formIDs(f.Values, "under"); err != nil {
		return in, err
	}
	if in.On, err = storage.ParseDay("on", f.Get("on")); err != nil {
		return in, err
	}
	if year := f.Get("year"); year != "" {
		if in.Year, err = strconv.Atoi(year); err != nil || in.Year < 1 || in.Year > 9999 {
			return in, &storage.Invalid{Field: "year", Code: "number"}
		}
	}
	return in, nil
}

// formOf is the search of a kept query, as it stands in an address.
func formOf(q search.Query) searchForm {
	f := searchForm{Values: url.Values{}}
	set := func(name, value string) {
		if value != "" {
			f.Add(name, value)
		}
	}
	set("q", q.Q)
	if q.Exact {
		set("exact", "1")
		set("list", strings.Join(q.Literals, "\n"))
	}
	if q.Fold {
		set("fold", "1")
	}
	if q.Year != 0 {
		set("year", strconv.Itoa(q.Year))
	}
	for _, id := range q.Body {
		set("body", string(id))
	}
	for _, id := range q.Under {
		set("under", string(id))
	}
	set("kind", string(q.Kind))
	set("status", string(q.Status))
	set("on", string(q.On))
	set("cites", q.Cites)
	set("sort", string(q.Sort))
	return f
}
