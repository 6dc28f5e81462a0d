package review

import (
	"context"
	"errors"

	"hefa/review/procedure"
	"hefa/storage"
)

// Option is an act that a person's role allows at some time in a matter.
type Option struct {
	Act procedure.Act `json:"act"`
	// To is the state it leads to; the same state for acts that leave it.
	To procedure.State `json:"to"`
	// Now: it can be done. Else Why and Items say what stands in the way.
	Now   bool     `json:"now"`
	Why   Why      `json:"why,omitempty"`
	Items []string `json:"items,omitempty"`
	// From are the states in which it can be done.
	From []procedure.State `json:"from"`
	// NeedsReason: the person must say why.
	NeedsReason bool `json:"needsReason,omitempty"`
}

// AllowedActs lists what the viewer's roles allow in a matter, in the order in
// which it is offered, each with what stands in its way yet.
func (r *Review) AllowedActs(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Option, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	list := []Option{}
	if v.Person == "" {
		return list, nil
	}
	held, err := r.Store.Holdings(ctx, v.Person)
	if err != nil {
		return nil, err
	}
	invited, err := visits(ctx, r.Store.DB, &m, v.Person)
	if err != nil {
		return nil, err
	}
	held = append(invited, held...)
	for _, act := range procedure.Acts {
		o, ok, err := r.option(ctx, &m, v.Person, held, act)
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, o)
		}
	}
	return list, nil
}

func (r *Review) option(ctx context.Context, m *Matter, person storage.ID, held []storage.Holding, act procedure.Act) (Option, bool, error) {
	s, ok := m.seat(person, held, act)
	if !ok {
		return Option{}, false, nil
	}
	o := Option{Act: act, To: m.next(s.move), From: s.move.From, NeedsReason: s.move.Asks(procedure.NeedReason)}
	err := r.obstacle(ctx, r.Store.DB, m, person, act, s)
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		o.Why, o.Items = refused.Why, refused.Items
	case errors.Is(err, ErrOwnDraft):
		o.Why = WhyOwn
	case err != nil:
		return Option{}, false, err
	default:
		o.Now = true
	}
	return o, true, nil
}
