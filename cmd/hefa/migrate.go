package main

import "context"

type migrateCommand struct{}

// Run brings the database's schema up to this program's.
func (migrateCommand) Run(ctx context.Context, a *app) (err error) {
	if err := a.check(); err != nil {
		return err
	}
	s := &site{app: a}
	defer s.closing(&err)
	if a.embedded() {
		if s.lock, err = a.lockFolder(); err != nil {
			return err
		}
		s.later(s.lock.Unlock)
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	if err := s.store.Migrate(ctx); err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("migrated"))
	return nil
}
