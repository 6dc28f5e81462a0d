package review

import (
	"context"
	"slices"
)

// Warning is a running matter whose due day is near or has passed.
type Warning struct {
	Matter Matter
	// Left are the working days left, one of those at which the procedure
	// warns; negative when the due day has passed.
	Left int
}

// Warnings lists the running matters that stand today at one of the numbers of
// working days at which their procedure warns, and those that are overdue, by
// due day. It asks for nobody: whoever tells of them asks who may read each.
func (r *Review) Warnings(ctx context.Context) ([]Warning, error) {
	list, err := r.matters(ctx, `WHERE m.ended_at IS NULL AND m.due IS NOT NULL AND m.stopped_on IS NULL
		AND m.state <> 'suspended' ORDER BY m.due, m.id`)
	if err != nil {
		return nil, err
	}
	warnings := []Warning{}
	for _, m := range list {
		if m.Clock.Overdue || slices.Contains(m.p.Clock.WarnAt, m.Clock.Left) {
			warnings = append(warnings, Warning{m, m.Clock.Left})
		}
	}
	return warnings, nil
}
