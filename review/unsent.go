package review

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"hefa/storage"
)

// Unsent is what somebody has typed into a form of a matter and not sent.
type Unsent struct {
	Form   string              `json:"form"`
	Fields map[string][]string `json:"fields"`
	At     time.Time           `json:"at"`
}

// UnsentInput keeps what is typed. Once is the key that the form's act will
// carry: what comes after the act was done is not kept.
type UnsentInput struct {
	Matter storage.ID
	Form   string
	Fields map[string][]string
	Once   string
}

const (
	// maxUnsent is the most bytes kept of one form, maxForms the most forms of
	// one person in one matter.
	maxUnsent = 128 << 10
	maxForms  = 200
)

var formName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,79}$`)

// KeepUnsent keeps what the viewer has typed into a form, in place of what was
// kept of it; no fields forget it. It is scratch paper, as private as a
// session, and no act: the log does not know of it.
func (r *Review) KeepUnsent(ctx context.Context, v storage.Viewer, in UnsentInput) error {
	if _, err := r.Matter(ctx, v, in.Matter); err != nil {
		return err
	}
	if !formName.MatchString(in.Form) {
		return &storage.Invalid{Field: "form", Code: "unknown"}
	}
	if len(in.Fields) == 0 {
		return r.ForgetUnsent(ctx, v, in.Matter, in.Form)
	}
	fields, err := json.Marshal(in.Fields)
	if err != nil {
		return fmt.Errorf("keeping what was typed: %w", err)
	}
	if len(fields) > maxUnsent {
		return &storage.Invalid{Field: "fields", Code: "too-long"}
	}
	_, err = r.Store.DB.ExecContext(ctx, `INSERT INTO unsent (person, matter, form, fields, once)
		SELECT $1::uuid, $2::uuid, $3::text, $4::jsonb, $5::text
		WHERE NOT EXISTS (SELECT FROM once WHERE person = $1 AND key = $5 AND $5 <> '')
		AND (SELECT count(*) FROM unsent WHERE person = $1 AND matter = $2 AND form <> $3) < $6
		ON CONFLICT (person, matter, form) DO UPDATE SET fields = excluded.fields, once = excluded.once, at = act_time()`,
		v.Person, in.Matter, in.Form, string(fields), in.Once, maxForms)
	if err != nil {
		return fmt.Errorf("keeping what was typed: %w", err)
	}
	return nil
}

// ForgetUnsent forgets what was typed into a form.
func (r *Review) ForgetUnsent(ctx context.Context, v storage.Viewer, matter storage.ID, form string) error {
	_, err := r.Store.DB.ExecContext(ctx, `DELETE FROM unsent WHERE person = $1 AND matter = $2 AND form = $3`, v.Person, matter, form)
	if err != nil {
		return fmt.Errorf("forgetting what was typed: %w", err)
	}
	return nil
}

// Unsent lists what the viewer has typed into the forms of a matter, oldest
// first. It is nobody else's.
func (r *Review) Unsent(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Unsent, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT form, fields, at FROM unsent WHERE person = $1 AND matter = $2 ORDER BY at, form`,
		v.Person, matter)
	if err != nil {
		return nil, fmt.Errorf("listing what was typed: %w", err)
	}
	return storage.Collect(rows, func(u *Unsent) []any { return []any{&u.Form, storage.JSONInto(&u.Fields), &u.At} })
}
