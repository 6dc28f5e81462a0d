package engine

import (
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"hefa/search/query"
)

// The fields of an entry: its bigrams and keys, which are indexed, and the
// entry itself, which is stored.
const (
	fieldBigrams = "b"
	fieldKeys    = "k"
	fieldStored  = "x"
	fieldID      = "_id"
)

// document is an entry as Bleve takes it. The bigrams are made here rather
// than by a chain of Bleve's filters, which takes several times as long.
type document struct {
	id     string
	fields []*field
}

func newDocument(id string, stored []byte, text string, keys []string) *document {
	d := &document{id: id, fields: []*field{{name: fieldStored, value: stored, options: index.StoreField}}}
	if text != "" {
		d.fields = append(d.fields, &field{name: fieldBigrams, text: text, options: index.IndexField})
	}
	if len(keys) > 0 {
		d.fields = append(d.fields, &field{name: fieldKeys, keys: keys, options: index.IndexField})
	}
	return d
}

func (d *document) ID() string { return d.id }
func (d *document) Size() int  { return len(d.fields[0].value) }
func (d *document) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}
func (d *document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                         { return false }
func (d *document) NumPlainTextBytes() uint64                  { return uint64(d.Size()) }
func (d *document) StoredFieldsBytes() uint64                  { return uint64(d.Size()) }
func (d *document) Indexed() bool                              { return true }
func (d *document) AddIDField() {
	d.fields = append(d.fields, &field{name: fieldID, value: []byte(d.id), options: index.IndexField | index.StoreField})
}

// field is one field of a document.
type field struct {
	name    string
	value   []byte
	text    string
	keys    []string
	options index.FieldIndexingOptions
	terms   index.TokenFrequencies
	length  int
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

// Analyze makes the field's terms.
func (f *field) Analyze() {
	switch f.name {
	case fieldBigrams:
		f.terms, f.length = bigrams(f.text)
	case fieldKeys:
		f.terms, f.length = whole(f.keys...), len(f.keys)
	default:
		f.terms, f.length = whole(string(f.value)), 1
	}
}

// whole are values that are one term each.
func whole(values ...string) index.TokenFrequencies {
	terms := make(index.TokenFrequencies, len(values))
	for _, v := range values {
		one := &index.TokenFreq{Term: []byte(v)}
		one.SetFrequency(1)
		terms[v] = one
	}
	return terms
}

// last stands for what follows a text's last character, so that every
// character begins one bigram.
const last = '\x00'

// bigrams are a text's terms and how many there are, repeated ones counted.
func bigrams(text string) (index.TokenFrequencies, int) {
	runes := append(query.AppendFolded(make([]rune, 0, len(text)/3+2), text), last)
	folded := string(runes)
	terms := make(index.TokenFrequencies, len(runes))
	block := make([]index.TokenFreq, 0, len(runes)) // never grows: terms points into it
	bytes := []byte(folded)
	length := 0
	for i := 0; i < len(folded)-1; {
		_, first := utf8.DecodeRuneInString(folded[i:])
		_, second := utf8.DecodeRuneInString(folded[i+first:])
		end := i + first + second
		t := terms[folded[i:end]]
		if t == nil {
			block = append(block, index.TokenFreq{Term: bytes[i:end:end]})
			t = &block[len(block)-1]
			terms[folded[i:end]] = t
		}
		t.SetFrequency(t.Frequency() + 1)
		length++
		i += first
	}
	return terms, length
}
