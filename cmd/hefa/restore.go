package main

import (
	"context"
	"time"

	"hefa/storage/backup"
)

type restoreCommand struct {
	Dir string `arg:"" help:"help_backup_dir"`
}

// Run brings a backup into an empty installation.
func (c *restoreCommand) Run(ctx context.Context, a *app) (err error) {
	if err := a.check(); err != nil {
		return err
	}
	if _, err := backup.Read(c.Dir); err != nil {
		return err
	}
	s := &site{app: a}
	defer s.closing(&err)
	if s.lock, err = a.lockFolder(); err != nil {
		return err
	}
	s.later(s.lock.Unlock)
	if err := s.connect(ctx); err != nil {
		return err
	}
	begun := time.Now()
	m, err := backup.Restore(ctx, s.store, c.Dir)
	if err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("restored", len(m.Tables), rowsOf(m), m.Objects, m.Position, time.Since(begun).Seconds()))
	return nil
}
