// Package cleanup is the re-examination of what is in force: a campaign lists
// documents, each gets a conclusion with its grounds, and what is to be repealed
// or has lapsed ends on its day.
//
// The acts are those of cleanup officers; a campaign belongs to the body for
// which it was begun and is read by its officers and by auditors.
package cleanup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"hefa/storage"
)

// Conclusion is what is to become of a document.
type Conclusion string

// The conclusions: 继续有效, 修改, 废止, 失效.
const (
	Keep   Conclusion = "keep"
	Amend  Conclusion = "amend"
	Repeal Conclusion = "repeal"
	Lapsed Conclusion = "lapsed"
)

// Conclusions lists every conclusion.
var Conclusions = []Conclusion{Keep, Amend, Repeal, Lapsed}

// ends reports whether the conclusion ends a version, and as what.
func (c Conclusion) ends() (storage.EndReason, bool) {
	switch c {
	case Repeal:
		return storage.EndRepealed, true
	case Lapsed:
		return storage.EndLapsed, true
	}
	return "", false
}

// Acts of cleanup, as the log names them. The campaign is the event's subject.
const (
	ActBegun     storage.Act = "campaign-begun"
	ActAdded     storage.Act = "campaign-documents-added"
	ActRemoved   storage.Act = "campaign-document-removed"
	ActConcluded storage.Act = "cleanup-concluded"
)

// Cleanup does what cleanup officers do.
type Cleanup struct {
	Store *storage.Store
}

// New makes a Cleanup over a store.
func New(s *storage.Store) *Cleanup { return &Cleanup{Store: s} }

// Campaign is one cleanup.
type Campaign struct {
	ID    storage.ID `json:"id"`
	Title string     `json:"title"`
	Basis string     `json:"basis,omitempty"`
	// Query is the search that its list came from, as people write it.
	Query    string          `json:"query,omitempty"`
	Body     storage.BodyRef `json:"body"`
	Due      storage.Day     `json:"due,omitempty"`
	OpenedBy string          `json:"openedByName"`
	OpenedAt time.Time       `json:"openedAt"`
	Progress Progress        `json:"progress"`
}

// Progress counts a campaign's documents by what was concluded.
type Progress struct {
	Total  int `json:"total"`
	Open   int `json:"open"`
	Keep   int `json:"keep"`
	Amend  int `json:"amend"`
	Repeal int `json:"repeal"`
	Lapsed int `json:"lapsed"`
}

// Done is how many have a conclusion.
func (p Progress) Done() int { return p.Total - p.Open }

// BeginInput is a new campaign over documents in force.
type BeginInput struct {
	Title, Basis string
	// Query is the search that the documents came from, or "".
	Query     string
	Due       storage.Day
	Documents []storage.ID
	// Evidence is, of any of the documents, the places it is listed for.
	Evidence map[storage.ID][]Evidence
}

// Begun names a campaign and the documents that are not in it because they are
// not in force.
type Begun struct {
	Campaign storage.ID   `json:"campaign"`
	Added    int          `json:"added"`
	Skipped  []storage.ID `json:"skipped"`
}

// Begin begins a campaign over those of the documents that are in force today.
func (c *Cleanup) Begin(ctx context.Context, a *storage.Actor, in BeginInput) (Begun, error) {
	return storage.Once(ctx, c.Store, a, func(tx *storage.Tx) (Begun, error) {
		if err := actAnywhere(tx); err != nil {
			return Begun{}, err
		}
		title, err := storage.RequiredLine("title", in.Title)
		if err != nil {
			return Begun{}, err
		}
		b := Begun{Campaign: storage.NewID()}
		_, err = tx.Exec(`INSERT INTO campaign (id, title, basis, query, body, due, opened_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			b.Campaign, title, strings.TrimSpace(in.Basis), strings.TrimSpace(in.Query), a.Body, in.Due, a.Person)
		if err != nil {
			return Begun{}, fmt.Errorf("beginning a campaign: %w", err)
		}
		tx.Log(storage.Event{Act: ActBegun, Subject: b.Campaign})
		err = addDocuments(tx, &b, in.Documents, in.Evidence)
		return b, err
	})
}

// AddInput adds documents to a campaign.
type AddInput struct {
	Campaign  storage.ID
	Documents []storage.ID
	Evidence  map[storage.ID][]Evidence
}

// Add puts further documents in force on a campaign's list; those already on
// it stay as they are.
func (c *Cleanup) Add(ctx context.Context, a *storage.Actor, in AddInput) (Begun, error) {
	return storage.Once(ctx, c.Store, a, func(tx *storage.Tx) (Begun, error) {
		if err := actIn(tx, in.Campaign); err != nil {
			return Begun{}, err
		}
		b := Begun{Campaign: in.Campaign}
		tx.Log(storage.Event{Act: ActAdded, Subject: in.Campaign})
		err := addDocuments(tx, &b, in.Documents, in.Evidence)
		return b, err
	})
}

func addDocuments(tx *storage.Tx, b *Begun, documents []storage.ID, found map[storage.ID][]Evidence) error {
	b.Skipped = []storage.ID{}
	for _, d := range documents {
		kept, err := inOrder(found[d])
		if err != nil {
			return err
		}
		res, err := tx.Exec(`INSERT INTO campaign_item (campaign, document, version, evidence)
			SELECT $1, v.document, v.number, $3 FROM version v WHERE v.document = $2
			AND version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, today()) = 'in-force'
			ORDER BY v.number DESC LIMIT 1 ON CONFLICT (campaign, document) DO UPDATE SET rev = campaign_item.rev`, b.Campaign, d, kept)
		if err != nil {
			return fmt.Errorf("adding document %s to a campaign: %w", d, err)
		}
		if n, _ := res.RowsAffected(); n == 0 {
			b.Skipped = append(b.Skipped, d)
		} else {
			b.Added++
		}
	}
	return nil
}

// actAnywhere fixes the body for which the officer begins a campaign.
func actAnywhere(tx *storage.Tx) error {
	held, err := tx.Holdings()
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Role == storage.Cleanup {
			tx.Actor.Role, tx.Actor.Body = h.Role, h.Body
			return nil
		}
	}
	return fmt.Errorf("cleaning up: %w", storage.ErrForbidden)
}

// actIn fixes the role in which an officer acts in a campaign. To others there
// is no such campaign; an auditor may see but not act.
func actIn(tx *storage.Tx, campaign storage.ID) error {
	body, err := see(tx.Ctx, tx, storage.Viewer{Person: tx.Actor.Person}, campaign)
	if err != nil {
		return err
	}
	return tx.ActAs([]storage.ID{body}, storage.Cleanup)
}

// see answers the campaign's body if the viewer may read it.
func see(ctx context.Context, q storage.Querier, v storage.Viewer, campaign storage.ID) (storage.ID, error) {
	var body storage.ID
	err := q.QueryRowContext(ctx, `SELECT c.body FROM campaign c WHERE c.id = $1 AND `+readable, campaign, v.Person).Scan(&body)
	return body, notFound(err, "reading campaign %s", campaign)
}

// readable says that $2 may read campaign c.
const readable = `EXISTS (SELECT FROM current_role_of r WHERE r.person = $2 AND (r.role = 'auditor' OR r.role = 'cleanup' AND r.body = c.body))`

func notFound(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = storage.ErrNotFound
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
