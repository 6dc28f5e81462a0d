package lawtext

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzJSON holds what is written without reflection to encoding/json.
func FuzzJSON(f *testing.F) {
	f.Add("第一条", "甲\n\"乙\"<丙>\\\u2028\x01\b\f\r\t", 3)
	f.Add("", "\xff\xfe零\u2029", 0)
	f.Fuzz(func(t *testing.T, number, text string, n int) {
		u := &Unit{
			Kind: KindArticle, Number: number, Ordinal: n, Of: n, Address: "1", Heading: number, Text: text, Role: Role(number),
			Source: Range{n, n}, Columns: n, Rows: n, Children: []*Unit{{Text: text}, {Number: number}},
		}
		same(t, []*Unit{u}, func(j *jsonWriter) { j.units([]*Unit{u}) })
		a := &Article{Number: number, Address: "1", Heading: number, Chapter: text, Kind: Kind(number), Text: text}
		same(t, a, func(j *jsonWriter) { j.article(a) })
	})
}

// same checks that write writes the bytes that encoding/json makes of v.
func same(t *testing.T, v any, write func(j *jsonWriter)) {
	t.Helper()
	var got, want, compact bytes.Buffer
	j := newJSONWriter(&got)
	write(j)
	if err := j.Flush(); err != nil || j.err != nil {
		t.Fatal(err, j.err)
	}
	enc := json.NewEncoder(&want)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&compact, got.Bytes()); err != nil {
		t.Fatalf("%v: %q", err, got.Bytes())
	}
	if w := bytes.TrimSpace(want.Bytes()); !bytes.Equal(compact.Bytes(), w) {
		t.Errorf("got\n%s\nwant\n%s", compact.Bytes(), w)
	}
}
