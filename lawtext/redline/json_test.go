package redline

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What is written by hand reads as what the library reads and writes.
func TestWriteJSON(t *testing.T) {
	results := map[string]*Result{"none": {}, "empty": {Map: []Link{}, Changes: []Change{}}}
	for _, name := range []string{"across-chapters", "split-in-six", "tables"} {
		parts := goldParts(t, "testdata/gold/"+name+".txt")
		results[name] = Compare(text(parts["old"]), text(parts["new"]))
	}
	strange := "\x00\b\f\t\n\r\x1f\x7f\"\\/<>& \u2028\u2029\u202a 〇𠮷\ufffd\xff\xe2\x80"
	results["strange"] = &Result{
		Map:     []Link{{Old: "1", New: "2", Confidence: 0.333333}},
		Changes: []Change{{Kind: Amended, Old: []string{strange, ""}, Marks: []Mark{}, Similarity: 1, Segments: []Segment{{Equal, ClassText, strange}, {}}}},
	}
	for name, r := range results {
		var b bytes.Buffer
		if err := WriteJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		theirs, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var got, want Result
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, b.Bytes())
		}
		if err := json.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&want, &got, cmpopts.IgnoreUnexported(Result{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Lists are never null, not that of the first unit that has nothing in it either.
func TestWriteJSONWithoutNull(t *testing.T) {
	for _, texts := range [][2]string{{"", "# 办法\n\n第一条　甲。"}, {"# 办法\n\n第一条　甲。", ""}, {"", ""}} {
		var b bytes.Buffer
		if err := WriteJSON(&b, Compare(text(texts[0]), text(texts[1]))); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b.Bytes(), []byte("null")) {
			t.Errorf("null in %s", b.Bytes())
		}
	}
}
