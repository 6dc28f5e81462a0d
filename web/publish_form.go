package web

import (
	"net/http"
	"net/url"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// publishedText is the draft that is to be published.
func (s *server) publishedText(r *http.Request, m *review.Matter) (*lawtext.Text, error) {
	text, err := s.Store.NamedText(r.Context(), viewerOf(r), m.Document, storage.TextName{Draft: m.Draft})
	return text.Reading.Text, err
}

// firstPublication fills the form in with the days that the text itself states,
// those that have passed too: a field left empty would mean another day.
func (s *server) firstPublication(r *http.Request, m *review.Matter) (url.Values, error) {
	t, err := s.publishedText(r, m)
	if err != nil {
		return nil, err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return nil, err
	}
	return url.Values{"published": {string(today)}, "adopted": {t.Adopted}, "effective": {t.Effective},
		"validUntil": {t.ValidUntil}, "issuingNumber": {t.Number}}, nil
}

// statedIn is what a text says of its own publication.
type statedIn struct {
	Effective, ValidUntil, Stage string
	// Past: the day of effect was before today.
	Past bool
}

// publication gathers what the text states, for whoever types something else.
func (s *server) publication(r *http.Request, m *review.Matter, data map[string]any) error {
	t, err := s.publishedText(r, m)
	if err != nil {
		return err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return err
	}
	data["Stated"] = statedIn{t.Effective, t.ValidUntil, t.DraftStage(), t.Effective != "" && t.Effective < string(today)}
	return nil
}
