package search_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

const bicycles = `云州市公共自行车管理办法
第一章　总则
第一条　为了规范公共自行车的停放、使用和管理，维护市容环境，制定本办法。
第二条　本市行政区域内公共自行车的运营管理，适用本办法。
第二章　运营管理
第三条　运营企业不得收取押金；已经收取的，应当退还。押金退还期限不得超过三日。
第四条　运营企业应当履行下列义务：
（一）按照规划投放车辆；
（二）在停放点公示收费标准。
第五条　违反本办法第三条规定的，由交通运输主管部门责令改正。
第三章　附则
第六条　本办法自2024年1月1日起施行。
`

const parking = `云州市机动车停车管理规定
第一条　为了加强机动车停车管理，制定本规定。
第二条　停车场经营者不得收取押金。
第三条　本规定自2020年5月1日起施行。
`

// published is a town with two documents in force, one not yet, one ended.
func published(t testing.TB) *town {
	c := newTown(t)
	add := func(title string, kind storage.Kind, body storage.ID, v storage.Version, text string) {
		v.Document, v.Title = c.document(title, kind, body, c.transport), title
		c.publish(v, text)
	}
	add("云州市公共自行车管理办法", storage.Normative, c.government,
		storage.Version{IssuingNumber: "云政发〔2023〕18号", Published: "2023-12-01", Effective: "2024-01-01"}, bicycles)
	add("云州市机动车停车管理规定", storage.Rule, c.government,
		storage.Version{Published: "2020-04-01", Effective: "2020-05-01"}, parking)
	add("云州市共享汽车管理办法", storage.Normative, c.transport,
		storage.Version{Published: "2023-06-01", Effective: "2999-01-01"}, "云州市共享汽车管理办法\n第一条　共享汽车的押金管理，适用本办法。\n")
	add("云州市人力三轮车管理办法", storage.Normative, c.transport,
		storage.Version{Published: "1999-06-01", Effective: "1999-07-01", Ends: "2010-01-01", EndReason: storage.EndRepealed},
		"云州市人力三轮车管理办法\n第一条　人力三轮车经营者应当缴纳押金。\n")
	return c
}

func where(r *search.Result) []string {
	list := []string{}
	for _, h := range r.Hits {
		list = append(list, h.Title[len("云州市"):][:6]+" "+string(h.Address))
	}
	slices.Sort(list)
	return list
}

func TestFinds(t *testing.T) {
	c := published(t)
	for _, test := range []struct {
		q           search.Query
		want        string
		occurrences int
	}{
		{search.Query{Q: "押金"}, "人力 1,公共 3,共享 1,机动 2", 5},
		{search.Query{Q: "停放 管理"}, "公共 1", 2},
		{search.Query{Q: `"停放使用和管理"`}, "公共 1", 1},
		{search.Query{Q: "“停放、使用和管理，维护”"}, "公共 1", 1},
		{search.Query{Q: `"应当退还。押金退还"`}, "公共 3", 1},
		{search.Query{Q: `"退还押金"`}, "", 0},
		{search.Query{Q: "章附"}, "公共 c3", 1},
		{search.Query{Q: `"）在停放点"`}, "公共 4", 1},
		{search.Query{Q: "第三条"}, "公共 3,公共 5,机动 3", 3},
		{search.Query{Q: "押"}, "人力 1,公共 3,共享 1,机动 2", 5},
		{search.Query{Q: "轮"}, "人力 1,人力 title", 2},
		{search.Query{Q: "押金 -三轮车 -共享"}, "公共 3,机动 2", 3},
		{search.Query{Q: "押金 不含 (三轮车 或 共享)"}, "公共 3,机动 2", 3},
		{search.Query{Q: "缴纳押金 或 收费标准"}, "人力 1,公共 4", 2},
		{search.Query{Q: "押金 标题:停车"}, "机动 2", 1},
		{search.Query{Q: "押金 文号:云政发〔2023〕18号"}, "公共 3", 2},
		{search.Query{Q: "押金 年份:2020-2023 状态:现行"}, "公共 3,机动 2", 3},
		{search.Query{Q: "押金 机关:交通运输"}, "人力 1,共享 1", 2},
		{search.Query{Q: "押金 机关:市政府"}, "公共 3,机动 2", 3},
		{search.Query{Q: "押金 类型:规章"}, "机动 2", 1},
		{search.Query{Q: "第3条 押金"}, "公共 3", 3},
		{search.Query{Q: "条:3"}, "公共 3,机动 3", 0},
		{search.Query{Q: "条:第三条 押金"}, "公共 3", 2},
		{search.Query{Q: "不得*押金"}, "公共 3,机动 2", 2},
		{search.Query{Q: "經營?不得"}, "机动 2", 1},
		{search.Query{Q: `/(收取|缴纳)押金[；。]/`}, "人力 1,公共 3,机动 2", 3},
		{search.Query{Q: "退还 邻4 三日"}, "", 0},
		{search.Query{Q: "退还 NEAR/6 三日"}, "公共 3", 1},
		{search.Query{Q: `="停放、使用和管理，"`}, "公共 1", 1},
		{search.Query{Q: `="停放使用"`}, "", 0},
		{search.Query{Q: "押金", Under: []storage.ID{c.government}, Kind: storage.Normative}, "人力 1,公共 3,共享 1", 4},
		{search.Query{Q: "押金", Under: []storage.ID{c.transport}}, "人力 1,共享 1", 2},
		{search.Query{Q: "，", Exact: true, Kind: storage.Rule}, "机动 1", 1},
		{search.Query{Q: "押金 (类型:规章 或 状态:已废止)"}, "人力 1,机动 2", 2},
		{search.Query{Q: "押金", Kind: storage.Rule}, "机动 2", 1},
		{search.Query{Q: "押金", Year: 2023}, "公共 3,共享 1", 3},
		{search.Query{Q: "押金", Status: storage.Repealed}, "人力 1", 1},
		{search.Query{Q: "押金", Status: storage.InForce, On: "2005-01-01"}, "人力 1", 1},
		{search.Query{Q: "押金", Status: storage.NotYetEffective}, "共享 1", 1},
		{search.Query{Q: "不含 押金 状态:现行"}, "", 0},
		{search.Query{Q: "不含 运营企业"}, "人力 title,共享 title,机动 title", 0},
		{search.Query{Status: storage.InForce}, "公共 title,机动 title", 0},
		{search.Query{}, "人力 title,公共 title,共享 title,机动 title", 0},
		{search.Query{Q: "２０２４年１月１日"}, "公共 6", 1},
		{search.Query{Q: "没有的字"}, "", 0},
	} {
		r := c.ask(operator, test.q)
		want := []string{}
		if test.want != "" {
			want = strings.Split(test.want, ",")
		}
		if got := where(r); !slices.Equal(got, want) {
			t.Errorf("%+v finds %v, not %v", test.q, got, want)
		}
		if r.Total != len(want) {
			t.Errorf("%+v counts %d hits, not %d", test.q, r.Total, len(want))
		}
		if r.Occurrences != test.occurrences {
			t.Errorf("%+v counts %d occurrences, not %d", test.q, r.Occurrences, test.occurrences)
		}
		if r.Searched.Documents != 4 || r.Searched.Articles != 11 || !r.Searched.Complete {
			t.Errorf("%+v searched %+v", test.q, r.Searched)
		}
	}
}

func TestMarksWordsToTheCharacter(t *testing.T) {
	c := published(t)
	for q, want := range map[string][]string{
		"停放使用":        {"停放、使用"},
		"押金 三日":       {"押金", "押金", "三日"},
		"ＧＢ 或 退还":     {"退还", "退还"},
		"应当退还。押金":     {"应当退还。押金"},
		"本办法自2024年1月": {"本办法自2024年1月"},
	} {
		r := c.ask(operator, search.Query{Q: q, Kind: storage.Normative, Status: storage.InForce})
		var got []string
		for _, s := range r.Hits[0].Segments() {
			if s.Marked {
				got = append(got, s.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s marks %q, not %q", q, got, want)
		}
	}
}

func TestFacetsFollowTheOtherFilters(t *testing.T) {
	c := published(t)
	r := c.ask(operator, search.Query{Q: "押金", Kind: storage.Normative, Status: storage.InForce})
	counts := func(list []search.Count) string {
		var parts []string
		for _, one := range list {
			parts = append(parts, one.Value+one.Name+"="+string(rune('0'+one.Count)))
		}
		slices.Sort(parts)
		return strings.Join(parts, " ")
	}
	if got, want := counts(r.Facets.Kind), "normative=1 rule=1"; got != want {
		t.Errorf("kinds %s, not %s", got, want)
	}
	if got, want := counts(r.Facets.Status), "in-force=1 not-yet-effective=1 repealed=1"; got != want {
		t.Errorf("statuses %s, not %s", got, want)
	}
	if got, want := counts(r.Facets.Year), "2023=1"; got != want {
		t.Errorf("years %s, not %s", got, want)
	}
	if got, want := counts(r.Facets.Body), string(c.government)+"云州市人民政府=1"; got != want {
		t.Errorf("bodies %s, not %s", got, want)
	}
}

func TestPages(t *testing.T) {
	c := published(t)
	var all []string
	for page := 1; page <= 4; page++ {
		r := c.ask(operator, search.Query{Q: "管理", Page: page, Size: 3})
		for _, h := range r.Hits {
			all = append(all, string(h.Document)+string(h.Address))
		}
	}
	total := c.ask(operator, search.Query{Q: "管理", Size: 100})
	if len(all) != total.Total || len(total.Hits) != total.Total {
		t.Errorf("pages have %d hits of %d", len(all), total.Total)
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != total.Total {
		t.Error("a hit stands on two pages")
	}
}

func TestChangesAreSeenSoon(t *testing.T) {
	c := published(t)
	c.caughtUp()
	id := c.document("云州市无人机管理办法", storage.Normative, c.government, c.transport)
	start := time.Now()
	c.publish(storage.Version{Document: id, Title: "云州市无人机管理办法", Effective: "2024-01-01"}, "云州市无人机管理办法\n第一条　无人机应当登记。\n")
	r, err := c.Search.Search(context.Background(), operator, search.Query{Q: "无人机应当登记", After: c.actor.Position})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total != 1 {
		t.Fatalf("found %d", r.Total)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("seen after %v", took)
	}
	c.act(id, func(tx *storage.Tx) error { return tx.EndVersion(id, 1, "2024-06-01", storage.EndLapsed) })
	if r := c.ask(operator, search.Query{Q: "无人机", Status: storage.Lapsed}); r.Documents != 1 {
		t.Errorf("after it lapsed %d documents have", r.Documents)
	}
}

func TestHostileQueriesEnd(t *testing.T) {
	c := newTown(t)
	c.change(rand.New(rand.NewPCG(17, 18)), 30)
	many := make([]string, query.MaxParts)
	for i := range many {
		many[i] = string(rune(0x4e00 + i))
	}
	for _, q := range []string{
		strings.Join(many, " 或 "),
		strings.Join(many, " "),
		"-" + strings.Join(many, " -"),
		strings.Repeat("应", query.MaxPhrase),
		strings.Repeat("(应 或 (", 15) + "当" + strings.Repeat("))", 15),
		strings.Repeat("(", 10_000),
		strings.Repeat("*应*当*的?? ", 60),
		strings.Repeat("应*", 8) + "当",
		"/(应|当|的)*(.{0,100}条){3}/",
		"/(.*)(.*)(.*)(.*)(.*)x/",
		"/" + strings.Repeat("(a|b|.){20}", 15) + "/",
		"应" + strings.Repeat(" NEAR/1000 应", 200),
		strings.Repeat("/[^x]+y/ 或 ", 100) + "应",
		"12 " + strings.Repeat("第12条第34条第56条", 60),
	} {
		start := time.Now()
		_, err := c.Search.Search(context.Background(), c.as("auditor"), search.Query{Q: q})
		var wrong *query.Error
		if err != nil && !errors.As(err, &wrong) {
			t.Errorf("%.20q: %v", q, err)
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%.20q takes %v", q, took)
		}
	}
}

func TestMistakesAreToldWhere(t *testing.T) {
	c := newTown(t)
	_, err := c.Search.Search(context.Background(), operator, search.Query{Q: strings.Repeat("(", 10_000)})
	var wrong *query.Error
	if !errors.As(err, &wrong) || wrong.Code != query.TooDeep || wrong.At != query.MaxDepth {
		t.Errorf("ten thousand brackets: %v", err)
	}
	var invalid *storage.Invalid
	if _, err = c.Search.Search(context.Background(), operator, search.Query{Status: "gone"}); !errors.As(err, &invalid) {
		t.Errorf("an unknown status: %v", err)
	}
}
