package web

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/storage"
	"hefa/storage/derived"
)

// apiRedline says what changed between two texts of a document, from= and to=;
// the last two where it is not told.
func (s *server) apiRedline(w http.ResponseWriter, r *http.Request) error {
	form, err := redlineFormOf(r, redlineFormats)
	if err != nil {
		return err
	}
	old, changed, err := s.redlineTexts(r)
	if err != nil {
		return err
	}
	switch form.format {
	case "", "json":
		return s.redlineJSON(w, r, old, changed)
	case "html":
		return s.redlineHTML(w, r, old, changed, form)
	}
	return s.sendRedline(w, r, old, changed, form)
}

// redlineTexts reads the two texts to compare, and logs the reading of drafts.
func (s *server) redlineTexts(r *http.Request) (old, changed storage.NamedText, err error) {
	fromName, toName, err := s.textPair(r)
	if err != nil {
		return old, changed, err
	}
	if old, err = s.readText(r, fromName); err != nil {
		return old, changed, err
	}
	changed, err = s.readText(r, toName)
	return old, changed, err
}

// keepRedline answers what is kept of a redline under the two texts' hashes,
// or makes it. The key names the readings too, since another reader may read
// another text, and how texts are compared.
func (s *server) keepRedline(r *http.Request, kind, form string, old, changed storage.NamedText, work func(*redline.Result) ([]byte, error)) ([]byte, error) {
	key := fmt.Sprintf("%s.%s/%s.%s/%s%s", old.File.Hash, old.Reading.ID, changed.File.Hash, changed.Reading.ID, redline.Version, form)
	return derived.Keep(r.Context(), s.Store, "redline-"+kind, key, func() ([]byte, error) {
		return work(redline.Compare(old.Reading.Text, changed.Reading.Text))
	})
}

func (s *server) redlineJSON(w http.ResponseWriter, r *http.Request, old, changed storage.NamedText) error {
	data, err := s.keepRedline(r, "json", "", old, changed, func(result *redline.Result) ([]byte, error) {
		var b bytes.Buffer
		err := redline.WriteJSON(&b, result)
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(data)
	return err
}

// redlineHTML writes the inline view as a page of its own, in our style.
func (s *server) redlineHTML(w http.ResponseWriter, r *http.Request, old, changed storage.NamedText, form redlineForm) error {
	style, err := s.assets.address("css/redline.css")
	if err != nil {
		return err
	}
	data, err := s.keepRedline(r, "html", form.only(), old, changed, func(result *redline.Result) ([]byte, error) {
		var b bytes.Buffer
		err := redline.WriteHTML(&b, result, redline.HTMLOptions{OnlyChanges: form.onlyChanges})
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = fmt.Fprintf(w, `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title><link rel="stylesheet" href="%s"></head><body>`+"\n%s</body></html>\n",
		html.EscapeString(lawtext.Visible(changed.Reading.Text.Title)), style, data)
	return err
}

// textPair finds the two texts to compare. Left out, to is the newest text the
// asker may read, and from the one before to.
func (s *server) textPair(r *http.Request) (from, to storage.TextName, err error) {
	names, err := s.textsInOrder(r)
	if err != nil {
		return from, to, err
	}
	if to, err = queryText(r, "to"); err != nil {
		return from, to, err
	}
	if to == (storage.TextName{}) && len(names) > 0 {
		to = names[len(names)-1]
	}
	if from, err = queryText(r, "from"); err != nil {
		return from, to, err
	}
	if from != (storage.TextName{}) {
		return from, to, nil
	}
	switch at := slices.Index(names, to); {
	case at > 0:
		from = names[at-1]
	case at < 0 && to.Draft > 1:
		from.Draft = to.Draft - 1
	default:
		return from, to, &storage.Invalid{Field: "from", Code: "no-earlier-text"}
	}
	return from, to, nil
}

// queryText reads the name of a text: "2", "v1", or with the document's own id
// before it, "DOCUMENT@v1".
func queryText(r *http.Request, field string) (storage.TextName, error) {
	text := r.URL.Query().Get(field)
	if text == "" {
		return storage.TextName{}, nil
	}
	return storage.ParseTextName(strings.TrimPrefix(text, mux.Vars(r)["document"]+"@"))
}

// textsInOrder names the texts of the document that the asker may read, oldest
// first. Of a draft and the version made from it only the version counts.
func (s *server) textsInOrder(r *http.Request) ([]storage.TextName, error) {
	d, err := s.seeDocument(r)
	if err != nil {
		return nil, err
	}
	type text struct {
		name storage.TextName
		at   time.Time
	}
	var texts []text
	versions, err := s.Store.ReadableVersions(r.Context(), from(r).viewer(), d.ID, "")
	if err != nil {
		return nil, err
	}
	published := map[int]bool{}
	for _, v := range versions {
		texts = append(texts, text{storage.TextName{Version: v.Number}, v.At})
		published[v.Draft] = true
	}
	if d.Readable.Drafts {
		drafts, err := storage.Drafts(r.Context(), s.Store.DB, d.ID)
		if err != nil {
			return nil, err
		}
		for _, one := range drafts {
			if !published[one.Number] {
				texts = append(texts, text{storage.TextName{Draft: one.Number}, one.At})
			}
		}
	}
	slices.SortStableFunc(texts, func(a, b text) int { return a.at.Compare(b.at) })
	names := make([]storage.TextName, len(texts))
	for i, t := range texts {
		names[i] = t.name
	}
	return names, nil
}
