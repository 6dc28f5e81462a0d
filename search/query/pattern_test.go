package query_test

import (
	"slices"
	"strings"
	"testing"

	"hefa/search/query"
)

// spans are what a pattern finds in a text.
func spans(n query.Node, text string) []string {
	var list []string
	for _, r := range query.PatternOf(n).Spans(text) {
		list = append(list, string([]rune(text)[r.Start:r.End]))
	}
	return list
}

func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		n    query.Node
		text string
		want []string
	}{
		{query.Exact{Text: "章附"}, "第五章　附则", []string{"章　附"}},
		{query.Exact{Text: "）提 出"}, "：\n（二）提\u200b出", []string{"）提\u200b出"}},
		{query.Exact{Text: "甲甲"}, "甲甲甲甲甲", []string{"甲甲", "甲甲"}},
		{query.Exact{Text: "甲,乙"}, "甲，乙甲,乙", []string{"甲,乙"}},
		{query.Exact{Text: `(甲 OR "乙"`}, `(甲 OR "乙")`, []string{`(甲 OR "乙"`}},
		{query.Exact{Text: "第9条"}, "第九条第9条第９条", []string{"第9条"}},
		{query.Exact{Text: "第9条", Fold: true}, "第九条第9条第９条", []string{"第九条", "第9条", "第９条"}},
		{query.Exact{Text: "第12条", Fold: true}, "第十二条，第一百一十二条；第12條", []string{"第十二条", "第12條"}},
		{query.Exact{Text: "退還押金", Fold: true}, "应当退还。押金退还、押金", []string{"退还。押金", "退还、押金"}},
		{query.Exact{Text: "，"}, "甲，乙，", []string{"，", "，"}},
		{query.Exact{Text: "，", Fold: true}, "甲，乙，", nil},
		{query.Word("12个月"), "二十二个月，十二个月，112个月，12个月", []string{"十二个月", "12个月", "12个月"}},
		{query.Word("一百零五元"), "105元", []string{"105元"}},
		{query.Wildcard("县级*政府"), "县级以上地方人民政府，县级\n政府", []string{"县级以上地方人民政府"}},
		{query.Wildcard("第?条"), "第一条第十二条第２條", []string{"第一条", "第２條"}},
		{query.Wildcard("能否停车?"), "能否停车", []string{"能否停车"}},
		{query.Regexp(`罚款\d+元`), "罚款200元，罚款２０元", []string{"罚款200元"}},
		{query.Near{Left: query.Word("押金"), Right: query.Word("退还"), Within: 3}, "押金应当退还，退还的、已经收的押金", []string{"押金", "退还"}},
		{query.Near{Left: query.Word("甲"), Right: query.Word("甲"), Within: 1}, "甲乙乙甲乙甲", []string{"甲", "甲"}},
	} {
		if got := spans(test.n, test.text); !slices.Equal(got, test.want) {
			t.Errorf("%s finds %q in %s, not %q", test.n, got, test.text, test.want)
		}
	}
}

// FuzzNeeds holds what a pattern says a text must have to what the text has.
func FuzzNeeds(f *testing.F) {
	f.Add("停放、使用", "车辆的停放、使用。停放；使用")
	f.Add("；第12条", "甲。！第十二条；第12条")
	f.Add("/停放|使?用/", "停放。用")
	f.Add("停*用 邻3 车", "停放。用车")
	f.Add("=“。”", "。")
	f.Fuzz(func(t *testing.T, q, text string) {
		q, text = strings.ToValidUTF8(q, ""), strings.ToValidUTF8(text, "") // as the database has it
		patterns := []query.Pattern{
			query.PatternOf(query.Exact{Text: q}), query.PatternOf(query.Exact{Text: q, Fold: true}), query.PatternOf(query.Word(q)),
		}
		if n, err := query.Parse(q); err == nil {
			for _, leaf := range query.Leaves(n) {
				patterns = append(patterns, query.PatternOf(leaf))
			}
		}
		folded := query.FoldString(text) + "\x00"
		for _, p := range patterns {
			n := p.Count([]byte(text))
			if n > 0 && !has(folded, p.Needs()) {
				t.Errorf("%T of %q stands in %q, which lacks %v", p, q, text, p.Needs())
			}
			if (n > 0) != (len(p.Spans(text)) > 0) {
				t.Errorf("%T of %q stands %d times in %q, in %v", p, q, n, text, p.Spans(text))
			}
		}
	})
}

func has(folded string, n query.Need) bool {
	switch n := n.(type) {
	case query.NeedTerm:
		return strings.Contains(folded, string(n))
	case query.NeedAll:
		return !slices.ContainsFunc(n, func(part query.Need) bool { return !has(folded, part) })
	case query.NeedAny:
		return slices.ContainsFunc(n, func(part query.Need) bool { return has(folded, part) })
	}
	return true
}

// FuzzExact holds exact counting to a plain scan.
func FuzzExact(f *testing.F) {
	f.Add("停放、使用", "车辆的停放、 使\u200b用。停放；使用")
	f.Add("甲甲", "甲甲甲")
	f.Fuzz(func(t *testing.T, literal, text string) {
		l := query.Strip(strings.ToValidUTF8(literal, ""))
		text = strings.ToValidUTF8(text, "")
		want := 0
		if l != "" {
			want = strings.Count(query.Strip(text), l)
		}
		if got := query.PatternOf(query.Exact{Text: l}).Count([]byte(text)); got != want {
			t.Errorf("%q stands %d times in %q, not %d", l, want, text, got)
		}
	})
}
