package review_test

import (
	"context"
	"testing"
	"unicode/utf8"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// Article 2 goes, 3 stays but loses its first words, 4 is renumbered to 3.
const third = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　任何人不得在非停放点停放公共自行车。
第三条　本办法自2024年5月1日起施行。
`

// Comments are found again on the next draft, and on the one before; one that
// cannot be is on top.
func TestCommentsAreCarried(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	at := func(a lawtext.Address, r *lawtext.Range) storage.ID {
		return say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: a, Range: r, Words: "意见", Audience: review.AudiencePublished})
	}
	whole := at("", nil)
	same := at("1", nil)
	gone := at("2", nil)
	words := at("3.1", &lawtext.Range{Start: 0, End: 3})  // 骑行人
	place := at("3.1", &lawtext.Range{Start: 5, End: 10}) // 在非停放点
	moved := at("4", nil)
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, third)}); err != nil {
		t.Fatal(err)
	}
	later := say(t, c, "drafter", review.CommentInput{Matter: o.Matter, Address: "3", Words: "第二稿上的意见"})

	list := comments(t, c, "reviewer", o.Matter, 2)
	if list[0].ID != gone || list[1].ID != whole {
		t.Errorf("on top stand %q and %q", list[0].Address, list[1].Address)
	}
	got := map[storage.ID]review.Place{}
	for _, one := range list {
		got[one.ID] = one.Place
	}
	for id, want := range map[storage.ID]review.Place{
		whole: {Placed: review.PlacedYes}, same: {Placed: review.PlacedYes, Address: "1"},
		gone: {Placed: review.Unplaced}, moved: {Placed: review.PlacedMoved, Address: "3"},
		words: {Placed: review.PlacedMoved, Address: "2.1", Changed: true},
		place: {Placed: review.PlacedMoved, Address: "2.1", Range: &lawtext.Range{Start: 5, End: 10}},
		later: {Placed: review.PlacedYes, Address: "3"},
	} {
		p := got[id]
		sameRange := (p.Range == nil) == (want.Range == nil) && (p.Range == nil || *p.Range == *want.Range)
		if p.Placed != want.Placed || p.Address != want.Address || p.Changed != want.Changed || !sameRange {
			t.Errorf("placed %+v, want %+v", p, want)
		}
	}
	for _, one := range comments(t, c, "reviewer", o.Matter, 1) {
		if one.ID == later && (one.Place.Placed != review.PlacedMoved || one.Place.Address != "4") {
			t.Errorf("the later comment stands on draft 1 at %+v", one.Place)
		}
		if one.ID == gone && one.Place.Placed != review.PlacedYes {
			t.Errorf("on its own draft a comment stands at %+v", one.Place)
		}
	}
}

// Where an article is split, a comment goes with its words into the part that
// has them.
func TestCommentsFollowTheirWordsIntoASplit(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	const main, part = "市城市管理部门负责公共自行车的统筹协调；公安、交通运输等部门按照各自职责做好相关工作。", "街道办事处应当每季度听取使用人和周边居民的意见，并公开处理结果。"
	o := c.Open("云州市公共自行车管理办法", "云州市公共自行车管理办法\n第一条　为了规范公共自行车管理，制定本办法。\n第二条　"+main+part+"\n第三条　本办法自2024年5月1日起施行。\n")
	c.To(o.Matter, procedure.InReview)
	at := utf8.RuneCountInString(main)
	id := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: "2.1", Range: &lawtext.Range{Start: at, End: at + 12}, Words: "意见", Audience: review.AudiencePublished})
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store,
		"云州市公共自行车管理办法\n第一条　为了规范公共自行车管理，制定本办法。\n第二条　"+main+"\n第三条　"+part+"\n第四条　本办法自2024年5月1日起施行。\n")}); err != nil {
		t.Fatal(err)
	}
	for _, one := range comments(t, c, "reviewer", o.Matter, 2) {
		if p := one.Place; one.ID == id && (p.Placed != review.PlacedMoved || p.Address != "3.1" || p.Changed || p.Range == nil || *p.Range != (lawtext.Range{Start: 0, End: 12})) {
			t.Errorf("placed %+v, %+v", p, p.Range)
		}
	}
}

func TestWhereACommentMayStand(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	for name, in := range map[string]review.CommentInput{
		"no such unit":     {Address: "9", Words: "x"},
		"no unit":          {Range: &lawtext.Range{Start: 0, End: 1}, Words: "x"},
		"past the end":     {Address: "1.1", Range: &lawtext.Range{Start: 0, End: 999}, Words: "x"},
		"nothing":          {Address: "1.1", Range: &lawtext.Range{Start: 2, End: 2}, Words: "x"},
		"no words":         {Address: "1", Words: "  "},
		"no such kind":     {Kind: "taste", Words: "x"},
		"no such weight":   {Weight: "heavy", Words: "x"},
		"no such audience": {Audience: "world", Words: "x"},
		"published note":   {Audience: review.AudiencePublished, Private: true, Words: "x"},
	} {
		in.Matter = o.Matter
		if _, err := c.Comment(context.Background(), c.As("reviewer"), in); !isInvalid(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Comment(context.Background(), c.As("reviewer"), review.CommentInput{Matter: o.Matter, Draft: 5, Words: "x"}); err == nil {
		t.Error("a comment on a draft that is not there")
	}
}

// A comment on an item that was struck says so, wherever it is kept; to strike
// it may be what was asked for.
func TestCommentOnAnItemThatWasStruck(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	const title, head, tail = "云州市公共自行车管理办法", "第一条　申请设置停放点，应当提交下列材料：\n（一）申请书；\n", "第二条　本办法自2024年5月1日起施行。\n"
	o := c.Open(title, title+"\n"+head+"（二）所在社区居民委员会的书面证明；\n（三）停放点平面图。\n"+tail)
	c.To(o.Matter, procedure.InReview)
	item := lawtext.Address("1.1(2)")
	id := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: item, Proposed: wording("")})
	kept := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: "1.1(3)", Words: "意见", Audience: review.AudiencePublished})
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if err := c.Adopt(ctx, c.As("drafter"), review.AdoptInput{Comment: id}); err != nil {
		t.Fatal(err)
	}
	if done := changes(t, c, o.Matter); done[id] {
		t.Error("before there is another draft the item is struck")
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, title+"\n"+head+"（二）停放点平面图。\n"+tail)}); err != nil {
		t.Fatal(err)
	}
	for _, one := range comments(t, c, "reviewer", o.Matter, 2) {
		switch one.ID {
		case id:
			if !one.Lost() || !one.Place.Around || one.Place.Address != "1" || one.About() != item {
				t.Errorf("on the item that was struck: %+v, about %s", one.Place, one.About())
			}
		case kept:
			if one.Lost() || one.About() != item {
				t.Errorf("on the item behind it: %+v, about %s", one.Place, one.About())
			}
		}
	}
	if done := changes(t, c, o.Matter); !done[id] {
		t.Error("the item was struck as asked, and is not told of as done")
	}
}

// The same words elsewhere are not those a comment quotes: where these were
// changed it stays on its paragraph and says so.
func TestCommentsStayWithChangedWords(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	draft := func(first, fine string) string {
		return "云州市公共自行车管理办法\n第一条　运营单位应当在" + first + "日内办理备案。\n登记机关应当在三十日内答复。\n第二条　违反规定的，处" + fine + "千元罚款；情节严重的，并处一千元以上二千元以下罚款。\n"
	}
	o := c.Open("云州市公共自行车管理办法", draft("三十", "一"))
	c.To(o.Matter, procedure.InReview)
	for _, in := range []review.CommentInput{
		{Address: "1.1", Range: &lawtext.Range{Start: 7, End: 10}}, // 三十日
		{Address: "2.1", Range: &lawtext.Range{Start: 7, End: 10}}, // 一千元
	} {
		in.Matter, in.Words, in.Audience = o.Matter, "意见", review.AudiencePublished
		say(t, c, "reviewer", in)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, draft("二十", "二"))}); err != nil {
		t.Fatal(err)
	}
	list := comments(t, c, "reviewer", o.Matter, 2)
	if len(list) != 2 {
		t.Fatalf("%d comments", len(list))
	}
	for _, one := range list {
		if p := one.Place; p.Placed != review.PlacedYes || p.Address != one.Address || !p.Changed || p.Range != nil {
			t.Errorf("%s in %s is placed %+v, %v", one.Quoted, one.Address, p, p.Range)
		}
	}
}
