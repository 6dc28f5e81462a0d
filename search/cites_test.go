package search_test

import (
	"fmt"
	"slices"
	"testing"

	"hefa/lawtext"
	"hefa/search"
)

func TestCitations(t *testing.T) {
	c := newTown(t)
	c.shelve("停车", lawtext.ParsePlain("云州市停车办法\n第一条　根据《中华人民共和国行政处罚法》，制定本办法。\n第二条　依照《行政处罚法》第九条第二项处罚。\n第三条　适用《价格法》第九条。\n第四条　本办法自公布之日起施行。\n"))
	c.shelve("集市", lawtext.ParsePlain("云州市集市办法\n第一条　根据《价格法》，制定本办法。\n第二条　行政处罚法第十条第一款所称罚款，适用本办法。\n"))
	for q, want := range map[string][]string{
		"引用:《行政处罚法》":           {"停车 1", "停车 2", "集市 2"},
		"引用:中华人民共和国行政处罚法":      {"停车 1", "停车 2", "集市 2"},
		"引用:《行政处罚法》第九条":        {"停车 2"},
		"引用:《行政处罚法》第10条":       {"集市 2"},
		"引用:《行政处罚法》 罚款":        {"集市 2"},
		"引用:价格法 或 引用:行政处罚法第九条": {"停车 2", "停车 3", "集市 1"},
		"罚款 -引用:行政处罚法":         nil,
		"-引用:行政处罚法第九条":         {"集市 title"},
		"依据:《行政处罚法》":           {"停车 title"},
		"依据:价格法 罚款":            {"集市 2"},
		"依据:价格法 或 依据:行政处罚法":    {"停车 title", "集市 title"},
		"引用:没有的法":              nil,
		"条:4":                  {"停车 4"},
		"条:1 引用:行政处罚法":         {"停车 1"},
	} {
		r := c.ask(operator, search.Query{Q: q})
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.Title[len("云州市"):][:6]+" "+string(h.Address))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %v, not %v", q, got, want)
		}
	}
	r := c.ask(operator, search.Query{Q: "引用:《行政处罚法》第九条"})
	if s := r.Hits[0].Segments(); len(s) != 3 || s[1].Text != "行政处罚法" {
		t.Errorf("it marks %+v", s)
	}
	r = c.ask(operator, search.Query{Q: "本办法", Cites: "《行政处罚法》"})
	if got, want := fmt.Sprint(r.Facets.Cites), "[{价格法 2   0} {行政处罚法 2   0}]"; got != want || r.Documents != 2 {
		t.Errorf("cited laws %s, not %s", got, want)
	}
	r = c.ask(operator, search.Query{Q: "罚款", Cites: "价格法"})
	if r.Documents != 1 || len(r.Facets.Cites) != 2 {
		t.Errorf("with a filter %+v", r.Facets.Cites)
	}
}

func TestOrders(t *testing.T) {
	c := published(t)
	for sort, want := range map[search.Sort]string{
		search.ByDate: "公共 共享 机动 人力", search.ByLevel: "机动 公共 人力 共享", search.ByReading: "公共 共享 机动 人力",
	} {
		r := c.ask(operator, search.Query{Q: "押金", Sort: sort})
		got := ""
		for _, h := range r.Hits {
			got += h.Title[len("云州市"):][:6] + " "
		}
		if got != want+" " {
			t.Errorf("%s: %s, not %s", sort, got, want)
		}
	}
	r := c.ask(operator, search.Query{Q: "管理", PerText: 2, Size: 2})
	texts := map[string]int{}
	for _, h := range r.Hits {
		texts[h.Title]++
	}
	if len(texts) != 2 || r.Texts != 4 || r.Total <= len(r.Hits) {
		t.Errorf("text by text: %v of %d texts, %d hits", texts, r.Texts, r.Total)
	}
	for _, n := range texts {
		if n > 2 {
			t.Errorf("text by text: %v", texts)
		}
	}
}
