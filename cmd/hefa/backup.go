package main

import (
	"context"
	"errors"
	"time"

	"hefa/storage/backup"
)

type backupCommand struct {
	Dir string `arg:"" help:"help_backup_dir"`
}

// Run copies the installation into a folder, beside a running server or alone.
func (c *backupCommand) Run(ctx context.Context, a *app) (err error) {
	s, err := a.openOrBeside(ctx)
	if err != nil {
		return err
	}
	defer s.closing(&err)
	begun := time.Now()
	settings := map[string]string{}
	for _, setting := range a.list() {
		settings[setting[0]] = setting[1]
	}
	m, err := backup.Write(ctx, s.store, c.Dir, versionName(), settings)
	if err != nil {
		return err
	}
	say(a.stderr, "%s", a.lang.say("backed-up", len(m.Tables), rowsOf(m), m.Objects,
		float64(m.Bytes)/(1<<20), time.Since(begun).Seconds()))
	if len(m.Lost) > 0 {
		return &spokenError{a.lang.say("backup-lost", len(m.Lost))}
	}
	return nil
}

func rowsOf(m backup.Manifest) int {
	n := 0
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// openOrBeside opens the site with the folder's lock, or beside whoever holds
// it; for what may be done while people work.
func (a *app) openOrBeside(ctx context.Context) (*site, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	s, err := a.open(ctx)
	if errors.Is(err, errHeld) {
		return a.beside(ctx)
	}
	return s, err
}
