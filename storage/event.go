package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/lib/pq"
)

// Act names what was done, as an English code: "document-created".
type Act string

// Event is one row of the log: who did what to which thing, and when. It
// carries ids, codes and hashes, never a word of a draft or a comment.
type Event struct {
	Seq  int64     `json:"seq"`
	At   time.Time `json:"at"`
	Act  Act       `json:"act"`
	Role Role      `json:"role,omitempty"`
	// Person is "" for the operator of the socket and for the system itself.
	Person ID `json:"person,omitempty"`
	// For is the absent person for whom Person acted as deputy.
	For      ID  `json:"for,omitempty"`
	Body     ID  `json:"body,omitempty"`
	Document ID  `json:"document,omitempty"`
	Matter   ID  `json:"matter,omitempty"`
	Draft    int `json:"draft,omitempty"`
	Version  int `json:"version,omitempty"`
	// Subject is any further thing the act was about: a comment, a person.
	Subject ID `json:"subject,omitempty"`
	// Hashes are the SHA-256 of the files that came with the act.
	Hashes []string `json:"hashes,omitempty"`
	// Detail holds codes (states, conclusions), never sentences.
	Detail    map[string]string `json:"detail,omitempty"`
	RequestID string            `json:"requestId,omitempty"`
}

// Log names the act. Its person, role, body and request are the actor's, its
// time the transaction's; the number is taken when everything else is done.
func (tx *Tx) Log(e Event) {
	if tx.event != nil {
		panic("storage: an act logged twice: " + string(tx.event.Act) + ", " + string(e.Act))
	}
	tx.event = &e
}

// writeEvent is the last statement of an act: it takes the next number from
// the one-row counter, so that numbers are commit order and have no gaps.
func (tx *Tx) writeEvent() error {
	e, a := tx.event, tx.Actor
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	maps.Copy(e.Detail, tx.revs)
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return fmt.Errorf("logging %s: %w", e.Act, err)
	}
	err = tx.QueryRow(`
		WITH next AS (UPDATE event_counter SET seq = seq + 1 RETURNING seq),
		     told AS (SELECT pg_notify('hefa_event', seq::text) FROM next)
		INSERT INTO event (seq, person, role, body, act, document, matter, draft, version, subject, hashes, detail, request_id, for_person)
		SELECT next.seq, $1, $2, $3, $4, $5, $6, nullif($7, 0), nullif($8, 0), $9, $10, $11, $12, $13 FROM next, told
		RETURNING seq, at`,
		a.Person, a.Role, a.Body, e.Act, e.Document, e.Matter, e.Draft, e.Version, e.Subject,
		pq.Array(nonNil(e.Hashes)), detail, a.RequestID, a.For).Scan(&e.Seq, &e.At)
	if err != nil {
		return fmt.Errorf("logging %s: %w", e.Act, err)
	}
	return nil
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

const eventColumns = `seq, at, act, role, person, body, document, matter, coalesce(draft, 0), coalesce(version, 0), subject, hashes, detail, request_id, for_person`

// Events reads the log after a position, oldest first, at most limit rows.
func (s *Store) Events(ctx context.Context, after int64, limit int) ([]Event, error) {
	return events(ctx, s.DB, `WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
}

// Position is the number of the newest event.
func (s *Store) Position(ctx context.Context) (int64, error) {
	var seq int64
	if err := s.DB.QueryRowContext(ctx, `SELECT seq FROM event_counter`).Scan(&seq); err != nil {
		return 0, fmt.Errorf("reading the log's position: %w", err)
	}
	return seq, nil
}

// LastActOf is the number of a person's newest act, 0 where there is none: what
// an answer must have seen that is not to be older than the asker's own change.
func (s *Store) LastActOf(ctx context.Context, person ID) (int64, error) {
	var seq int64
	err := s.DB.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM event WHERE person = $1`, person).Scan(&seq)
	if err != nil {
		return 0, fmt.Errorf("reading the position of a person's newest act: %w", err)
	}
	return seq, nil
}

func events(ctx context.Context, q Querier, where string, args ...any) ([]Event, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+eventColumns+` FROM event `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the log: %w", err)
	}
	return Collect(rows, func(e *Event) []any {
		return []any{&e.Seq, &e.At, &e.Act, &e.Role, &e.Person, &e.Body, &e.Document, &e.Matter,
			&e.Draft, &e.Version, &e.Subject, pq.Array(&e.Hashes), jsonInto(&e.Detail), &e.RequestID, &e.For}
	})
}
