package search

import (
	"slices"
	"strconv"

	"hefa/storage"
)

// Query is one question to the index. Zero fields narrow nothing.
type Query struct {
	// Q is in the query language of package query; "" lists what the filters
	// leave.
	Q    string
	Kind storage.Kind
	// Body are issuing bodies: the document is issued by one of them.
	Body []storage.ID
	// Year is the year of publication, or of adoption where that is unknown.
	Year int
	// Status is that of the text found, on the day On.
	Status storage.Status
	// On is the day whose status is asked for; "" is today.
	On storage.Day
	// Page counts from 1; Size is hits a page, 20 where it is 0.
	Page, Size int
	// After is a log position the answer must have seen: the asker's own last
	// change.
	After int64
}

// DefaultSize is how many hits a page has unless asked otherwise.
const DefaultSize = 20

// check fills in what was left out and refuses what cannot be.
func (q *Query) check() error {
	if q.Page == 0 {
		q.Page = 1
	}
	if q.Size == 0 {
		q.Size = DefaultSize
	}
	switch {
	case q.Page < 0 || q.Page > maxHits:
		return &storage.Invalid{Field: "page", Code: "invalid", Detail: strconv.Itoa(q.Page)}
	case q.Size < 0 || q.Size > maxHits:
		return &storage.Invalid{Field: "size", Code: "invalid", Detail: strconv.Itoa(q.Size)}
	case q.Kind != "" && !slices.Contains(storage.Kinds, q.Kind):
		return &storage.Invalid{Field: "kind", Code: "invalid", Detail: string(q.Kind)}
	case q.Status != "" && !slices.Contains(storage.Statuses, q.Status):
		return &storage.Invalid{Field: "status", Code: "invalid", Detail: string(q.Status)}
	}
	_, err := storage.ParseDay("on", string(q.On))
	return err
}

// maxHits bounds pages and their size; exports ask for that many.
const maxHits = 1_000_000
