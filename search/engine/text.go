package engine

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hefa/lawtext"
)

// Text is one text of a document, with the facts by which it is filtered.
// They are facts that stand for themselves: whether it is in force is for the
// asker to work out from the days.
type Text struct {
	// What is asked of every text for every query comes first, so that it is near.

	// Public says that it is a version.
	Public bool `json:"p,omitempty"`
	// Ord is the text's place in the table, Doc that of its document.
	Ord uint32 `json:"-"`
	Doc uint32 `json:"-"`
	// Articles is how many of its entries are articles.
	Articles int `json:"a"`

	Document string `json:"d"`
	// Name is "v1" for a version, "2" for a draft.
	Name   string   `json:"n"`
	Title  string   `json:"t"`
	Kind   string   `json:"k"`
	Number string   `json:"no,omitempty"`
	Year   int      `json:"y,omitempty"`
	Issuer []string `json:"b,omitempty"`
	// Published, Effective, Ends and Withdrawn are days, or "". Lapsed says
	// that it ended by lapsing.
	Published string `json:"dp,omitempty"`
	Effective string `json:"de,omitempty"`
	Ends      string `json:"dx,omitempty"`
	Lapsed    bool   `json:"dl,omitempty"`
	Withdrawn string `json:"dw,omitempty"`
	// Replaced is a draft that a later draft or a version has replaced.
	Replaced bool `json:"r,omitempty"`
	// Level is the text's level of authority; 0 is the highest.
	Level int `json:"l,omitempty"`
	// Source names what the entries were made from: while it is the same they
	// need not be made again.
	Source string `json:"s"`
	// Parts are the parts its entries are, in order.
	Parts Parts `json:"e"`
	// Cites are the normal titles of the laws its entries cite, each once.
	Cites []string `json:"c,omitempty"`
}

// Part is what an entry is of its text.
type Part byte

// The parts of a text.
const (
	PartTitle   Part = 't'
	PartArticle Part = 'a'
	PartHeading Part = 'h'
	PartOther   Part = 'o'
)

// Parts are parts in order.
type Parts string

func (p Parts) articles() int { return strings.Count(string(p), string(PartArticle)) }

// Entry is one unit of a text, as it is searched and shown.
type Entry struct {
	Part Part
	// Article is the article's number as written, or "".
	Article string
	Address lawtext.Address
	// Text is what the reader sees of it, number and marks included.
	Text string
	// Inner are the units inside it, in reading order.
	Inner []Inner
	// Keys are what it may be found by besides its words; see [CitesKey],
	// [BasisKey] and [ArticleKey]. They are not kept.
	Keys []string
}

// Inner is a unit inside an entry: it begins at a code point of the entry's
// text, with its number.
type Inner struct {
	Address lawtext.Address
	At      int
}

// At is the innermost unit that a code point of the entry's text is in.
func (e Entry) At(offset int) lawtext.Address {
	i, _ := slices.BinarySearchFunc(e.Inner, offset+1, func(in Inner, at int) int { return cmp.Compare(in.At, at) })
	if i == 0 {
		return e.Address
	}
	return e.Inner[i-1].Address
}

// stored is the entry as it is kept in the index. Most inner units' addresses
// begin with the entry's own, which is left out.
func (e Entry) stored() []byte {
	b := make([]byte, 0, len(e.Address)+len(e.Article)+len(e.Text)+16*len(e.Inner)+3)
	b = append(append(b, e.Address...), 0)
	b = append(append(b, e.Article...), 0)
	for _, in := range e.Inner {
		if rest, ok := strings.CutPrefix(string(in.Address), string(e.Address)); ok && rest != "" {
			b = append(append(b, '+'), rest...)
		} else {
			b = append(b, in.Address...)
		}
		b = append(strconv.AppendInt(append(b, '='), int64(in.At), 10), ' ')
	}
	return append(append(b, 0), e.Text...)
}

// storedText is the text of a stored entry.
func storedText(b []byte) []byte {
	for range 3 {
		_, b, _ = bytes.Cut(b, []byte{0})
	}
	return b
}

func parseStored(b []byte) Entry {
	address, rest, _ := strings.Cut(string(b), "\x00")
	article, rest, _ := strings.Cut(rest, "\x00")
	inner, text, _ := strings.Cut(rest, "\x00")
	e := Entry{Article: article, Address: lawtext.Address(address), Text: text}
	for one := range strings.FieldsSeq(inner) {
		at := strings.LastIndexByte(one, '=')
		offset, err := strconv.Atoi(one[at+1:])
		if at < 0 || err != nil {
			continue // written by stored, so it does not happen
		}
		name := one[:at]
		if own, ok := strings.CutPrefix(name, "+"); ok {
			name = address + own
		}
		e.Inner = append(e.Inner, Inner{lawtext.Address(name), offset})
	}
	return e
}
