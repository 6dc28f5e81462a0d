package review

import (
	"context"
	"fmt"
	"slices"

	"hefa/review/procedure"
	"hefa/storage"
)

// ActOpened is logged when a matter begins.
const ActOpened storage.Act = "matter-opened"

// OpenInput is a new document with its first draft.
type OpenInput struct {
	// Kind is the kind of document; "" is normative.
	Kind  storage.Kind
	Title string
	// Drafting are the drafting bodies in order; none means the body for
	// which the person drafts. Issuing are the issuing bodies in order; none
	// means the government above the first drafting body.
	Drafting, Issuing []storage.ID
	// Due is the day by which a request for comments is to be answered.
	Due    storage.Day
	Upload storage.Upload
	// Comments of the file to bring in.
	Comments []FileComment
}

// Opened names a matter that has begun.
type Opened struct {
	Document storage.ID `json:"document"`
	Matter   storage.ID `json:"matter"`
	Draft    int        `json:"draft"`
}

// Open makes a document, begins the matter over it that its kind and issuing
// body call for, and keeps draft 1, in one act. The person is a drafter of one
// of the drafting bodies; for another body's draft, of which comments are
// asked, a reviewer or head.
//
// A kind without a procedure of its own is a [storage.Invalid] (kind,
// "no-procedure").
func (r *Review) Open(ctx context.Context, a *storage.Actor, in OpenInput) (Opened, error) {
	if in.Kind == "" {
		in.Kind = storage.Normative
	}
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (Opened, error) {
		held, err := tx.Holdings()
		if err != nil {
			return Opened{}, err
		}
		if err := defaultBodies(tx, &in, held); err != nil {
			return Opened{}, err
		}
		issuer, err := storage.ReadBody(ctx, tx, in.Issuing[0])
		if err != nil {
			return Opened{}, err
		}
		p, ok, err := r.procedureFor(ctx, tx, in.Kind, issuer.Kind)
		if err != nil {
			return Opened{}, err
		}
		if !ok {
			return Opened{}, &storage.Invalid{Field: "kind", Code: "no-procedure", Detail: string(in.Kind)}
		}
		if err := openAs(tx, p, in.Drafting); err != nil {
			return Opened{}, err
		}
		document, err := tx.AddDocument(storage.NewDocument{Kind: in.Kind, Title: in.Title, Issuing: in.Issuing, Drafting: in.Drafting})
		if err != nil {
			return Opened{}, err
		}
		return r.start(tx, p, start{document: document, issuer: issuer, drafting: in.Drafting, due: in.Due, upload: in.Upload, comments: in.Comments})
	})
}

// defaultBodies fills in the drafting body (the issuing one of another
// government's draft, else the person's own) and the issuing body (the
// government above it).
func defaultBodies(tx *storage.Tx, in *OpenInput, held []storage.Holding) error {
	if len(in.Drafting) == 0 && len(in.Issuing) > 0 {
		issuer, err := storage.ReadBody(tx.Ctx, tx, in.Issuing[0])
		if err != nil {
			return err
		}
		if issuer.Kind == storage.External {
			in.Drafting = in.Issuing
		}
	}
	for _, h := range held {
		if len(in.Drafting) == 0 && h.Role == storage.Drafter {
			in.Drafting = []storage.ID{h.Body}
		}
	}
	if len(in.Drafting) == 0 {
		return fmt.Errorf("opening a matter without being a drafter: %w", storage.ErrForbidden)
	}
	if len(in.Issuing) == 0 {
		above, err := storage.GovernmentAbove(tx.Ctx, tx, in.Drafting[0])
		if err != nil {
			return err
		}
		in.Issuing = []storage.ID{above}
	}
	return nil
}

// openAs fixes the role in which the matter is opened.
func openAs(tx *storage.Tx, p *procedure.Procedure, drafting []storage.ID) error {
	if p.ReviewedBy != procedure.Recipient {
		return tx.ActAs(drafting, storage.Drafter)
	}
	held, err := tx.Holdings()
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Role == storage.Reviewer || h.Role == storage.Head {
			tx.Actor.Role, tx.Actor.Body = h.Role, h.Body
			return nil
		}
	}
	return fmt.Errorf("registering a request for comments: %w", storage.ErrForbidden)
}

// start is what a matter is begun with.
type start struct {
	document storage.ID
	issuer   storage.Body
	drafting []storage.ID
	base     int
	due      storage.Day
	upload   storage.Upload
	comments []FileComment
}

// start begins a matter over a document with its first draft, lets the
// reviewing body read it, and logs it.
func (r *Review) start(tx *storage.Tx, p *procedure.Procedure, s start) (Opened, error) {
	reviewing, err := reviewingBody(tx, p, s)
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Document: s.document, Matter: storage.NewID()}
	roles := make([]storage.Role, len(p.ReviewingRoles))
	for i, role := range p.ReviewingRoles {
		roles[i] = storage.Role(role)
	}
	independent := p.ReviewedBy != procedure.Recipient
	_, err = tx.Exec(`INSERT INTO matter (id, document, procedure, procedure_version, state, reviewing, reviewing_roles,
		independent, base_version, due, opened_by, opened_for) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, nullif($9, 0), $10, $11, $12)`,
		o.Matter, s.document, p.Name, p.Version, procedure.Drafting, reviewing, pqRoles(roles),
		independent, s.base, s.due, tx.Actor.Person, tx.Actor.For)
	if err != nil {
		return Opened{}, alreadyRunning(s.document, err)
	}
	if o.Draft, err = tx.AddDraft(s.document, o.Matter, s.upload); err != nil {
		return Opened{}, err
	}
	if err := tx.AddGrant(storage.Grant{Document: s.document, Body: reviewing, Roles: roles}); err != nil {
		return Opened{}, err
	}
	side := procedure.SideDrafting
	if !independent {
		side = procedure.SideReviewing
	}
	if err := r.bringIn(tx, Matter{ID: o.Matter, Document: s.document}, side, o.Draft, s.upload.Reading.Text, s.comments); err != nil {
		return Opened{}, err
	}
	tx.Log(storage.Event{Act: ActOpened, Document: s.document, Matter: o.Matter, Draft: o.Draft, Hashes: s.upload.Hashes(),
		Detail: map[string]string{"procedure": p.Name, "matterRev": "1"}})
	return o, nil
}

// reviewingBody finds who reviews. What the reviewing body has drafted itself
// is reviewed by the body that the government names for that; where it names
// none, or one that has drafted it too, nothing is opened.
func reviewingBody(tx *storage.Tx, p *procedure.Procedure, s start) (storage.ID, error) {
	switch p.ReviewedBy {
	case procedure.Recipient:
		return tx.Actor.Body, nil
	case procedure.Issuer:
		return s.issuer.ID, nil
	}
	reviewer := s.issuer.Reviewer
	if reviewer == "" {
		reviewer = s.issuer.ID
	}
	if !slices.Contains(s.drafting, reviewer) {
		return reviewer, nil
	}
	if other := s.issuer.Alternate; other != "" && !slices.Contains(s.drafting, other) {
		return other, nil
	}
	return "", &storage.Invalid{Field: "drafting", Code: "no-alternate", Detail: s.issuer.Name}
}
