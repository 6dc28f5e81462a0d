package jsonstring

import (
	"bytes"
	"encoding/json"
	"testing"
)

func FuzzAppend(f *testing.F) {
	for _, s := range []string{"", "第一条　甲“乙”", "\x00\x1f\"\\/\b\f\n\r\t\x7f<&>", "\u2028\u2029\ufffd", "\xe4\xb8", "\xed\xa0\x80", "\xe3\x80", "𠀀\xff", "\xe2\x80\xa8x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		if got := string(Append(nil, s)) + "\n"; got != want.String() {
			t.Errorf("%q: %s, not %s", s, got, want.String())
		}
	})
}
