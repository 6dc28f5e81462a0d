package storage

import (
	"context"
	"fmt"
	"slices"

	"github.com/lib/pq"
)

// Viewer is who asks to read: a person, the operator of the socket, or with
// the zero value somebody who has not signed in.
type Viewer struct {
	Person   ID
	Operator bool
}

// Access is what a viewer may read of a document.
type Access struct {
	// Versions: its published texts. Drafts: its drafts, their materials and
	// published comments.
	Versions bool `json:"versions"`
	Drafts   bool `json:"drafts"`
}

// See says what a viewer may read of a document. Where that is nothing, or
// there is no such document, the answer is [ErrNotFound] alike.
func (s *Store) See(ctx context.Context, v Viewer, document ID) (Access, error) {
	return See(ctx, s.DB, v, document)
}

// See is [Store.See] within or outside an act.
func See(ctx context.Context, q Querier, v Viewer, document ID) (Access, error) {
	var a Access
	err := q.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT FROM version WHERE document = d.id) AND ($2::uuid IS NOT NULL OR $3 OR public_on(d.id, today())),
		EXISTS (SELECT FROM draft_reader r WHERE r.document = d.id AND r.person = $2)
		FROM document d WHERE d.id = $1`, document, v.Person, v.Operator).Scan(&a.Versions, &a.Drafts)
	if err != nil {
		return Access{}, notFound(err, "reading document %s", document)
	}
	if !a.Versions && !a.Drafts {
		return Access{}, fmt.Errorf("reading document %s: %w", document, ErrNotFound)
	}
	return a, nil
}

// ReadableDrafts lists the documents whose drafts a person may read. Search
// asks it at each query, so that a narrowed right holds at once.
func (s *Store) ReadableDrafts(ctx context.Context, person ID) ([]ID, error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT DISTINCT document FROM draft_reader WHERE person = $1`, person)
	if err != nil {
		return nil, fmt.Errorf("listing readable drafts: %w", err)
	}
	return Collect(rows, func(id *ID) []any { return []any{id} })
}

// Grant lets others read a document's drafts.
type Grant struct {
	Document ID
	// Person, or everyone holding one of Roles in Body.
	Person ID
	Body   ID
	Roles  []Role
	// Until is the last day of the grant; "" is open.
	Until Day
	// Reason is the act it was given for, with which it ends; "" is none.
	Reason ID
}

// AddGrant writes a grant within the act that is its reason.
func (tx *Tx) AddGrant(g Grant) error {
	roles := make([]string, len(g.Roles))
	for i, r := range g.Roles {
		roles[i] = string(r)
	}
	_, err := tx.Exec(`INSERT INTO grants (id, document, person, body, roles, until, reason)
		SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT FROM grants WHERE document = $2
		AND person IS NOT DISTINCT FROM $3 AND body IS NOT DISTINCT FROM $4 AND roles = $5 AND until IS NOT DISTINCT FROM $6::date
		AND reason IS NOT DISTINCT FROM $7)`,
		NewID(), g.Document, g.Person, g.Body, pq.Array(roles), g.Until, g.Reason)
	return known(err, "granting %s", g.Document)
}

// EndGrants takes back, at once, what a person or body was granted on a
// document.
func (tx *Tx) EndGrants(document, person, body ID) error {
	_, err := tx.Exec(`DELETE FROM grants WHERE document = $1
		AND person IS NOT DISTINCT FROM $2 AND body IS NOT DISTINCT FROM $3`, document, person, body)
	return known(err, "taking back grants on %s", document)
}

// EndGrantsOf lets the grants given for an act end: their last day is last, or
// they end at once where that is "".
func (tx *Tx) EndGrantsOf(reason ID, last Day) error {
	query, args := `DELETE FROM grants WHERE reason = $1`, []any{reason}
	if last != "" {
		query, args = `UPDATE grants SET until = least(until, $2::date) WHERE reason = $1`, append(args, last)
	}
	_, err := tx.Exec(query, args...)
	return known(err, "ending the grants of %s", reason)
}

// Holds reports whether the act's person holds one of the roles in the body
// today; a body of "" is any. It is asked within the act, of the newest rows.
func (tx *Tx) Holds(body ID, roles ...Role) (Holding, bool, error) {
	held, err := holdings(tx.Ctx, tx, tx.Actor.Person, true)
	if err != nil {
		return Holding{}, false, err
	}
	for _, h := range held {
		if (body == "" || h.Body == body) && slices.Contains(roles, h.Role) {
			return h, true, nil
		}
	}
	return Holding{}, false, nil
}

// ActAs fixes the role and body the act is done for: the person's first
// holding of one of the roles in one of the bodies. Without one it answers
// [ErrForbidden].
func (tx *Tx) ActAs(bodies []ID, roles ...Role) error {
	for _, b := range bodies {
		h, ok, err := tx.Holds(b, roles...)
		if err != nil {
			return err
		}
		if ok {
			tx.Actor.Role, tx.Actor.Body, tx.Actor.For = h.Role, b, h.For
			return nil
		}
	}
	return fmt.Errorf("acting as %v: %w", roles, ErrForbidden)
}
