package review

import (
	"context"
	"fmt"

	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

// Reckoning is how a matter's due day was counted.
type Reckoning struct {
	calendar.Reckoning
	// Event is the act on whose day the count began: an acceptance, or a draft
	// handed in again.
	Event procedure.Act `json:"event"`
	// Base and Extended are the working days allowed at first and added.
	Base     int `json:"base"`
	Extended int `json:"extended,omitempty"`
	// Extensions are those of the running round, oldest first.
	Extensions []Extension `json:"extensions,omitempty"`
	// Spans tell what differs from a count of weekdays, Stops when and why the
	// clock stood.
	Spans []calendar.Span `json:"spans"`
	Stops []calendar.Stop `json:"stops"`
	// StoppedOn is the day on which the clock was stopped where it still is:
	// the due day then moves with each day that passes.
	StoppedOn storage.Day `json:"stoppedOn,omitempty"`
}

// Reckoning shows how a matter's due day was counted, day by day. Without a
// running count it is [storage.ErrNotFound].
func (r *Review) Reckoning(ctx context.Context, v storage.Viewer, id storage.ID) (Reckoning, error) {
	m, err := r.Matter(ctx, v, id)
	if err != nil {
		return Reckoning{}, err
	}
	if m.Clock.From == "" {
		return Reckoning{}, fmt.Errorf("matter %s has no clock: %w", id, storage.ErrNotFound)
	}
	days, err := r.days(ctx, r.Store.DB, m.Clock.calendar)
	if err != nil {
		return Reckoning{}, err
	}
	due, err := countDue(ctx, r.Store.DB, &m, days)
	if err != nil {
		return Reckoning{}, err
	}
	out := Reckoning{Reckoning: due, Event: procedure.Accept, Base: m.Clock.Days, Extended: m.Clock.Extended,
		Spans: due.Spans(), StoppedOn: m.Clock.StoppedOn}
	if m.Round > 1 {
		out.Event = procedure.Resubmit
	}
	if out.Stops, err = readStops(ctx, r.Store.DB, id); err != nil {
		return Reckoning{}, err
	}
	out.Extensions, err = extensions(ctx, r.Store.DB, &m)
	return out, err
}
