package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// failure is closed when one of the goroutines that keep an index has ended
// in a panic, as it does on a damaged file. Nothing can be written any more,
// and Bleve's Close would wait for ever.
type failure struct {
	once sync.Once
	ch   chan struct{}
}

func newFailure() *failure { return &failure{ch: make(chan struct{})} }

func (f *failure) happen() { f.once.Do(func() { close(f.ch) }) }

// open are the failures of open indexes by their folders: Bleve takes one
// function for all.
var open sync.Map

// asyncErrors is that function's name.
const asyncErrors = "hefa"

// writeAgainAfter is how long Bleve is kept from trying to write again, to a
// full disk for instance; by itself it would not wait.
const writeAgainAfter = 2 * time.Second

func init() {
	scorch.RegistryAsyncErrorCallbacks[asyncErrors] = func(err error, path string) {
		slog.Error("keeping the search index", "index", filepath.Base(path), "error", err)
		if !errors.Is(err, scorch.ErrAsyncPanic) {
			time.Sleep(writeAgainAfter)
			return
		}
		if f, ok := open.Load(path); ok {
			f.(*failure).happen()
		}
	}
}

// guarded runs one of Bleve's calls, which never answers once the index has
// failed; limit, where it is not 0, is how long it may take.
func (e *Engine) guarded(doing string, limit time.Duration, call func() error) error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	var late <-chan time.Time
	if limit > 0 {
		late = time.After(limit)
	}
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		return nil
	case <-e.failure.ch:
		return fmt.Errorf("%s: %w", doing, ErrDamaged)
	case <-late:
		return fmt.Errorf("%s: it has not ended in %v: %w", doing, limit, ErrDamaged)
	}
}
