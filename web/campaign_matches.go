package web

import (
	"net/http"
	"slices"
	"strings"

	"hefa/review/cleanup"
	"hefa/storage"
)

// matches is what a search would put on a cleanup's list.
type matches struct {
	*inForce
	// Behind says that the officer's own newest change is not in it yet.
	Behind bool
	// Documents are by title.
	Documents []matchedDocument
}

// matchedDocument is one document on the list to be.
type matchedDocument struct {
	storage.Document
	IssuingNumber string
	Text          storage.TextName
	Evidence      []cleanup.Evidence
}

func (s *server) matching(r *http.Request, form searchForm) (*matches, error) {
	q, err := form.query()
	if err != nil {
		return nil, err
	}
	behind, err := s.awaitOwn(r)
	if err != nil {
		return nil, err
	}
	found, err := s.foundInForce(r.Context(), from(r).viewer(), q)
	if err != nil {
		return nil, err
	}
	documents, err := storage.ReadDocuments(r.Context(), s.Store.DB, found.IDs, "")
	if err != nil {
		return nil, err
	}
	m := &matches{inForce: found, Behind: behind}
	for _, id := range found.IDs {
		best := found.Best[id]
		d := matchedDocument{Document: documents[id], IssuingNumber: best.IssuingNumber, Text: best.Text, Evidence: found.Evidence[id]}
		d.Title = best.Title
		m.Documents = append(m.Documents, d)
	}
	slices.SortStableFunc(m.Documents, func(a, b matchedDocument) int { return strings.Compare(a.Title, b.Title) })
	return m, nil
}

// without are the ids of the list, less those that the officer leaves out.
func (m *matches) without(left []storage.ID) []storage.ID {
	var ids []storage.ID
	for _, d := range m.Documents {
		if !slices.Contains(left, d.ID) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}
