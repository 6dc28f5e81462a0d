package redline

import (
	_ "embed" // for the list of words
	"strings"
	"sync"
)

// lexicon holds common words of normative texts, so that a redline does not
// cut them in half. A word is keyed by its characters, sixteen bits each.
type lexicon struct {
	words map[uint64]struct{}
	heads map[uint64]uint8 // longest word by its first two characters
}

// commonWords is read from the list when it is first needed.
var commonWords = sync.OnceValue(func() lexicon {
	list := strings.Fields(words)
	l := lexicon{make(map[uint64]struct{}, len(list)), make(map[uint64]uint8, len(list))}
	for _, w := range list {
		key, head, n := uint64(0), uint64(0), uint8(0)
		for _, r := range w {
			key = key<<16 | uint64(r)
			if n++; n == 2 {
				head = key
			}
		}
		l.words[key] = struct{}{}
		l.heads[head] = max(l.heads[head], n)
	}
	return l
})

// cuts reports whether a border before tokens[at] cuts a word in half.
func (l *lexicon) cuts(tokens []token, at int) bool {
	if at <= 0 || at >= len(tokens) || tokens[at].sort != sortChar || tokens[at-1].sort != sortChar {
		return false
	}
	for from := at - 1; from >= 0 && from > at-wordMost && tokens[from].sort == sortChar; from-- {
		key := uint64(tokens[from].id)<<16 | uint64(tokens[from+1].id)
		most := from + int(l.heads[key])
		if most <= at {
			continue
		}
		if from+1 == at {
			if _, ok := l.words[key]; ok {
				return true
			}
		}
		for to := from + 2; to < min(most, len(tokens)) && tokens[to].sort == sortChar; to++ {
			key = key<<16 | uint64(tokens[to].id)
			if _, ok := l.words[key]; ok && to >= at {
				return true
			}
		}
	}
	return false
}

//go:embed words.txt
var words string
