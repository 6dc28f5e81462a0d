package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/lib/pq"
)

// EventQuery narrows the log for an auditor. Zero fields narrow nothing.
type EventQuery struct {
	From, To Day
	Person   ID
	Document ID
	Act      Act
	// Without leaves acts out.
	Without []Act
	// Versions: only what was done to a version.
	Versions bool
	// Before is the sequence number to page back from.
	Before int64
	// Limit is 50 where it is 0; Skip passes over the newest.
	Limit, Skip int
}

// SearchEvents lists the log newest first. The caller has checked that the
// person asking is an auditor.
func (s *Store) SearchEvents(ctx context.Context, q EventQuery) ([]Event, int, error) {
	where, args := q.where()
	var total int
	if err := s.DB.QueryRowContext(ctx, `SELECT count(*) FROM event `+where, args...).Scan(&total); err != nil {
		return nil, 0, fmt.Errorf("counting the log: %w", err)
	}
	if q.Before > 0 {
		where += fmt.Sprintf(" AND seq < %d", q.Before)
	}
	if q.Limit <= 0 {
		q.Limit = 50
	}
	list, err := events(ctx, s.DB, fmt.Sprintf("%s ORDER BY seq DESC LIMIT %d OFFSET %d", where, q.Limit, q.Skip), args...)
	return list, total, err
}

func (q EventQuery) where() (string, []any) {
	clauses, args := []string{"true"}, []any{}
	add := func(clause string, arg any) {
		args = append(args, arg)
		clauses = append(clauses, fmt.Sprintf(clause, len(args)))
	}
	if q.From != "" {
		add("at >= $%d::date", q.From)
	}
	if q.To != "" {
		add("at < $%d::date + 1", q.To)
	}
	if q.Person != "" {
		add("person = $%d", q.Person)
	}
	if q.Document != "" {
		add("document = $%d", q.Document)
	}
	if q.Act != "" {
		add("act = $%d", q.Act)
	}
	if len(q.Without) > 0 {
		add("act <> ALL ($%d)", pq.Array(q.Without))
	}
	if q.Versions {
		clauses = append(clauses, "version IS NOT NULL")
	}
	return "WHERE " + strings.Join(clauses, " AND "), args
}
