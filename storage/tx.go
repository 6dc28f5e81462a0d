package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"hefa/storage/crashpoint"
)

// Querier is what a pool and a transaction share for reading.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Tx is one act under way.
type Tx struct {
	Ctx   context.Context
	Actor *Actor
	sql   *sql.Tx
	event *Event
	// revs are the revisions this act moved to, for its event.
	revs map[string]string
}

// Do runs one act in one transaction and writes its event last. fn must name
// the act with [Tx.Log] exactly once; when it answers an error nothing has
// happened. The actor's Position is the event's place in the log.
func (s *Store) Do(ctx context.Context, a *Actor, fn func(*Tx) error) error {
	_, err := Once(ctx, s, a, func(tx *Tx) (struct{}, error) { return struct{}{}, fn(tx) })
	return err
}

// Once is [Store.Do] for an act that has an answer. When the actor carries a
// key that has been used for the same route within 24 hours, fn is not run and
// the answer given then is given again; for another route, or with other
// content, it is [ErrKeyReused].
func Once[T any](ctx context.Context, s *Store, a *Actor, fn func(*Tx) (T, error)) (T, error) {
	var answer T
	raw, err := s.begin(ctx, a)
	if err != nil {
		return answer, err
	}
	defer func() { _ = raw.Rollback() }()
	tx := &Tx{Ctx: ctx, Actor: a, sql: raw}
	if done, err := tx.replay(&answer); done || err != nil {
		return answer, err
	}
	if answer, err = fn(tx); err != nil {
		return answer, err
	}
	if tx.event == nil {
		return answer, errors.New("an act was not logged")
	}
	if err := tx.keepAnswer(answer); err != nil {
		return answer, err
	}
	if err := tx.writeEvent(); err != nil {
		return answer, err
	}
	crashpoint.Reach(crashpoint.BeforeCommit, string(tx.event.Act))
	if err := raw.Commit(); err != nil {
		return answer, fmt.Errorf("committing %s: %w", tx.event.Act, err)
	}
	crashpoint.Reach(crashpoint.AfterCommit, string(tx.event.Act))
	a.Position = tx.event.Seq
	return answer, nil
}

func (s *Store) begin(ctx context.Context, a *Actor) (*sql.Tx, error) {
	if a == nil {
		return nil, errors.New("an act needs an actor")
	}
	raw, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("beginning an act: %w", err)
	}
	return raw, nil
}

// replay claims the actor's key. It answers true when the act was done before,
// with that answer filled in. Two requests with one key wait for each other
// here, on the row.
func (tx *Tx) replay(answer any) (bool, error) {
	a := tx.Actor
	if a.OnceKey == "" || a.Person == "" {
		return false, nil
	}
	res, err := tx.sql.ExecContext(tx.Ctx, `
		INSERT INTO once (person, key, route, content) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person, key) DO UPDATE SET route = excluded.route, content = excluded.content, answer = NULL, at = now()
		WHERE once.at < now() - interval '24 hours'`, a.Person, a.OnceKey, a.OnceRoute, a.OnceContent)
	if err != nil {
		return false, fmt.Errorf("claiming an idempotency key: %w", err)
	}
	if n, _ := res.RowsAffected(); n == 1 {
		return false, nil
	}
	var same bool
	var kept []byte
	err = tx.sql.QueryRowContext(tx.Ctx, `SELECT route = $3 AND (content = $4 OR '' IN (content, $4)), answer, position
		FROM once WHERE person = $1 AND key = $2`, a.Person, a.OnceKey, a.OnceRoute, a.OnceContent).Scan(&same, &kept, &a.Position)
	switch {
	case err != nil:
		return false, fmt.Errorf("reading a kept answer: %w", err)
	case !same:
		return false, ErrKeyReused
	}
	if err := json.Unmarshal(kept, answer); err != nil {
		return false, fmt.Errorf("reading a kept answer: %w", err)
	}
	return true, nil
}

// keepAnswer keeps the answer beside the actor's key. The position it will be
// given is the counter's next one, which writeEvent takes in this transaction.
func (tx *Tx) keepAnswer(answer any) error {
	if tx.Actor.OnceKey == "" || tx.Actor.Person == "" {
		return nil
	}
	kept, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("keeping an answer: %w", err)
	}
	_, err = tx.Exec(`UPDATE once SET answer = $3, position = (SELECT seq + 1 FROM event_counter)
		WHERE person = $1 AND key = $2`, tx.Actor.Person, tx.Actor.OnceKey, kept)
	if err != nil {
		return fmt.Errorf("keeping an answer: %w", err)
	}
	return nil
}

// Exec runs one statement of the act.
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) {
	return tx.sql.ExecContext(tx.Ctx, query, args...)
}

// QueryContext implements [Querier] within the act.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.sql.QueryContext(ctx, query, args...)
}

// QueryRowContext implements [Querier] within the act.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.sql.QueryRowContext(ctx, query, args...)
}

// QueryRow reads one row within the act.
func (tx *Tx) QueryRow(query string, args ...any) *sql.Row {
	return tx.sql.QueryRowContext(tx.Ctx, query, args...)
}

// ChangeOne runs a statement that must change exactly one row; where it
// changes none the answer is [ErrNotFound].
func (tx *Tx) ChangeOne(doing, query string, args ...any) error {
	res, err := tx.Exec(query, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if n, _ := res.RowsAffected(); n != 1 {
		return fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return nil
}

// Collect reads all rows into a slice; into names the fields of one.
func Collect[T any](rows *sql.Rows, into func(*T) []any) ([]T, error) {
	defer func() { _ = rows.Close() }()
	list := []T{}
	for rows.Next() {
		var one T
		if err := rows.Scan(into(&one)...); err != nil {
			return nil, fmt.Errorf("reading a row: %w", err)
		}
		list = append(list, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading rows: %w", err)
	}
	return list, nil
}
