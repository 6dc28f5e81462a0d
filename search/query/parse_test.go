package query_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"hefa/search/query"
)

var (
	inForce  = query.Filter{Field: query.Status, Value: "in-force"}
	year2019 = query.Filter{Field: query.Year, From: 2019, To: 2019}
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in   string
		want query.Node
		text string
	}{
		{"", nil, ""},
		{" ，、 ", nil, ""},
		{"押金", query.Word("押金"), "押金"},
		{"押金　退还", query.And{query.Word("押金"), query.Word("退还")}, "押金 退还"},
		{"押金 AND 退还", query.And{query.Word("押金"), query.Word("退还")}, "押金 退还"},
		{`"押金 退还"`, query.Phrase("押金 退还"), `"押金 退还"`},
		{`“押金"退还”`, query.Phrase(`押金"退还`), `“押金"退还”`},
		{`“押金"`, query.Phrase("押金"), `"押金"`},
		{"押金 或 收费", query.Or{query.Word("押金"), query.Word("收费")}, "押金 或 收费"},
		{"押金 OR 收费 | 罚款", query.Or{query.Word("押金"), query.Word("收费"), query.Word("罚款")}, "押金 或 收费 或 罚款"},
		{"或者 不含税 甲或乙", query.And{query.Word("或者"), query.Word("不含税"), query.Word("甲或乙")}, "或者 不含税 甲或乙"},
		{"甲 乙 或 丙", query.Or{query.And{query.Word("甲"), query.Word("乙")}, query.Word("丙")}, "甲 乙 或 丙"},
		{"甲 （乙 或 丙）", query.And{query.Word("甲"), query.Or{query.Word("乙"), query.Word("丙")}}, "甲 (乙 或 丙)"},
		{"甲 不含 乙 丙", query.And{query.Word("甲"), query.Not{query.Word("乙")}, query.Word("丙")}, "甲 -乙 丙"},
		{"甲 -(乙 丙)", query.And{query.Word("甲"), query.Not{query.And{query.Word("乙"), query.Word("丙")}}}, "甲 -(乙 丙)"},
		{"PM2.5-超标", query.Word("PM2.5-超标"), "PM2.5-超标"},
		{"标题：公共自行车", query.Filter{Field: query.Title, Value: "公共自行车"}, "标题:公共自行车"},
		{`title:"公共 自行车"`, query.Filter{Field: query.Title, Value: "公共 自行车"}, `标题:"公共 自行车"`},
		{"机关:市政府", query.Filter{Field: query.Body, Value: "市政府"}, "机关:市政府"},
		{"文号:云政发〔2023〕18号", query.Filter{Field: query.Number, Value: "云政发〔2023〕18号"}, "文号:云政发〔2023〕18号"},
		{"年份:2019-2023", query.Filter{Field: query.Year, From: 2019, To: 2023}, "年份:2019-2023"},
		{"年份:2019年至2023年", query.Filter{Field: query.Year, From: 2019, To: 2023}, "年份:2019-2023"},
		{"年份:2023", query.Filter{Field: query.Year, From: 2023, To: 2023}, "年份:2023"},
		{"年份:2019-", query.Filter{Field: query.Year, From: 2019}, "年份:2019-"},
		{"状态:现行有效", query.Filter{Field: query.Status, Value: "in-force"}, "状态:现行"},
		{"status:lapsed", query.Filter{Field: query.Status, Value: "lapsed"}, "状态:已失效"},
		{"-类型:规章", query.Not{query.Filter{Field: query.Kind, Value: "rule"}}, "-类型:规章"},
		{"停放 或 收费 状态:现行", query.And{query.Or{query.Word("停放"), query.Word("收费")}, inForce}, "(停放 或 收费) 状态:现行"},
		{"“停放” 或 收费 罚款 状态:现行 年份:2019", query.And{query.Or{query.Phrase("停放"), query.And{query.Word("收费"), query.Word("罚款")}}, inForce, year2019},
			`("停放" 或 收费 罚款) 状态:现行 年份:2019`},
		{"状态:现行 停放 或 收费", query.And{inForce, query.Or{query.Word("停放"), query.Word("收费")}}, "状态:现行 (停放 或 收费)"},
		{"停放 或 收费 -状态:现行", query.And{query.Or{query.Word("停放"), query.Word("收费")}, query.Not{inForce}}, "(停放 或 收费) -状态:现行"},
		{"停放 或 （收费 或 罚款） 状态:现行", query.And{query.Or{query.Word("停放"), query.Word("收费"), query.Word("罚款")}, inForce}, "(停放 或 收费 或 罚款) 状态:现行"},
		// Brackets, a filter in each alternative, or between words: its own.
		{"停放 或 （收费 状态:现行）", query.Or{query.Word("停放"), query.And{query.Word("收费"), inForce}}, "停放 或 (收费 状态:现行)"},
		{"停放 年份:2019 或 收费 状态:现行", query.Or{query.And{query.Word("停放"), year2019}, query.And{query.Word("收费"), inForce}}, "(停放 年份:2019) 或 (收费 状态:现行)"},
		{"停放 年份:2019 或 收费", query.Or{query.And{query.Word("停放"), year2019}, query.Word("收费")}, "(停放 年份:2019) 或 收费"},
		{"停放 或 收费 状态:现行 罚款", query.Or{query.Word("停放"), query.And{query.Word("收费"), inForce, query.Word("罚款")}}, "停放 或 (收费 状态:现行 罚款)"},
		{"停放 或 状态:现行", query.Or{query.Word("停放"), inForce}, "停放 或 状态:现行"},
		{"年份:2019 或 状态:现行", query.Or{year2019, inForce}, "年份:2019 或 状态:现行"},
		{"如下：押金", query.Word("如下：押金"), "如下：押金"},
		{`=“甲、乙（丙）”`, query.Exact{Text: "甲、乙（丙）"}, `="甲、乙（丙）"`},
		{"县级*政府 第?条", query.And{query.Wildcard("县级*政府"), query.Wildcard("第?条")}, "县级*政府 第?条"},
		{`/罚款\d+ ?元\/日/`, query.Regexp(`罚款\d+ ?元/日`), `/罚款\d+ ?元\/日/`},
		{"和/或", query.Word("和/或"), "和/或"},
		{"押金 NEAR/10 “三 日”", query.Near{query.Word("押金"), query.Phrase("三 日"), 10}, `押金 NEAR/10 "三 日"`},
		{"押金 邻5 退还 NEAR 日", query.Near{query.Near{query.Word("押金"), query.Word("退还"), 5}, query.Word("日"), 20}, "押金 NEAR/5 退还 NEAR/20 日"},
		{"甲 邻居 邻", query.And{query.Word("甲"), query.Word("邻居"), query.Word("邻")}, "甲 邻居 邻"},
		{"引用:《中华人民共和国行政处罚法》第九条", query.Filter{Field: query.Cites, Value: "行政处罚法", Article: "9"}, "引用:《行政处罚法》第九条"},
		{"引用:《某 办法（试行）》 押金", query.And{query.Filter{Field: query.Cites, Value: "某办法（试行）"}, query.Word("押金")}, "引用:《某办法（试行）》 押金"},
		{"cites:行政处罚法第十二条之一", query.Filter{Field: query.Cites, Value: "行政处罚法", Article: "12-1"}, "引用:《行政处罚法》第十二条之一"},
		{"依据：行政处罚法", query.Filter{Field: query.Basis, Value: "行政处罚法"}, "依据:《行政处罚法》"},
		{"条:第十二条 押金", query.And{query.Filter{Field: query.Article, Value: "12"}, query.Word("押金")}, "条:12 押金"},
		{"条:12-1", query.Filter{Field: query.Article, Value: "12-1"}, "条:12-1"},
	} {
		got, err := query.Parse(test.in)
		if err != nil {
			t.Errorf("%q: %v", test.in, err)
			continue
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q is %#v, not %#v", test.in, got, test.want)
		}
		if got == nil {
			continue
		}
		if got.String() != test.text {
			t.Errorf("%q prints as %q, not %q", test.in, got, test.text)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		in      string
		code    query.Code
		at, end int
	}{
		{"(甲", query.Unclosed, 0, 1},
		{"甲 (乙 (丙)", query.Unclosed, 2, 3},
		{"甲) 乙", query.Unopened, 1, 2},
		{`甲 "乙`, query.Unclosed, 2, 3},
		{"甲 “乙", query.Unclosed, 2, 3},
		{"或 甲", query.Missing, 0, 1},
		{"甲 或", query.Missing, 3, 3},
		{"甲 或 或 乙", query.Missing, 3, 5},
		{"甲 不含", query.Missing, 2, 4},
		{"甲 (不含)", query.Missing, 3, 5},
		{"标题:", query.Missing, 0, 3},
		{"甲 状态:很好", query.BadValue, 5, 7},
		{"年份:202", query.BadValue, 3, 6},
		{"年份:2023-2019", query.BadValue, 3, 12},
		{"类型:诗", query.BadValue, 3, 4},
		{`甲 "，"`, query.NothingLeft, 2, 5},
		{`甲 ="  "`, query.NothingLeft, 2, 7},
		{"甲 /乙(/", query.BadRegexp, 2, 6},
		{"甲 /乙*/", query.NothingLeft, 2, 6},
		{"甲 /乙", query.Unclosed, 2, 3},
		{"甲 /((乙{1,1000}){1,1000})/", query.BadRegexp, 2, 25},
		{"/" + strings.Repeat("(乙|丙)", 100) + strings.Repeat("丁", 100) + "/", query.TooLong, query.MaxRegexp, 602},
		{"甲" + strings.Repeat("*乙", 9), query.TooMany, 0, 19},
		{"NEAR/5 甲", query.Missing, 0, 6},
		{"甲 NEAR/5", query.Missing, 2, 8},
		{"甲 邻5 状态:现行", query.NotNear, 5, 10},
		{"(甲 乙) 邻5 丙", query.NotNear, 6, 10},
		{"甲 NEAR/5000 乙", query.BadValue, 2, 11},
		{"条:甲", query.BadValue, 2, 3},
		{"引用:《》", query.BadValue, 3, 5},
		{strings.Repeat("(", 10_000) + "甲", query.TooDeep, query.MaxDepth, query.MaxDepth + 1},
		{strings.Repeat("-", 10_000) + "甲", query.TooDeep, query.MaxDepth, query.MaxDepth + 1},
		{strings.Repeat("甲 ", query.MaxParts+1), query.TooMany, 2 * query.MaxParts, 2*query.MaxParts + 1},
		{strings.Repeat("甲", query.MaxPhrase+1), query.TooLong, query.MaxPhrase, query.MaxPhrase + 1},
		{strings.Repeat("甲", query.MaxLength+1), query.TooLong, query.MaxLength, query.MaxLength + 1},
	} {
		_, err := query.Parse(test.in)
		var wrong *query.Error
		if !errors.As(err, &wrong) {
			t.Errorf("%.20q: %v", test.in, err)
			continue
		}
		if wrong.Code != test.code || wrong.At != test.at || wrong.End != test.end {
			t.Errorf("%.20q: %s from %d to %d, not %s from %d to %d",
				test.in, wrong.Code, wrong.At, wrong.End, test.code, test.at, test.end)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`甲 (乙 或 “丙 丁”) -戊`, "标题:x 年份:2019- 状态:现行", `-"a"b:c|`, "不含不含 甲", `“"”`, "年:2020至2021", `机关:"a(b"`} {
		f.Add(s)
	}
	for _, s := range []string{`="甲、“" /乙\/\d/ 丙*丁 戊?`, "甲 NEAR/3 “乙” 邻4 丙 NEAR 丁", "引用:《甲（一）》第九条 依据:乙法 条:12-1 -引用:丙", "/甲 ( 乙/"} {
		f.Add(s)
	}
	f.Add("甲 或 乙 状态:现行 或 (丙 或 丁 -年份:2019)")
	f.Add("状态:现行 甲 或 -(乙 或 丙 标题:丁)")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := query.Parse(s)
		if err != nil || n == nil {
			return
		}
		again, err := query.Parse(n.String())
		if err != nil {
			t.Fatalf("%q prints as %q: %v", s, n, err)
		}
		if !reflect.DeepEqual(n, again) {
			t.Fatalf("%q is %#v and prints as %q, which is %#v", s, n, n, again)
		}
	})
}
