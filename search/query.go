package search

import (
	"fmt"

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

func (q *Query) paged() error {
	if q.Page == 0 {
		q.Page = 1
	}
	if q.Size == 0 {
		q.Size = DefaultSize
	}
	if q.Page < 0 {
		return &storage.Invalid{Field: "page", Code: "number", Detail: fmt.Sprint(q.Page)}
	}
	if q.Size < 0 {
		return &storage.Invalid{Field: "size", Code: "number", Detail: fmt.Sprint(q.Size)}
	}
	return nil
}
