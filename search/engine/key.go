package engine

import (
	"slices"
	"strings"
	"unique"

	"hefa/lawtext"
	"hefa/search/query"
)

// The first characters of keys.
const (
	keyCites   = "c"
	keyBasis   = "b"
	keyArticle = "n"
)

// CitesKey is the key of an entry that cites a law, or an article of it where
// that is not "". Titles are normal ones.
func CitesKey(title string, article lawtext.Address) string {
	if article == "" {
		return keyCites + title
	}
	return keyCites + title + "#" + string(article)
}

// BasisKey is the key of an entry that says the text is made under a law.
func BasisKey(title string) string { return keyBasis + title }

// ArticleKey is the key of an article by its number.
func ArticleKey(a lawtext.Address) string { return keyArticle + string(a) }

// keyOf is the key that a filter asks for; "" for filters of whole texts that
// stand in no key.
func keyOf(f query.Filter) string {
	switch f.Field {
	case query.Cites:
		return CitesKey(f.Value, f.Article)
	case query.Basis:
		return BasisKey(f.Value)
	case query.Article:
		return ArticleKey(lawtext.Address(f.Value))
	}
	return ""
}

// cited are the laws that entries cite, each once, in order. Texts share the
// strings.
func cited(entries []Entry) []string {
	var list []string
	for _, e := range entries {
		for _, key := range e.Keys {
			if title, ok := strings.CutPrefix(key, keyCites); ok && !strings.Contains(title, "#") {
				list = append(list, title)
			}
		}
	}
	slices.Sort(list)
	return shared(slices.Compact(list))
}

// shared makes equal strings one in memory.
func shared(list []string) []string {
	for i, s := range list {
		list[i] = unique.Make(s).Value()
	}
	return slices.Clip(list)
}
