package search

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"hefa/storage"
)

// bodyNames are all bodies with their names and parents, as they were at one
// position of the log: whatever changes a body moves it.
type bodyNames struct {
	reading sync.Mutex
	at      string
	bodies  map[string]Count
}

// read are the bodies at a position of the log, or later.
func (b *bodyNames) read(ctx context.Context, store *storage.Store, at string) (map[string]Count, error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	if b.bodies != nil && b.at == at {
		return b.bodies, nil
	}
	rows, err := store.DB.QueryContext(ctx, `SELECT id, name, coalesce(parent::text, '') FROM body`)
	if err != nil {
		return nil, fmt.Errorf("reading the bodies of a facet: %w", err)
	}
	list, err := storage.Collect(rows, func(c *Count) []any { return []any{&c.Value, &c.Name, &c.Parent} })
	if err != nil {
		return nil, fmt.Errorf("reading the bodies of a facet: %w", err)
	}
	bodies := make(map[string]Count, len(list))
	for _, c := range list {
		bodies[c.Value] = c
	}
	b.at, b.bodies = at, bodies
	return bodies, nil
}

// bodyTree names the bodies of a facet and says how they stand to each other:
// each has its parent, and how many documents it and all below it have. Bodies
// above those found, which have no documents of their own here, are added.
func bodyTree(bodies map[string]Count, counts []Count, documents map[string][]string) []Count {
	within := within(bodies, documents)
	for i, c := range counts {
		if b, ok := bodies[c.Value]; ok {
			b.Count = c.Count
			counts[i] = b
		}
		counts[i].Within = within[c.Value]
		delete(within, c.Value)
	}
	for _, id := range slices.Sorted(maps.Keys(within)) {
		c := bodies[id]
		c.Within = within[id]
		counts = append(counts, c)
	}
	return counts
}

// within counts for each body the documents of it and of those below it, each
// once.
func within(bodies map[string]Count, documents map[string][]string) map[string]int {
	counts := map[string]int{}
	var seen []string
	for _, issuers := range documents {
		seen = seen[:0]
		for _, id := range issuers {
			for b, ok := bodies[id]; ok && !slices.Contains(seen, b.Value); b, ok = bodies[b.Parent] {
				seen = append(seen, b.Value)
				counts[b.Value]++
			}
		}
	}
	return counts
}
