package engine

import (
	"hash/maphash"
)

// fingerprintSeed makes the fingerprints of one process comparable.
var fingerprintSeed = maphash.MakeSeed()

// Fingerprint is a number that two lists of entries share only if they are
// equal, within this process.
func Fingerprint(entries []Entry) uint64 {
	var sum uint64
	for i, e := range entries {
		sum += fingerprint(uint32(i), e.stored())
	}
	return sum
}

func fingerprint(entry uint32, stored []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(fingerprintSeed)
	_, _ = h.Write([]byte{byte(entry >> 16), byte(entry >> 8), byte(entry)}) // it never fails
	_, _ = h.Write(stored)
	return h.Sum64()
}

// Kept is what the index keeps of a text: its facts, and its entries'
// fingerprint.
type Kept struct {
	*Text
	Fingerprint uint64
}

// Kept reads the whole index and answers what it keeps, by document.
func (e *Engine) Kept() (map[string][]Kept, error) {
	s, err := e.snapshot()
	if err != nil {
		return nil, err
	}
	defer s.close()
	sums := make([]uint64, len(s.table.texts))
	err = s.eachLive(func(g *seg, doc uint64, p place) error {
		if p.entry == header || int(p.ord) >= len(sums) {
			return nil
		}
		return g.stored(doc, func(value []byte) { sums[p.ord] += fingerprint(p.entry, value) })
	})
	if err != nil {
		return nil, err
	}
	kept := make(map[string][]Kept, len(s.table.documents))
	for ord, t := range s.table.texts {
		if t != nil {
			kept[t.Document] = append(kept[t.Document], Kept{t, sums[ord]})
		}
	}
	return kept, nil
}

// Each visits the facts of all texts.
func (e *Engine) Each(visit func(t *Text)) {
	for _, t := range e.table.get().texts {
		if t != nil {
			visit(t)
		}
	}
}
