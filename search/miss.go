package search

import (
	"context"
	"fmt"
	"log/slog"
	"unicode/utf8"

	"hefa/storage"
)

// Miss is a query that found nothing.
type Miss struct {
	Query string `json:"query"`
	// Times is how often it was asked, LastOn the last day.
	Times  int         `json:"times"`
	LastOn storage.Day `json:"lastOn"`
}

// longestMiss is how long a query may be, in code points, to be kept: longer
// ones are pasted texts.
const longestMiss = 100

// nothing does what is left to do where nothing was found: it offers titles
// that are much like what was asked for, and keeps the query, without who asked
// and with nothing else, where no filter can have been the reason.
func (s *Search) nothing(ctx context.Context, viewer storage.Viewer, a *asking, r *Result) {
	if !a.Exact {
		r.DidYouMean = s.alike(a)
	}
	filtered := a.Kind != "" || len(a.Body)+len(a.Under) > 0 || a.Year != 0 || a.Status != "" || a.Cites != ""
	if viewer.Person == "" || filtered || !r.Searched.Complete || len(a.Literals) > 0 || r.Query == "" || utf8.RuneCountInString(r.Query) > longestMiss {
		return
	}
	_, err := s.store.DB.ExecContext(ctx, `INSERT INTO search_miss (query) VALUES ($1)
		ON CONFLICT (query) DO UPDATE SET times = search_miss.times + 1, last_on = act_time()::date`, r.Query)
	if err != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "keeping a query that found nothing", "error", err)
	}
}

// Misses lists the queries that found nothing, the most frequent first.
func (s *Search) Misses(ctx context.Context, limit int) ([]Miss, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT query, times, last_on FROM search_miss ORDER BY times DESC, last_on DESC, query LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("listing queries that found nothing: %w", err)
	}
	list, err := storage.Collect(rows, func(m *Miss) []any { return []any{&m.Query, &m.Times, &m.LastOn} })
	if err != nil {
		return nil, fmt.Errorf("listing queries that found nothing: %w", err)
	}
	return list, nil
}

// missKept is how many days a query is kept after it was last asked.
const missKept = 365

// ForgetMisses removes queries that nobody has asked for a year.
func (s *Search) ForgetMisses(ctx context.Context) error {
	if _, err := s.store.DB.ExecContext(ctx, `DELETE FROM search_miss WHERE last_on < act_time()::date - $1::int`, missKept); err != nil {
		return fmt.Errorf("forgetting queries that found nothing: %w", err)
	}
	return nil
}
