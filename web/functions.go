package web

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/review/cleanup"
	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
	"hefa/web/lang"
)

// functions are what templates may call, in one language.
func functions(l lang.Lang, a *assets) template.FuncMap {
	return template.FuncMap{
		// t says a sentence by its key; further values fill its gaps.
		"t": l.Say,
		// code names a code of a family: {{code "kind" .Kind}}.
		"code": func(family string, code any) string { return l.Say(fmt.Sprintf("%s.%v", family, code)) },
		// before is the day before, the last one where a day is the first without.
		"before": func(d storage.Day) storage.Day { return d.Add(-1) },
		// day writes a day, instant a moment in Beijing's or the server's zone.
		"day":     func(d storage.Day) string { return l.Day(string(d)) },
		"ymd":     l.Day,
		"instant": func(t any) string { return instant(l, t) },
		"number":  func(n any) string { return l.Number(n) },
		"sub":     func(a, b int) int { return a - b },
		"minus":   func(n int) int { return -n },
		"plus":    func(a, b int) int { return a + b },
		// emptyForm is a form in which nothing was typed.
		"emptyForm": func() url.Values { return url.Values{} },
		"size":      l.Size,
		"asset":     a.address,
		// omitted names what a reader of files left out.
		"omitted": func(what string) string {
			if key := "omitted." + strings.ReplaceAll(what, " ", "-"); lang.Has(key) {
				return l.Say(key)
			}
			return what
		},
		// anchor is the id of a unit on a page; textlink the way to it,
		// hitlink the same with the words of a search marked.
		"anchor":   anchor,
		"textlink": textLink,
		"hitlink": func(document storage.ID, name any, words string, at lawtext.Address) string {
			return hitLink(document, name, marking{words: []string{words}}, at)
		},
		// titlequery asks for a title.
		"titlequery": func(title string) string { return query.Filter{Field: query.Title, Value: title}.String() },
		// map makes the argument of a part: {{template "x" (map "A" 1)}}.
		"map": pairs,
		// proposal is proposed wording as a small redline.
		"proposal": proposalLines,
		// segments cuts an excerpt at the words found; places names the first
		// few of where they stand.
		"segments": func(excerpt string, ranges []lawtext.Range) []search.Segment {
			return search.Hit{Excerpt: excerpt, Ranges: ranges}.Segments()
		},
		"places": places,
		// found is the query of the words that stand in a piece of evidence.
		"found": foundWords,
		// chosen reports whether a form, where there is one, has a value.
		"chosen": func(form url.Values, field, value string) bool { return slices.Contains(form[field], value) },
		// acted names who acted, and the absent person for whom.
		"acted": func(name, absent string) string { return acted(l, name, absent) },
		// visible writes words of a text, what would hide among them shown.
		// seen does so where there can be no picture: in titles and sentences.
		"visible": visible,
		"seen":    lawtext.Visible,
		// initial is the first character of a name, for the avatar.
		"initial": func(name string) string { r, _ := utf8.DecodeRuneInString(name); return string(r) },
	}
}

// instant writes a moment; one that has not come is "".
func instant(l lang.Lang, t any) string {
	switch t := t.(type) {
	case time.Time:
		return l.Time(t)
	case *time.Time:
		if t != nil {
			return l.Time(*t)
		}
	}
	return ""
}

// acted names who acted: 李四（代张三）.
func acted(l lang.Lang, name, absent string) string {
	if absent == "" {
		return name
	}
	return l.Say("people.acting", name, absent)
}

// anchor is the HTML id of a unit, so that a link can lead to it.
func anchor(a lawtext.Address) string { return "a-" + a.String() }

// textLink is the address of a text in the reader, at a unit where one is given.
func textLink(document storage.ID, name any, at ...lawtext.Address) string {
	link := "/documents/" + string(document) + "/texts/" + fmt.Sprint(name)
	if len(at) > 0 && at[0] != "" {
		link += "#" + url.PathEscape(anchor(at[0]))
	}
	return link
}

// hitLink is textLink with the words of a search to be marked.
func hitLink(document storage.ID, name any, words marking, at lawtext.Address) string {
	path, fragment, _ := strings.Cut(textLink(document, name, at), "#")
	if q := words.values().Encode(); q != "" {
		path += "?" + q
	}
	return path + "#" + fragment
}

func pairs(kv ...any) (map[string]any, error) {
	if len(kv)%2 != 0 {
		return nil, fmt.Errorf("map needs pairs, got %d values", len(kv))
	}
	m := map[string]any{}
	for i := 0; i < len(kv); i += 2 {
		m[fmt.Sprint(kv[i])] = kv[i+1]
	}
	return m, nil
}

// places names the first n places of evidence, each once.
func places(list []cleanup.Evidence, n int) string {
	var names []string
	for _, e := range list {
		if name := strings.TrimSuffix(e.Address.Chinese(), "、"); len(names) < n && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

func foundWords(e cleanup.Evidence) string {
	var words query.Or
	for _, s := range (search.Hit{Excerpt: e.Excerpt, Ranges: e.Ranges}).Segments() {
		if phrase := query.Phrase(s.Text); s.Marked && !slices.Contains(words, query.Node(phrase)) {
			words = append(words, phrase)
		}
	}
	return words.String()
}
