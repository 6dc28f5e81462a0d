package engine

import (
	"github.com/RoaringBitmap/roaring/v2"

	"hefa/search/query"
)

// leaf is one word or phrase of a plan.
type leaf struct {
	literal query.Literal
	number  int
	scored  bool
}

// leafFound is what a leaf found in one segment.
type leafFound struct {
	// entries are those found; asked says that find has been called.
	entries *roaring.Bitmap
	// counts has an item for each entry that was read, in order; for one or
	// two characters the index's own postings have it.
	counts []posting
}

func (l *leaf) find(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := a.ctx.Err(); err != nil {
		return nil, err
	}
	var found *roaring.Bitmap
	var err error
	switch len(l.literal) {
	case 0:
		found = roaring.New()
	case 1:
		found, err = l.character(a)
	case 2:
		found, err = l.bigram(a, 0)
	default:
		return l.phrase(a, within)
	}
	if err != nil {
		return nil, err
	}
	if within != nil {
		found = roaring.And(found, within)
	}
	a.found[l.number].entries = found
	return found, nil
}

// bigram finds the entries with the two characters at i.
func (l *leaf) bigram(a *ask, i int) (*roaring.Bitmap, error) {
	list, err := a.term(string(l.literal[i : i+2]))
	if err != nil {
		return nil, err
	}
	return entries(list), nil
}

func (l *leaf) character(a *ask) (*roaring.Bitmap, error) {
	terms, err := a.beginning(l.literal[0])
	if err != nil {
		return nil, err
	}
	all := make([]*roaring.Bitmap, len(terms))
	for i, term := range terms {
		list, err := a.term(term)
		if err != nil {
			return nil, err
		}
		all[i] = entries(list)
	}
	return roaring.FastOr(all...), nil
}

// phrase finds entries that have all the bigrams, and reads them to see where
// they stand together.
func (l *leaf) phrase(a *ask, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	candidates := within
	for i := 0; i+1 < len(l.literal); i++ {
		if i > mostBigrams && i+2 < len(l.literal) {
			continue
		}
		found, err := l.bigram(a, i)
		if err != nil {
			return nil, err
		}
		if candidates != nil {
			found = roaring.And(candidates, found)
		}
		if candidates = found; candidates.IsEmpty() {
			break
		}
	}
	found := roaring.New()
	into := &a.found[l.number]
	into.entries = found
	for it := candidates.Iterator(); it.HasNext(); {
		doc := it.Next()
		if !a.keeps(doc) {
			continue
		}
		if err := a.ctx.Err(); err != nil {
			return nil, err
		}
		n, length := 0, 0
		err := a.stored(uint64(doc), func(value []byte) {
			text := storedText(value)
			n, length = l.literal.CountIn(text), len(text)/bytesPerTerm
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

// mostBigrams is how many bigrams of a phrase are looked up; few entries are
// left by then.
const mostBigrams = 16

// bytesPerTerm turns an entry's length into about as many terms as it has.
const bytesPerTerm = 3

// count visits how often the leaf stands in each of docs where it does.
func (l *leaf) count(a *ask, docs *roaring.Bitmap, visit func(posting)) error {
	switch len(l.literal) {
	case 0:
	case 1:
		terms, err := a.beginning(l.literal[0])
		if err != nil {
			return err
		}
		for _, term := range terms {
			if err := a.ctx.Err(); err != nil {
				return err
			}
			list, err := a.term(term)
			if err != nil {
				return err
			}
			if err := postings(list, docs, visit); err != nil {
				return err
			}
		}
	case 2:
		list, err := a.term(string(l.literal))
		if err != nil {
			return err
		}
		return postings(list, docs, visit)
	default:
		for _, p := range a.found[l.number].counts {
			if docs.Contains(p.doc) {
				visit(p)
			}
		}
	}
	return nil
}
