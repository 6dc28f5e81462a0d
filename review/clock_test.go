package review_test

import (
	"context"
	"testing"
	"time"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
	"hefa/storage/storagetest"
)

// travel makes a city on the first day and answers it on other days: each time
// by a server of its own, whose clock shows that day at noon.
func travel(t *testing.T, first string) func(day string) *reviewtest.City {
	t.Helper()
	dsn := clustertest.DSN(t)
	objects, err := object.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	store := func(day string) *storage.Store {
		then, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		return storagetest.OpenConfig(t, storage.Config{DSN: dsn, Objects: objects, ClockOffset: time.Until(then.Add(4 * time.Hour))})
	}
	city := reviewtest.NewOn(t, store(first))
	return func(day string) *reviewtest.City {
		r, err := review.New(store(day))
		if err != nil {
			t.Fatal(err)
		}
		other := *city
		other.Review = r
		return &other
	}
}

// The clock stands while a matter is suspended: nobody loses days.
func TestClockStands(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-01")
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	in := review.MoveInput{Matter: o.Matter, Reason: "等待专家意见"}
	if _, err := on("2024-03-18").Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	now := on("2024-03-20")
	if m := matter(t, now, "drafter", o.Matter); m.Clock.Due != "2024-04-09" || m.Clock.Left != 13 || m.Clock.Warn || m.Clock.AcceptedOn != "2024-03-18" {
		t.Errorf("%+v", m.Clock)
	}
	if _, err := now.Suspend(ctx, c.As("reviewer"), in); err != nil {
		t.Fatal(err)
	}
	if m := matter(t, on("2024-04-20"), "drafter", o.Matter); m.Clock.Overdue || m.Clock.StoppedOn != "2024-03-20" {
		t.Errorf("while it stands: %+v", m.Clock)
	}
	if _, err := on("2024-03-22").Resume(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	r, err := c.Reckoning(ctx, c.See("drafter"), o.Matter)
	if err != nil || r.Due != "2024-04-11" || r.Stopped != 2 || r.Days != 15 {
		t.Errorf("%+v, %v", r, err)
	}
	for day, want := range map[string][2]bool{"2024-04-03": {false, false}, "2024-04-08": {false, true}, "2024-04-11": {false, true}, "2024-04-12": {true, false}} {
		m := matter(t, on(day), "drafter", o.Matter)
		if m.Clock.Overdue != want[0] || m.Clock.Warn != want[1] {
			t.Errorf("on %s: %+v", day, m.Clock)
		}
	}
	if _, total, err := on("2024-04-12").Matters(ctx, c.See("head"), review.MatterFilter{Overdue: true}); err != nil || total != 1 {
		t.Errorf("%d overdue, %v", total, err)
	}
	on("2024-04-10").InOrder("reviewer", o.Matter)
	if _, err := on("2024-04-10").Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"}); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-04-11").Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-06-03").Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	// A new round has the whole time again: 4 to 25 June, less the holiday on
	// the 10th.
	if m := matter(t, on("2024-06-03"), "drafter", o.Matter); m.Clock.Due != "2024-06-25" || m.Round != 2 || m.Clock.StoppedOn != "" {
		t.Errorf("the second round: %+v", m.Clock)
	}
	opinions, err := c.Opinions(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(opinions) != 1 || opinions[0].Number != "合审〔2024〕1号" {
		t.Errorf("%+v, %v", opinions, err)
	}
}
