package web

import (
	"net/url"
	"strings"

	"hefa/search/query"
)

// fieldsOfQuery are the parts of the query language that have a field of their
// own on the page, and what each field's words become in a query.
var fieldsOfQuery = []struct {
	name  string
	write func(string) string
}{
	{"all", asTyped},
	{"phrase", func(s string) string { return query.Phrase(s).String() }},
	{"any", func(s string) string {
		if words := strings.Fields(s); len(words) > 1 {
			return "（" + strings.Join(words, " 或 ") + "）"
		}
		return s
	}},
	{"none", func(s string) string { return "-" + strings.Join(strings.Fields(s), " -") }},
	{"near", func(s string) string { return strings.Join(strings.Fields(s), " NEAR/20 ") }},
	{"title", asFilter(query.Title)},
	{"body-name", asFilter(query.Body)},
	{"number", asFilter(query.Number)},
	{"years", func(s string) string { return string(query.Year) + ":" + strings.Join(strings.Fields(s), "") }},
	{"citing", func(s string) string { return string(query.Cites) + ":" + titled(s) }},
	{"basis", func(s string) string { return string(query.Basis) + ":" + titled(s) }},
	{"article", func(s string) string { return string(query.Article) + ":" + strings.Join(strings.Fields(s), "") }},
}

func asTyped(s string) string { return s }

func asFilter(field query.Field) func(string) string {
	return func(s string) string { return query.Filter{Field: field, Value: s}.String() }
}

// titled puts a law's title into 《》 where nobody did.
func titled(law string) string {
	if strings.Contains(law, "《") || !strings.ContainsAny(law, " 　") {
		return law
	}
	return "《" + law + "》"
}

// fieldNames are the fields' names, in the page's order.
func fieldNames() []string {
	names := make([]string, len(fieldsOfQuery))
	for i, f := range fieldsOfQuery {
		names[i] = f.name
	}
	return names
}

// fromFields is the search that a form asks for by its fields and its switch,
// as an address says it; ok is false where it has none of them.
func fromFields(q url.Values) (form searchForm, ok bool) {
	form = readSearch(q)
	parts := []string{}
	if typed := form.Get("q"); typed != "" {
		parts = append(parts, typed)
	}
	for _, f := range fieldsOfQuery {
		if q.Has("f-" + f.name) {
			ok = true
		}
		if s := strings.TrimSpace(q.Get("f-" + f.name)); s != "" {
			parts = append(parts, f.write(s))
		}
	}
	switch mode := q.Get("mode"); mode {
	case "exact", "plain":
		ok = true
		form.Del("exact")
		if mode == "exact" {
			form.Set("exact", "1")
		} else {
			form.Del("fold")
			form.Del("list")
		}
	}
	if len(parts) > 0 {
		form.Set("q", strings.Join(parts, " "))
	}
	return form, ok
}
