package engine

import (
	"github.com/RoaringBitmap/roaring/v2"

	"hefa/search/query"
)

// leaf is one word, phrase or pattern of a plan.
type leaf struct {
	pattern query.Pattern
	number  int
	scored  bool
}

// short is a leaf of at most two characters, which the index answers without
// an entry being read.
func (l *leaf) short() (query.Literal, bool) {
	literal, ok := l.pattern.(query.Literal)
	return literal, ok && len(literal) <= 2
}

// leafFound is what a leaf found in one segment.
type leafFound struct {
	// entries are those found.
	entries *roaring.Bitmap
	// counts has an item for each entry that was read, in order; for one or
	// two characters the index's own postings have it.
	counts []posting
}

func (l *leaf) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := a.ctx.Err(); err != nil {
		return nil, err
	}
	literal, short := l.short()
	if short && len(literal) == 0 {
		a.found[l.number].entries = roaring.New()
		return roaring.New(), nil
	}
	candidates, err := a.having(l.pattern.Needs(), within)
	if err != nil {
		return nil, err
	}
	if short {
		a.found[l.number].entries = candidates
		return candidates, nil
	}
	return l.read(a, candidates)
}

// having are the entries among within that have what a pattern needs.
func (a *ask) having(n query.Need, within *roaring.Bitmap) (found *roaring.Bitmap, err error) {
	switch n := n.(type) {
	case query.NeedTerm:
		if found, err = a.term(string(n)); err == nil && within != nil {
			found = roaring.And(found, within)
		}
		return found, err
	case query.NeedAll:
		for _, part := range n {
			if within, err = a.having(part, within); err != nil || within.IsEmpty() {
				return within, err
			}
		}
		return within, nil
	case query.NeedAny:
		all := roaring.New()
		for _, part := range n {
			if found, err = a.having(part, within); err != nil {
				return nil, err
			}
			all.Or(found)
		}
		return all, nil
	}
	if within == nil {
		within = a.live()
	}
	return within, nil
}

// read reads entries to see where the pattern really stands.
func (l *leaf) read(a *ask, candidates *roaring.Bitmap) (*roaring.Bitmap, error) {
	found := roaring.New()
	into := &a.found[l.number]
	into.entries = found
	for it := candidates.Iterator(); it.HasNext(); {
		doc := it.Next()
		if !a.keeps(doc) || a.places[doc].entry == header {
			continue
		}
		if err := a.ctx.Err(); err != nil {
			return nil, err
		}
		n, length := 0, 0
		err := a.stored(uint64(doc), func(value []byte) {
			text := storedText(value)
			n, length = l.pattern.Count(text), len(text)/bytesPerTerm
		})
		if err != nil {
			return nil, err
		}
		if n > 0 {
			found.Add(doc)
			into.counts = append(into.counts, posting{doc, uint32(n), uint32(length)})
		}
	}
	return found, nil
}

// bytesPerTerm turns an entry's length into about as many terms as it has.
const bytesPerTerm = 3

// count visits how often the leaf stands in each of docs where it does.
func (l *leaf) count(a *ask, docs *roaring.Bitmap, visit func(posting)) error {
	literal, short := l.short()
	if !short {
		for _, p := range a.found[l.number].counts {
			if docs.Contains(p.doc) {
				visit(p)
			}
		}
		return nil
	}
	if len(literal) == 0 {
		return nil
	}
	terms := []string{string(literal)}
	if len(literal) == 1 {
		var err error
		if terms, err = a.beginning(literal[0]); err != nil {
			return err
		}
	}
	for _, term := range terms {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		list, err := a.list(fieldBigrams, term)
		if err != nil {
			return err
		}
		if err := postings(list, docs, visit); err != nil {
			return err
		}
	}
	return nil
}
