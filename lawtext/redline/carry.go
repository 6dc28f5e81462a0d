package redline

import (
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// Passage is a range of a unit's own characters.
type Passage struct {
	Address lawtext.Address `json:"address"`
	// Range counts code points of the unit's own text.
	Range lawtext.Range `json:"range"`
	// Words are the characters in the range.
	Words string `json:"words"`
	// Confidence says how sure it is that these are the words, 0 to 1.
	Confidence float64 `json:"confidence"`
}

// enoughKept is the share of a passage's characters that must have stayed for
// what is left to count as the passage.
const enoughKept = 5000

// farWords is how many code points words must have to be looked for in other
// units than their own.
const farWords = 8

// Carry finds where a passage of the old text stands in the new one. Where the
// words moved within the unit they are found again; where they were amended,
// the range covers what became of them, and Words are the new ones; where they
// came, word for word, in one other unit only, they are found there. The same
// words that stood elsewhere all along are others. It reports false when the
// words are gone. Words that do not stand at the range are looked for in the
// unit; without words the range decides.
func (r *Result) Carry(p Passage) (Passage, bool) {
	if r.groups == nil {
		return Passage{}, false
	}
	old, new := r.sides()
	at, ok := old.at[p.Address]
	if !ok {
		return Passage{}, false
	}
	s, ok := stand(old.texts[at.change], at, p)
	if !ok {
		return Passage{}, false
	}
	words := old.texts[at.change][s.from:s.to]
	if len(new.byChange[at.change]) > 0 {
		if q, ok := r.carryWithin(at, s, words); ok {
			return q, true
		}
	}
	return r.elsewhere(new, words, false)
}

// stand is where a passage stands in its side's joined text, in bytes.
func stand(text string, at place, p Passage) (span, bool) {
	own := text[at.own.from:at.own.to]
	from, to := byteAt(own, p.Range.Start), byteAt(own, p.Range.End)
	if from <= to && from >= 0 && (p.Words == "" || own[from:to] == p.Words) {
		if from == to {
			return span{}, false
		}
		return span{at.own.from + from, at.own.from + to}, true
	}
	for _, s := range []span{at.own, at.whole} {
		if i := nearest(text[s.from:s.to], p.Words, max(0, from), anywhere); i >= 0 {
			return span{s.from + i, s.from + i + len(p.Words)}, true
		}
	}
	return span{}, false
}

// byteAt is the byte at which the n-th code point begins, or -1.
func byteAt(s string, n int) int {
	if n < 0 {
		return -1
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	if n == 0 {
		return len(s)
	}
	return -1
}

// anywhere takes every occurrence.
func anywhere(span) bool { return true }

// nearest is the occurrence of words that begins closest to a byte, of those that
// may be meant, or -1.
func nearest(text, words string, to int, may func(span) bool) int {
	best := -1
	if words == "" {
		return best
	}
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return best
		}
		i += from
		if (best < 0 || abs(i-to) < abs(best-to)) && may(span{i, i + len(words)}) {
			best = i
		}
		from = i + len(words)
	}
}

// carryWithin follows a stretch through the change it stands in.
func (r *Result) carryWithin(at place, s span, words string) (Passage, bool) {
	_, new := r.sides()
	text, places := new.texts[at.change], new.byChange[at.change]
	sure := r.groups[at.change].confidence(r.groups[at.change].mainOld, r.groups[at.change].mainNew)
	pieces := r.pieces(at.change, false)
	hull, kept := span{-1, -1}, 0
	for _, p := range pieces {
		low, high := max(s.from, p.from), min(s.to, p.from+p.size)
		if low >= high {
			continue
		}
		if hull.from < 0 {
			hull.from = low - p.from + p.to
		}
		hull.to = high - p.from + p.to
		kept += high - low
	}
	if kept == len(words) && hull.to-hull.from == kept {
		return passage(text, places, hull, sure)
	}
	if i := nearest(text, words, max(0, hull.from), func(found span) bool { return came(pieces, s, found) }); i >= 0 {
		if q, ok := passage(text, places, span{i, i + len(words)}, sure*0.9); ok {
			return q, true
		}
	}
	if kept*full < enoughKept*len(words) {
		return Passage{}, false
	}
	return passage(text, places, hull, sure*float64(kept)/float64(len(words)))
}

// passage names a stretch of a side's text by the unit in whose own characters
// it begins, and ends it there.
func passage(text string, places []place, s span, sure float64) (Passage, bool) {
	for _, p := range places {
		if s.from < p.own.from || s.from >= p.own.to {
			continue
		}
		to := min(s.to, p.own.to)
		start := utf8.RuneCountInString(text[p.own.from:s.from])
		words := text[s.from:to]
		return Passage{
			Address: p.address(), Words: words, Confidence: sure,
			Range: lawtext.Range{Start: start, End: start + utf8.RuneCountInString(words)},
		}, true
	}
	return Passage{}, false
}

// came reports whether most of a stretch of the new text was not there before, or
// stood in the stretch of the old text given.
func came(pieces []piece, of, s span) bool {
	stood := 0
	for _, p := range pieces {
		low, high := max(s.from, p.to), min(s.to, p.to+p.size)
		if low >= high {
			continue
		}
		from := span{low - p.to + p.from, high - p.to + p.from}
		stood += from.to - from.from - max(0, min(from.to, of.to)-max(from.from, of.from))
	}
	return 2*stood < s.to-s.from
}

// elsewhere finds words that came at one place only of the whole text.
func (r *Result) elsewhere(new *side, words string, back bool) (Passage, bool) {
	if utf8.RuneCountInString(words) < farWords {
		return Passage{}, false
	}
	found, at := -1, 0
	for k, text := range new.texts {
		switch strings.Count(text, words) {
		case 0:
		case 1:
			if found >= 0 {
				return Passage{}, false
			}
			found, at = k, strings.Index(text, words)
		default:
			return Passage{}, false
		}
	}
	s := span{at, at + len(words)}
	if found < 0 || !came(r.pieces(found, back), span{}, s) {
		return Passage{}, false
	}
	return passage(new.texts[found], new.byChange[found], s, withinArticle)
}
