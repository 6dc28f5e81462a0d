package review

import (
	"context"
	"fmt"
	"sync"

	"hefa/review/calendar"
	"hefa/storage"
)

// knownDays is the calendar as this server last read it: the official one, with
// the years that administrators imported in their place. Another server may
// import too, so each matter is read with the number of the newest import.
type knownDays struct {
	official *calendar.Calendar
	mu       sync.Mutex
	n        int
	now      *calendar.Calendar
}

// days is the calendar of an import; where another is known it is read anew.
func (r *Review) days(ctx context.Context, q storage.Querier, n int) (*calendar.Calendar, error) {
	k := r.calendar
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.n == n {
		return k.now, nil
	}
	now, n, err := readDays(ctx, q, k.official)
	if err == nil {
		k.now, k.n = now, n
	}
	return now, err
}

// Calendar is the calendar in force.
func (r *Review) Calendar(ctx context.Context) (*calendar.Calendar, error) {
	return r.calendarNow(ctx, r.Store.DB)
}

func (r *Review) calendarNow(ctx context.Context, q storage.Querier) (*calendar.Calendar, error) {
	var n int
	if err := q.QueryRowContext(ctx, `SELECT n FROM calendar_state`).Scan(&n); err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	return r.days(ctx, q, n)
}

func readDays(ctx context.Context, q storage.Querier, official *calendar.Calendar) (*calendar.Calendar, int, error) {
	type row struct {
		n   int
		day storage.Day
		calendar.Special
	}
	rows, err := q.QueryContext(ctx, `SELECT s.n, d.day, coalesce(d.off, false), coalesce(d.holiday, ''), coalesce(d.notice, '')
		FROM calendar_state s LEFT JOIN calendar_day d ON true`)
	if err != nil {
		return nil, 0, fmt.Errorf("reading the calendar: %w", err)
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.n, &r.day, &r.Off, &r.Holiday, &r.Notice} })
	if err != nil {
		return nil, 0, err
	}
	imported, n := calendar.New(), 0
	for _, one := range list {
		n = one.n
		if one.day != "" {
			imported.Set(calendar.Day(one.day), one.Special)
		}
	}
	return official.With(imported), n, nil
}
