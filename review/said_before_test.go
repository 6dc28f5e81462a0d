package review_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage/storagetest"
)

// What signed opinions say of a review point or a provision is found beside the
// comments: a remark, a provision it rests on, a paragraph that cites one. Not
// one that was superseded, nor by whoever may not read it.
func TestSaidInOpinions(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	law := inForce(t, c, "中华人民共和国示例许可法", permits)
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	_, err := c.Conclude(ctx, c.As("reviewer"), review.ConcludeInput{Matter: o.Matter, Code: "measures", Verdict: review.Problem,
		Remark: "第三条设定了许可。", Bases: []review.BasisRef{{Document: law, Version: 1, Address: "2.1"}}})
	if err != nil {
		t.Fatal(err)
	}
	const cited = "（二）依照《示例许可法》第一条、第二条，许可只能由法律设定。"
	words := "一、审核事项\n（一）第三条设定了许可。\n" + cited + "\n（三）《示例许可法》第三条与本件无关。\n（四）该法第五条不得变通。"
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: words}); err != nil {
		t.Fatal(err)
	}
	next := c.Open("云州市停车管理办法", second)
	c.To(next.Matter, procedure.InReview)
	said := func(account string, in review.SaidBeforeInput) string {
		t.Helper()
		in.Matter = next.Matter
		list, err := c.SaidBefore(ctx, c.See(account), in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range list {
			if s.Comment != "" || s.Opinion == nil || s.Title != "云州市公共自行车管理办法" || s.AuthorName != "head" {
				t.Errorf("%+v", s)
			}
			got = append(got, s.Words)
		}
		slices.Sort(got)
		return strings.Join(got, " ")
	}
	if got := said("reviewer2", review.SaidBeforeInput{Document: law, Address: "2"}); got != "" {
		t.Errorf("before it is signed: %s", got)
	}
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		account string
		in      review.SaidBeforeInput
		want    string
	}{
		{"reviewer2", review.SaidBeforeInput{Kind: review.KindMeasures}, "第三条设定了许可。"},
		{"reviewer2", review.SaidBeforeInput{Kind: review.KindPower}, ""},
		{"reviewer2", review.SaidBeforeInput{Document: law, Address: "2"}, "第三条设定了许可。 " + cited},
		{"reviewer2", review.SaidBeforeInput{Document: law, Address: "1"}, cited},
		{"reviewer2", review.SaidBeforeInput{Document: law, Address: "4"}, ""},
		{"reviewer2", review.SaidBeforeInput{Document: law, Address: "5"}, "（四）该法第五条不得变通。"},
		{"reviewer2", review.SaidBeforeInput{Document: law, Address: "2", Kind: review.KindMeasures}, "第三条设定了许可。"},
		{"drafter2", review.SaidBeforeInput{Document: law, Address: "1"}, cited},
	} {
		if got := said(one.account, one.in); got != one.want {
			t.Errorf("%s, of %+v:\n%s\nnot\n%s", one.account, one.in, got, one.want)
		}
	}
	elsewhere, err := c.Review.Open(ctx, c.As("stranger"), review.OpenInput{Title: "云州市住房租赁办法", Upload: storagetest.Upload(t, c.Store, second)})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := c.SaidBefore(ctx, c.See("stranger"), review.SaidBeforeInput{Matter: elsewhere.Matter, Document: law, Address: "1"}); err != nil || len(list) != 0 {
		t.Errorf("who may not read the opinion is told %+v, %v", list, err)
	}
	if _, err := c.Supersede(ctx, c.As("head"), review.MoveInput{Matter: o.Matter, Reason: "有误"}); err != nil {
		t.Fatal(err)
	}
	if got := said("reviewer2", review.SaidBeforeInput{Document: law, Address: "1"}); got != "" {
		t.Errorf("after it was superseded: %s", got)
	}
}
