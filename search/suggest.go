package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/search/engine"
	"hefa/search/query"
	"hefa/storage"
)

// Suggestion is something that what was typed may become.
type Suggestion struct {
	Kind SuggestionKind `json:"kind"`
	// Text is a title, a body's name or a law's normal title; Query is the
	// query that asks for it.
	Text  string `json:"text"`
	Query string `json:"query"`
	// ID is the document's or body's; "" for a law.
	ID storage.ID `json:"id,omitempty"`
}

// SuggestionKind is what is suggested.
type SuggestionKind string

// What is suggested.
const (
	SuggestTitle SuggestionKind = "title"
	SuggestBody  SuggestionKind = "body"
	SuggestLaw   SuggestionKind = "law"
)

// Suggest answers what the last words typed may become: titles of texts that
// the viewer may read, bodies, and laws that such texts cite; of each at most
// so many, those that begin so first, then those most spoken of.
func (s *Search) Suggest(ctx context.Context, viewer storage.Viewer, typed string, most int) ([]Suggestion, error) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return r == ' ' || r == '　' })
	if len(words) == 0 {
		return nil, nil
	}
	last := query.NewLiteral(words[len(words)-1])
	if len(last) == 0 || len(last) > query.MaxPhrase {
		return nil, nil
	}
	a := &asking{}
	if err := a.prepare(ctx, s.store, viewer); err != nil {
		return nil, err
	}
	titles, laws := candidates{last: last, by: map[string]*candidate{}}, candidates{last: last, by: map[string]*candidate{}}
	s.using.RLock()
	if s.index == nil {
		s.using.RUnlock()
		return nil, errNotOpen
	}
	s.index.engine.Each(func(t *engine.Text) {
		if !a.rights.read(t) {
			return
		}
		titles.add(t.Title, storage.ID(t.Document))
		for _, law := range t.Cites {
			laws.add(law, "")
		}
	})
	s.using.RUnlock()
	bodies, err := s.bodiesLike(ctx, last)
	if err != nil {
		return nil, err
	}
	var list []Suggestion
	for _, one := range titles.best(most) {
		list = append(list, Suggestion{SuggestTitle, one.text, query.Filter{Field: query.Title, Value: one.text}.String(), one.id})
	}
	for _, one := range bodies.best(most) {
		list = append(list, Suggestion{SuggestBody, one.text, query.Filter{Field: query.Body, Value: one.text}.String(), one.id})
	}
	for _, one := range laws.best(most) {
		list = append(list, Suggestion{SuggestLaw, one.text, query.Filter{Field: query.Cites, Value: one.text}.String(), ""})
	}
	return list, nil
}

// candidates are texts that have the words typed.
type candidates struct {
	last query.Literal
	by   map[string]*candidate // nil for texts that have not
}

type candidate struct {
	text   string
	id     storage.ID
	begins bool
	times  int
}

func (c *candidates) add(text string, id storage.ID) {
	one, known := c.by[text]
	if !known {
		folded := query.AppendFolded(nil, text)
		if c.last.CountFolded(folded) > 0 {
			one = &candidate{text: text, id: id, begins: slices.Equal(folded[:len(c.last)], c.last)}
		}
		c.by[text] = one
	}
	if one != nil {
		one.times++
	}
}

func (c *candidates) best(most int) []*candidate {
	var list []*candidate
	for _, one := range c.by {
		if one != nil {
			list = append(list, one)
		}
	}
	slices.SortFunc(list, func(a, b *candidate) int {
		if a.begins != b.begins {
			if a.begins {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(len(a.text), len(b.text)), cmp.Compare(a.text, b.text))
	})
	return list[:min(most, len(list))]
}

// bodiesLike are the bodies whose name or short name has the words; bodies are
// known to everybody.
func (s *Search) bodiesLike(ctx context.Context, last query.Literal) (*candidates, error) {
	rows, err := s.store.DB.QueryContext(ctx, `SELECT id, name FROM body`)
	if err != nil {
		return nil, fmt.Errorf("listing bodies: %w", err)
	}
	list, err := storage.Collect(rows, func(b *storage.BodyRef) []any { return []any{&b.ID, &b.Name} })
	if err != nil {
		return nil, fmt.Errorf("listing bodies: %w", err)
	}
	c := &candidates{last: last, by: map[string]*candidate{}}
	for _, b := range list {
		c.add(b.Name, b.ID)
	}
	return c, nil
}
