package storage

import (
	"context"
	"fmt"
)

// RoleOperator is the role of whoever works on the server itself: the commands,
// over the socket. Nobody holds it.
const RoleOperator Role = "operator"

// Operator is the actor of a command.
func Operator(requestID string) *Actor { return &Actor{Role: RoleOperator, RequestID: requestID} }

// Acts of managing bodies and people.
const (
	ActBodyAdded   Act = "body-added"
	ActBodyChanged Act = "body-changed"
	ActPersonAdded Act = "person-added"
	ActPasswordSet Act = "password-set"
	ActRoleGiven   Act = "role-given"
	ActRoleEnded   Act = "role-ended"
	ActDisabled    Act = "person-disabled"
	ActEnabled     Act = "person-enabled"
)

// ManageBody adds a body where b.ID is "", else changes it. It is for
// administrators and the operator.
func (s *Store) ManageBody(ctx context.Context, a *Actor, b *Body) error {
	return manage(ctx, s, a, b, func(tx *Tx) (Event, error) {
		if b.ID != "" {
			return Event{Act: ActBodyChanged, Subject: b.ID}, tx.ChangeBody(b)
		}
		err := tx.AddBody(b)
		return Event{Act: ActBodyAdded, Subject: b.ID}, err
	})
}

// ManagePerson makes an account, for administrators and the operator. Its
// errors are those of [Tx.AddPerson].
func (s *Store) ManagePerson(ctx context.Context, a *Actor, p *Person, password string) error {
	return manage(ctx, s, a, p, func(tx *Tx) (Event, error) {
		err := tx.AddPerson(p, password)
		return Event{Act: ActPersonAdded, Subject: p.ID}, err
	})
}

// ManagePassword gives a person a new password, for administrators and the
// operator. The caller ends the person's sessions.
func (s *Store) ManagePassword(ctx context.Context, a *Actor, person ID, password string) error {
	return manage(ctx, s, a, nothing, func(tx *Tx) (Event, error) {
		return Event{Act: ActPasswordSet, Subject: person}, tx.SetPassword(person, password)
	})
}

// ManageDisabled closes an account or opens it again, for administrators and
// the operator. Nobody closes their own (an [Invalid], "own-account"), so that
// an administrator remains.
func (s *Store) ManageDisabled(ctx context.Context, a *Actor, person ID, disabled bool) error {
	return manage(ctx, s, a, nothing, func(tx *Tx) (Event, error) {
		act := ActEnabled
		if disabled {
			act = ActDisabled
		}
		if disabled && person == a.Person {
			return Event{}, &Invalid{Field: "disabled", Code: "own-account"}
		}
		return Event{Act: act, Subject: person}, tx.SetDisabled(person, disabled)
	})
}

// ManageRole gives a person a role, for administrators and the operator; see
// [Tx.GiveRole].
func (s *Store) ManageRole(ctx context.Context, a *Actor, person ID, role Role, body ID, first, last Day) (ID, error) {
	var holding ID
	err := manage(ctx, s, a, &holding, func(tx *Tx) (_ Event, err error) {
		holding, err = tx.GiveRole(person, role, body, first, last)
		return Event{Act: ActRoleGiven, Subject: person, Detail: map[string]string{"role": string(role), "body": string(body)}}, err
	})
	return holding, err
}

// ManageRoleEnd ends a holding, for administrators and the operator; last is
// the last day on which it is held.
func (s *Store) ManageRoleEnd(ctx context.Context, a *Actor, person, holding ID, last Day) error {
	return manage(ctx, s, a, nothing, func(tx *Tx) (Event, error) {
		e := Event{Act: ActRoleEnded, Subject: person, Detail: map[string]string{"holding": string(holding)}}
		return e, tx.EndRole(holding, last)
	})
}

// nothing is the answer of an act that has none.
var nothing = &struct{}{}

// manage runs one act of an administrator or the operator, which leaves its
// answer in answer; an act done before leaves the one given then.
func manage[T any](ctx context.Context, s *Store, a *Actor, answer *T, fn func(*Tx) (Event, error)) error {
	given, err := Once(ctx, s, a, func(tx *Tx) (T, error) {
		if a.Role != RoleOperator || a.Person != "" {
			held, ok, err := tx.Holds("", Admin)
			if err != nil {
				return *answer, err
			}
			if !ok {
				return *answer, fmt.Errorf("managing people: %w", ErrForbidden)
			}
			a.Role = held.Role
		}
		e, err := fn(tx)
		if err != nil {
			return *answer, err
		}
		tx.Log(e)
		return *answer, nil
	})
	if err == nil {
		*answer = given
	}
	return err
}
