package engine

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// list is the postings of one term of a field in one segment.
func (g *seg) list(field, term string) (segment.PostingsList, error) {
	dictionary, err := g.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("reading the index's terms: %w", err)
	}
	list, err := dictionary.PostingsList([]byte(term), g.deleted, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the index's term %q: %w", term, err)
	}
	return list, nil
}

// term are the entries with one character or two consecutive ones.
func (g *seg) term(characters string) (*roaring.Bitmap, error) {
	first, size := utf8.DecodeRuneInString(characters)
	if size < len(characters) {
		list, err := g.list(fieldBigrams, characters)
		if err != nil {
			return nil, err
		}
		return entries(list), nil
	}
	terms, err := g.beginning(first)
	if err != nil {
		return nil, err
	}
	all := make([]*roaring.Bitmap, len(terms))
	for i, term := range terms {
		list, err := g.list(fieldBigrams, term)
		if err != nil {
			return nil, err
		}
		all[i] = entries(list)
	}
	return roaring.FastOr(all...), nil
}

// keyed are the entries with a key.
func (g *seg) keyed(key string) (*roaring.Bitmap, error) {
	list, err := g.list(fieldKeys, key)
	if err != nil {
		return nil, err
	}
	return entries(list), nil
}

// beginning lists the bigrams of a segment that begin with a character.
func (g *seg) beginning(r rune) ([]string, error) {
	dictionary, err := g.Dictionary(fieldBigrams)
	if err != nil {
		return nil, fmt.Errorf("reading the index's terms: %w", err)
	}
	var list []string
	it := dictionary.AutomatonIterator(nil, []byte(string(r)), []byte(string(r+1)))
	for {
		entry, err := it.Next()
		if err != nil {
			return nil, fmt.Errorf("listing the index's terms: %w", err)
		}
		if entry == nil {
			return list, nil
		}
		if strings.HasPrefix(entry.Term, string(r)) {
			list = append(list, entry.Term)
		}
	}
}

// entries are the entries of a postings list. The bitmap may be the index's
// own: it must not be changed.
func entries(list segment.PostingsList) *roaring.Bitmap {
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return roaring.New()
	}
	if doc, ok := it.DocNum1Hit(); ok {
		return roaring.BitmapOf(uint32(doc))
	}
	if all := it.ActualBitmap(); all != nil {
		return all
	}
	return roaring.New()
}

// posting is how often something stands in one entry, and how many terms the
// entry has.
type posting struct{ doc, frequency, length uint32 }

// postings visits a list's entries among docs, in order.
func postings(list segment.PostingsList, docs *roaring.Bitmap, visit func(posting)) error {
	it := list.Iterator(true, true, false, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok && o.ActualBitmap() != nil {
		o.ReplaceActual(roaring.And(o.ActualBitmap(), docs))
	}
	for {
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("reading the index's postings: %w", err)
		}
		if p == nil {
			return nil
		}
		if docs.Contains(uint32(p.Number())) {
			visit(posting{uint32(p.Number()), uint32(p.Frequency()), fieldLength(p.Norm())})
		}
	}
}

// fieldLength is the number of terms of an entry, of which Bleve tells the
// square root's inverse.
func fieldLength(norm float64) uint32 {
	if norm <= 0 {
		return 0
	}
	return uint32(math.Round(1 / (norm * norm)))
}
