package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"hefa/search/engine"
)

// retryAfter is how long to wait when the database cannot be reached.
const retryAfter = time.Second

// saveLimit is how long a rebuild waits for the new index to be on disk.
const saveLimit = time.Minute

// Run follows the log until the context ends, whose end is not an error, and
// does the comparisons that are asked for. A database that cannot be reached is
// waited for.
func (s *Search) Run(ctx context.Context) error {
	var comparing sync.WaitGroup
	comparing.Go(func() { s.compareAsked(ctx) })
	defer comparing.Wait()
	for ctx.Err() == nil {
		grown := s.store.Grown()
		worked, err := s.work(ctx)
		switch {
		case errors.Is(err, errNotOpen):
			return err
		case err != nil && ctx.Err() == nil:
			slog.WarnContext(ctx, "indexing", "error", err)
			pause(ctx, time.After(retryAfter))
		case !worked:
			pause(ctx, grown)
		}
	}
	return nil
}

func pause[T any](ctx context.Context, until <-chan T) {
	select {
	case <-ctx.Done():
	case <-until:
	}
}

var errNotOpen = errors.New("the search index is closed")

// work does the next piece of work on the index in use, and answers whether
// there was any.
func (s *Search) work(ctx context.Context) (bool, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.index == nil {
		return false, errNotOpen
	}
	end, err := s.store.Position(ctx)
	if err != nil {
		return false, err
	}
	s.logEnd.Store(end)
	worked, err := s.index.work(ctx)
	if errors.Is(err, engine.ErrDamaged) {
		return true, s.replace(ctx, err)
	}
	if err != nil {
		return false, err
	}
	p, err := s.index.progress()
	if err != nil || !p.complete() {
		return worked, err
	}
	s.seen.reach(p.position)
	return worked, s.settle()
}

// replace puts an empty index in the place of one that was found damaged while
// in use. The caller holds s.writing.
func (s *Search) replace(ctx context.Context, reason error) error {
	slog.WarnContext(ctx, "building the search index anew", "reason", reason)
	name, err := s.folder.next()
	if err != nil {
		return err
	}
	w, err := s.openIndex(ctx, name)
	if err != nil {
		return err
	}
	s.using.Lock()
	defer s.using.Unlock()
	s.seen.forget()
	s.index.engine.Abandon()
	s.folder.remove(s.name)
	s.index, s.name = w, name
	return nil
}

// settle names the index in use as current, once it is complete on disk too,
// and removes those before it; one after it is being built.
func (s *Search) settle() error {
	if s.settled == s.name || !s.index.engine.Saved(0) {
		return nil
	}
	if err := s.folder.setCurrent(s.name); err != nil {
		return err
	}
	s.settled = s.name
	return s.folder.sweep(func(name string) bool { return number(name) < number(s.name) })
}

// work does an index's next piece of work: begin, read all documents, follow
// the log.
func (w *writer) work(ctx context.Context) (bool, error) {
	p, err := w.progress()
	if err != nil {
		return false, err
	}
	if !p.complete() {
		if begun, err := w.engine.Internal(keyInstallation); err != nil || begun == "" {
			if err == nil {
				err = w.begin(ctx)
			}
			return true, err
		}
		_, err := w.scan(ctx, p.scan)
		return true, err
	}
	n, err := w.follow(ctx, p.position)
	return n > 0, err
}

// Rebuild builds the index anew beside the one in use, which goes on
// answering, and then puts it in its place.
func (s *Search) Rebuild(ctx context.Context) error {
	s.rebuilds.Add(1)
	defer s.rebuilds.Add(-1)
	s.building.Lock()
	defer s.building.Unlock()
	name, err := s.folder.next()
	if err != nil {
		return err
	}
	w, err := s.openIndex(ctx, name)
	if err != nil {
		return err
	}
	if err := s.buildAndSwap(ctx, w, name); err != nil {
		err = errors.Join(fmt.Errorf("building the index anew: %w", err), w.engine.Close())
		s.folder.remove(name)
		return err
	}
	return nil
}

func (s *Search) buildAndSwap(ctx context.Context, w *writer, name string) error {
	for worked := true; worked; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if worked, err = w.work(ctx); err != nil {
			return err
		}
	}
	w.engine.Saved(saveLimit)
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.index == nil {
		return errNotOpen
	}
	s.using.Lock()
	old := s.index
	s.index, s.name = w, name
	s.using.Unlock()
	if err := old.engine.Close(); err != nil {
		slog.WarnContext(ctx, "closing the old search index", "error", err)
	}
	if err := s.tell(w); err != nil {
		slog.WarnContext(ctx, "telling the new index's position", "error", err)
	}
	if err := s.settle(); err != nil {
		slog.WarnContext(ctx, "naming the new index", "error", err)
	}
	return nil
}
