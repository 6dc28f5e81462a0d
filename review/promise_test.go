package review_test

import (
	"context"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// An article that was moved as asked has changed; one whose number only follows
// another that was put in has not, and neither have words of the one moved.
func TestMovedIsNotUnchanged(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	const title, head, tail = "云州市公共自行车管理办法\n", "第一条　为了规范公共自行车管理，制定本办法。\n", "条　本办法自2024年5月1日起施行。\n"
	const park, lend, fee = "条　骑行人不得在非停放点停放公共自行车。\n", "条　设置停放点的单位应当向交通运输部门办理备案，并报送设置方案。\n", "条　租用公共自行车的费用由市价格主管部门核定并且向社会公布。\n"
	o := c.Open("云州市公共自行车管理办法", title+head+"第二"+park+"第三"+lend+"第四"+fee+"第五"+tail)
	c.To(o.Matter, procedure.InReview)
	at := func(a lawtext.Address, r *lawtext.Range) storage.ID {
		return say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: a, Range: r, Words: "意见", Audience: review.AudiencePublished})
	}
	moved, words, follows := at("4", nil), at("4.1", &lawtext.Range{Start: 0, End: 2}), at("3", nil)
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store,
		title+head+"第二"+fee+"第三"+park+"第四条　本办法所称公共自行车，是指政府投放的自行车。\n第五"+lend+"第六"+tail)}); err != nil {
		t.Fatal(err)
	}
	promises, err := c.Promises(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(promises) != 3 {
		t.Fatalf("%d promises, %v", len(promises), err)
	}
	want := map[storage.ID]bool{moved: false, words: true, follows: true}
	for _, p := range promises {
		if p.Unchanged != want[p.Comment.ID] {
			t.Errorf("the comment on %s %v: unchanged is %v", p.Comment.Address, p.Comment.Range, p.Unchanged)
		}
	}
}
