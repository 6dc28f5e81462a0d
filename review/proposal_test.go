package review_test

import (
	"context"
	"errors"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

func wording(s string) *string { return &s }

// wantRefused checks that an act was refused for a reason.
func wantRefused(t *testing.T, doing string, err error, why review.Why) {
	t.Helper()
	if !refusedFor(err, why) {
		t.Errorf("%s: %v, want refused for %s", doing, err, why)
	}
}

// Wording is proposed, adopted with one press, and done when the newest draft
// really has it; rivals and changed words are told of first.
func TestProposals(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	propose := func(at lawtext.Address, r *lawtext.Range, words string) storage.ID {
		t.Helper()
		return say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: at, Range: r, Proposed: &words})
	}
	// 设置停放点的单位应当向交通运输部门申请领取设置许可证。
	notice := propose("2.1", &lawtext.Range{Start: 17, End: 26}, "办理备案")
	report := propose("2.1", &lawtext.Range{Start: 19, End: 26}, "报告")
	whole := propose("3", nil, "骑行人应当在停放点停放公共自行车。")
	strike := propose("1.1", &lawtext.Range{Start: 0, End: 14}, "")

	for name, in := range map[string]review.CommentInput{
		"the same words":    {Address: "3", Proposed: wording("骑行人不得在非停放点停放公共自行车。")},
		"the whole draft":   {Proposed: wording("全改")},
		"words nowhere":     {Address: "3.1", Range: &lawtext.Range{Start: 0, End: 99}, Proposed: wording("改")},
		"neither of either": {Address: "3"},
	} {
		in.Matter = o.Matter
		var invalid *storage.Invalid
		if _, err := c.Comment(ctx, c.As("reviewer"), in); !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}

	list := comments(t, c, "reviewer", o.Matter, 1)
	byID := map[storage.ID]review.Comment{}
	for _, one := range list {
		byID[one.ID] = one
	}
	if p := byID[notice].Proposal; p == nil || p.Old != "申请领取设置许可证" || p.New != "办理备案" {
		t.Errorf("the proposal reads %+v", p)
	}
	if p := byID[whole].Proposal; p == nil || p.Old != "骑行人不得在非停放点停放公共自行车。" || byID[whole].Address != "3.1" {
		t.Errorf("the proposal for a unit reads %+v at %s", p, byID[whole].Address)
	}
	if r := byID[notice].Rivals; len(r) != 1 || r[0] != report || len(byID[whole].Rivals) != 0 {
		t.Errorf("rivals of the first are %v, of one alone %v", r, byID[whole].Rivals)
	}

	// The drafter sees them with the return, and adopts.
	adopt := func(id storage.ID, confirmed bool) error {
		return c.Adopt(ctx, c.As("drafter"), review.AdoptInput{Comment: id, Confirmed: confirmed})
	}
	if err := adopt(notice, false); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("adopting what was not sent over: %v", err)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if err := c.Adopt(ctx, c.As("reviewer"), review.AdoptInput{Comment: notice}); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the reviewer adopts: %v", err)
	}
	for _, id := range []storage.ID{notice, strike} {
		if err := adopt(id, false); err != nil {
			t.Fatal(err)
		}
	}
	wantRefused(t, "adopting a rival", adopt(report, false), review.WhyRival)
	if list := changes(t, c, o.Matter); len(list) != 2 || list[strike] || list[notice] {
		t.Errorf("the list of changes is %v", list)
	}

	// The next draft follows one of them, and touches the third article.
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　设置停放点的单位应当向交通运输部门办理备案。
第三条　骑行人、行人不得在非停放点停放公共自行车。
第四条　本办法自2024年5月1日起施行。
`)}); err != nil {
		t.Fatal(err)
	}
	if list := changes(t, c, o.Matter); !list[notice] || list[strike] {
		t.Errorf("after the next draft the list of changes is %v", list)
	}
	wantRefused(t, "adopting for changed words", adopt(whole, false), review.WhyWords)
	if err := adopt(whole, true); err != nil {
		t.Errorf("adopting for changed words, confirmed: %v", err)
	}
	if list := changes(t, c, o.Matter); len(list) != 3 || list[whole] {
		t.Errorf("the list of changes is %v", list)
	}
	if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: whole, Verdict: review.NotAdopted, Reason: "另有考虑", Basis: "参照上级文件"}); err != nil {
		t.Fatal(err)
	}
	if list := changes(t, c, o.Matter); len(list) != 2 {
		t.Errorf("after a second thought the list of changes is %v", list)
	}
	plain := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "没有措辞", Audience: review.AudiencePublished})
	var invalid *storage.Invalid
	if err := adopt(plain, false); !errors.As(err, &invalid) || invalid.Code != "no-proposal" {
		t.Errorf("adopting a comment without wording: %v", err)
	}
}

// changes are the drafter's list of changes, each whether it is done.
func changes(t *testing.T, c *reviewtest.City, matter storage.ID) map[storage.ID]bool {
	t.Helper()
	list, err := c.Changes(context.Background(), c.See("drafter"), matter)
	if err != nil {
		t.Fatal(err)
	}
	done := map[storage.ID]bool{}
	for _, one := range list {
		done[one.Comment.ID] = one.Done
	}
	return done
}

// Two rivals are adopted at the same time: one of them is told of the other.
func TestRivalsRace(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	var ids []storage.ID
	for _, words := range []string{"办理备案", "报告"} {
		ids = append(ids, say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: "2.1", Range: &lawtext.Range{Start: 17, End: 26},
			Proposed: &words, Audience: review.AudiencePublished}))
	}
	failed := make(chan error, len(ids))
	for _, id := range ids {
		go func() { failed <- c.Adopt(ctx, c.As("drafter"), review.AdoptInput{Comment: id}) }()
	}
	if a, b := <-failed, <-failed; (a == nil) == (b == nil) {
		t.Errorf("of two adopted at once: %v, %v", a, b)
	}
}

// A comment on a material; one on a material of another matter is not taken.
func TestCommentOnMaterial(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o, other := c.Open("云州市公共自行车管理办法", first), c.Open("云州市停车管理办法", second)
	c.To(o.Matter, procedure.InReview)
	c.To(other.Matter, procedure.InReview)
	material := func(matter storage.ID) storage.ID {
		list, err := c.Materials(ctx, c.See("reviewer"), matter)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range list {
			if len(item.Materials) > 0 {
				return item.Materials[0].ID
			}
		}
		t.Fatal("there is no material")
		return ""
	}
	say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Material: material(o.Matter), Words: "理由不足"})
	if list := comments(t, c, "reviewer", o.Matter, 1); list[0].Material == nil || list[0].Material.Code == "" || list[0].Place.Placed != review.PlacedYes {
		t.Errorf("the comment on a material is %+v", list[0])
	}
	for name, in := range map[string]review.CommentInput{
		"of another matter": {Material: material(other.Matter)},
		"and on a unit":     {Material: material(o.Matter), Address: "1"},
		"of no matter":      {Material: storage.NewID()},
	} {
		in.Matter, in.Words = o.Matter, "意见"
		var invalid *storage.Invalid
		if _, err := c.Comment(ctx, c.As("reviewer"), in); !errors.As(err, &invalid) || invalid.Field != "material" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
