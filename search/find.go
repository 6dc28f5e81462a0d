package search

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"time"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/search/engine"
	"hefa/search/query"
	"hefa/storage"
)

// askLimit is how long the index may take over one query; one that takes longer,
// such as hundreds of single characters, has too many words.
const askLimit = 10 * time.Second

// exactLimit is how long it may take over an exact search, whose list may have
// a thousand literals.
const exactLimit = time.Minute

// afterLimit is how long a query waits for the asker's own change.
const afterLimit = 5 * time.Second

// Search answers a query with what the viewer may read. A malformed one is a
// [*query.Error] or a [*storage.Invalid]. Where the index has not reached
// q.After within five seconds it answers with what it has; Searched says so.
func (s *Search) Search(ctx context.Context, viewer storage.Viewer, q Query) (*Result, error) {
	a, found, err := s.ask(ctx, viewer, q)
	if err != nil {
		return nil, err
	}
	widened := q.Widen && !q.Exact && !slices.ContainsFunc(found.Texts, counts) && len(query.Leaves(a.node)) > 1
	if widened {
		if found, err = s.find(ctx, a, true); err != nil {
			return nil, err
		}
	}
	r, err := s.result(ctx, a, found)
	if err == nil {
		r.Widened = widened && r.Total > 0
	}
	if err == nil && r.Total == 0 && a.Page == 1 {
		s.nothing(ctx, viewer, a, r)
	}
	return r, err
}

// ask asks the index.
func (s *Search) ask(ctx context.Context, viewer storage.Viewer, q Query) (*asking, *engine.Found, error) {
	if err := q.check(); err != nil {
		return nil, nil, err
	}
	node, err := q.node()
	if err != nil {
		return nil, nil, fmt.Errorf("reading the query: %w", err)
	}
	if q.After > 0 {
		waiting, cancel := context.WithTimeout(ctx, afterLimit)
		err := s.Wait(waiting, q.After)
		cancel()
		if err != nil && ctx.Err() != nil {
			return nil, nil, err
		}
	}
	a := &asking{Query: q, node: node, marker: query.NewMarker(node), cites: lawtext.NormalTitle(q.Cites)}
	if err := a.prepare(ctx, s.store, viewer); err != nil {
		return nil, nil, err
	}
	found, err := s.find(ctx, a, false)
	return a, found, err
}

func counts(t engine.TextFound) bool { return t.Verdict == engine.Counts }

// find puts the question to the index in use.
func (s *Search) find(ctx context.Context, a *asking, wide bool) (*engine.Found, error) {
	s.using.RLock()
	defer s.using.RUnlock()
	if s.index == nil {
		return nil, errNotOpen
	}
	a.counted, a.documents, a.articles = nil, 0, 0
	limit := askLimit
	if a.Exact {
		limit = exactLimit
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	asked := a.engine()
	asked.Wide = wide
	found, err := s.index.engine.Search(limited, asked)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = &query.Error{Code: query.TooMany, End: utf8.RuneCountInString(a.Q)}
	}
	if err != nil {
		return nil, fmt.Errorf("searching: %w", err)
	}
	return found, nil
}

// asking is one query being answered.
type asking struct {
	Query
	node   query.Node
	marker query.Marker
	rights rights
	now    time.Time
	// cites is the normal title of the law of Cites.
	cites string
	// under are the bodies of Under with all below them.
	under map[string]bool
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
	if a.named, err = namedBodies(ctx, store, a.node); err != nil {
		return err
	}
	a.under, err = bodiesUnder(ctx, store, a.Under)
	return err
}

// engine is the question as the index takes it.
func (a *asking) engine() engine.Query {
	return engine.Query{
		Node: a.node, Judge: a.judge, Passes: a.passes, From: (a.Page - 1) * a.Size, Size: a.Size, PerText: a.PerText, PerLeaf: a.Exact,
		Sort: map[Sort]engine.Sort{ByDate: engine.SortNewest, ByLevel: engine.SortHighest, ByReading: engine.SortReading}[a.Sort],
	}
}

// What a text may fail and still be counted in that facet.
const (
	failsKind engine.Verdict = 1 << iota
	failsBody
	failsYear
	failsStatus
	failsCites
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
	if len(a.Body) > 0 && !issuedBy(t, a.Body) || len(a.Under) > 0 && !a.issuedUnder(t) {
		fails |= failsBody
	}
	if a.Year != 0 && t.Year != a.Year {
		fails |= failsYear
	}
	if a.Status != "" && statusOn(t, a.On) != a.Status {
		fails |= failsStatus
	}
	if a.cites != "" {
		if _, ok := slices.BinarySearch(t.Cites, a.cites); !ok {
			fails |= failsCites
		}
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

func (a *asking) issuedUnder(t *engine.Text) bool {
	for _, issuer := range t.Issuer {
		if a.under[issuer] {
			return true
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
	return query.NewLiteral(words).CountFolded(folded) > 0
}
