package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// After maxFailures wrong passwords in a row an account is locked for lockFor.
const (
	maxFailures = 5
	lockFor     = 15 * time.Minute
)

// Acts of signing in and out.
const (
	ActSignedIn  Act = "signed-in"
	ActSignedOut Act = "signed-out"
	ActLockedOut Act = "locked-out"
)

// SignIn checks an account's password and logs the act. The answer is
// [ErrCredentials] for an unknown account, a wrong password or a closed
// account alike, and [ErrLocked] after repeated failures, even where the
// password is right.
func (s *Store) SignIn(ctx context.Context, account, password, requestID string) (Person, error) {
	p, hash, locked, err := s.credentials(ctx, account)
	if err != nil {
		return Person{}, err
	}
	if locked {
		return Person{}, ErrLocked
	}
	ok, err := passwordMatches(ctx, password, hash)
	if err != nil {
		return Person{}, err
	}
	if !ok {
		return Person{}, s.failedSignIn(ctx, p.ID, requestID)
	}
	a := &Actor{Person: p.ID, RequestID: requestID}
	err = s.Do(ctx, a, func(tx *Tx) error {
		tx.Log(Event{Act: ActSignedIn, Subject: p.ID})
		return tx.ChangeOne("signing in", `UPDATE person SET failures = 0, locked_until = NULL
			WHERE id = $1 AND coalesce(locked_until <= now(), true)`, p.ID)
	})
	if errors.Is(err, ErrNotFound) {
		// Other tries have locked the account while the password was looked at.
		return Person{}, ErrLocked
	}
	return p, err
}

// SignOut logs the act; the session itself is the caller's.
func (s *Store) SignOut(ctx context.Context, a *Actor) error {
	return s.Do(ctx, a, func(tx *Tx) error {
		tx.Log(Event{Act: ActSignedOut, Subject: a.Person})
		return nil
	})
}

func (s *Store) credentials(ctx context.Context, account string) (p Person, hash string, locked bool, err error) {
	err = s.DB.QueryRowContext(ctx, `
		SELECT `+personColumns+`, CASE WHEN disabled_at IS NULL THEN password_hash ELSE '' END,
		       coalesce(locked_until > now(), false)
		FROM person WHERE account = $1`, strings.ToLower(strings.TrimSpace(account))).
		Scan(append(personFields(&p), &hash, &locked)...)
	if errors.Is(err, sql.ErrNoRows) {
		return p, "", false, nil
	}
	if err != nil {
		return p, "", false, fmt.Errorf("reading an account: %w", err)
	}
	return p, hash, locked, nil
}

// failedSignIn counts a failure; the last one locks the account. Of tries made
// together none is counted twice, and none once the account is locked.
func (s *Store) failedSignIn(ctx context.Context, person ID, requestID string) error {
	if person == "" {
		return ErrCredentials
	}
	res, err := s.DB.ExecContext(ctx, `UPDATE person SET failures = failures + 1
		WHERE id = $1 AND failures < $2 - 1 AND coalesce(locked_until <= now(), true)`, person, maxFailures)
	if err != nil {
		return fmt.Errorf("counting a failed sign-in: %w", err)
	}
	if n, _ := res.RowsAffected(); n == 1 {
		return ErrCredentials
	}
	err = s.Do(ctx, &Actor{RequestID: requestID}, func(tx *Tx) error {
		tx.Log(Event{Act: ActLockedOut, Subject: person})
		return tx.ChangeOne("locking an account", `UPDATE person SET failures = 0, locked_until = now() + make_interval(secs => $3)
			WHERE id = $1 AND failures >= $2 - 1 AND coalesce(locked_until <= now(), true)`, person, maxFailures, lockFor.Seconds())
	})
	if err == nil || errors.Is(err, ErrNotFound) { // not found: another try has locked it
		return ErrLocked
	}
	return err
}
