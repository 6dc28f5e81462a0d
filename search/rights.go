package search

import (
	"context"
	"fmt"

	"github.com/lib/pq"

	"hefa/search/engine"
	"hefa/search/query"
	"hefa/storage"
)

// rights are what one viewer may read, asked of the database for one query:
// the index holds no right that could be taken back.
type rights struct {
	// versions: every version.
	versions bool
	// open are versions that may be read without signing in, as DOCUMENT@v1.
	open map[string]bool
	// drafts are the documents whose drafts the viewer may read.
	drafts map[string]bool
}

func newRights(ctx context.Context, store *storage.Store, v storage.Viewer, today storage.Day) (rights, error) {
	r := rights{versions: v.Operator || v.Person != ""}
	if !r.versions {
		var err error
		r.open, err = openVersions(ctx, store, today)
		return r, err
	}
	if v.Person == "" {
		return r, nil
	}
	list, err := store.ReadableDrafts(ctx, v.Person)
	if err != nil {
		return r, err
	}
	r.drafts = make(map[string]bool, len(list))
	for _, id := range list {
		r.drafts[string(id)] = true
	}
	return r, nil
}

// openVersions are the versions in force that an open body has issued: what
// public_on says, asked of all documents at once.
func openVersions(ctx context.Context, store *storage.Store, today storage.Day) (map[string]bool, error) {
	rows, err := store.DB.QueryContext(ctx, `SELECT v.document || '@v' || v.number FROM version v
		WHERE version_status(coalesce(v.effective, v.assumed_effective), v.ends, v.end_reason, $1) = 'in-force'
		AND EXISTS (SELECT FROM document_body db JOIN body b ON b.id = db.body
			WHERE db.document = v.document AND db.part = 'issuing' AND b.open)`, today)
	if err != nil {
		return nil, fmt.Errorf("listing what is open to all: %w", err)
	}
	names, err := storage.Collect(rows, func(name *string) []any { return []any{name} })
	if err != nil {
		return nil, fmt.Errorf("listing what is open to all: %w", err)
	}
	open := make(map[string]bool, len(names))
	for _, name := range names {
		open[name] = true
	}
	return open, nil
}

// read reports whether the viewer may read a text.
func (r rights) read(t *engine.Text) bool {
	switch {
	case !t.Public:
		return r.drafts[t.Document]
	case r.versions:
		return true
	}
	return r.open[t.Document+"@"+t.Name]
}

// namedBodies are, for each 机关: filter of a query, the bodies whose full or
// short name has its words.
func namedBodies(ctx context.Context, store *storage.Store, n query.Node) (map[string]map[string]bool, error) {
	named := map[string]map[string]bool{}
	for _, words := range bodyFilters(n) {
		rows, err := store.DB.QueryContext(ctx,
			`SELECT id FROM body WHERE strpos(name, $1) > 0 OR strpos(short_name, $1) > 0`, words)
		if err != nil {
			return nil, fmt.Errorf("finding bodies named %q: %w", words, err)
		}
		ids, err := storage.Collect(rows, func(id *string) []any { return []any{id} })
		if err != nil {
			return nil, fmt.Errorf("finding bodies named %q: %w", words, err)
		}
		named[words] = map[string]bool{}
		for _, id := range ids {
			named[words][id] = true
		}
	}
	return named, nil
}

// bodiesUnder are some bodies and all that stand below them.
func bodiesUnder(ctx context.Context, store *storage.Store, ids []storage.ID) (map[string]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := store.DB.QueryContext(ctx, `WITH RECURSIVE under AS (
			SELECT id FROM body WHERE id = ANY ($1::uuid[])
			UNION SELECT b.id FROM body b JOIN under ON b.parent = under.id)
		SELECT id FROM under`, pq.Array(ids))
	if err != nil {
		return nil, fmt.Errorf("finding the bodies below some: %w", err)
	}
	list, err := storage.Collect(rows, func(id *string) []any { return []any{id} })
	if err != nil {
		return nil, fmt.Errorf("finding the bodies below some: %w", err)
	}
	under := make(map[string]bool, len(list))
	for _, id := range list {
		under[id] = true
	}
	return under, nil
}

func bodyFilters(n query.Node) []string {
	var list []string
	switch n := n.(type) {
	case query.Filter:
		if n.Field == query.Body {
			list = append(list, n.Value)
		}
	case query.Not:
		list = bodyFilters(n.Node)
	case query.And:
		for _, part := range n {
			list = append(list, bodyFilters(part)...)
		}
	case query.Or:
		for _, part := range n {
			list = append(list, bodyFilters(part)...)
		}
	}
	return list
}
