package web

import (
	"context"
	"slices"

	"hefa/review/cleanup"
	"hefa/search"
	"hefa/storage"
)

// listHits is how many hits a search may have to become a list. More are
// nothing that people can work through.
const listHits = 100_000

// inForce is what a search finds in force today, from its first page to its
// last, as one answer of the index.
type inForce struct {
	*search.Result
	// Texts are the hits text by text, in the order in which they are found.
	Texts [][]search.Hit
}

// foundInForce carries a search through to its end, for texts in force today
// whatever status and day the search itself asks for. Who asks sees no others
// than in the search itself.
func (s *server) foundInForce(ctx context.Context, v storage.Viewer, q search.Query) (*inForce, error) {
	if s.Search == nil {
		return nil, errNoSearch
	}
	// Text by text: each text's hits stand together, as they stand in it.
	q.Status, q.On, q.Sort, q.Page, q.Size, q.Places = storage.InForce, "", search.ByReading, 1, listHits, true
	found, err := s.Search.Search(ctx, v, q)
	if err != nil {
		return nil, err
	}
	if found.Total > len(found.Hits) {
		return nil, &storage.Invalid{Field: "q", Code: "too-broad"}
	}
	return &inForce{Result: found, Texts: byText(found.Hits)}, nil
}

// list are the documents found, less those left out, each with the places for
// which it is listed.
func (f *inForce) list(left ...storage.ID) ([]storage.ID, map[storage.ID][]cleanup.Evidence) {
	var ids []storage.ID
	places := map[storage.ID][]cleanup.Evidence{}
	for _, hits := range f.Texts {
		id := hits[0].Document
		if slices.Contains(left, id) {
			continue
		}
		if _, known := places[id]; !known {
			ids = append(ids, id)
		}
		places[id] = append(places[id], evidence(hits)...)
	}
	return ids, places
}

// evidence are the places of hits in which words were found.
func evidence(hits []search.Hit) []cleanup.Evidence {
	var list []cleanup.Evidence
	for _, h := range hits {
		for _, p := range h.Passages {
			list = append(list, cleanup.Evidence{Address: p.Address, Article: h.Article, Excerpt: p.Excerpt, Ranges: p.Ranges})
		}
	}
	return list
}
