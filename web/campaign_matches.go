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
	ids := make([]storage.ID, len(found.Texts))
	for i, hits := range found.Texts {
		ids[i] = hits[0].Document
	}
	documents, err := storage.ReadDocuments(r.Context(), s.Store.DB, ids, "")
	if err != nil {
		return nil, err
	}
	m := &matches{inForce: found, Behind: behind}
	for _, hits := range found.Texts {
		d := matchedDocument{Document: documents[hits[0].Document], IssuingNumber: hits[0].IssuingNumber, Text: hits[0].Text, Evidence: evidence(hits)}
		d.Title = hits[0].Title
		m.Documents = append(m.Documents, d)
	}
	slices.SortStableFunc(m.Documents, func(a, b matchedDocument) int { return strings.Compare(a.Title, b.Title) })
	return m, nil
}
