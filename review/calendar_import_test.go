package review_test

import (
	"context"
	"errors"
	"testing"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/review/procedure"
	"hefa/storage"
)

const head = "date,day,holiday,notice\n"

// Importing a calendar moves the due days of running matters in the same act,
// as the preview said, and every server counts by it from then on.
func TestImportCalendar(t *testing.T) {
	on := travel(t, "2024-03-01")
	one, two := on("2024-03-18"), on("2024-03-18")
	ctx := context.Background()
	running, ended, early := one.Open("云州市公共自行车管理办法", first), one.Open("云州市公共汽车管理办法", first), one.Open("云州市公园管理办法", first)
	two.To(running.Matter, procedure.InReview)
	one.To(ended.Matter, procedure.InReview)
	if _, err := one.Withdraw(ctx, one.As("drafter"), review.MoveInput{Matter: ended.Matter, Reason: "不再制定"}); err != nil {
		t.Fatal(err)
	}
	// With no other holiday in 2024 it is due a day later: 19 to 22 (4), 25 to 29
	// (9), 1 to 3 (12), 5 (13), 9 and 10 (15); Sunday 7 is no longer worked.
	source := head + "2024-04-04,off,清明节,通知\n2024-04-08,off,试,通知\n2024-12-31,off,试,通知\n"
	would, err := one.PreviewCalendar(ctx, source)
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, one, "drafter", running.Matter); m.Clock.Due != "2024-04-09" {
		t.Errorf("the preview moved it to %s", m.Clock.Due)
	}
	if _, err := one.ImportCalendar(ctx, one.As("head"), review.ImportCalendarInput{Source: source}); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("by a head: %v", err)
	}
	got, err := one.ImportCalendar(ctx, one.As("admin"), review.ImportCalendarInput{Source: source, Seen: would.N})
	if err != nil {
		t.Fatal(err)
	}
	want := review.MovedDue{Matter: running.Matter, From: "2024-04-09", To: "2024-04-10"}
	if len(got.Matters) != 1 || got.Matters[0] != want || len(would.Matters) != 1 || would.Matters[0] != want || len(got.Changes) != len(would.Changes) {
		t.Errorf("%+v, previewed %+v", got, would.Matters)
	}
	for _, c := range []interface {
		Calendar(context.Context) (*calendar.Calendar, error)
	}{one, two} {
		days, err := c.Calendar(ctx)
		if err != nil || days.Works("2024-12-31") || !days.Works("2024-04-05") || !days.Covers(2025) {
			t.Errorf("a server counts by the calendar of before: %v", err)
		}
	}
	for _, at := range []review.Matter{matter(t, one, "drafter", running.Matter), matter(t, two, "drafter", running.Matter)} {
		if at.Clock.Due != want.To {
			t.Errorf("due %s, want %s", at.Clock.Due, want.To)
		}
	}
	r, err := two.Reckoning(ctx, two.See("drafter"), running.Matter)
	if err != nil || storage.Day(r.Due) != want.To {
		t.Errorf("%+v, %v", r.Due, err)
	}
	if m := matter(t, two, "drafter", ended.Matter); m.Clock.Due != "2024-04-09" {
		t.Errorf("a matter that has ended is due %s", m.Clock.Due)
	}
	two.To(early.Matter, procedure.InReview)
	if m := matter(t, one, "drafter", early.Matter); m.Clock.Due != want.To {
		t.Errorf("accepted on the other server it is due %s", m.Clock.Due)
	}
	var stale *storage.Stale
	if _, err := two.ImportCalendar(ctx, two.As("admin"), review.ImportCalendarInput{Source: source, Seen: would.N}); !errors.As(err, &stale) {
		t.Errorf("over another import: %v", err)
	}
	var wrong *calendar.Mistake
	if _, err := one.ImportCalendar(ctx, one.As("admin"), review.ImportCalendarInput{Source: head + "2024-13-01,off,元旦,通知\n"}); !errors.As(err, &wrong) || wrong.Line != 2 {
		t.Errorf("no such day: %v", err)
	}
}

// A clock that stands is counted anew too, and goes on by the new days.
func TestImportWhileTheClockStands(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-18")
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	if _, err := on("2024-03-20").Suspend(ctx, c.As("head"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-03-21").ImportCalendar(ctx, c.As("admin"), review.ImportCalendarInput{Source: head + "2024-03-27,off,试,通知\n"}); err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "drafter", o.Matter); m.Clock.StoppedOn != "2024-03-20" || m.State != procedure.Suspended {
		t.Errorf("the import woke the clock: %+v", m.Clock)
	}
	if _, err := on("2024-03-22").Resume(ctx, c.As("head"), in); err != nil {
		t.Fatal(err)
	}
	// 19, 20 (2), 21 and 22 stood, 25, 26 (4), 28, 29 (6), 1 to 5 (11), 8 to 11 (15).
	if m := matter(t, c, "drafter", o.Matter); m.Clock.Due != "2024-04-11" {
		t.Errorf("due %s", m.Clock.Due)
	}
}
