package redline

import (
	_ "embed" // for the list of words
	"strings"
	"sync"
)

// lexicon holds common words of normative texts, so that a redline does not
// cut them in half. A word is keyed by its characters, sixteen bits each.
var lexicon = sync.OnceValue(func() map[uint64]struct{} {
	list := strings.Fields(words)
	m := make(map[uint64]struct{}, len(list))
	for _, w := range list {
		key := uint64(0)
		for _, r := range w {
			key = key<<16 | uint64(r)
		}
		m[key] = struct{}{}
	}
	return m
})

//go:embed words.txt
var words string
