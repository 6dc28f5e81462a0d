package review

import (
	"context"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// Emergency declares a matter an emergency, with the reason, which is shown
// wherever the matter is. What it spares the matter, its procedure says.
func (r *Review) Emergency(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Emergency, in, setEmergency)
}

// EndEmergency takes the declaration back, with the reason.
func (r *Review) EndEmergency(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.EndEmergency, in, setEmergency)
}

func setEmergency(t *turn) error {
	why := t.reason
	if t.move.Act == procedure.EndEmergency {
		why = ""
	}
	if _, err := t.tx.Exec(`UPDATE matter SET emergency = $2 WHERE id = $1`, t.m.ID, why); err != nil {
		return fmt.Errorf("declaring matter %s: %w", t.m.ID, err)
	}
	return nil
}
