// Package sample loads the sample data: the bodies of 云州市, a city that does
// not exist, its people, and about thirty documents in every state. It is made
// through the doors that people use, so that every rule holds in it too.
package sample

import (
	"context"
	"embed"
	"fmt"
	"time"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/storage"
)

//go:embed texts
var texts embed.FS

// Password is the password of every sample account.
const Password = "hefa-sample"

// Opener opens the installation's store with its clock set back.
type Opener func(ctx context.Context, ago time.Duration) (*storage.Store, error)

// loader carries what the parts of the sample data share.
type loader struct {
	open Opener
	now  time.Time // in the store's zone
	// rules holds the procedures, calendar the days that are worked.
	rules    *review.Review
	calendar *calendar.Calendar
	store    *storage.Store // at the time of the part being loaded
	review   *review.Review // over it
	bodies   map[string]storage.ID
	people   map[string]storage.ID
	// documents are the rules in force, by title.
	documents map[string]storage.ID
}

// Load fills an empty installation, s, whose clock shows the time now. The
// sample's past is past: each part is loaded through a store whose clock is
// set back, which Load closes.
func Load(ctx context.Context, s *storage.Store, now time.Time, open Opener) error {
	rules, err := review.New(s)
	if err != nil {
		return err
	}
	days, err := calendar.Official()
	if err != nil {
		return fmt.Errorf("loading the sample data: %w", err)
	}
	l := &loader{open: open, now: now.In(s.Location), rules: rules, calendar: days,
		bodies: map[string]storage.ID{}, people: map[string]storage.ID{}, documents: map[string]storage.ID{}}
	err = l.at(ctx, setUp, func(ctx context.Context) error {
		if err := l.loadBodiesAndPeople(ctx); err != nil {
			return err
		}
		return l.loadRules(ctx)
	})
	if err == nil {
		err = l.tellStories(ctx)
	}
	if err != nil {
		return fmt.Errorf("loading the sample data: %w", err)
	}
	return nil
}

// setUp is how many days ago the city began to use hefa.
const setUp = 400

// morning is the hour at which things were done on earlier days.
const morning = 10

// at runs one part of the load on a store whose clock is so many days back, in
// the morning.
func (l *loader) at(ctx context.Context, days int, load func(context.Context) error) (err error) {
	then := time.Date(l.now.Year(), l.now.Month(), l.now.Day()-days, morning, 0, 0, 0, l.now.Location())
	s, err := l.open(ctx, l.now.Sub(then))
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := s.Close(); err == nil {
			err = closeErr
		}
	}()
	l.store, l.review = s, l.rules.Over(s)
	return load(ctx)
}

// as is the actor of an account.
func (l *loader) as(account string) *storage.Actor { return &storage.Actor{Person: l.people[account]} }
