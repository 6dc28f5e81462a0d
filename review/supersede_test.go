package review_test

import (
	"context"
	"errors"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
)

// A wrong opinion is superseded, not edited: the matter is reviewed again, the
// new opinion names the old one, and both stay.
func TestSupersede(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.OpinionSigned)
	in := review.MoveInput{Matter: o.Matter, Reason: "漏看第二条设定的许可。"}
	if _, err := c.Supersede(ctx, c.As("reviewer"), in); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a reviewer supersedes: %v", err)
	}
	if _, err := c.Supersede(ctx, c.As("head"), review.MoveInput{Matter: o.Matter}); !isInvalid(err) {
		t.Errorf("superseded without a reason: %v", err)
	}
	old, err := c.Opinions(ctx, c.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	_, before, err := c.OpinionPaper(ctx, c.See("drafter"), o.Matter, old[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := c.Supersede(ctx, c.As("head"), in)
	if err != nil || moved.State != procedure.InReview || moved.Opinion != old[0].ID {
		t.Fatalf("%+v, %v", moved, err)
	}
	if _, err := c.Store.DB.Exec(`UPDATE matter SET state = 'opinion-signed' WHERE id = $1`, o.Matter); err == nil {
		t.Error("the database lets a matter skip its new review")
	}
	c.InOrder("reviewer", o.Matter)
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "重新审核，合法。"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	list, err := c.Opinions(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	now, was := list[0], list[1]
	if now.Replaces == nil || now.Replaces.Number != was.Number || now.Superseded != nil || now.Round != 2 {
		t.Errorf("the new opinion is %+v", now)
	}
	if was.Superseded == nil || was.Superseded.Reason != in.Reason || was.Superseded.Next == nil || was.Superseded.Next.ID != now.ID {
		t.Errorf("the old opinion is %+v", was)
	}
	if _, after, err := c.OpinionPaper(ctx, c.See("drafter"), o.Matter, was.ID); err != nil || len(after.Points) != len(before.Points) || after.Title != before.Title {
		t.Errorf("the old paper has changed: %+v, %v", after, err)
	}
	publish := review.PublishInput{Matter: o.Matter, IssuingNumber: "云政规〔2024〕77号", Published: "2024-03-01", Confirmed: true}
	if _, err := c.Publish(ctx, c.As("registrar"), publish); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Supersede(ctx, c.As("head"), in); err == nil {
		t.Error("superseded after publication")
	}
	if _, err := c.Store.DB.Exec(`INSERT INTO opinion_superseded (opinion, reason, by, role, body) SELECT id, 'x', signed_by, 'head', body FROM opinion WHERE id = $1`, now.ID); err == nil {
		t.Error("the database supersedes the opinion of a matter that has ended")
	}
}

// Of superseding, superseding again and publishing at once one is done.
func TestSupersedeRaces(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	for range 4 {
		o := c.Open("云州市公共自行车管理办法", first)
		c.To(o.Matter, procedure.OpinionSigned)
		in := review.MoveInput{Matter: o.Matter, Reason: "有误。"}
		supersede := func(account string) func() error {
			return func() error { _, err := c.Supersede(ctx, c.As(account), in); return err }
		}
		publish := func() error {
			_, err := c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: o.Matter, IssuingNumber: string(o.Matter), Published: "2024-03-01", Confirmed: true})
			return err
		}
		oneOf(t, "superseding and publishing", together(supersede("head"), supersede("head2"), publish))
		var signed, superseded int
		err := c.Store.DB.QueryRow(`SELECT count(*), count(s.opinion) FROM opinion o LEFT JOIN opinion_superseded s ON s.opinion = o.id
			WHERE o.matter = $1 AND o.signed_at IS NOT NULL`, o.Matter).Scan(&signed, &superseded)
		if err != nil || signed != 1 {
			t.Errorf("%d signed opinions (%v)", signed, err)
		}
		if published := matter(t, c, "auditor", o.Matter).State == procedure.Published; published == (superseded == 1) {
			t.Errorf("published is %v with %d superseded", published, superseded)
		}
	}
}
