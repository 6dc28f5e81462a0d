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
	Store *storage.Store
	// Procedures are the versions of procedures known so far; those that
	// another server saved are asked of the database when they are needed.
	Procedures *procedure.Set
	calendar   *knownDays
}

// New loads and checks the procedures and the calendar that come with hefa.
func New(s *storage.Store) (*Review, error) {
	procedures, err := procedure.Load()
	if err != nil {
		return nil, fmt.Errorf("opening the review: %w", err)
	}
	days, err := calendar.Official()
	if err != nil {
		return nil, fmt.Errorf("opening the review: %w", err)
	}
	return &Review{Store: s, Procedures: procedures, calendar: &knownDays{official: days, now: days}}, nil
}

// Over is the same review over another store of the same installation, such as
// one whose clock is set back.
func (r *Review) Over(s *storage.Store) *Review {
	other := *r
	other.Store = s
	return &other
}
