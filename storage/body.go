package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// BodyKind says where a body stands.
type BodyKind string

// The kinds of body.
const (
	Government       BodyKind = "government"
	Department       BodyKind = "department"
	County           BodyKind = "county"
	CountyDepartment BodyKind = "county-department"
	External         BodyKind = "external"
)

// Body is an organ of government: one that issues, drafts or reviews.
type Body struct {
	ID        ID       `json:"id"`
	Kind      BodyKind `json:"kind"`
	Parent    ID       `json:"parent,omitempty"`
	Name      string   `json:"name"`
	ShortName string   `json:"shortName,omitempty"`
	// Reviewer is the body that reviews what this one issues; "" is itself.
	Reviewer ID `json:"reviewer,omitempty"`
	// Alternate is the body that the government names to review what Reviewer
	// itself has drafted; "" is none yet.
	Alternate ID `json:"alternate,omitempty"`
	// Open says that what it has in force may be read without signing in.
	Open     bool `json:"open"`
	FirstDay Day  `json:"firstDay,omitempty"`
	LastDay  Day  `json:"lastDay,omitempty"`
	Rev      int  `json:"rev"`
}

// Short is the short name, or the full one where there is none.
func (b Body) Short() string {
	if b.ShortName != "" {
		return b.ShortName
	}
	return b.Name
}

const bodyColumns = `id, kind, parent, name, short_name, reviewer, open, first_day, last_day, rev, alternate`

func bodyFields(b *Body) []any {
	return []any{&b.ID, &b.Kind, &b.Parent, &b.Name, &b.ShortName, &b.Reviewer, &b.Open, &b.FirstDay, &b.LastDay, &b.Rev, &b.Alternate}
}

// Body reads one body; [ErrNotFound] where there is none.
func (s *Store) Body(ctx context.Context, id ID) (Body, error) { return ReadBody(ctx, s.DB, id) }

// ReadBody reads one body within or outside an act.
func ReadBody(ctx context.Context, q Querier, id ID) (Body, error) {
	var b Body
	err := q.QueryRowContext(ctx, `SELECT `+bodyColumns+` FROM body WHERE id = $1`, id).Scan(bodyFields(&b)...)
	return b, notFound(err, "reading body %s", id)
}

// BodyNamed finds a body by its full or short name; [ErrNotFound] where there
// is none.
func (s *Store) BodyNamed(ctx context.Context, name string) (Body, error) {
	return ReadBodyNamed(ctx, s.DB, name)
}

// ReadBodyNamed is [Store.BodyNamed] within or outside an act.
func ReadBodyNamed(ctx context.Context, q Querier, name string) (Body, error) {
	var b Body
	err := q.QueryRowContext(ctx, `SELECT `+bodyColumns+` FROM body WHERE name = $1 OR short_name = $1
		ORDER BY (name = $1) DESC, last_day NULLS FIRST LIMIT 1`, name).Scan(bodyFields(&b)...)
	return b, notFound(err, "finding body %s", name)
}

// Bodies lists all bodies, governments first, then by name.
func (s *Store) Bodies(ctx context.Context) ([]Body, error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT `+bodyColumns+` FROM body
		ORDER BY array_position(ARRAY['government','department','county','county-department','external'], kind), id`)
	if err != nil {
		return nil, fmt.Errorf("listing bodies: %w", err)
	}
	return Collect(rows, bodyFields)
}

// AddBody makes a body; b.ID and b.Rev are filled in. A name that a living
// body has is [ErrExists].
func (tx *Tx) AddBody(b *Body) error {
	if err := b.tidy(); err != nil {
		return err
	}
	b.ID, b.Rev = NewID(), 1
	_, err := tx.Exec(`INSERT INTO body (`+bodyColumns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,1,$10)`,
		b.ID, b.Kind, b.Parent, b.Name, b.ShortName, b.Reviewer, b.Open, b.FirstDay, b.LastDay, b.Alternate)
	return known(err, "adding body %s", b.Name)
}

// ChangeBody writes a body's names, parent, days and settings, where its rev
// is still b.Rev (0 acts on the newest).
func (tx *Tx) ChangeBody(b *Body) error {
	var rev int
	err := tx.QueryRow(`SELECT rev FROM body WHERE id = $1 FOR UPDATE`, b.ID).Scan(&rev)
	if err != nil {
		return notFound(err, "changing body %s", b.ID)
	}
	if b.Rev != 0 && b.Rev != rev {
		return &Stale{Seen: b.Rev, Is: rev}
	}
	if err := b.tidy(); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE body SET kind=$2, parent=$3, name=$4, short_name=$5, reviewer=$6, open=$7,
		first_day=$8, last_day=$9, alternate=$10, rev = rev + 1 WHERE id = $1`,
		b.ID, b.Kind, b.Parent, b.Name, b.ShortName, b.Reviewer, b.Open, b.FirstDay, b.LastDay, b.Alternate)
	b.Rev = rev + 1
	return known(err, "changing body %s", b.ID)
}

// tidy puts each of a body's names on one line.
func (b *Body) tidy() (err error) {
	if b.Name, err = RequiredLine("name", b.Name); err != nil {
		return err
	}
	if b.Alternate != "" && b.Alternate == b.Reviewer {
		return &Invalid{Field: "alternate", Code: "same-reviewer"}
	}
	b.ShortName, err = Line("shortName", b.ShortName)
	return err
}

// AddSuccessor records that one body took over from another.
func (tx *Tx) AddSuccessor(body, successor ID) error {
	_, err := tx.Exec(`INSERT INTO body_successor (body, successor) VALUES ($1, $2) ON CONFLICT DO NOTHING`, body, successor)
	return known(err, "recording a successor of %s", body)
}

// GovernmentAbove is the nearest government (of the city or of a county) above
// a body, or the body itself where it is one.
func GovernmentAbove(ctx context.Context, q Querier, body ID) (ID, error) {
	for range 10 {
		b, err := ReadBody(ctx, q, body)
		if err != nil {
			return "", err
		}
		if b.Kind == Government || b.Kind == County || b.Parent == "" {
			return b.ID, nil
		}
		body = b.Parent
	}
	return "", fmt.Errorf("the bodies above %s form a ring: %w", body, ErrNotFound)
}

// notFound wraps an error of reading one row, sql.ErrNoRows as ErrNotFound.
func notFound(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
