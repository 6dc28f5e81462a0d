package cleanup

import (
	"context"
	"fmt"
	"time"

	"hefa/storage"
)

const campaignQuery = `SELECT c.id, c.title, c.basis, c.query, body_ref(c.body), c.due, p.name, c.opened_at,
	n.total, n.open, n.keep, n.amend, n.repeal, n.lapsed
	FROM campaign c JOIN person p ON p.id = c.opened_by, LATERAL (
		SELECT count(*) AS total, count(*) FILTER (WHERE k.conclusion IS NULL) AS open,
			count(*) FILTER (WHERE k.conclusion = 'keep') AS keep, count(*) FILTER (WHERE k.conclusion = 'amend') AS amend,
			count(*) FILTER (WHERE k.conclusion = 'repeal') AS repeal, count(*) FILTER (WHERE k.conclusion = 'lapsed') AS lapsed
		FROM campaign_item i LEFT JOIN LATERAL (SELECT conclusion FROM campaign_conclusion
			WHERE campaign = i.campaign AND document = i.document ORDER BY id DESC LIMIT 1) k ON true
		WHERE i.campaign = c.id) n WHERE `

func campaignFields(c *Campaign) []any {
	p := &c.Progress
	return []any{&c.ID, &c.Title, &c.Basis, &c.Query, storage.JSONInto(&c.Body), &c.Due, &c.OpenedBy, &c.OpenedAt,
		&p.Total, &p.Open, &p.Keep, &p.Amend, &p.Repeal, &p.Lapsed}
}

// Campaigns lists the campaigns the viewer may read, newest first.
func (c *Cleanup) Campaigns(ctx context.Context, v storage.Viewer) ([]Campaign, error) {
	rows, err := c.Store.DB.QueryContext(ctx, campaignQuery+`$1 AND `+readable+` ORDER BY c.id DESC`, true, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing campaigns: %w", err)
	}
	return storage.Collect(rows, campaignFields)
}

// Campaign reads one campaign; [storage.ErrNotFound] where the viewer may not.
func (c *Cleanup) Campaign(ctx context.Context, v storage.Viewer, id storage.ID) (Campaign, error) {
	var one Campaign
	err := c.Store.DB.QueryRowContext(ctx, campaignQuery+`c.id = $1 AND `+readable, id, v.Person).Scan(campaignFields(&one)...)
	return one, notFound(err, "reading campaign %s", id)
}

// Item is one document of a campaign.
type Item struct {
	Document      storage.ID        `json:"document"`
	Title         string            `json:"title"`
	Kind          storage.Kind      `json:"kind"`
	Issuing       []storage.BodyRef `json:"issuing"`
	Version       int               `json:"version"`
	IssuingNumber string            `json:"issuingNumber,omitempty"`
	Published     storage.Day       `json:"published,omitempty"`
	Effective     storage.Day       `json:"effective,omitempty"`
	// Status is what the document is today.
	Status storage.Status `json:"status"`
	// Rev is the item's revision.
	Rev int `json:"rev"`
	// Conclusion is "" while the item is open.
	Conclusion Conclusion `json:"conclusion,omitempty"`
	Grounds    string     `json:"grounds,omitempty"`
	// Ends is the first day on which it is no longer in force.
	Ends   storage.Day `json:"ends,omitempty"`
	ByName string      `json:"byName,omitempty"`
	At     *time.Time  `json:"at,omitempty"`
}

// Items lists a campaign's documents in the order in which they were added,
// or only those still open.
func (c *Cleanup) Items(ctx context.Context, v storage.Viewer, campaign storage.ID, open bool) ([]Item, error) {
	if _, err := see(ctx, c.Store.DB, v, campaign); err != nil {
		return nil, err
	}
	rows, err := c.Store.DB.QueryContext(ctx, `SELECT i.document, v.title, d.kind, bodies_of(d.id, 'issuing'), v.number, v.issuing_number,
		v.published, v.effective, document_status(d.id, today()), i.rev,
		coalesce(k.conclusion, ''), coalesce(k.grounds, ''), k.ends, coalesce(p.name, ''), k.at
		FROM campaign_item i JOIN document d ON d.id = i.document JOIN version v ON v.document = i.document AND v.number = i.version
		LEFT JOIN LATERAL (SELECT * FROM campaign_conclusion WHERE campaign = i.campaign AND document = i.document
			ORDER BY id DESC LIMIT 1) k ON true
		LEFT JOIN person p ON p.id = k.by
		WHERE i.campaign = $1 AND NOT ($2 AND k.id IS NOT NULL) ORDER BY i.added_at, v.title, i.document`, campaign, open)
	if err != nil {
		return nil, fmt.Errorf("listing the documents of campaign %s: %w", campaign, err)
	}
	return storage.Collect(rows, func(i *Item) []any {
		return []any{&i.Document, &i.Title, &i.Kind, storage.JSONInto(&i.Issuing), &i.Version, &i.IssuingNumber,
			&i.Published, &i.Effective, &i.Status, &i.Rev, &i.Conclusion, &i.Grounds, &i.Ends, &i.ByName, &i.At}
	})
}
