// Package lang holds every sentence hefa says to people, by key, in Chinese
// and English. Lower rooms answer typed errors and codes; the words are here.
//
// Sentences stand in TOML files, one for each part of the product. A key is
// table and name joined by a dot, its value the Chinese and the English
// sentence: in table [documents], title = ["文件库", "Documents"] is
// "documents.title". Gaps are fmt's verbs. In English, {day|days} is the first
// form where the gap before it is 1, else the second.
package lang

import (
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"
)

// Lang is a language hefa speaks.
type Lang string

// The languages.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// All lists the languages, the default first.
var All = []Lang{Zh, En}

//go:embed *.toml
var files embed.FS

// sentences are read when first needed: most commands say none of them.
var sentences = sync.OnceValue(mustRead)

func mustRead() map[string][2]string {
	all, err := read(files)
	if err != nil {
		panic(err)
	}
	return all
}

func read(files fs.FS) (map[string][2]string, error) {
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("finding sentences: %w", err)
	}
	all := map[string][2]string{}
	for _, name := range names {
		var tables map[string]map[string][]string
		if _, err := toml.DecodeFS(files, name, &tables); err != nil {
			return nil, fmt.Errorf("reading sentences in %s: %w", name, err)
		}
		for table, entries := range tables {
			for k, said := range entries {
				key := table + "." + k
				if _, twice := all[key]; twice || len(said) != 2 {
					return nil, fmt.Errorf("reading sentences in %s: %s stands twice or not in two languages", name, key)
				}
				all[key] = [2]string(said)
			}
		}
	}
	return all, nil
}

// Has reports whether there is a sentence of that key.
func Has(key string) bool {
	_, ok := sentences()[key]
	return ok
}

// Keys lists every key, in order.
func Keys() []string {
	keys := make([]string, 0, len(sentences()))
	for k := range sentences() {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Say is the sentence of a key, its gaps filled. An unknown key is said as it
// is, and logged: a page with one odd word is better than none.
func (l Lang) Say(key string, gaps ...any) string {
	said, ok := sentences()[key]
	if !ok {
		slog.Error("no such sentence", "key", key)
		return key
	}
	s := said[0]
	if l == En {
		s = said[1]
	}
	if len(gaps) == 0 {
		return s
	}
	return fmt.Sprintf(inNumber(s, gaps), gaps...)
}

// forms are two forms of a word, for one and for more.
var forms = regexp.MustCompile(`\{([^{|}]*)\|([^{|}]*)\}`)

// inNumber chooses between the two forms of words after each gap.
func inNumber(s string, gaps []any) string {
	var said strings.Builder
	last := 0
	for _, at := range forms.FindAllStringSubmatchIndex(s, -1) {
		gap := min(max(strings.Count(s[:at[0]], "%")-1, 0), len(gaps)-1)
		said.WriteString(s[last:at[0]])
		if fmt.Sprint(gaps[gap]) == "1" {
			said.WriteString(s[at[2]:at[3]])
		} else {
			said.WriteString(s[at[4]:at[5]])
		}
		last = at[1]
	}
	return said.String() + s[last:]
}

// Other is the other language.
func (l Lang) Other() Lang {
	if l == En {
		return Zh
	}
	return En
}

// Tag is the language as HTML's lang attribute wants it.
func (l Lang) Tag() string {
	if l == En {
		return "en"
	}
	return "zh-CN"
}

// Parse reads "zh" or "en".
func Parse(s string) (Lang, bool) {
	l := Lang(strings.ToLower(s))
	return l, slices.Contains(All, l)
}

var matcher = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// Match chooses by an Accept-Language header; Chinese where it says nothing.
func Match(accept string) Lang {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return Zh
	}
	_, i, confidence := matcher.Match(tags...)
	if confidence == language.No {
		return Zh
	}
	return All[i]
}
