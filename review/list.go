package review

import (
	"context"
	"fmt"
	"slices"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// MatterFilter narrows a list of matters. Zero fields narrow nothing.
type MatterFilter struct {
	State procedure.State
	// Running or Ended matters only.
	Running, Ended bool
	Procedure      string
	// Body is an issuing, drafting or reviewing body.
	Body storage.ID
	// Mover has moved the matter, or opened it.
	Mover storage.ID
	// Overdue: the due day has passed while the clock runs.
	Overdue bool
	// Soon: the due day is near enough to be warned of, but has not passed.
	Soon bool
	// Emergency: one was declared.
	Emergency  bool
	Page, Size int
}

// Matters lists the matters whose drafts the viewer may read, and how many
// there are: running ones by due day, others newest first.
func (r *Review) Matters(ctx context.Context, v storage.Viewer, f MatterFilter) ([]Matter, int, error) {
	f.Page = max(f.Page, 1)
	if f.Size < 1 {
		f.Size = 20
	}
	const where = `WHERE ($2 = '' OR m.state = $2) AND (NOT $3 OR m.ended_at IS NULL) AND (NOT $4 OR m.ended_at IS NOT NULL)
		AND ($5 = '' OR m.procedure = $5)
		AND ($6::uuid IS NULL OR m.reviewing = $6 OR EXISTS (SELECT FROM document_body b WHERE b.document = m.document AND b.body = $6))
		AND ($7::uuid IS NULL OR m.opened_by = $7 OR EXISTS (SELECT FROM matter_move k WHERE k.matter = m.id AND k.person = $7))
		AND (NOT $8 OR m.ended_at IS NULL AND m.stopped_on IS NULL AND m.due < today() AND m.state <> 'suspended')
		AND ($9::date IS NULL OR m.ended_at IS NULL AND m.stopped_on IS NULL AND m.due BETWEEN today() AND $9 AND m.state <> 'suspended')
		AND (NOT $10 OR m.emergency <> '')
		AND EXISTS (SELECT FROM draft_reader dr WHERE dr.document = m.document AND dr.person = $1)`
	var soon storage.Day
	if f.Soon {
		var err error
		if soon, err = r.lastWarned(ctx); err != nil {
			return nil, 0, err
		}
	}
	args := []any{v.Person, f.State, f.Running, f.Ended, f.Procedure, f.Body, f.Mover, f.Overdue, soon, f.Emergency}
	var total int
	if err := r.Store.DB.QueryRowContext(ctx, `SELECT count(*) FROM matter m `+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("counting matters: %w", err)
	}
	list, err := r.matters(ctx, where+`
		ORDER BY CASE WHEN $3 AND m.stopped_on IS NULL THEN m.due END, m.id DESC LIMIT $11 OFFSET $12`, append(args, f.Size, (f.Page-1)*f.Size)...)
	return list, total, err
}

// lastWarned is the last due day of which any procedure warns today.
func (r *Review) lastWarned(ctx context.Context) (storage.Day, error) {
	today, err := r.Store.Today(ctx)
	if err != nil {
		return "", err
	}
	days, err := r.Calendar(ctx)
	if err != nil {
		return "", err
	}
	left := 0
	for _, p := range r.Procedures.Newest() {
		left = max(left, slices.Max(append([]int{0}, p.Clock.WarnAt...)))
	}
	last, err := days.Due(calendar.Day(today), left, nil)
	if err != nil {
		return "", fmt.Errorf("finding what is due soon: %w", err)
	}
	return storage.Day(last.Due), nil
}
