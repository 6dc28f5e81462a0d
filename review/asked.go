package review

import (
	"context"
	"fmt"
	"time"

	"hefa/review/calendar"
	"hefa/storage"
)

// asked are the open rounds in which a body that the person speaks for has not
// answered, and the invitations on which the person has said nothing yet.
func (r *Review) asked(ctx context.Context, v storage.Viewer) ([]Item, error) {
	type waits struct {
		matter, round storage.ID
		what          WaitingFor
		at            time.Time
		due, today    storage.Day
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT DISTINCT c.matter, c.id, 'consulted', c.at, c.due, today()
		FROM consultation c JOIN consulted_body b ON b.consultation = c.id AND b.signed_at IS NULL
		JOIN speaks_for s ON s.body = b.body AND s.person = $1 JOIN matter m ON m.id = c.matter AND m.ended_at IS NULL
		WHERE c.closed_at IS NULL
		UNION ALL
		SELECT g.matter, NULL, 'advise', g.at, g.until, today() FROM matter_guest g JOIN matter m ON m.id = g.matter AND m.ended_at IS NULL
		WHERE g.person = $1 AND g.revoked_at IS NULL AND g.until >= today()
		AND NOT EXISTS (SELECT FROM comment c WHERE c.matter = g.matter AND c.author = $1 AND c.audience <> 'draft')`, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing what is asked of a person: %w", err)
	}
	found, err := storage.Collect(rows, func(w *waits) []any { return []any{&w.matter, &w.round, &w.what, &w.at, &w.due, &w.today} })
	if err != nil {
		return nil, err
	}
	items := []Item{}
	if len(found) == 0 {
		return items, nil
	}
	days, err := r.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range found {
		m, err := r.Matter(ctx, v, w.matter)
		if err != nil {
			return nil, err
		}
		left := days.WorkingDaysBetween(calendar.Day(w.today), calendar.Day(w.due))
		items = append(items, Item{Matter: m, For: w.what, Since: w.at, Round: w.round, Due: w.due, Left: left})
	}
	return items, nil
}
