package storage

import (
	"context"
	"fmt"
)

// HoldingsOfAll are the roles everybody holds today, by person, for lists of
// people.
func (s *Store) HoldingsOfAll(ctx context.Context) (map[ID][]Holding, error) {
	rows, err := s.DB.QueryContext(ctx, `
		SELECT r.person, `+holdingColumns+`
		FROM person_role r JOIN body b ON b.id = r.body
		WHERE `+heldToday+` ORDER BY r.for_person IS NOT NULL, r.first_day, r.id`)
	if err != nil {
		return nil, fmt.Errorf("listing everybody's roles: %w", err)
	}
	type held struct {
		person ID
		Holding
	}
	list, err := Collect(rows, func(h *held) []any {
		return append([]any{&h.person}, holdingFields(&h.Holding)...)
	})
	if err != nil {
		return nil, err
	}
	all := map[ID][]Holding{}
	for _, h := range list {
		all[h.person] = append(all[h.person], h.Holding)
	}
	return all, nil
}
