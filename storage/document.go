package storage

import (
	"context"
	"fmt"
	"time"
)

// Kind is the kind of an instrument.
type Kind string

// The kinds of document. Laws and others have no procedure of their own.
const (
	Normative  Kind = "normative"
	Rule       Kind = "rule"
	Regulation Kind = "regulation"
	Decision   Kind = "decision"
	Law        Kind = "law"
	Other      Kind = "other"
)

// Kinds lists every kind of document.
var Kinds = []Kind{Normative, Rule, Regulation, Decision, Law, Other}

// Status is what a document is on a given day. It is computed, never stored.
type Status string

// The statuses of a document.
const (
	Drafting        Status = "drafting"
	NotYetEffective Status = "not-yet-effective"
	InForce         Status = "in-force"
	Repealed        Status = "repealed"
	Lapsed          Status = "lapsed"
	Withdrawn       Status = "withdrawn"
)

// Statuses lists every status.
var Statuses = []Status{Drafting, NotYetEffective, InForce, Repealed, Lapsed, Withdrawn}

// Document is the instrument as a lasting thing.
type Document struct {
	ID        ID        `json:"id"`
	Kind      Kind      `json:"kind"`
	Title     string    `json:"title"`
	Rev       int       `json:"rev"`
	CreatedAt time.Time `json:"createdAt"`
	// Issuing and Drafting are its bodies, in order.
	Issuing  []BodyRef `json:"issuing"`
	Drafting []BodyRef `json:"drafting"`
	// Status is what it is on the day asked about.
	Status Status `json:"status"`
}

// BodyRef names a body.
type BodyRef struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	Short string `json:"shortName"`
}

// NewDocument is what a document is made of.
type NewDocument struct {
	Kind              Kind
	Title             string
	Issuing, Drafting []ID
}

// AddDocument makes a document with its bodies.
func (tx *Tx) AddDocument(d NewDocument) (ID, error) {
	title, err := RequiredLine("title", d.Title)
	if err != nil {
		return "", err
	}
	if len(d.Issuing) == 0 {
		return "", &Invalid{Field: "issuing", Code: "required"}
	}
	id := NewID()
	_, err = tx.Exec(`INSERT INTO document (id, kind, title, created_by) VALUES ($1, $2, $3, $4)`,
		id, d.Kind, title, tx.Actor.Person)
	if err != nil {
		return "", known(err, "adding document %q", title)
	}
	for part, bodies := range map[string][]ID{"issuing": d.Issuing, "drafting": d.Drafting} {
		for i, b := range bodies {
			_, err := tx.Exec(`INSERT INTO document_body (document, part, ord, body) VALUES ($1, $2, $3, $4)`, id, part, i+1, b)
			if err != nil {
				return "", known(err, "naming the %s bodies of %q", part, title)
			}
		}
	}
	return id, nil
}

// SetDrafting names the drafting bodies of a document that has none, such as
// one that was imported.
func (tx *Tx) SetDrafting(document ID, bodies []ID) error {
	for i, b := range bodies {
		_, err := tx.Exec(`INSERT INTO document_body (document, part, ord, body) VALUES ($1, 'drafting', $2, $3)`, document, i+1, b)
		if err != nil {
			return known(err, "naming the drafting bodies of %s", document)
		}
	}
	return nil
}

// SetTitle gives a document another title, which its next text bears.
func (tx *Tx) SetTitle(document ID, title string) error {
	title, err := RequiredLine("title", title)
	if err != nil {
		return err
	}
	return tx.ChangeOne("changing a title", `UPDATE document SET title = $2 WHERE id = $1`, document, title)
}

// SetWithdrawn records that a document's only matter ended today without a
// version, or with false that another has begun.
func (tx *Tx) SetWithdrawn(document ID, withdrawn bool) error {
	return tx.ChangeOne("withdrawing a document",
		`UPDATE document SET withdrawn_on = CASE WHEN $2 THEN today() END WHERE id = $1`, document, withdrawn)
}

const documentColumns = `d.id, d.kind, d.title, d.rev, d.created_at, document_status(d.id, coalesce($1::date, today())),
	bodies_of(d.id, 'issuing'), bodies_of(d.id, 'drafting')`

func documentFields(d *Document) []any {
	return []any{&d.ID, &d.Kind, &d.Title, &d.Rev, &d.CreatedAt, &d.Status, jsonInto(&d.Issuing), jsonInto(&d.Drafting)}
}

// ReadDocument reads a document with its status on a day ("" is today). Rights
// are the caller's affair; see [Store.See].
func ReadDocument(ctx context.Context, q Querier, id ID, on Day) (Document, error) {
	var d Document
	err := q.QueryRowContext(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id = $2`, on, id).
		Scan(documentFields(&d)...)
	return d, notFound(err, "reading document %s", id)
}

// DocumentFilter narrows a list of documents. Zero fields narrow nothing.
type DocumentFilter struct {
	Kind   Kind
	Status Status
	// Body is an issuing or drafting body.
	Body ID
	// Year is the year of publication of a version.
	Year  int
	Title string
	// On is the day whose status is asked for; "" is today.
	On         Day
	Page, Size int
}

// Documents lists what a viewer may read, newest first, and how many there are.
func (s *Store) Documents(ctx context.Context, v Viewer, f DocumentFilter) ([]Document, int, error) {
	if f.Page < 1 {
		f.Page = 1
	}
	if f.Size < 1 {
		f.Size = 20
	}
	const from = ` FROM document d WHERE
		    ($2 = '' OR d.kind = $2)
		AND ($3 = '' OR document_status(d.id, coalesce($1::date, today())) = $3)
		AND ($4::uuid IS NULL OR EXISTS (SELECT FROM document_body b WHERE b.document = d.id AND b.body = $4))
		AND ($5 = 0 OR EXISTS (SELECT FROM version v WHERE v.document = d.id AND extract(year FROM coalesce(v.published, v.adopted)) = $5))
		AND ($6 = '' OR strpos(d.title, $6) > 0)
		AND ((($7::uuid IS NOT NULL OR $8) AND EXISTS (SELECT FROM version v WHERE v.document = d.id))
		  OR EXISTS (SELECT FROM draft_reader r WHERE r.document = d.id AND r.person = $7)
		  OR public_on(d.id, today()))`
	args := []any{f.On, f.Kind, f.Status, f.Body, f.Year, f.Title, v.Person, v.Operator}
	var total int
	if err := s.DB.QueryRowContext(ctx, `SELECT count(*)`+from, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("counting documents: %w", err)
	}
	rows, err := s.DB.QueryContext(ctx, `SELECT `+documentColumns+from+` ORDER BY d.id DESC LIMIT $9 OFFSET $10`,
		append(args, f.Size, (f.Page-1)*f.Size)...)
	if err != nil {
		return nil, 0, fmt.Errorf("listing documents: %w", err)
	}
	list, err := Collect(rows, documentFields)
	return list, total, err
}
