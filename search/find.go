package search

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"time"
	"unicode/utf8"

	"hefa/search/engine"
	"hefa/search/query"
	"hefa/storage"
)

// askLimit is how long the index may take over one query; one that takes longer,
// such as hundreds of single characters, has too many words.
const askLimit = 10 * time.Second

// afterLimit is how long a query waits for the asker's own change.
const afterLimit = 5 * time.Second

// Search answers a query with what the viewer may read. A malformed one is a
// [*query.Error] or a [*storage.Invalid]. Where the index has not reached
// q.After within five seconds it answers with what it has; Searched says so.
func (s *Search) Search(ctx context.Context, viewer storage.Viewer, q Query) (*Result, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	node, err := query.Parse(q.Q)
	if err != nil {
		return nil, fmt.Errorf("reading the query: %w", err)
	}
	if q.After > 0 {
		waiting, cancel := context.WithTimeout(ctx, afterLimit)
		err := s.Wait(waiting, q.After)
		cancel()
		if err != nil && ctx.Err() != nil {
			return nil, err
		}
	}
	a := &asking{Query: q, node: node}
	if err := a.prepare(ctx, s.store, viewer); err != nil {
		return nil, err
	}
	s.using.RLock()
	defer s.using.RUnlock()
	if s.index == nil {
		return nil, errNotOpen
	}
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	found, err := s.index.engine.Search(limited, engine.Query{
		Node: node, Judge: a.judge, Passes: a.passes, From: (q.Page - 1) * q.Size, Size: q.Size,
	})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = &query.Error{Code: query.TooMany, End: utf8.RuneCountInString(q.Q)}
	}
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	return a.result(ctx, s.store, found)
}

// asking is one query being answered.
type asking struct {
	Query
	node   query.Node
	rights rights
	now    time.Time
	// named are the bodies that each 机关: filter means.
	named map[string]map[string]bool
	// counted are the documents seen to be readable, by their places in the
	// index; documents and articles are how many the viewer may read.
	counted             []bool
	documents, articles int
}

// prepare asks the database what the answer depends on.
func (a *asking) prepare(ctx context.Context, store *storage.Store, viewer storage.Viewer) error {
	var err error
	if a.now, err = store.Now(ctx); err != nil {
		return err
	}
	today := storage.DayOf(a.now.In(store.Location))
	if a.On == "" {
		a.On = today
	}
	if a.rights, err = newRights(ctx, store, viewer, today); err != nil {
		return err
	}
	a.named, err = namedBodies(ctx, store, a.node)
	return err
}

// What a text may fail and still be counted in that facet.
const (
	failsKind engine.Verdict = 1 << iota
	failsBody
	failsYear
	failsStatus
)

// judge says what a text is worth to the query. Whatever the viewer may not
// read is hidden before anything else is asked of it.
func (a *asking) judge(t *engine.Text) engine.Verdict {
	if !a.rights.read(t) {
		return engine.Hides
	}
	a.countReadable(t)
	var fails engine.Verdict
	if a.Kind != "" && t.Kind != string(a.Kind) {
		fails |= failsKind
	}
	if len(a.Body) > 0 && !issuedBy(t, a.Body) {
		fails |= failsBody
	}
	if a.Year != 0 && t.Year != a.Year {
		fails |= failsYear
	}
	if a.Status != "" && statusOn(t, a.On) != a.Status {
		fails |= failsStatus
	}
	if bits.OnesCount8(uint8(fails)) > 1 {
		return engine.Hides
	}
	return fails
}

func (a *asking) countReadable(t *engine.Text) {
	a.articles += t.Articles
	if n := int(t.Doc) + 1 - len(a.counted); n > 0 {
		a.counted = append(a.counted, make([]bool, n)...)
	}
	if !a.counted[t.Doc] {
		a.counted[t.Doc] = true
		a.documents++
	}
}

func issuedBy(t *engine.Text, bodies []storage.ID) bool {
	for _, issuer := range t.Issuer {
		for _, b := range bodies {
			if issuer == string(b) {
				return true
			}
		}
	}
	return false
}

// passes says whether a filter in the query's words lets a text through.
func (a *asking) passes(f query.Filter, t *engine.Text) bool {
	switch f.Field {
	case query.Title:
		return contains(t.Title, f.Value)
	case query.Number:
		return contains(t.Number, f.Value)
	case query.Kind:
		return t.Kind == f.Value
	case query.Status:
		return string(statusOn(t, a.On)) == f.Value
	case query.Year:
		return t.Year != 0 && (f.From == 0 || t.Year >= f.From) && (f.To == 0 || t.Year <= f.To)
	case query.Body:
		for _, issuer := range t.Issuer {
			if a.named[f.Value][issuer] {
				return true
			}
		}
	}
	return false
}

func contains(text, words string) bool {
	folded, _ := query.Fold(text)
	return query.NewLiteral(words).Count(folded) > 0
}
