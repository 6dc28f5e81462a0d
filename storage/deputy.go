package storage

import (
	"context"
	"fmt"
	"slices"
)

// Acts of absence.
const (
	ActDeputyNamed Act = "deputy-named"
	ActDeputyEnded Act = "deputy-ended"
)

// deputised are the roles a deputy can stand in for. Administration and audit
// are nobody's to lend.
var deputised = []Role{Drafter, Legal, Reviewer, Head, Registrar, Cleanup}

// Deputy stands in for an absent person, from the first day to the last.
type Deputy struct {
	Person   ID     `json:"person"`
	Name     string `json:"name"`
	For      ID     `json:"for"`
	ForName  string `json:"forName"`
	FirstDay Day    `json:"firstDay"`
	LastDay  Day    `json:"lastDay"`
	Roles    []Role `json:"roles"`
}

// NameDeputy lets another hold, for some days, every role that a person holds
// today: the person's own word or an administrator's. Whoever names their own
// deputy names somebody of the same body; a deputy lends nothing on.
func (s *Store) NameDeputy(ctx context.Context, a *Actor, d Deputy) error {
	return s.Do(ctx, a, func(tx *Tx) error {
		own, err := tx.ownOrManaged(d.For)
		if err != nil {
			return err
		}
		switch {
		case d.Person == "":
			return &Invalid{Field: "deputy", Code: "required"}
		case d.Person == d.For:
			return &Invalid{Field: "deputy", Code: "own-deputy"}
		case d.LastDay == "":
			return &Invalid{Field: "last", Code: "required"}
		case d.FirstDay != "" && d.LastDay < d.FirstDay:
			return &Invalid{Field: "last", Code: "days-order"}
		}
		var over bool
		if err := tx.QueryRow(`SELECT $1::date < today()`, d.LastDay).Scan(&over); err != nil {
			return fmt.Errorf("naming a deputy: %w", err)
		}
		if over {
			return &Invalid{Field: "last", Code: "past"}
		}
		n, err := tx.lend(d, own)
		if err != nil {
			return err
		}
		if n == 0 {
			return &Invalid{Field: "deputy", Code: "nothing-to-lend"}
		}
		tx.Log(Event{Act: ActDeputyNamed, Subject: d.Person, Detail: map[string]string{"for": string(d.For), "last": string(d.LastDay)}})
		return nil
	})
}

// lend writes the deputy's rows and answers how many. near holds the deputy to
// the bodies in which they have a role of their own.
func (tx *Tx) lend(d Deputy, near bool) (n int, err error) {
	held, err := holdings(tx.Ctx, tx, d.For, true)
	if err != nil {
		return 0, err
	}
	theirs, err := holdings(tx.Ctx, tx, d.Person, true)
	if err != nil {
		return 0, err
	}
	for _, h := range held {
		if h.For != "" || !slices.Contains(deputised, h.Role) ||
			near && !slices.ContainsFunc(theirs, func(t Holding) bool { return t.For == "" && t.Body == h.Body }) {
			continue
		}
		_, err := tx.Exec(`INSERT INTO person_role (id, person, role, body, first_day, last_day, for_person)
			VALUES ($1, $2, $3, $4, coalesce($5::date, today()), $6, $7)`, NewID(), d.Person, h.Role, h.Body, d.FirstDay, d.LastDay, d.For)
		if err != nil {
			return 0, known(err, "naming a deputy")
		}
		n++
	}
	return n, nil
}

// EndDeputy takes back, at once, what a deputy holds for a person; days that
// have passed stay on record.
func (s *Store) EndDeputy(ctx context.Context, a *Actor, person, deputy ID) error {
	return s.Do(ctx, a, func(tx *Tx) error {
		if _, err := tx.ownOrManaged(person); err != nil {
			return err
		}
		const whose = ` WHERE for_person = $1 AND person = $2 AND last_day >= today()`
		gone, err := tx.Exec(`DELETE FROM person_role`+whose+` AND first_day >= today()`, person, deputy)
		if err != nil {
			return fmt.Errorf("ending a deputy: %w", err)
		}
		ended, err := tx.Exec(`UPDATE person_role SET last_day = today() - 1`+whose, person, deputy)
		if err != nil {
			return fmt.Errorf("ending a deputy: %w", err)
		}
		n, _ := gone.RowsAffected()
		m, _ := ended.RowsAffected()
		if n+m == 0 {
			return &Invalid{Field: "deputy", Code: "choice"}
		}
		tx.Log(Event{Act: ActDeputyEnded, Subject: deputy, Detail: map[string]string{"for": string(person)}})
		return nil
	})
}

// ownOrManaged reports whether the act is about oneself; else it must be an
// administrator's or the operator's.
func (tx *Tx) ownOrManaged(person ID) (own bool, err error) {
	if tx.Actor.Person == person && person != "" {
		return true, nil
	}
	if tx.Actor.Role == RoleOperator && tx.Actor.Person == "" {
		return false, nil
	}
	held, ok, err := tx.Holds("", Admin)
	if err == nil && !ok {
		err = fmt.Errorf("acting for another: %w", ErrForbidden)
	}
	tx.Actor.Role = held.Role
	return false, err
}

// Deputies lists who stands in for whom, today and on days to come: of one
// person, either way, or with "" of all.
func (s *Store) Deputies(ctx context.Context, person ID) ([]Deputy, error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT r.person, person_name(r.person), r.for_person, person_name(r.for_person), r.first_day, r.last_day,
		json_agg(DISTINCT r.role)
		FROM person_role r WHERE r.for_person IS NOT NULL AND r.last_day >= today() AND ($1::uuid IS NULL OR $1 IN (r.person, r.for_person))
		GROUP BY r.person, r.for_person, r.first_day, r.last_day ORDER BY r.first_day, r.person`, person)
	if err != nil {
		return nil, fmt.Errorf("listing deputies: %w", err)
	}
	return Collect(rows, func(d *Deputy) []any {
		return []any{&d.Person, &d.Name, &d.For, &d.ForName, &d.FirstDay, &d.LastDay, jsonInto(&d.Roles)}
	})
}
