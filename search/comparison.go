package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"hefa/storage"
)

// Comparing is how the comparisons of one server's index stand.
type Comparing struct {
	// Host is the machine, Own whether it is this server.
	Host string `json:"host"`
	Own  bool   `json:"own"`
	// Since is when the one under way began; nil where none is.
	Since *time.Time `json:"since,omitempty"`
	// Last is the last one that came to its end, Failed when one has failed
	// since; nil where there was none.
	Last   *Comparison `json:"last,omitempty"`
	Failed *time.Time  `json:"failed,omitempty"`
}

// Comparings lists how each server's comparisons stand, this one's first.
func (s *Search) Comparings(ctx context.Context) ([]Comparing, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT host, server = $1, began, result, failed FROM index_comparison
		ORDER BY server <> $1, host, server`, s.server)
	if err != nil {
		return nil, fmt.Errorf("reading comparisons of the index: %w", err)
	}
	list, err := storage.Collect(rows, func(c *Comparing) []any {
		return []any{&c.Host, &c.Own, &c.Since, storage.JSONInto(&c.Last), &c.Failed}
	})
	if err != nil {
		return nil, fmt.Errorf("reading comparisons of the index: %w", err)
	}
	if len(list) == 0 || !list[0].Own {
		list = append([]Comparing{{Own: true}}, list...)
	}
	return list, nil
}

// AskComparison has the index compared with the database in the background,
// and what differs indexed anew first where repair is given. One that is asked
// for already is done once. [Search.Comparings] says how it stands.
func (s *Search) AskComparison(ctx context.Context, repair bool) error {
	if err := s.began(ctx); err != nil {
		return err
	}
	select {
	case s.asked <- repair:
	default: // one waits already, and begins after this
	}
	return nil
}

// compareAsked does the comparisons that are asked for until the context ends.
func (s *Search) compareAsked(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case repair := <-s.asked:
			if err := s.compareOnce(ctx, repair); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "comparing the search index", "error", err)
			}
		}
	}
}

func (s *Search) compareOnce(ctx context.Context, repair bool) error {
	if repair {
		list, err := s.Comparings(ctx)
		if err == nil && list[0].Last != nil {
			err = s.Repair(ctx, list[0].Last)
		}
		if err != nil {
			return errors.Join(err, s.ended(ctx, nil))
		}
	}
	_, err := s.Compare(ctx)
	return err
}

// began notes that a comparison is under way.
func (s *Search) began(ctx context.Context) error {
	host, err := os.Hostname()
	if err != nil {
		return fmt.Errorf("asking for the machine's name: %w", err)
	}
	_, err = s.store.DB.ExecContext(ctx, `INSERT INTO index_comparison AS c (server, host, began) VALUES ($1, $2, now())
		ON CONFLICT (server) DO UPDATE SET host = excluded.host, began = coalesce(c.began, now())`, s.server, host)
	if err != nil {
		return fmt.Errorf("noting that the index is compared: %w", err)
	}
	return nil
}

// ended keeps what a comparison has shown; nil is one that came to no end.
func (s *Search) ended(ctx context.Context, found *Comparison) error {
	var raw any
	if found != nil {
		data, err := json.Marshal(found)
		if err != nil {
			return fmt.Errorf("writing what a comparison has shown: %w", err)
		}
		raw = string(data)
	}
	_, err := s.store.DB.ExecContext(context.WithoutCancel(ctx), `UPDATE index_comparison SET began = NULL, result = coalesce($2::json, result),
		failed = CASE WHEN $2 IS NULL THEN now() END WHERE server = $1`, s.server, raw)
	if err != nil {
		return fmt.Errorf("keeping what a comparison has shown: %w", err)
	}
	return nil
}

// introduce gives the folder's server a lasting name; a comparison that a
// killed one was at has failed.
func (s *Search) introduce(ctx context.Context) error {
	path := s.folder.join("server")
	name, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		name = []byte(storage.NewID())
		err = os.WriteFile(path, name, 0o600)
	}
	if err == nil {
		s.server, err = storage.ParseID(string(name))
	}
	if err != nil {
		return fmt.Errorf("naming the server of an index: %w", err)
	}
	_, err = s.store.DB.ExecContext(ctx, `UPDATE index_comparison SET began = NULL, failed = began WHERE server = $1 AND began IS NOT NULL`, s.server)
	if err != nil {
		return fmt.Errorf("ending a comparison that was broken off: %w", err)
	}
	return nil
}
