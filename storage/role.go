package storage

import (
	"context"
	"fmt"
)

// Role is what a person does for a body.
type Role string

// The roles. Legal is the drafting body's own legal officer; Head signs for
// the reviewing body. Counsel and Expert are held in one matter only, by
// invitation.
const (
	Drafter   Role = "drafter"
	Legal     Role = "legal"
	Reviewer  Role = "reviewer"
	Head      Role = "head"
	Registrar Role = "registrar"
	Cleanup   Role = "cleanup"
	Auditor   Role = "auditor"
	Admin     Role = "admin"
	Counsel   Role = "counsel"
	Expert    Role = "expert"
)

// Roles lists every role that is held in a body, in the order in which people
// meet them.
var Roles = []Role{Drafter, Legal, Reviewer, Head, Registrar, Cleanup, Auditor, Admin}

// Holding is one row of who holds which role where, and when.
type Holding struct {
	ID       ID     `json:"id"`
	Role     Role   `json:"role"`
	Body     ID     `json:"body"`
	BodyName string `json:"bodyName"`
	FirstDay Day    `json:"firstDay"`
	LastDay  Day    `json:"lastDay,omitempty"`
	// For is the absent person whose deputy holds it, with the name; "" for a
	// role of one's own.
	For     ID     `json:"for,omitempty"`
	ForName string `json:"forName,omitempty"`
}

// Holdings are the roles a person holds today.
func (s *Store) Holdings(ctx context.Context, person ID) ([]Holding, error) {
	return holdings(ctx, s.DB, person, true)
}

// Holdings are the roles the act's person holds today, of the newest rows.
func (tx *Tx) Holdings() ([]Holding, error) { return holdings(tx.Ctx, tx, tx.Actor.Person, true) }

// AllHoldings are the roles a person has held, holds or will hold.
func (s *Store) AllHoldings(ctx context.Context, person ID) ([]Holding, error) {
	return holdings(ctx, s.DB, person, false)
}

func holdings(ctx context.Context, q Querier, person ID, current bool) ([]Holding, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT `+holdingColumns+`
		FROM person_role r JOIN body b ON b.id = r.body
		WHERE r.person = $1 AND (NOT $2 OR `+heldToday+`)
		ORDER BY r.for_person IS NOT NULL, r.first_day, r.id`, person, current)
	if err != nil {
		return nil, fmt.Errorf("listing roles of %s: %w", person, err)
	}
	return Collect(rows, holdingFields)
}

const holdingColumns = `r.id, r.role, r.body, b.name, r.first_day, r.last_day, r.for_person, person_name(r.for_person)`

// heldToday is the view current_role_of, of single rows.
const heldToday = `r.first_day <= today() AND (r.last_day IS NULL OR r.last_day >= today())
	AND (r.for_person IS NULL OR EXISTS (SELECT FROM current_role_of c
		WHERE c.person = r.for_person AND c.role = r.role AND c.body = r.body AND c.for_person IS NULL))`

func holdingFields(h *Holding) []any {
	return []any{&h.ID, &h.Role, &h.Body, &h.BodyName, &h.FirstDay, &h.LastDay, &h.For, &h.ForName}
}

// GiveRole records that a person holds a role in a body from a day ("" is
// today) to a last day ("" is open), which is an [Invalid], "days-order", where
// it lies before the first.
func (tx *Tx) GiveRole(person ID, role Role, body ID, first, last Day) (ID, error) {
	if last != "" && last < first {
		return "", &Invalid{Field: "last", Code: "days-order"}
	}
	id := NewID()
	_, err := tx.Exec(`INSERT INTO person_role (id, person, role, body, first_day, last_day)
		VALUES ($1, $2, $3, $4, coalesce($5::date, today()), $6)`, id, person, role, body, first, last)
	if err != nil {
		return "", known(err, "giving role %s", role)
	}
	return id, nil
}

// EndRole ends a holding; last is the last day on which it is held.
func (tx *Tx) EndRole(holding ID, last Day) error {
	return tx.ChangeOne("ending a role",
		`UPDATE person_role SET last_day = greatest($2::date, first_day) WHERE id = $1`, holding, last)
}
