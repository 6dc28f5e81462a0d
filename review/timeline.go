package review

import (
	"context"
	"fmt"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// Move is one move of a matter, as its timeline shows it.
type Move struct {
	N      int             `json:"n"`
	Act    procedure.Act   `json:"act"`
	From   procedure.State `json:"from"`
	To     procedure.State `json:"to"`
	Person storage.ID      `json:"person"`
	Name   string          `json:"personName"`
	// ForName is the absent person whose deputy moved it.
	ForName string          `json:"forName,omitempty"`
	Role    storage.Role    `json:"role"`
	Body    storage.BodyRef `json:"body"`
	// Reason is "" where it is the reviewing body's own and the viewer does
	// not belong to it.
	Reason string    `json:"reason,omitempty"`
	Draft  int       `json:"draft,omitempty"`
	At     time.Time `json:"at"`
}

// Moves is a matter's timeline, oldest first, for those who may read its
// drafts.
func (r *Review) Moves(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Move, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT mm.n, mm.act, mm.from_state, mm.to_state, mm.person, p.name, person_name(mm.for_person), mm.role,
		body_ref(mm.body), CASE WHEN mm.internal AND NOT reviews($2, m) THEN '' ELSE mm.reason END, coalesce(mm.draft, 0), mm.at
		FROM matter_move mm JOIN matter m ON m.id = mm.matter JOIN person p ON p.id = mm.person
		WHERE mm.matter = $1 ORDER BY mm.n`, matter, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing moves of matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(m *Move) []any {
		return []any{&m.N, &m.Act, &m.From, &m.To, &m.Person, &m.Name, &m.ForName, &m.Role, storage.JSONInto(&m.Body), &m.Reason, &m.Draft, &m.At}
	})
}
