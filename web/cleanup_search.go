package web

import (
	"context"
	"slices"

	"hefa/review/cleanup"
	"hefa/search"
	"hefa/search/query"
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
	query query.Node
}

// foundInForce carries a search through to its end, for texts in force today
// whatever status and day the search itself asks for. Who asks sees no others
// than in the search itself.
func (s *server) foundInForce(ctx context.Context, v storage.Viewer, q search.Query) (*inForce, error) {
	if s.Search == nil {
		return nil, errNoSearch
	}
	q.Status, q.On, q.Page, q.Size = storage.InForce, "", 1, listHits
	found, err := s.Search.Search(ctx, v, q)
	if err != nil {
		return nil, err
	}
	if found.Total > len(found.Hits) {
		return nil, &storage.Invalid{Field: "q", Code: "too-broad"}
	}
	node, err := query.Parse(q.Q)
	return &inForce{Result: found, Texts: byText(found.Hits), query: node}, err
}

// list are the documents found, less those left out, each with the places for
// which it is listed.
func (s *server) list(ctx context.Context, v storage.Viewer, f *inForce, left ...storage.ID) ([]storage.ID, map[storage.ID][]cleanup.Evidence, error) {
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
		placed, err := s.placed(ctx, v, f.query, hits)
		if err != nil {
			return nil, nil, err
		}
		places[id] = append(places[id], evidence(placed)...)
	}
	return ids, places, nil
}

// evidence are the hits in which words were found.
func evidence(hits []search.Hit) []cleanup.Evidence {
	var list []cleanup.Evidence
	for _, h := range hits {
		if len(h.Ranges) > 0 {
			list = append(list, cleanup.Evidence{Address: h.Address, Article: h.Article, Excerpt: h.Excerpt, Ranges: h.Ranges})
		}
	}
	return list
}
