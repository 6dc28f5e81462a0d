package review

import (
	"context"
	"fmt"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// MatterClock is a matter's time limit. Days are in the store's zone.
type MatterClock struct {
	// AcceptedOn is the day of the first acceptance.
	AcceptedOn storage.Day `json:"acceptedOn,omitempty"`
	// From is the day from which the running count began; it is itself not
	// counted (《民法典》第二百零一条).
	From storage.Day `json:"from,omitempty"`
	// Due is the last day, "" where there is none.
	Due storage.Day `json:"due,omitempty"`
	// Provisional: the count touches a year whose holidays are not official
	// yet.
	Provisional bool `json:"provisional,omitempty"`
	// StoppedOn is the day on which the clock was stopped, "" while it runs.
	StoppedOn storage.Day `json:"stoppedOn,omitempty"`
	// Left are the working days from today to the due day, negative when
	// it has passed.
	Left int `json:"left,omitempty"`
	// Overdue and Warn hold only while the clock runs.
	Overdue bool `json:"overdue,omitempty"`
	Warn    bool `json:"warn,omitempty"`
	today   storage.Day
}

// Runs reports whether time is passing towards a due day.
func (c MatterClock) Runs() bool { return c.Due != "" && c.StoppedOn == "" }

// read computes what of the clock depends on today.
func (r *Review) read(m *Matter) {
	c := &m.Clock
	if c.Due == "" {
		return
	}
	c.Left = r.Calendar.WorkingDaysBetween(calendar.Day(c.today), calendar.Day(c.Due))
	if c.Runs() && m.Running() && m.State != procedure.Suspended {
		c.Overdue = c.today > c.Due
		for _, at := range m.p.Clock.WarnAt {
			c.Warn = c.Warn || !c.Overdue && c.Left <= at
		}
	}
}

// turnClock starts, stops or goes on with the clock as the matter moves on.
func (r *Review) turnClock(tx *storage.Tx, m *Matter, move procedure.Move, to procedure.State) error {
	if m.p.Clock.Maximum == 0 {
		return nil
	}
	runs := m.p.Runs(to)
	switch {
	case runs && (move.Restarts || m.Clock.From == ""):
		if _, err := tx.Exec(`DELETE FROM matter_stop WHERE matter = $1`, m.ID); err != nil {
			return fmt.Errorf("starting the clock: %w", err)
		}
		return r.setDue(tx, m, m.Clock.today, nil)
	case runs && m.Clock.StoppedOn != "":
		return r.goOn(tx, m)
	case !runs && m.Clock.Runs():
		_, err := tx.Exec(`UPDATE matter SET stopped_on = today() WHERE id = $1`, m.ID)
		if err != nil {
			return fmt.Errorf("stopping the clock: %w", err)
		}
	}
	return nil
}

// goOn starts a stopped clock again. The days it stood are those after the day
// of the stop, up to and including today.
func (r *Review) goOn(tx *storage.Tx, m *Matter) error {
	_, err := tx.Exec(`INSERT INTO matter_stop (matter, first_day, last_day)
		SELECT id, stopped_on + 1, today() FROM matter WHERE id = $1 AND stopped_on < today()
		ON CONFLICT (matter, first_day) DO UPDATE SET last_day = greatest(matter_stop.last_day, excluded.last_day)`, m.ID)
	if err != nil {
		return fmt.Errorf("going on with the clock: %w", err)
	}
	stops, err := readStops(tx.Ctx, tx, m.ID)
	if err != nil {
		return err
	}
	return r.setDue(tx, m, m.Clock.From, stops)
}

func (r *Review) setDue(tx *storage.Tx, m *Matter, from storage.Day, stops []calendar.Stop) error {
	due, err := r.Calendar.Due(calendar.Day(from), m.p.Clock.Maximum, stops)
	if err != nil {
		return fmt.Errorf("computing the due day: %w", err)
	}
	_, err = tx.Exec(`UPDATE matter SET clock_from = $2, due = $3, provisional = $4, stopped_on = NULL WHERE id = $1`,
		m.ID, from, storage.Day(due.Due), due.Provisional)
	if err != nil {
		return fmt.Errorf("setting the clock: %w", err)
	}
	return nil
}

func readStops(ctx context.Context, q storage.Querier, matter storage.ID) ([]calendar.Stop, error) {
	rows, err := q.QueryContext(ctx, `SELECT to_char(first_day, 'YYYY-MM-DD'), to_char(last_day, 'YYYY-MM-DD')
		FROM matter_stop WHERE matter = $1 ORDER BY first_day`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing stops of the clock: %w", err)
	}
	return storage.Collect(rows, func(s *calendar.Stop) []any { return []any{&s.First, &s.Last} })
}

// Reckoning shows how a matter's due day was counted, day by day. Without a
// running count it is [storage.ErrNotFound].
func (r *Review) Reckoning(ctx context.Context, v storage.Viewer, id storage.ID) (calendar.Reckoning, error) {
	m, err := r.Matter(ctx, v, id)
	if err != nil {
		return calendar.Reckoning{}, err
	}
	if m.Clock.From == "" {
		return calendar.Reckoning{}, fmt.Errorf("matter %s has no clock: %w", id, storage.ErrNotFound)
	}
	stops, err := readStops(ctx, r.Store.DB, id)
	if err != nil {
		return calendar.Reckoning{}, err
	}
	return r.Calendar.Due(calendar.Day(m.Clock.From), m.p.Clock.Maximum, stops)
}
