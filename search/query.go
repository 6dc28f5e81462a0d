package search

import (
	"slices"
	"strconv"

	"hefa/search/query"
	"hefa/storage"
)

// Query is one question to the index. Zero fields narrow nothing.
type Query struct {
	// Q is in the query language of package query; "" lists what the filters
	// leave.
	Q string `json:"q,omitempty"`
	// Exact takes Q as it stands, or in its place each of Literals: every
	// occurrence of any of them is found (穷尽检索), see [query.Exact]. Fold
	// makes one of what search otherwise makes one.
	Exact    bool     `json:"exact,omitempty"`
	Literals []string `json:"literals,omitempty"`
	Fold     bool     `json:"fold,omitempty"`

	// Widen takes the words of Q anywhere in a text where no single unit has all
	// of them, and most of them where no text has; [Result.Widened] says so.
	Widen bool `json:"-"`

	Kind storage.Kind `json:"kind,omitempty"`
	// Body are issuing bodies: the document is issued by one of them. Under are
	// bodies too: it is issued by one of them or by a body below one.
	Body  []storage.ID `json:"body,omitempty"`
	Under []storage.ID `json:"under,omitempty"`
	// Year is the year of publication, or of adoption where that is unknown.
	Year int `json:"year,omitempty"`
	// Status is that of the text found, on the day On.
	Status storage.Status `json:"status,omitempty"`
	// On is the day whose status is asked for; "" is today.
	On storage.Day `json:"on,omitempty"`
	// Cites is a law, by any form of its title, that the text cites.
	Cites string `json:"cites,omitempty"`

	// Sort is the order of the hits; "" is by relevance, or as they stand in
	// the texts where Exact is set.
	Sort Sort `json:"sort,omitempty"`
	// PerText, where it is not 0, lists the hits text by text: Page and Size
	// count texts, each with so many of its best hits in reading order.
	PerText int `json:"perText,omitempty"`
	// Page counts from 1; Size is hits a page, 20 where it is 0.
	Page int `json:"page,omitempty"`
	Size int `json:"size,omitempty"`
	// Places asks where in its unit each occurrence is; Exact always does.
	Places bool `json:"places,omitempty"`
	// After is a log position the answer must have seen: the asker's own last
	// change.
	After int64 `json:"after,omitempty"`
}

// Sort is an order of hits.
type Sort string

// The orders.
const (
	ByRelevance Sort = "relevance"
	// ByDate has the text published last first.
	ByDate Sort = "date"
	// ByLevel has the highest level of authority first: laws, regulations,
	// rules, normative documents; within a kind the higher body.
	ByLevel Sort = "level"
	// ByReading has the text published last first, and its hits as they stand.
	ByReading Sort = "reading"
)

// Sorts are all orders.
var Sorts = []Sort{ByRelevance, ByDate, ByLevel, ByReading}

// DefaultSize is how many hits a page has unless asked otherwise.
const DefaultSize = 20

// Bounds of a list of literals.
const (
	MaxLiterals = 1_000
	// MaxLiteral is the longest literal, in code points.
	MaxLiteral = 2_000
)

// check fills in what was left out and refuses what cannot be.
func (q *Query) check() error {
	if q.Page == 0 {
		q.Page = 1
	}
	if q.Size == 0 {
		q.Size = DefaultSize
	}
	if q.Sort == "" {
		q.Sort = ByRelevance
		if q.Exact {
			q.Sort = ByReading
		}
	}
	switch {
	case q.Page < 0 || q.Page > maxHits:
		return &storage.Invalid{Field: "page", Code: "invalid", Detail: strconv.Itoa(q.Page)}
	case q.Size < 0 || q.Size > maxHits:
		return &storage.Invalid{Field: "size", Code: "invalid", Detail: strconv.Itoa(q.Size)}
	case q.PerText < 0 || q.PerText > maxHits:
		return &storage.Invalid{Field: "perText", Code: "invalid", Detail: strconv.Itoa(q.PerText)}
	case q.Kind != "" && !slices.Contains(storage.Kinds, q.Kind):
		return &storage.Invalid{Field: "kind", Code: "invalid", Detail: string(q.Kind)}
	case q.Status != "" && !slices.Contains(storage.Statuses, q.Status):
		return &storage.Invalid{Field: "status", Code: "invalid", Detail: string(q.Status)}
	case !slices.Contains(Sorts, q.Sort):
		return &storage.Invalid{Field: "sort", Code: "invalid", Detail: string(q.Sort)}
	}
	q.Literals = Distinct(q.Literals, q.Fold)
	_, err := storage.ParseDay("on", string(q.On))
	return err
}

// Distinct are literals, each once: those that differ in what counts for
// nothing are one, whose places would count twice.
func Distinct(literals []string, fold bool) []string {
	var list []string
	seen := make(map[string]bool, len(literals))
	for _, s := range literals {
		if same := (query.Exact{Text: s, Fold: fold}).Sought(); !seen[same] {
			seen[same] = true
			list = append(list, s)
		}
	}
	return list
}

// maxHits bounds pages and their size; exports ask for that many.
const maxHits = 1_000_000

// node reads what is asked for.
func (q *Query) node() (query.Node, error) {
	if !q.Exact {
		return query.Parse(q.Q)
	}
	literals := q.Literals
	if len(literals) == 0 {
		literals = []string{q.Q}
	}
	if len(literals) > MaxLiterals {
		return nil, &query.Error{Code: query.TooMany}
	}
	var any query.Or
	for _, s := range literals {
		n := query.Exact{Text: s, Fold: q.Fold}
		length := len([]rune(s))
		switch {
		case n.Empty():
			return nil, &query.Error{Code: query.NothingLeft, End: length, Found: s}
		case length > MaxLiteral:
			return nil, &query.Error{Code: query.TooLong, At: MaxLiteral, End: length}
		}
		any = append(any, n)
	}
	if len(any) == 1 {
		return any[0], nil
	}
	return any, nil
}
