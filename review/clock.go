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
	// Days are the working days allowed from then on, Extended those that the
	// head added; both are 0 where the matter brought its own due day.
	Days     int `json:"days,omitempty"`
	Extended int `json:"extended,omitempty"`
	// Due is the last day, "" where there is none.
	Due storage.Day `json:"due,omitempty"`
	// Provisional: the count touches a year whose holidays are not official
	// yet.
	Provisional bool `json:"provisional,omitempty"`
	// StoppedOn is the day on which the clock was stopped, "" while it runs;
	// StoppedBy the act that stopped it.
	StoppedOn storage.Day   `json:"stoppedOn,omitempty"`
	StoppedBy procedure.Act `json:"stoppedBy,omitempty"`
	// Left are the working days from today to the due day, negative when
	// it has passed.
	Left int `json:"left,omitempty"`
	// Overdue and Warn hold only while the clock runs.
	Overdue bool `json:"overdue,omitempty"`
	Warn    bool `json:"warn,omitempty"`
	today   storage.Day
	// calendar is the import by which today's calendar is known.
	calendar int
}

// Runs reports whether time is passing towards a due day.
func (c MatterClock) Runs() bool { return c.Due != "" && c.StoppedOn == "" }

// Awaits reports whether the clock stands because experts are asked.
func (c MatterClock) Awaits() bool { return c.StoppedBy == procedure.AwaitExperts }

// read computes what of the clock depends on procedure, calendar and today.
func (c *MatterClock) read(m *Matter, days *calendar.Calendar) {
	if c.From != "" && c.Days == 0 {
		c.Days = m.p.Clock.Maximum
	}
	if c.Due == "" {
		return
	}
	c.Left = days.WorkingDaysBetween(calendar.Day(c.today), calendar.Day(c.Due))
	if c.Runs() && m.Running() && m.State != procedure.Suspended {
		c.Overdue = c.today > c.Due
		for _, at := range m.p.Clock.WarnAt {
			c.Warn = c.Warn || !c.Overdue && c.Left <= at
		}
	}
}

// turnClock starts, stops or goes on with the clock as the matter moves on.
func (r *Review) turnClock(t *turn) error {
	tx, m, move := t.tx, &t.m, t.move
	if m.p.Clock.Maximum == 0 {
		return nil
	}
	runs := m.p.Runs(t.to) && !move.Stops
	// Whoever comes back from a suspension still waits for the experts.
	if move.Act == procedure.Resume && m.Clock.Awaits() {
		runs = false
	}
	switch {
	case runs && (move.Restarts || m.Clock.From == ""):
		if _, err := tx.Exec(`DELETE FROM matter_stop WHERE matter = $1`, m.ID); err != nil {
			return fmt.Errorf("starting the clock: %w", err)
		}
		m.Clock.From, m.Clock.Days, m.Clock.Extended = m.Clock.today, t.days, 0
		return r.setDue(tx, m)
	case runs && m.Clock.StoppedOn != "":
		return r.goOn(tx, m)
	case m.Clock.Awaits() && t.to != m.State && t.to != procedure.Suspended && move.Act != procedure.Resume:
		// It stands for another reason now; nobody waits for the experts.
		if _, err := tx.Exec(`UPDATE matter SET stopped_act = $2 WHERE id = $1`, m.ID, move.Act); err != nil {
			return fmt.Errorf("stopping the clock: %w", err)
		}
	case !runs && m.Clock.Runs():
		_, err := tx.Exec(`UPDATE matter SET stopped_on = today(), stopped_act = $2 WHERE id = $1`, m.ID, move.Act)
		if err != nil {
			return fmt.Errorf("stopping the clock: %w", err)
		}
	}
	return nil
}

// goOn starts a stopped clock again. The days it stood are those after the day
// of the stop, up to and including today.
func (r *Review) goOn(tx *storage.Tx, m *Matter) error {
	_, err := tx.Exec(`INSERT INTO matter_stop (matter, first_day, last_day, act)
		SELECT id, stopped_on + 1, today(), stopped_act FROM matter WHERE id = $1 AND stopped_on < today()
		ON CONFLICT (matter, first_day) DO UPDATE SET last_day = greatest(matter_stop.last_day, excluded.last_day)`, m.ID)
	if err != nil {
		return fmt.Errorf("going on with the clock: %w", err)
	}
	return r.setDue(tx, m)
}

// setDue counts the due day of a clock that runs. It waits for an import of the
// calendar, so that none is counted by the days of yesterday.
func (r *Review) setDue(tx *storage.Tx, m *Matter) error {
	var n int
	if err := tx.QueryRow(`SELECT n FROM calendar_state FOR SHARE`).Scan(&n); err != nil {
		return fmt.Errorf("reading the calendar: %w", err)
	}
	days, err := r.days(tx.Ctx, tx, n)
	if err != nil {
		return err
	}
	due, err := countDue(tx.Ctx, tx, m, days)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE matter SET clock_from = $2, days = nullif($3, 0), due = $4, provisional = $5,
		stopped_on = NULL, stopped_act = NULL WHERE id = $1`,
		m.ID, m.Clock.From, m.Clock.Days, storage.Day(due.Due), due.Provisional)
	if err != nil {
		return fmt.Errorf("setting the clock: %w", err)
	}
	return nil
}

// allowed are the working days a matter's count has, extensions included.
func (m *Matter) allowed() int {
	days := m.Clock.Days
	if days == 0 {
		days = m.p.Clock.Maximum
	}
	return days + m.Clock.Extended
}

// countDue counts a matter's due day by a calendar.
func countDue(ctx context.Context, q storage.Querier, m *Matter, days *calendar.Calendar) (calendar.Reckoning, error) {
	stops, err := readStops(ctx, q, m.ID)
	if err != nil {
		return calendar.Reckoning{}, err
	}
	due, err := days.Due(calendar.Day(m.Clock.From), m.allowed(), stops)
	if err != nil {
		return calendar.Reckoning{}, fmt.Errorf("counting the due day of matter %s: %w", m.ID, err)
	}
	return due, nil
}

func readStops(ctx context.Context, q storage.Querier, matter storage.ID) ([]calendar.Stop, error) {
	rows, err := q.QueryContext(ctx, `SELECT to_char(first_day, 'YYYY-MM-DD'), to_char(last_day, 'YYYY-MM-DD'), act
		FROM matter_stop WHERE matter = $1 ORDER BY first_day`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing stops of the clock: %w", err)
	}
	return storage.Collect(rows, func(s *calendar.Stop) []any { return []any{&s.First, &s.Last, &s.Why} })
}
