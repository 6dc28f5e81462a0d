package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// actAmend names the start of an amendment in a [Refused].
const actAmend procedure.Act = "amend"

// StartAmendmentInput is the first draft of a further matter over a document.
type StartAmendmentInput struct {
	Document storage.ID
	// Rev is the document's revision; 0 acts on the newest.
	Rev    int
	Upload storage.Upload
	// Comments of the file to bring in.
	Comments []FileComment
}

// StartAmendment begins a further matter on a document: to amend what is in
// force, or to take up again what was withdrawn. It ends in the next version.
// While another matter runs it is [Refused].
func (r *Review) StartAmendment(ctx context.Context, a *storage.Actor, in StartAmendmentInput) (Opened, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (Opened, error) {
		if _, err := storage.See(ctx, tx, storage.Viewer{Person: a.Person}, in.Document); err != nil {
			return Opened{}, err
		}
		d, err := storage.ReadDocument(ctx, tx, in.Document, "")
		if err != nil {
			return Opened{}, err
		}
		s := start{document: d.ID, upload: in.Upload, comments: in.Comments}
		if err := amendAs(tx, d, &s); err != nil {
			return Opened{}, err
		}
		if err := refuseRunning(tx, d.ID); err != nil {
			return Opened{}, err
		}
		if _, err := tx.Revise(storage.RevisedDocument, d.ID, in.Rev); err != nil {
			return Opened{}, err
		}
		if len(d.Drafting) == 0 {
			if err := tx.SetDrafting(d.ID, s.drafting); err != nil {
				return Opened{}, err
			}
		}
		if s.issuer, err = storage.ReadBody(ctx, tx, d.Issuing[0].ID); err != nil {
			return Opened{}, err
		}
		p, ok, err := r.procedureFor(ctx, tx, d.Kind, s.issuer.Kind)
		if err != nil {
			return Opened{}, err
		}
		if !ok || p.ReviewedBy == procedure.Recipient {
			return Opened{}, &storage.Invalid{Field: "kind", Code: "no-procedure", Detail: string(d.Kind)}
		}
		err = tx.QueryRow(`SELECT coalesce(max(number), 0) FROM version WHERE document = $1`, d.ID).Scan(&s.base)
		if err != nil {
			return Opened{}, fmt.Errorf("finding the version to amend: %w", err)
		}
		if err := tx.SetWithdrawn(d.ID, false); err != nil {
			return Opened{}, err
		}
		return r.start(tx, p, s)
	})
}

// MayAmend answers nil where the viewer may begin a further matter on a
// document now; else what [Review.StartAmendment] would.
func (r *Review) MayAmend(ctx context.Context, v storage.Viewer, document storage.ID) error {
	if _, err := r.Store.See(ctx, v, document); err != nil {
		return err
	}
	d, err := storage.ReadDocument(ctx, r.Store.DB, document, "")
	if err != nil {
		return err
	}
	held, err := r.Store.Holdings(ctx, v.Person)
	if err != nil {
		return err
	}
	if _, err := amendingBody(ctx, r.Store.DB, d, held); err != nil {
		return err
	}
	var running bool
	err = r.Store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM matter WHERE document = $1 AND ended_at IS NULL)`,
		document).Scan(&running)
	if err != nil {
		return fmt.Errorf("looking for a running matter over %s: %w", document, err)
	}
	if running {
		return &Refused{Act: actAmend, Why: WhyRunning}
	}
	issuer, err := storage.ReadBody(ctx, r.Store.DB, d.Issuing[0].ID)
	if err != nil {
		return err
	}
	p, ok, err := r.procedureFor(ctx, r.Store.DB, d.Kind, issuer.Kind)
	if err != nil {
		return err
	}
	if !ok || p.ReviewedBy == procedure.Recipient {
		return &storage.Invalid{Field: "kind", Code: "no-procedure", Detail: string(d.Kind)}
	}
	return nil
}

// amendAs fixes the body for which the amendment is drafted.
func amendAs(tx *storage.Tx, d storage.Document, s *start) error {
	held, err := tx.Holdings()
	if err != nil {
		return err
	}
	body, err := amendingBody(tx.Ctx, tx, d, held)
	if err != nil {
		return err
	}
	tx.Actor.Role, tx.Actor.Body = storage.Drafter, body
	for _, b := range d.Drafting {
		s.drafting = append(s.drafting, b.ID)
	}
	if len(s.drafting) == 0 {
		s.drafting = []storage.ID{body}
	}
	return nil
}

// amendingBody is the body for which a person may draft an amendment: one of
// the document's drafting bodies; for a document that has none, being imported,
// the person's own, which must be the issuing body or stand under it.
func amendingBody(ctx context.Context, q storage.Querier, d storage.Document, held []storage.Holding) (storage.ID, error) {
	for _, h := range held {
		if h.Role != storage.Drafter {
			continue
		}
		if slices.ContainsFunc(d.Drafting, func(b storage.BodyRef) bool { return b.ID == h.Body }) {
			return h.Body, nil
		}
		if len(d.Drafting) > 0 {
			continue
		}
		above, err := storage.GovernmentAbove(ctx, q, h.Body)
		if err != nil {
			return "", err
		}
		if h.Body == d.Issuing[0].ID || above == d.Issuing[0].ID {
			return h.Body, nil
		}
	}
	return "", fmt.Errorf("amending %s: %w", d.ID, storage.ErrForbidden)
}

// refuseRunning refuses a second matter. It waits for an act that is ending the
// first; matters are always locked before their documents.
func refuseRunning(tx *storage.Tx, document storage.ID) error {
	var running storage.ID
	err := tx.QueryRow(`SELECT id FROM matter WHERE document = $1 AND ended_at IS NULL FOR UPDATE`, document).Scan(&running)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("looking for a running matter over %s: %w", document, err)
	}
	return &Refused{Act: actAmend, Why: WhyRunning, Items: []string{string(running)}}
}

// alreadyRunning gives the broken rule "one running matter a document" its
// meaning.
func alreadyRunning(document storage.ID, err error) error {
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Constraint == "matter_running" {
		return &Refused{Act: actAmend, Why: WhyRunning}
	}
	return fmt.Errorf("beginning a matter over %s: %w", document, err)
}

func pqRoles(roles []storage.Role) any {
	list := make([]string, len(roles))
	for i, r := range roles {
		list[i] = string(r)
	}
	return pq.Array(list)
}
