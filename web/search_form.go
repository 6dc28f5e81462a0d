package web

import (
	"net/url"
	"strconv"
	"strings"

	"hefa/search"
	"hefa/storage"
)

// searchNames are the fields of a search in an address, but for its page.
var searchNames = []string{"q", "kind", "body", "year", "status", "on"}

// searchForm is a search as it stands in an address.
type searchForm struct{ url.Values }

// readSearch takes a search from an address or a form, and nothing else of it.
func readSearch(from url.Values) searchForm {
	f := searchForm{url.Values{}}
	for _, name := range searchNames {
		for _, value := range from[name] {
			if value = strings.TrimSpace(value); value != "" {
				f.Add(name, value)
			}
		}
	}
	return f
}

// Empty reports whether nothing at all is asked for.
func (f searchForm) Empty() bool { return len(f.Values) == 0 }

// address is the page of this search at a path.
func (f searchForm) address(path string) string {
	if f.Empty() {
		return path
	}
	return path + "?" + f.Encode()
}

// Here is this search without its page.
func (f searchForm) Here() string { return f.address("/search") }

// Cleanup is where the search becomes a cleanup.
func (f searchForm) Cleanup() string { return f.address("/cleanup/new") }

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

// Toggle is the search with one value of a field put in or taken out. Only
// body may have several.
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
	case name == "body":
		g.Add(name, value)
	default:
		g.Set(name, value)
	}
	return g.Here()
}

// Is reports whether a field has a value.
func (f searchForm) Is(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Only is the search within the documents of one title.
func (f searchForm) Only(title string) string {
	quotes := `"` + title + `"`
	if strings.ContainsAny(title, `"＂`) {
		quotes = "“" + title + "”"
	}
	return f.With("q", strings.TrimSpace("标题:"+quotes+" "+f.Get("q")))
}

func (f searchForm) copy() searchForm {
	g := searchForm{url.Values{}}
	for name, values := range f.Values {
		g.Values[name] = append([]string(nil), values...)
	}
	return g
}

// query reads the search; a filter that cannot be is an Invalid of its field.
func (f searchForm) query() (search.Query, error) {
	in := search.Query{Q: f.Get("q")}
	var err error
	if in.Kind, err = choice("kind", f.Get("kind"), storage.Kinds); err != nil {
		return in, err
	}
	if in.Status, err = choice("status", f.Get("status"), storage.Statuses); err != nil {
		return in, err
	}
	if in.Body, err = formIDs(f.Values, "body"); err != nil {
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
