package review

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"hefa/review/calendar"
	"hefa/storage"
)

// ActCalendarImported is logged when an administrator imports a calendar.
const ActCalendarImported storage.Act = "calendar-imported"

// ImportCalendarInput is a calendar as CSV, in the form of [calendar.Read].
type ImportCalendarInput struct {
	Source string
	// Seen is the number that the preview gave the import; 0 is whichever
	// comes next.
	Seen int
}

// Recounted is what an import of a calendar came to.
type Recounted struct {
	// N is the import's number.
	N int `json:"n"`
	// Changes are the days that differ from before.
	Changes []calendar.Change `json:"changes"`
	// Matters are the running matters whose due day has moved.
	Matters []MovedDue `json:"matters"`
}

// MovedDue is a due day that a new calendar moved.
type MovedDue struct {
	Matter storage.ID  `json:"matter"`
	From   storage.Day `json:"from"`
	To     storage.Day `json:"to"`
}

// PreviewCalendar answers what importing would change, without doing it. A
// calendar that cannot be read is a [calendar.Mistake].
func (r *Review) PreviewCalendar(ctx context.Context, source string) (Recounted, error) {
	newer, err := calendar.Read(strings.NewReader(source))
	if err != nil {
		return Recounted{}, err
	}
	now, err := r.Calendar(ctx)
	if err != nil {
		return Recounted{}, err
	}
	running, err := r.matters(ctx, `WHERE m.ended_at IS NULL AND m.clock_from IS NOT NULL ORDER BY m.id`)
	if err != nil {
		return Recounted{}, err
	}
	out := Recounted{Changes: now.Changes(newer), Matters: []MovedDue{}}
	err = r.Store.DB.QueryRowContext(ctx, `SELECT n + 1 FROM calendar_state`).Scan(&out.N)
	if err != nil {
		return Recounted{}, fmt.Errorf("reading the calendar: %w", err)
	}
	merged := now.With(newer)
	for i := range running {
		due, err := countDue(ctx, r.Store.DB, &running[i], merged)
		if err != nil {
			return Recounted{}, err
		}
		if to := storage.Day(due.Due); to != running[i].Clock.Due {
			out.Matters = append(out.Matters, MovedDue{running[i].ID, running[i].Clock.Due, to})
		}
	}
	return out, nil
}

// ImportCalendar takes the years of a calendar in the place of those known so
// far, and counts the due days of all running matters anew, in one act. It is
// for administrators. Where another import came between it is a
// [storage.Stale].
func (r *Review) ImportCalendar(ctx context.Context, a *storage.Actor, in ImportCalendarInput) (Recounted, error) {
	newer, err := calendar.Read(strings.NewReader(in.Source))
	if err != nil {
		return Recounted{}, err
	}
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (Recounted, error) {
		if err := administers(tx); err != nil {
			return Recounted{}, err
		}
		// Matters first, as every act locks them; then no due day is counted by
		// the old calendar any more.
		if _, err := tx.Exec(`SELECT FROM matter WHERE ended_at IS NULL ORDER BY id FOR UPDATE`); err != nil {
			return Recounted{}, fmt.Errorf("holding the running matters: %w", err)
		}
		now, n, err := r.takeCalendar(tx, in.Seen)
		if err != nil {
			return Recounted{}, err
		}
		out := Recounted{N: n, Changes: now.Changes(newer)}
		if out.Matters, err = r.recount(tx, now.With(newer)); err != nil {
			return Recounted{}, err
		}
		if err := writeDays(tx, n, in.Source, newer); err != nil {
			return Recounted{}, err
		}
		tx.Log(storage.Event{Act: ActCalendarImported, Detail: map[string]string{"n": strconv.Itoa(n),
			"days": strconv.Itoa(len(out.Changes)), "matters": strconv.Itoa(len(out.Matters))}})
		return out, nil
	})
}

// takeCalendar holds the calendar for this act and answers it with the number
// of the import to come.
func (r *Review) takeCalendar(tx *storage.Tx, seen int) (*calendar.Calendar, int, error) {
	var n int
	if err := tx.QueryRow(`SELECT n FROM calendar_state FOR UPDATE`).Scan(&n); err != nil {
		return nil, 0, fmt.Errorf("holding the calendar: %w", err)
	}
	if seen != 0 && seen != n+1 {
		return nil, 0, &storage.Stale{Seen: seen - 1, Is: n}
	}
	now, err := r.days(tx.Ctx, tx, n)
	return now, n + 1, err
}

// recount counts the running matters' due days by another calendar.
func (r *Review) recount(tx *storage.Tx, days *calendar.Calendar) ([]MovedDue, error) {
	rows, err := tx.QueryContext(tx.Ctx, matterQuery+`WHERE m.ended_at IS NULL AND m.clock_from IS NOT NULL ORDER BY m.id`)
	if err != nil {
		return nil, fmt.Errorf("listing running matters: %w", err)
	}
	running, err := storage.Collect(rows, matterFields)
	if err != nil {
		return nil, err
	}
	moved := []MovedDue{}
	for i := range running {
		m := &running[i]
		if err := r.complete(tx.Ctx, tx, m); err != nil {
			return nil, err
		}
		due, err := countDue(tx.Ctx, tx, m, days)
		if err != nil {
			return nil, err
		}
		if storage.Day(due.Due) == m.Clock.Due && due.Provisional == m.Clock.Provisional {
			continue
		}
		_, err = tx.Exec(`UPDATE matter SET due = $2, provisional = $3 WHERE id = $1`, m.ID, storage.Day(due.Due), due.Provisional)
		if err != nil {
			return nil, fmt.Errorf("counting the due day of matter %s anew: %w", m.ID, err)
		}
		if storage.Day(due.Due) != m.Clock.Due {
			moved = append(moved, MovedDue{m.ID, m.Clock.Due, storage.Day(due.Due)})
		}
	}
	return moved, nil
}

func writeDays(tx *storage.Tx, n int, source string, newer *calendar.Calendar) error {
	_, err := tx.Exec(`INSERT INTO calendar_import (n, source, by) VALUES ($1, $2, $3)`, n, source, tx.Actor.Person)
	if err != nil {
		return fmt.Errorf("keeping the calendar: %w", err)
	}
	for _, year := range newer.Years() {
		if _, err := tx.Exec(`DELETE FROM calendar_day WHERE extract(year FROM day) = $1`, year); err != nil {
			return fmt.Errorf("taking %d out of the calendar: %w", year, err)
		}
	}
	for _, d := range newer.Days(0) {
		_, err := tx.Exec(`INSERT INTO calendar_day (day, off, holiday, notice) VALUES ($1, $2, $3, $4)`,
			storage.Day(d.Day), d.Off, d.Holiday, d.Notice)
		if err != nil {
			return fmt.Errorf("keeping %s: %w", d.Day, err)
		}
	}
	if _, err := tx.Exec(`UPDATE calendar_state SET n = $1`, n); err != nil {
		return fmt.Errorf("counting the import: %w", err)
	}
	return nil
}

// administers fixes the role of administrator, or answers that the person may
// not; the operator of the socket may.
func administers(tx *storage.Tx) error {
	a := tx.Actor
	if a.Role == storage.RoleOperator && a.Person == "" {
		return nil
	}
	held, ok, err := tx.Holds("", storage.Admin)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("changing procedures or the calendar: %w", storage.ErrForbidden)
	}
	a.Role = held.Role
	return nil
}
