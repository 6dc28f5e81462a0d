// Package sample loads the sample data: the bodies of 云州市, a city that does
// not exist, its people, and about thirty documents in every state. It is made
// through the doors that people use, so that every rule holds in it too.
package sample

import (
	"context"
	"embed"
	"fmt"
	"time"

	"hefa/storage"
)

//go:embed texts
var texts embed.FS

// Password is the password of every sample account.
const Password = "hefa-sample"

// loader carries what the parts of the sample data share.
type loader struct {
	open   func(ctx context.Context, ago time.Duration) (*storage.Store, error)
	store  *storage.Store // at the time of the part being loaded
	bodies map[string]storage.ID
	people map[string]storage.ID
}

// Load fills an empty installation. open opens the store with its clock set
// back, so that the sample's past is past; Load closes each.
func Load(ctx context.Context, open func(ctx context.Context, ago time.Duration) (*storage.Store, error)) error {
	l := &loader{open: open, bodies: map[string]storage.ID{}, people: map[string]storage.ID{}}
	for _, part := range []struct {
		name string
		days int // how many days ago
		load func(context.Context) error
	}{
		{"bodies and people", 900, l.loadBodiesAndPeople},
		{"rules in force", 899, l.loadRules},
	} {
		if err := l.at(ctx, part.days, part.load); err != nil {
			return fmt.Errorf("loading the sample's %s: %w", part.name, err)
		}
	}
	return nil
}

// at runs one part of the load on a store whose clock is so many days back.
func (l *loader) at(ctx context.Context, days int, load func(context.Context) error) (err error) {
	s, err := l.open(ctx, time.Duration(days)*24*time.Hour)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := s.Close(); err == nil {
			err = closeErr
		}
	}()
	l.store = s
	return load(ctx)
}

// as is the actor of an account.
func (l *loader) as(account string) *storage.Actor { return &storage.Actor{Person: l.people[account]} }
