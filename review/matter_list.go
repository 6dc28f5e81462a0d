package review

import (
	"context"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// MatterFilter narrows a list of matters. Zero fields narrow nothing.
type MatterFilter struct {
	State procedure.State
	// Ended asks for those that are over, newest first, instead of those
	// running, by due day.
	Ended      bool
	Page, Size int
}

// Matters lists the matters whose drafts the viewer may read, and how many
// there are.
func (r *Review) Matters(ctx context.Context, v storage.Viewer, f MatterFilter) ([]Matter, int, error) {
	if f.Page < 1 {
		f.Page = 1
	}
	if f.Size < 1 {
		f.Size = 20
	}
	const where = `WHERE (m.ended_at IS NOT NULL) = $2 AND ($3 = '' OR m.state = $3) AND EXISTS (
		SELECT FROM draft_reader dr WHERE dr.document = m.document AND dr.person = $1)`
	var total int
	err := r.Store.DB.QueryRowContext(ctx, `SELECT count(*) FROM matter m `+where, v.Person, f.Ended, f.State).Scan(&total)
	if err != nil {
		return nil, 0, fmt.Errorf("counting matters: %w", err)
	}
	list, err := r.matters(ctx, where+`
		ORDER BY CASE WHEN NOT $2 AND m.stopped_on IS NULL THEN m.due END, m.id DESC LIMIT $4 OFFSET $5`,
		v.Person, f.Ended, f.State, f.Size, (f.Page-1)*f.Size)
	return list, total, err
}
