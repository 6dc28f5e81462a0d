package redline

import "hefa/lawtext"

// tally counts changes and their characters, in one lane.
type tally struct {
	units                         map[Kind]int
	inserted, deleted, runs, both int // both: characters of both texts
}

// count takes up a change.
func (t *tally) count(c *Change) {
	if t.units == nil {
		t.units = map[Kind]int{}
	}
	t.units[c.Kind]++
	for _, s := range c.Segments {
		n := lawtext.CodePoints(s.Text)
		t.both += n
		switch s.Op {
		case Equal:
			t.both += n
			continue
		case Delete:
			t.deleted += n
		case Insert:
			t.inserted += n
		}
		t.runs++
	}
}

// add takes up what another lane counted.
func (t *tally) add(o *tally) {
	for kind, n := range o.units {
		t.units[kind] += n
	}
	t.inserted, t.deleted, t.runs, t.both = t.inserted+o.inserted, t.deleted+o.deleted, t.runs+o.runs, t.both+o.both
}

// stats are the figures of all that was counted.
func (t *tally) stats() Stats {
	s := Stats{Units: t.units, Inserted: t.inserted, Deleted: t.deleted, Runs: t.runs}
	if t.both > 0 {
		s.Share = float64(full*(s.Inserted+s.Deleted)/t.both) / full
	}
	return s
}
