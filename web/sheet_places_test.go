package web

import (
	"context"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage/storagetest"
)

// Article 2 is divided, an annex's second unit changed, the first did not, and
// article 4 went.
const (
	placesOld = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　新设停放点应当经市城市管理部门统筹布局，并依照城市道路管理的规定办理手续。
街道办事处应当每季度听取使用人和周边居民的意见，并公开处理结果。
第三条　骑行人不得在非停放点停放公共自行车。
第四条　鼓励使用电子围栏规范停放行为，推广共享头盔。
第五条　本办法自2024年5月1日起施行。
附件1
备案须知
一、备案应当提交营业执照复印件。
二、备案机关应当在五个工作日内办结。
`
	placesNew = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　新设停放点应当经市城市管理部门统筹布局，并依照城市道路管理的规定办理手续。
第三条　街道办事处应当每季度听取使用人和周边居民的意见，并公开处理结果。
第四条　骑行人不得在非停放点停放公共自行车。
第五条　本办法自2024年5月1日起施行。
附件1
备案须知
一、备案应当提交营业执照复印件。
二、备案机关应当在三个工作日内办结。
`
)

// Whatever stands in a block leads to it: cells of an article's table, the
// second part of what was divided, an annex's units.
func TestHolders(t *testing.T) {
	split := redlineSheet(lawtext.ParsePlain(placesOld), lawtext.ParsePlain(placesNew), nil, false, nil)
	table := priced("区域|每辆", "老城区|20")
	cells := map[string]sheet{"clean": cleanSheet(table, nil), "redline": redlineSheet(priced("区域|每辆", "老城区|25"), table, nil, false, nil)}
	for name, s := range cells {
		if i := s.holder("t1r2k2"); i < 0 || s.Blocks[i].Address != "2" {
			t.Errorf("%s: a cell of article 2 leads to block %d", name, i)
		}
	}
	for unit, want := range map[lawtext.Address]string{"2.1": "新设停放点", "3.1": "街道办事处", "annex1/n2": "三个工作日"} {
		i := split.holder(unit)
		if i < 0 || !strings.Contains(drawn(split.Blocks[i].Lines), want) {
			t.Errorf("%s leads to block %d", unit, i)
			continue
		}
	}
	for _, l := range split.Blocks[split.holder("3.1")].only("3.1").Lines {
		if l.ID != "" {
			t.Errorf("a line that may be shown twice has the anchor %s", l.ID)
		}
	}
	only := split.Blocks[split.holder("annex1/n2")].only("annex1/n2")
	if got := drawn(only.Lines); strings.Contains(got, "营业执照") || !strings.Contains(got, "-五+三") {
		t.Errorf("of the annex's second unit is shown %q", got)
	}
	if i := split.struck("4.1"); i < 0 || split.Blocks[i].ID != "old-4" {
		t.Errorf("the article that went is block %d", i)
	}
	if i := split.struck("1.1"); i >= 0 {
		t.Errorf("the article that stayed is block %d of those that went", i)
	}
	hints := ""
	for _, e := range split.contents() {
		hints += e.Number + e.Hint + "\n"
	}
	if !strings.Contains(hints, "二、备案机关应当在三") || strings.Contains(hints, "一、备案应当") {
		t.Errorf("the contents name the annex's units so:\n%s", hints)
	}
}

// Beside each comment stands what became of what it is about, and a comment on
// what was struck leads there.
func TestAnswersShowWhatBecame(t *testing.T) {
	s := newSite(t, nil)
	ctx := context.Background()
	o := s.Open("云州市公共自行车管理办法", placesOld)
	s.To(o.Matter, procedure.InReview)
	for _, unit := range []lawtext.Address{"2.2", "4", "annex1/n2"} {
		if _, err := s.Comment(ctx, s.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: unit, Words: "意见", Audience: review.AudiencePublished}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.moveOn(o.Matter); err != nil {
		t.Fatal(err)
	}
	next := addDraft(t, s, o.Document)
	next.Upload = storagetest.Upload(t, s.Store, placesNew)
	if _, err := s.Review.AddDraft(ctx, s.As("drafter"), next); err != nil {
		t.Fatal(err)
	}
	matter := "/matters/" + string(o.Matter)
	reviewer := s.as("reviewer")
	reviewer.get(matter+"/answers").says(t, "the answers", "!没有可以对照的条文", "街道办事处应当每季度听取", ">五</del>", "!营业执照复印件")
	reviewer.get(matter).says(t, "the workspace", `<a href="#old-4">第四条</a>`)
	reviewer.get(matter+"?view=clean").says(t, "the text alone", `!<a href="#old-4">`)
}
