package web

import (
	"context"

	"hefa/review/cleanup"
	"hefa/search"
	"hefa/storage"
)

// foundAtOnce is how many hits are read at a time when a search becomes a
// list.
const foundAtOnce = 1000

// foundInForce are the documents in force that a search finds, in the order in
// which they are found, and the places it finds them by. Who asks sees no
// others than in the search itself.
func (s *server) foundInForce(ctx context.Context, v storage.Viewer, q search.Query) ([]storage.ID, map[storage.ID][]cleanup.Evidence, error) {
	if s.Search == nil {
		return nil, nil, errNoSearch
	}
	var documents []storage.ID
	places := map[storage.ID][]cleanup.Evidence{}
	q.Status, q.Size = storage.InForce, foundAtOnce
	for q.Page = 1; ; q.Page++ {
		found, err := s.Search.Search(ctx, v, q)
		if err != nil {
			return nil, nil, err
		}
		for _, h := range found.Hits {
			if _, seen := places[h.Document]; !seen {
				documents = append(documents, h.Document)
				places[h.Document] = nil
			}
			if len(h.Ranges) > 0 {
				places[h.Document] = append(places[h.Document],
					cleanup.Evidence{Address: h.Address, Article: h.Article, Excerpt: h.Excerpt, Ranges: h.Ranges})
			}
		}
		if q.Page*foundAtOnce >= found.Total || len(found.Hits) == 0 {
			return documents, places, nil
		}
	}
}
