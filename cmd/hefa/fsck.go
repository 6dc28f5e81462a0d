package main

import (
	"context"
	"errors"

	"hefa/storage/backup"
)

type fsckCommand struct {
	Quick  bool   `help:"help_fsck_quick"`
	Remove bool   `help:"help_fsck_remove"`
	Format string `help:"help_parse_format" enum:"json,text" default:"text"`
}

// Run compares rows and objects.
func (c *fsckCommand) Run(ctx context.Context, a *app) (err error) {
	open := a.openOrBeside
	if c.Remove {
		// An upload of the same bytes must not find them just before they go.
		open = a.open
	}
	if err := a.check(); err != nil {
		return err
	}
	s, err := open(ctx)
	if c.Remove && errors.Is(err, errHeld) {
		return &spokenError{a.lang.say("fsck-needs-lock")}
	}
	if err != nil {
		return err
	}
	defer s.closing(&err)
	r, err := backup.Check(ctx, s.store, backup.CheckOptions{Hashes: !c.Quick, Remove: c.Remove})
	if err != nil {
		return err
	}
	if c.Format == "json" {
		err = a.printJSON(r)
	} else {
		c.tell(a, r)
	}
	if err == nil && !r.Sound() {
		err = &spokenError{a.lang.say("fsck-unsound")}
	}
	return err
}

func (c *fsckCommand) tell(a *app, r backup.Report) {
	for _, h := range r.Missing {
		say(a.stdout, "%s", a.lang.say("fsck-missing", h))
	}
	for _, h := range r.Corrupt {
		say(a.stdout, "%s", a.lang.say("fsck-corrupt", h))
	}
	say(a.stdout, "%s", a.lang.say("fsck", r.Rows, r.Objects, len(r.Missing), len(r.Corrupt),
		r.Unreferenced, float64(r.UnreferencedBytes)/(1<<20), r.Removed))
}
