package redline

import (
	_ "embed" // for the list of words
	"math"
	"math/bits"
	"strings"
	"sync"
)

// lexicon holds common words of normative texts, so that a redline does not
// cut them in half. A word is keyed by its characters, sixteen bits each. It is
// a hash table of our own: a command fills it once, asks it about every border,
// and is mostly told no.
type lexicon struct {
	seen [lexiconBits / 64]uint64 // bits of the keys
	keys slots                    // words, and the first two characters of each; 0 where free
	says []lexeme
}

// lexiconBits is how many bits there are to tell most strangers at once.
const lexiconBits = 1 << 15

// lexeme is what is known of a key.
type lexeme struct {
	word bool
	most uint8 // characters of the longest word that begins so
}

// commonWords is read from the list when it is first needed.
var commonWords = sync.OnceValue(func() *lexicon {
	size := 1 << bits.Len(uint(len(words)/3))
	l := &lexicon{keys: make(slots, size), says: make([]lexeme, size)}
	for w := range strings.FieldsSeq(words) {
		key, head, n := uint64(0), uint64(0), uint8(0)
		for _, r := range w {
			key = key<<16 | uint64(r)
			if n++; n == 2 {
				head = key
			}
		}
		l.add(key).word = true
		first := l.add(head)
		first.most = max(first.most, n)
	}
	return l
})

// add is the entry of a key, made if there is none.
func (l *lexicon) add(key uint64) *lexeme {
	h := key * lexiconHash
	l.seen[h>>55] |= 1 << (h >> 49 & 63)
	at := l.keys.at(key, h>>36)
	l.keys[at] = key
	return &l.says[at]
}

// of is what is known of a key; of one that was not added, nothing.
func (l *lexicon) of(key uint64) lexeme {
	h := key * lexiconHash
	if l.seen[h>>55]&(1<<(h>>49&63)) == 0 {
		return lexeme{}
	}
	return l.says[l.keys.at(key, h>>36)]
}

const lexiconHash = 0x9E3779B97F4A7C15

// cuts reports whether a border before tokens[at] cuts a word in half.
func (l *lexicon) cuts(tokens []token, at int) bool {
	if at <= 0 || at >= len(tokens) || !tokens[at].inWord() || !tokens[at-1].inWord() {
		return false
	}
	for from := at - 1; from >= 0 && from > at-wordMost && tokens[from].inWord(); from-- {
		key := uint64(tokens[from].id)<<16 | uint64(tokens[from+1].id)
		head := l.of(key)
		most := from + int(head.most)
		if most <= at {
			continue
		}
		if from+1 == at && head.word {
			return true
		}
		for to := from + 2; to < min(most, len(tokens)) && tokens[to].inWord(); to++ {
			key = key<<16 | uint64(tokens[to].id)
			if to >= at && l.of(key).word {
				return true
			}
		}
	}
	return false
}

// inWord reports whether a token can be a character of a word: all of the
// list's have sixteen bits.
func (t token) inWord() bool { return t.sort == sortChar && t.id <= math.MaxUint16 }

//go:embed words.txt
var words string
