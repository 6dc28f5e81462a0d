package lawtext

import (
	"os"
	"strings"
	"testing"
)

// citationHost is the text that each labelled sentence ends: it stands there
// as the third paragraph of article 3.
const citationHost = "云州市水井管理办法\n第一条　为了管理水井，制定本办法。\n第二条　甲。\n第三条　第一段。\n第二段：\n（一）甲；\n（二）乙。\n"

// TestCitationSet reads sentences labelled with what they cite: normal title
// and addresses, "-" for nothing. Precision and recall are over citations
// with the right title and the right addresses.
func TestCitationSet(t *testing.T) {
	data, err := os.ReadFile("testdata/citations.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, found, labelled, sentences := 0, 0, 0, 0
	for line := range strings.Lines(string(data)) {
		sentence, label, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no label: %q", line)
		}
		sentences++
		var want, got []string
		if label != "-" {
			want = strings.Split(label, " ; ")
		}
		text := ParsePlain(citationHost + sentence)
		for _, c := range Citations(text) {
			var addresses []string
			for _, a := range c.Addresses {
				addresses = append(addresses, a.String())
			}
			got = append(got, c.NormalTitle+"|"+strings.Join(addresses, " "))
			u := []rune(text.Find(c.Unit).Text)
			if string(u[c.Range.Start:c.Range.End]) != c.Raw {
				t.Errorf("%s: range holds %q, raw %q", sentence, string(u[c.Range.Start:c.Range.End]), c.Raw)
			}
		}
		labelled += len(want)
		found += len(got)
		left := append([]string(nil), want...)
		for _, g := range got {
			for i, w := range left {
				if w == g {
					right++
					left = append(left[:i], left[i+1:]...)
					break
				}
			}
		}
		if strings.Join(got, " ; ") != strings.Join(want, " ; ") {
			t.Logf("%s\n got %q\nwant %q", sentence, got, want)
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(labelled)
	t.Logf("%d sentences, %d citations, precision %.4f, recall %.4f", sentences, labelled, precision, recall)
	if sentences < 300 || precision < 0.99 || recall < 0.99 {
		t.Errorf("%d sentences, precision %.4f, recall %.4f", sentences, precision, recall)
	}
}
