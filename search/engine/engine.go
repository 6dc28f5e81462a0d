// Package engine keeps the index: Bleve's segments behind the query tree of
// package query. It knows texts and their units, but neither people nor HTTP
// nor the database; what a text may be shown for is asked of the caller at each
// query.
//
// Each unit of a text is one entry, indexed by its bigrams (every two
// consecutive characters of the folded text) and stored. Two characters are
// found by one term; a longer phrase by all its bigrams, and then by reading
// the entry: a hit is always a real consecutive occurrence. One character is
// every bigram that begins with it. Anything else, a regular expression or a
// comma, is looked for in the entries that have the bigrams it needs, or in all
// where it needs none. On 118 thousand articles this builds in
// two thirds of the time and little more than half the space that positions or
// single characters would take, and is exact.
package engine

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// Mapping names the way entries are made into terms and stored; an index of
// another mapping cannot be read.
const Mapping = "bigram-2"

// Engine is one open index. One goroutine may apply batches while any number
// search.
type Engine struct {
	dir     string
	index   index.Index
	queue   *index.AnalysisQueue
	columns columns
	table   tableHolder
	unsaved unsaved
	failure *failure
}

// ErrDamaged is an index whose files are not as they were written.
var ErrDamaged = errors.New("the index is damaged")

const (
	persistNap = 100 // milliseconds between writes to disk
	analysers  = 2
	closeLimit = 30 * time.Second
)

// Open opens the index in a folder, or makes an empty one there. Where its
// files are damaged the error is [ErrDamaged]. No other process may have it
// open: that would block for ever, and is the caller's to prevent.
func Open(dir string) (*Engine, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the index folder: %w", err)
	}
	broken, err := checkFiles(dir)
	if err != nil {
		return nil, err
	}
	e := &Engine{dir: dir, queue: index.NewAnalysisQueue(analysers), failure: newFailure()}
	open.Store(dir, e.failure)
	if err := e.open(broken); err != nil {
		open.Delete(dir)
		e.queue.Close()
		return nil, err
	}
	return e, nil
}

func (e *Engine) open(broken map[string]bool) (err error) {
	// A file that lies about its lengths makes the reader run past the end of
	// the mapped memory.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("opening the index: %v: %w", r, ErrDamaged)
		}
	}()
	e.index, err = scorch.NewScorch("hefa", map[string]any{
		"path": e.dir,
		// Entries may be found before they are on disk; the log position is
		// written with them, so that a killed process reads them again.
		"unsafe_batch":           true,
		"bolt_timeout":           "5s",
		"asyncErrorCallbackName": asyncErrors,
		"scorchPersisterOptions": map[string]any{"PersisterNapTimeMSec": persistNap, "PersisterNapUnderNumFiles": 500},
	}, e.queue)
	if err != nil {
		return fmt.Errorf("opening the index: %w", err)
	}
	if err := e.index.Open(); err != nil {
		return fmt.Errorf("opening the index: %w: %w", err, ErrDamaged)
	}
	if err := e.load(broken); err != nil {
		return errors.Join(err, e.guarded("closing the index", closeLimit, e.index.Close))
	}
	return nil
}

// Close writes what is not yet on disk and closes the files.
func (e *Engine) Close() error {
	if !e.Saved(closeLimit) {
		slog.Warn("closing the search index before all of it was written", "index", filepath.Base(e.dir))
	}
	if err := e.close(); err != nil {
		return err
	}
	return sumFiles(e.dir)
}

// Abandon gives up an index that is damaged. What Bleve holds of it is given
// back when the process ends.
func (e *Engine) Abandon() { open.Delete(e.dir) }

// Saved reports whether all that was applied is on disk, waiting for that at
// most so long.
func (e *Engine) Saved(limit time.Duration) bool { return e.unsaved.wait(limit, e.failure.ch) }

func (e *Engine) close() error {
	defer e.queue.Close()
	defer open.Delete(e.dir)
	return e.guarded("closing the index", closeLimit, e.index.Close)
}
