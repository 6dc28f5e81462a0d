package review

import (
	"context"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// WaitedFor lists the people for whom a matter waits, with the act, and the
// matter as it stands. It is asked by package notice, which tells them.
func (r *Review) WaitedFor(ctx context.Context, id storage.ID) (Matter, procedure.Act, []storage.ID, error) {
	list, err := r.matters(ctx, `WHERE m.id = $1`, id)
	if err != nil {
		return Matter{}, "", nil, err
	}
	if len(list) == 0 {
		return Matter{}, "", nil, fmt.Errorf("reading matter %s: %w", id, storage.ErrNotFound)
	}
	m := list[0]
	if !m.Running() {
		return m, "", nil, nil
	}
	held, err := r.sides(ctx, &m)
	if err != nil {
		return m, "", nil, err
	}
	var act procedure.Act
	var people []storage.ID
	for _, h := range held {
		waiting, s, ok := m.waits(h.person, h.held)
		if !ok {
			continue
		}
		own := false
		for _, who := range []storage.ID{h.person, s.absent} {
			own = own || s.move.Asks(procedure.NeedNotOwn) && m.drafted(who)
		}
		if !own {
			act, people = waiting, append(people, h.person)
		}
	}
	return m, act, people, nil
}

// seated is what one person holds in the bodies of a matter.
type seated struct {
	person storage.ID
	held   []storage.Holding
}

// sides are the people who hold a role in one of a matter's bodies today.
func (r *Review) sides(ctx context.Context, m *Matter) ([]seated, error) {
	type row struct {
		person storage.ID
		storage.Holding
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT h.person, h.role, h.body, h.for_person FROM current_role_of h
		JOIN person p ON p.id = h.person AND p.disabled_at IS NULL
		WHERE h.body = $2 OR h.body IN (SELECT body FROM document_body WHERE document = $1)
		ORDER BY h.person, h.for_person IS NOT NULL`, m.Document, m.Reviewing.ID)
	if err != nil {
		return nil, fmt.Errorf("listing the people of matter %s: %w", m.ID, err)
	}
	found, err := storage.Collect(rows, func(r *row) []any { return []any{&r.person, &r.Role, &r.Body, &r.For} })
	if err != nil {
		return nil, err
	}
	var list []seated
	for _, f := range found {
		if len(list) == 0 || list[len(list)-1].person != f.person {
			list = append(list, seated{person: f.person})
		}
		last := &list[len(list)-1]
		last.held = append(last.held, f.Holding)
	}
	return list, nil
}

// RunningClocks lists the matters under way whose clock runs or has run out,
// for the daily reminders.
func (r *Review) RunningClocks(ctx context.Context) ([]Matter, error) {
	return r.matters(ctx, `WHERE m.ended_at IS NULL AND m.due IS NOT NULL AND m.stopped_on IS NULL AND m.state <> 'suspended' ORDER BY m.id`)
}
