package storage

import (
	"context"
	"fmt"

	"github.com/lib/pq"
)

// ReadDocuments reads several documents at once, by id, each with its status on
// a day ("" is today). Those that do not exist have no entry; rights are the
// caller's affair.
func ReadDocuments(ctx context.Context, q Querier, ids []ID, on Day) (map[ID]Document, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	rows, err := q.QueryContext(ctx, `SELECT `+documentColumns+` FROM document d WHERE d.id = ANY ($2::uuid[])`, on, pq.Array(names))
	if err != nil {
		return nil, fmt.Errorf("reading %d documents: %w", len(ids), err)
	}
	list, err := Collect(rows, documentFields)
	if err != nil {
		return nil, fmt.Errorf("reading %d documents: %w", len(ids), err)
	}
	all := make(map[ID]Document, len(list))
	for _, d := range list {
		all[d.ID] = d
	}
	return all, nil
}
