package search_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/search"
	"hefa/storage"
)

// Hits are shown as the units in which the words begin, whole and without
// looking at the text again.
func TestPassages(t *testing.T) {
	c := newTown(t)
	d := c.document("云州市停车办法", storage.Normative, c.government, c.transport)
	c.publish(storage.Version{Document: d, Title: "云州市停车办法", Published: "2024-01-01", Effective: "2024-01-01"},
		"云州市停车办法\n第一条　机关负责。\n街道配合机关，下列机关除外：\n（一）军事机关；\n（二）其他。\n第二条　由机关、\n分头负责。\n第三条　机关另行规定。\n")
	for _, one := range []struct {
		q    search.Query
		want []string
	}{
		{search.Query{Q: "机关 条:1", Places: true}, []string{"第一条第一款 1 [机关]负责。", "第一条第二款 2 街道配合[机关]，下列[机关]除外：", "第一条第二款第（一）项 1 （一）军事[机关]；"}},
		{search.Query{Q: "机关另行", Places: true}, []string{"第三条 1 [机关另行]规定。"}},
		{search.Query{Q: "机关、分头", Exact: true}, []string{"第二条第一款 1 由[机关、 分头]负责。"}},
		{search.Query{Q: "二条由", Exact: true}, []string{"第二条 1 第[二条　由]机关、"}},
		{search.Query{Q: "机关 条:1"}, nil},
	} {
		r := c.ask(c.as("auditor"), one.q)
		var got []string
		for _, h := range r.Hits {
			for _, p := range h.Passages {
				said := p.Address.Chinese() + " " + string(rune('0'+p.Occurrences)) + " "
				for _, s := range p.Segments() {
					if s.Marked {
						s.Text = "[" + s.Text + "]"
					}
					said += s.Text
				}
				got = append(got, said)
			}
		}
		if diff := cmp.Diff(one.want, got); diff != "" {
			t.Errorf("%q: %s", one.q.Q, diff)
		}
	}
}
