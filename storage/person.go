package storage

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Person is somebody with an account.
type Person struct {
	ID       ID         `json:"id"`
	Account  string     `json:"account"`
	Name     string     `json:"name"`
	Sample   bool       `json:"sample,omitempty"`
	Disabled *time.Time `json:"disabledAt,omitempty"`
	Rev      int        `json:"rev"`
}

const personColumns = `id, account, name, sample, disabled_at, rev`

func personFields(p *Person) []any {
	return []any{&p.ID, &p.Account, &p.Name, &p.Sample, &p.Disabled, &p.Rev}
}

// Person reads one person; [ErrNotFound] where there is none.
func (s *Store) Person(ctx context.Context, id ID) (Person, error) {
	var p Person
	err := s.DB.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person WHERE id = $1`, id).Scan(personFields(&p)...)
	return p, notFound(err, "reading person %s", id)
}

// PersonByAccount finds a person by account, in any case.
func (s *Store) PersonByAccount(ctx context.Context, account string) (Person, error) {
	var p Person
	err := s.DB.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person WHERE account = $1`,
		strings.ToLower(strings.TrimSpace(account))).Scan(personFields(&p)...)
	return p, notFound(err, "finding account %.64q", account)
}

// People lists everybody, by account.
func (s *Store) People(ctx context.Context) ([]Person, error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT `+personColumns+` FROM person ORDER BY account`)
	if err != nil {
		return nil, fmt.Errorf("listing people: %w", err)
	}
	return Collect(rows, personFields)
}

// AddPerson makes an account with a password; p.ID is filled in. An account
// that is taken is [ErrExists]; a short password or a malformed account an
// [Invalid].
func (tx *Tx) AddPerson(p *Person, password string) error {
	p.Account = strings.ToLower(strings.TrimSpace(p.Account))
	var err error
	if p.Name, err = RequiredLine("name", p.Name); err != nil {
		return err
	}
	hash, err := hashPassword(tx.Ctx, password)
	if err != nil {
		return err
	}
	p.ID, p.Rev = NewID(), 1
	_, err = tx.Exec(`INSERT INTO person (id, account, name, password_hash, sample) VALUES ($1, $2, $3, $4, $5)`,
		p.ID, p.Account, p.Name, hash, p.Sample)
	return known(err, "adding account %s", p.Account)
}

// SetPassword gives a person a new password and lifts a lockout. The caller
// ends the person's sessions.
func (tx *Tx) SetPassword(person ID, password string) error {
	hash, err := hashPassword(tx.Ctx, password)
	if err != nil {
		return err
	}
	return tx.ChangeOne("setting a password",
		`UPDATE person SET password_hash = $2, failures = 0, locked_until = NULL, rev = rev + 1 WHERE id = $1`, person, hash)
}

// SetDisabled closes an account, or opens it again.
func (tx *Tx) SetDisabled(person ID, disabled bool) error {
	return tx.ChangeOne("closing an account", `UPDATE person SET rev = rev + 1,
		disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, act_time()) END WHERE id = $1`, person, disabled)
}
