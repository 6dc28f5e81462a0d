package engine

import (
	"bytes"
	"strings"

	"hefa/lawtext"
)

// Text is one text of a document, with the facts by which it is filtered.
// They are facts that stand for themselves: whether it is in force is for the
// asker to work out from the days.
type Text struct {
	Document string `json:"d"`
	// Name is "v1" for a version, "2" for a draft.
	Name string `json:"n"`
	// Public says that it is a version.
	Public bool     `json:"p,omitempty"`
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
	// Source names what the entries were made from: while it is the same they
	// need not be made again.
	Source string `json:"s"`
	// Parts are the parts its entries are, in order.
	Parts Parts `json:"e"`
	// Articles is how many of them are articles.
	Articles int `json:"a"`

	// Ord is the text's place in the table, Doc that of its document.
	Ord uint32 `json:"-"`
	Doc uint32 `json:"-"`
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
}

// stored is the entry as it is kept in the index.
func (e Entry) stored() []byte {
	return []byte(string(e.Address) + "\x00" + e.Article + "\x00" + e.Text)
}

// storedText is the text of a stored entry.
func storedText(b []byte) []byte {
	_, rest, _ := bytes.Cut(b, []byte{0})
	_, text, _ := bytes.Cut(rest, []byte{0})
	return text
}

func parseStored(b []byte) Entry {
	address, rest, _ := strings.Cut(string(b), "\x00")
	article, text, _ := strings.Cut(rest, "\x00")
	return Entry{Article: article, Address: lawtext.Address(address), Text: text}
}
