package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
	"hefa/search"
	"hefa/search/query"
)

func TestOneParagraph(t *testing.T) {
	for name, c := range map[string]struct {
		hit  search.Hit
		want string
	}{
		"one paragraph":       {search.Hit{Article: "第二条", Excerpt: "第二条　机关负责。", Ranges: []lawtext.Range{{Start: 4, End: 6}}}, "机关"},
		"two paragraphs":      {search.Hit{Article: "第二条", Excerpt: "第二条　机关负责。 街道配合。", Ranges: []lawtext.Range{{Start: 4, End: 6}}}, ""},
		"cut behind":          {search.Hit{Article: "第二条", Excerpt: "第二条　机关负责…", Ranges: []lawtext.Range{{Start: 4, End: 6}}}, ""},
		"cut before":          {search.Hit{Article: "第二条", Excerpt: "…机关负责。", Ranges: []lawtext.Range{{Start: 1, End: 3}}}, ""},
		"found by its number": {search.Hit{Article: "第二条", Excerpt: "第二条　机关负责。", Ranges: []lawtext.Range{{Start: 0, End: 3}}}, ""},
		"a heading":           {search.Hit{Excerpt: "第二章　机关", Ranges: []lawtext.Range{{Start: 4, End: 6}}}, ""},
	} {
		got, ok := oneParagraph(c.hit)
		if ok != (c.want != "") {
			t.Errorf("%s: %t", name, ok)
		}
		if ok && (!got.Segments()[0].Marked || got.Segments()[0].Text != c.want) {
			t.Errorf("%s: %+v", name, got.Segments())
		}
	}
}

func TestParagraphs(t *testing.T) {
	text := lawtext.ParsePlain("云州市停车办法\n第一条　机关负责。\n街道配合机关，下列机关除外：\n（一）军事机关；\n（二）其他。\n第二条　由机关、\n分头负责。\n")
	units := text.Index()
	for words, want := range map[string][]string{
		"机关":      {"第一条第一款 机关", "第一条第二款 机关 机关", "第一条第二款第（一）项 机关"},
		"负责 其他":   {"第一条第一款 负责", "第一条第二款第（二）项 其他"},
		"“由机关分头”": {"第二条 whole"},
	} {
		q, err := query.Parse(words)
		if err != nil {
			t.Fatal(err)
		}
		at := lawtext.Address("1")
		if words == "“由机关分头”" {
			at = "2"
		}
		var got []string
		for _, h := range paragraphs(q, search.Hit{Article: "x", Address: at, Excerpt: "whole"}, units[at]) {
			said := h.Address.Chinese()
			for _, s := range h.Segments() {
				if s.Marked || s.Text == "whole" {
					said += " " + s.Text
				}
			}
			got = append(got, said)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", words, diff)
		}
	}
}
