package cleanup

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lib/pq"

	"hefa/lawtext"
	"hefa/storage"
)

// Evidence is one place of a document for which it was put on the list. It is
// kept as it stood then, so that a conclusion can be understood years later.
type Evidence struct {
	Address lawtext.Address `json:"address"`
	// Article is the article's number as written; "" outside articles.
	Article string `json:"article,omitempty"`
	// Excerpt is what stands there, or a part of it around the words found.
	Excerpt string `json:"excerpt"`
	// Ranges are the words found in Excerpt, in code points.
	Ranges []lawtext.Range `json:"ranges,omitempty"`
}

// Evidence answers why each of the documents is on a campaign's list. Those
// that were put there without any have no entry.
func (c *Cleanup) Evidence(ctx context.Context, v storage.Viewer, campaign storage.ID, documents ...storage.ID) (map[storage.ID][]Evidence, error) {
	if _, err := see(ctx, c.Store.DB, v, campaign); err != nil {
		return nil, err
	}
	all, err := evidence(ctx, c.Store.DB, campaign, documents)
	if err != nil {
		return nil, fmt.Errorf("reading the evidence of campaign %s: %w", campaign, err)
	}
	return all, nil
}

// evidence reads that of some documents, or of the whole list where documents
// is nil.
func evidence(ctx context.Context, q storage.Querier, campaign storage.ID, documents []storage.ID) (map[storage.ID][]Evidence, error) {
	var ids []string
	for _, d := range documents {
		ids = append(ids, string(d))
	}
	rows, err := q.QueryContext(ctx, `SELECT document, evidence FROM campaign_item
		WHERE campaign = $1 AND ($2 OR document = ANY ($3::uuid[])) AND evidence <> '[]'`, campaign, documents == nil, pq.Array(ids))
	if err != nil {
		return nil, err
	}
	type row struct {
		document storage.ID
		evidence []Evidence
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.document, storage.JSONInto(&r.evidence)} })
	if err != nil {
		return nil, err
	}
	all := make(map[storage.ID][]Evidence, len(list))
	for _, r := range list {
		all[r.document] = r.evidence
	}
	return all, nil
}

// inOrder is evidence as it is kept: by place.
func inOrder(list []Evidence) ([]byte, error) {
	if len(list) == 0 {
		return []byte("[]"), nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Evidence) int { return a.Address.Compare(b.Address) })
	kept, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("writing evidence: %w", err)
	}
	return kept, nil
}
