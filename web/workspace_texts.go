package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"hefa/review"
	"hefa/storage"
)

// textChoice is a text one may compare with.
type textChoice struct {
	Name storage.TextName
	At   time.Time
}

// textChoices lists the texts of a document the viewer may read, oldest first.
func (s *server) textChoices(ctx context.Context, v storage.Viewer, document storage.ID) ([]textChoice, error) {
	access, err := s.Store.See(ctx, v, document)
	if err != nil {
		return nil, err
	}
	var list []textChoice
	versions, err := s.Store.ReadableVersions(ctx, v, document, "")
	if err != nil {
		return nil, err
	}
	for _, one := range versions {
		list = append(list, textChoice{storage.TextName{Version: one.Number}, one.At})
	}
	if access.Drafts {
		drafts, err := storage.Drafts(ctx, s.Store.DB, document)
		if err != nil {
			return nil, err
		}
		for _, one := range drafts {
			list = append(list, textChoice{storage.TextName{Draft: one.Number}, one.At})
		}
	}
	slices.SortStableFunc(list, func(a, b textChoice) int { return a.At.Compare(b.At) })
	return list, nil
}

// deskTexts are the two texts on a workspace; From has no reading where there
// is nothing to compare with.
type deskTexts struct {
	Choices  []textChoice
	From, To storage.NamedText
}

// Compared reports whether there are two texts.
func (t deskTexts) Compared() bool { return t.From.Reading.Text != nil }

// matterTexts finds the texts a matter's workspace shows: its newest draft and
// the one before, or the version it sets out to amend, unless others are asked
// for. It settles the query's view.
func (s *server) matterTexts(r *http.Request, m *review.Matter, q *deskQuery) (deskTexts, error) {
	from, to := storage.TextName{}, storage.TextName{Draft: m.Draft}
	switch {
	case m.Draft > m.FirstDraft:
		from.Draft = m.Draft - 1
	case m.BaseVersion > 0:
		from.Version = m.BaseVersion
	}
	return s.deskTexts(r, m.Document, from, to, q)
}

// deskTexts reads the texts a query asks for, or else from and to.
func (s *server) deskTexts(r *http.Request, document storage.ID, from, to storage.TextName, q *deskQuery) (deskTexts, error) {
	ctx, v := r.Context(), viewerOf(r)
	var t deskTexts
	var err error
	if t.Choices, err = s.textChoices(ctx, v, document); err != nil {
		return t, err
	}
	if q.To != "" {
		if to, err = storage.ParseTextName(q.To); err != nil {
			return t, err
		}
		// What to compare with follows the text that was asked for.
		from = before(t.Choices, to)
	}
	if q.From != "" {
		if from, err = storage.ParseTextName(q.From); err != nil {
			return t, err
		}
	}
	if t.To, err = s.Store.NamedText(ctx, v, document, to); err != nil {
		return t, err
	}
	if from != (storage.TextName{}) && from != to {
		t.From, err = s.Store.NamedText(ctx, v, document, from)
		// A text one may not read leaves the other one clean, unless it was
		// asked for.
		if err != nil && (q.From != "" || !errors.Is(err, storage.ErrNotFound)) {
			return t, err
		}
	}
	switch {
	case !t.Compared():
		q.View = viewClean
	case q.View == "":
		q.View = viewInline
	}
	return t, nil
}

// viewerOf is who asks to read, where from names a text.
func viewerOf(r *http.Request) storage.Viewer { return from(r).viewer() }

// before is the text before another in the list, or none.
func before(choices []textChoice, to storage.TextName) storage.TextName {
	i := slices.IndexFunc(choices, func(c textChoice) bool { return c.Name == to })
	if i < 1 {
		return storage.TextName{}
	}
	return choices[i-1].Name
}

// logTexts logs the reading of the unpublished drafts that are shown.
func (s *server) logTexts(r *http.Request, t deskTexts, view string) error {
	if err := s.logDraftRead(r, t.To, storage.TextName{}); err != nil {
		return fmt.Errorf("logging the reading of %s: %w", t.To.Name, err)
	}
	if view == viewClean || !t.Compared() {
		return nil
	}
	return s.logDraftRead(r, t.From, t.To.Name)
}
