// Package review is the legality review: a matter carries one document's
// drafts through one procedure, from the drafting desk to the signed opinion
// and the published version.
//
// Each method of [Review] that changes something is what one person does once,
// in one transaction, guarded by role and state; the procedure's file decides
// (package procedure). What people may read is asked of storage, and of the
// comments' own audience in the same query.
package review

import (
	"fmt"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// Review does what people do in matters.
type Review struct {
	Store      *storage.Store
	Procedures *procedure.Set
	Calendar   *calendar.Calendar
}

// New loads and checks the procedures and the calendar.
func New(s *storage.Store) (*Review, error) {
	procedures, err := procedure.Load()
	if err != nil {
		return nil, fmt.Errorf("opening the review: %w", err)
	}
	days, err := calendar.Official()
	if err != nil {
		return nil, fmt.Errorf("opening the review: %w", err)
	}
	return &Review{Store: s, Procedures: procedures, Calendar: days}, nil
}
