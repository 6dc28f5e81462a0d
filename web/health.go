package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"hefa/search"
)

// healthz says that the process answers.
func (s *server) healthz(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprintln(w, "ok")
	return err
}

// readiness is the body of /readyz. Readiness itself is database and objects;
// the index only reports.
type readiness struct {
	Ready    bool   `json:"ready"`
	Database string `json:"database"`
	Objects  string `json:"objects"`
	// Position is the number of the newest act in the log.
	Position int64 `json:"position"`
	// Index is how far the search index is; nil where there is none.
	Index *search.State `json:"index,omitempty"`
}

// readyz says whether database and object store answer within five seconds.
func (s *server) readyz(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	database, objects := make(chan string, 1), make(chan string, 1)
	go func() { database <- answered(s.Store.DB.PingContext(ctx)) }()
	go func() { objects <- answered(s.Store.Objects.Check(ctx)) }()
	a := readiness{Database: heard(ctx, database), Objects: heard(ctx, objects)}
	a.Ready = a.Database == "ok" && a.Objects == "ok"
	if s.Search != nil {
		state := s.Search.State()
		a.Index = &state
	}
	status := http.StatusServiceUnavailable
	if a.Ready {
		status = http.StatusOK
		position, err := s.Store.Position(ctx)
		if err != nil {
			return err
		}
		a.Position = position
	}
	return writeJSON(w, status, a)
}

// answered puts no detail of an outage into an answer anyone may read.
func answered(err error) string {
	if err != nil {
		return "unavailable"
	}
	return "ok"
}

func heard(ctx context.Context, c <-chan string) string {
	select {
	case a := <-c:
		return a
	case <-ctx.Done():
	}
	select {
	case a := <-c: // it answered while another was waited for
		return a
	default:
		return "unavailable"
	}
}

// writeJSON answers with a value.
func writeJSON(w http.ResponseWriter, status int, value any) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		return fmt.Errorf("writing an answer: %w", err)
	}
	return nil
}
