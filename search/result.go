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
	// Total is the number of hits: units of texts. Documents and Articles are
	// how many different documents and articles they are in, Occurrences how
	// often the words stand in them.
	Total       int `json:"total"`
	Documents   int `json:"documents"`
	Articles    int `json:"articles"`
	Occurrences int `json:"occurrences"`
	// Hits are those of the page asked for, best first.
	Hits []Hit `json:"hits"`
	Page int   `json:"page"`
	// Query is the question as it was understood.
	Query    string   `json:"query"`
	Facets   Facets   `json:"facets"`
	Searched Searched `json:"searched"`
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
	Kind   storage.Kind    `json:"kind"`
	// Status is the text's on the day asked about; "" for a draft that a
	// later draft or a version has replaced.
	Status storage.Status `json:"status"`
	// IssuingNumber is 发文字号, or "".
	IssuingNumber string      `json:"issuingNumber,omitempty"`
	Published     storage.Day `json:"published,omitempty"`
}

// Segment is a piece of an excerpt, marked where it is the words sought.
type Segment struct {
	Text   string
	Marked bool
}

// Segments are the excerpt cut at its ranges, in order.
func (h Hit) Segments() []Segment {
	var list []Segment
	runes, at := []rune(h.Excerpt), 0
	for _, r := range h.Ranges {
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

// Facets count the documents found, by kind, issuing body, year and status.
// Each counts with all filters but its own.
type Facets struct {
	Kind   []Count `json:"kind"`
	Body   []Count `json:"body"`
	Year   []Count `json:"year"`
	Status []Count `json:"status"`
}

// Count is how many documents have one value. Body ids have a Name.
type Count struct {
	Value string `json:"value"`
	Name  string `json:"name,omitempty"`
	Count int    `json:"count"`
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
