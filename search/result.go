package search

import (
	"time"

	"hefa/lawtext"
	"hefa/storage"
)

// Result is the one shape in which search answers, to pages, programs and
// commands alike. Everything in it, each number too, counts only what the
// viewer may read.
type Result struct {
	// Total is the number of hits: units of texts. Texts, Documents and
	// Articles are how many different texts, documents and articles they are
	// in, Occurrences how often the words stand in them.
	Total       int `json:"total"`
	Texts       int `json:"texts"`
	Documents   int `json:"documents"`
	Articles    int `json:"articles"`
	Occurrences int `json:"occurrences"`
	// Hits are those of the page asked for, in the order asked for.
	Hits []Hit `json:"hits"`
	Page int   `json:"page"`
	// Query is the question as it was understood; of a list of literals the
	// first.
	Query string `json:"query"`
	// Literals are what was found of each literal of an exact search, in the
	// order asked.
	Literals []LiteralCount `json:"literals,omitempty"`
	// Widened says that no unit had all the words, and that those are listed
	// that have any of them, in the texts that have all, or the most.
	Widened bool `json:"widened,omitempty"`
	// DidYouMean are titles much like what was asked for, where nothing was
	// found.
	DidYouMean []string `json:"didYouMean,omitempty"`
	Facets     Facets   `json:"facets"`
	Searched   Searched `json:"searched"`
}

// LiteralCount is what was found of one literal.
type LiteralCount struct {
	Literal string `json:"literal"`
	// Total, Documents, Articles and Occurrences count as in [Result].
	Total       int `json:"total"`
	Documents   int `json:"documents"`
	Articles    int `json:"articles"`
	Occurrences int `json:"occurrences"`
}

// Hit is one unit of a text in which the words were found.
type Hit struct {
	Document storage.ID       `json:"document"`
	Text     storage.TextName `json:"text"`
	// Title is the text's.
	Title string `json:"title"`
	// Article is the article's number as written; "" outside articles.
	Article string          `json:"article"`
	Address lawtext.Address `json:"address"`
	// Excerpt is what stands there, or a part of it around the words.
	Excerpt string  `json:"excerpt"`
	Score   float64 `json:"score"`
	// Ranges are the words in Excerpt, in code points.
	Ranges []lawtext.Range `json:"ranges"`
	// Places are all occurrences, in reading order, where they were asked for.
	Places []Place `json:"places,omitempty"`
	// Passages are the same for people to read: the units in which they are.
	Passages []Passage    `json:"-"`
	Kind     storage.Kind `json:"kind"`
	// Status is the text's on the day asked about; "" for a draft that a
	// later draft or a version has replaced.
	Status storage.Status `json:"status"`
	// IssuingNumber is 发文字号, or "".
	IssuingNumber string      `json:"issuingNumber,omitempty"`
	Published     storage.Day `json:"published,omitempty"`
}

// Place is one occurrence.
type Place struct {
	// Address is the innermost unit in which it begins.
	Address lawtext.Address `json:"address"`
	// Excerpt are some characters of the unit around it, Range where it stands
	// in them, in code points.
	Excerpt string        `json:"excerpt"`
	Range   lawtext.Range `json:"range"`
	// Literal is the literal found, where a list was asked for.
	Literal string `json:"literal,omitempty"`
}

// Passage is a unit inside a hit in which words begin: a paragraph of an
// article, an item.
type Passage struct {
	Address lawtext.Address
	// Excerpt is the unit, or a part of it around the words; it goes on into the
	// next unit where the words do.
	Excerpt string
	Ranges  []lawtext.Range
	// Occurrences are how many begin in it.
	Occurrences int
	// Literals are those of a list that stand there, each once.
	Literals []string
}

// Segments are the excerpt cut at its ranges.
func (p Passage) Segments() []Segment { return segments(p.Excerpt, p.Ranges) }

// Segment is a piece of an excerpt, marked where it is the words sought.
type Segment struct {
	Text   string
	Marked bool
}

// Segments are the excerpt cut at its ranges, in order.
func (h Hit) Segments() []Segment { return segments(h.Excerpt, h.Ranges) }

// Segments are the excerpt cut at its range.
func (p Place) Segments() []Segment { return segments(p.Excerpt, []lawtext.Range{p.Range}) }

func segments(text string, ranges []lawtext.Range) []Segment {
	var list []Segment
	runes, at := []rune(text), 0
	for _, r := range ranges {
		if r.Start > at {
			list = append(list, Segment{Text: string(runes[at:r.Start])})
		}
		list = append(list, Segment{Text: string(runes[r.Start:r.End]), Marked: true})
		at = r.End
	}
	if at < len(runes) {
		list = append(list, Segment{Text: string(runes[at:])})
	}
	return list
}

// Facets count the documents found, by kind, issuing body, year, status and
// the laws they cite. Each counts with all filters but its own.
type Facets struct {
	Kind   []Count `json:"kind"`
	Body   []Count `json:"body"`
	Year   []Count `json:"year"`
	Status []Count `json:"status"`
	Cites  []Count `json:"cites"`
}

// Count is how many documents have one value.
type Count struct {
	Value string `json:"value"`
	Count int    `json:"count"`
	// Name and Parent are a body's: its name, and the body it stands below, or
	// "". Within are the documents of it and of all bodies below it.
	Name   string `json:"name,omitempty"`
	Parent string `json:"parent,omitempty"`
	Within int    `json:"within,omitempty"`
}

// Searched says what the answer rests on: what the viewer may read and the
// index holds, up to which event of the log, when.
type Searched struct {
	Documents int       `json:"documents"`
	Articles  int       `json:"articles"`
	Position  int64     `json:"position"`
	At        time.Time `json:"at"`
	// Complete is false while the index is being built anew: something may be
	// missing.
	Complete bool `json:"complete"`
}
