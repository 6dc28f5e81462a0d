package search

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"hefa/storage"
)

// bodyTree names the bodies of a facet and says how they stand to each other:
// each has its parent, and how many documents it and all below it have. Bodies
// above those found, which have no documents of their own here, are added.
func bodyTree(ctx context.Context, store *storage.Store, counts []Count, documents map[string][]string) ([]Count, error) {
	if len(counts) == 0 {
		return counts, nil
	}
	ids := make([]string, len(counts))
	for i, c := range counts {
		ids[i] = c.Value
	}
	rows, err := store.DB.QueryContext(ctx, `WITH RECURSIVE above AS (
			SELECT id, name, parent FROM body WHERE id = ANY ($1::uuid[])
			UNION SELECT b.id, b.name, b.parent FROM body b JOIN above ON above.parent = b.id)
		SELECT id, name, coalesce(parent::text, '') FROM above`, pq.Array(ids))
	if err != nil {
		return nil, fmt.Errorf("reading the bodies of a facet: %w", err)
	}
	list, err := storage.Collect(rows, func(c *Count) []any { return []any{&c.Value, &c.Name, &c.Parent} })
	if err != nil {
		return nil, fmt.Errorf("reading the bodies of a facet: %w", err)
	}
	bodies := make(map[string]*Count, len(list))
	for i := range list {
		bodies[list[i].Value] = &list[i]
	}
	for i := range counts {
		if b := bodies[counts[i].Value]; b != nil {
			b.Count = counts[i].Count
			counts[i] = *b
		}
	}
	within := within(bodies, documents)
	for i := range counts {
		counts[i].Within = within[counts[i].Value]
		delete(within, counts[i].Value)
	}
	for _, c := range list {
		if n, above := within[c.Value]; above {
			c.Within = n
			counts = append(counts, c)
		}
	}
	return counts, nil
}

// within counts for each body the documents of it and of those below it, each
// once.
func within(bodies map[string]*Count, documents map[string][]string) map[string]int {
	counts := map[string]int{}
	for _, issuers := range documents {
		seen := map[string]bool{}
		for _, id := range issuers {
			for b := bodies[id]; b != nil && !seen[b.Value]; b = bodies[b.Parent] {
				seen[b.Value] = true
				counts[b.Value]++
			}
		}
	}
	return counts
}
