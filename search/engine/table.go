package engine

import (
	"maps"
	"slices"
	"sync/atomic"
)

// table holds the facts of every text, by the text's place. Once handed to
// those who search it is never changed: a batch makes another.
type table struct {
	texts     []*Text // nil where a text is gone
	documents map[string]group
	articles  int
	nextDoc   uint32
}

// group is the texts of one document, by their places.
type group struct {
	doc   uint32
	texts []uint32
}

// tableHolder hands the newest table to those who search.
type tableHolder struct{ now atomic.Pointer[table] }

func (h *tableHolder) get() *table {
	if t := h.now.Load(); t != nil {
		return t
	}
	return &table{}
}

// find is a document's text of a name, or nil.
func (t *table) find(document, name string) *Text {
	for _, ord := range t.documents[document].texts {
		if text := t.texts[ord]; text.Name == name {
			return text
		}
	}
	return nil
}

// of are a document's texts.
func (t *table) of(document string) []*Text {
	var list []*Text
	for _, ord := range t.documents[document].texts {
		list = append(list, t.texts[ord])
	}
	return list
}

// clone is a copy that may be changed.
func (t *table) clone() *table {
	next := *t
	next.texts, next.documents = slices.Clone(t.texts), maps.Clone(t.documents)
	if next.documents == nil {
		next.documents = map[string]group{}
	}
	return &next
}

// put puts a text into its place.
func (t *table) put(text *Text) {
	for int(text.Ord) >= len(t.texts) {
		t.texts = append(t.texts, nil)
	}
	g, ok := t.documents[text.Document]
	if !ok {
		g.doc = t.nextDoc
		t.nextDoc++
	}
	if before := t.texts[text.Ord]; before != nil {
		t.articles -= before.Articles
	} else {
		// The slice may be shared with the table this was cloned from.
		g.texts = append(slices.Clone(g.texts), text.Ord)
		t.documents[text.Document] = g
	}
	text.Doc = g.doc
	t.texts[text.Ord] = text
	t.articles += text.Articles
}

// remove takes a text out.
func (t *table) remove(text *Text) {
	t.texts[text.Ord] = nil
	t.articles -= text.Articles
	g := t.documents[text.Document]
	g.texts = slices.DeleteFunc(slices.Clone(g.texts), func(ord uint32) bool { return ord == text.Ord })
	if len(g.texts) == 0 {
		delete(t.documents, text.Document)
		return
	}
	t.documents[text.Document] = g
}
