package web

import (
	"errors"
	"net/http"

	"hefa/storage"
	"hefa/web/lang"
)

// redlinePage shows what changed between two texts of a document that the
// person may read, versions and drafts alike.
func (s *server) redlinePage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "document")
	if err != nil {
		return err
	}
	q := readDeskQuery(r.URL.Query())
	fromName, to, err := s.textPair(r)
	var invalid *storage.Invalid
	if errors.As(err, &invalid) && to != (storage.TextName{}) && q.From == "" {
		return see(w, r, textLink(id, to)) // the first text stands alone
	}
	if err != nil {
		return err
	}
	texts, err := s.deskTexts(r, id, fromName, to, &q)
	if err != nil {
		return err
	}
	document, err := storage.ReadDocument(r.Context(), s.Store.DB, id, "")
	if err != nil {
		return err
	}
	if err := s.logTexts(r, texts, q.View); err != nil {
		return err
	}
	shown := laidOut(texts, q, nil)
	choose(&shown, texts.To.Reading.Text, q.Unit)
	l := from(r).lang
	return s.ok(w, r, "redline", map[string]any{"Document": document, "Query": q, "Texts": texts, "Sheet": shown,
		"Contents": shown.contents(), "Views": views, "PDF": s.Office.There(), "FromName": textName(l, texts.From.Name), "ToName": textName(l, texts.To.Name)})
}

// textName says which text a name names.
func textName(l lang.Lang, n storage.TextName) string {
	switch {
	case n.Version > 0:
		return l.Say("text.version", n.Version)
	case n.Draft > 0:
		return l.Say("text.draft", n.Draft)
	}
	return ""
}

// redlineAddress is where two texts stand compared on a page of their own.
func redlineAddress(document storage.ID, t deskTexts) string {
	if !t.Compared() {
		return textLink(document, t.To.Name)
	}
	return "/documents/" + string(document) + "/redline?from=" + t.From.Name.String() + "&to=" + t.To.Name.String()
}
