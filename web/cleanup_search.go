package web

import (
	"context"

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
	// IDs are the documents in the order in which they are found.
	IDs []storage.ID
	// Best is each document's first hit, Evidence all places where its words
	// stand.
	Best     map[storage.ID]search.Hit
	Evidence map[storage.ID][]cleanup.Evidence
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
	f := &inForce{Result: found, Best: map[storage.ID]search.Hit{}, Evidence: map[storage.ID][]cleanup.Evidence{}}
	node, err := query.Parse(q.Q)
	if err != nil {
		return nil, err
	}
	for _, hits := range byText(found.Hits) {
		id := hits[0].Document
		if _, seen := f.Best[id]; !seen {
			f.Best[id] = hits[0]
			f.IDs = append(f.IDs, id)
		}
		if hits, err = s.placed(ctx, v, node, hits); err != nil {
			return nil, err
		}
		for _, h := range hits {
			if len(h.Ranges) > 0 {
				f.Evidence[id] = append(f.Evidence[id], cleanup.Evidence{Address: h.Address, Article: h.Article, Excerpt: h.Excerpt, Ranges: h.Ranges})
			}
		}
	}
	return f, nil
}
