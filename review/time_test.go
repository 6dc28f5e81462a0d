package review_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// The clock stands while experts are asked, for the days after the stop up to
// the answer, and says why.
func TestAwaitingExperts(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-18")
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	in := review.MoveInput{Matter: o.Matter, Reason: "请两位专家论证收费条款"}
	if _, err := c.ExpertsAnswered(ctx, c.As("reviewer"), in); !refusedFor(err, review.WhyNotAwaiting) {
		t.Errorf("answered before being asked: %v", err)
	}
	if _, err := c.AwaitExperts(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); !isInvalid(err) {
		t.Errorf("asked without a word: %v", err)
	}
	moved, err := on("2024-03-20").AwaitExperts(ctx, c.As("reviewer"), in)
	if err != nil || moved.State != procedure.InReview {
		t.Fatalf("%+v, %v", moved, err)
	}
	m := matter(t, on("2024-05-20"), "drafter", o.Matter)
	if !m.Clock.Awaits() || m.Clock.Overdue || m.Clock.StoppedOn != "2024-03-20" || m.Clock.StoppedBy != procedure.AwaitExperts {
		t.Errorf("while they are asked: %+v", m.Clock)
	}
	// A suspension in between ends nothing.
	if _, err := on("2024-03-21").Suspend(ctx, c.As("head"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-03-21").Resume(ctx, c.As("head"), in); err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "drafter", o.Matter); !m.Clock.Awaits() {
		t.Errorf("after the suspension: %+v", m.Clock)
	}
	if _, err := on("2024-03-21").Extend(ctx, c.As("head"), review.ExtendInput{Matter: o.Matter, Days: 1, Reason: "理由"}); !refusedFor(err, review.WhyClockStands) {
		t.Errorf("extended while it stands: %v", err)
	}
	if _, err := on("2024-03-22").ExpertsAnswered(ctx, c.As("reviewer2"), in); err != nil {
		t.Fatal(err)
	}
	r, err := c.Reckoning(ctx, c.See("drafter"), o.Matter)
	if err != nil || r.Due != "2024-04-11" || r.Stopped != 2 || r.Event != procedure.Accept || len(r.Stops) != 1 || r.Stops[0].Why != string(procedure.AwaitExperts) {
		t.Errorf("%+v, %v", r, err)
	}
	if m := matter(t, c, "drafter", o.Matter); m.Clock.Due != "2024-04-11" || m.Clock.StoppedBy != "" {
		t.Errorf("%+v", m.Clock)
	}
	// Returned while they are asked, the matter waits for them no longer.
	if _, err := on("2024-03-25").AwaitExperts(ctx, c.As("reviewer"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-03-26").ReturnForAmendment(ctx, c.As("reviewer"), in); err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "drafter", o.Matter); m.Clock.Awaits() || m.Clock.StoppedOn != "2024-03-25" {
		t.Errorf("in amendment: %+v", m.Clock)
	}
}

// The head puts the due day off, by no more than the procedure leaves, and not
// once it has passed; the next round has its own time again.
func TestExtension(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-18")
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	extend := func(day, account string, days int) error {
		_, err := on(day).Extend(ctx, c.As(account), review.ExtendInput{Matter: o.Matter, Days: days, Reason: "情况复杂"})
		return err
	}
	if err := extend("2024-03-20", "reviewer", 5); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("by a reviewer: %v", err)
	}
	for _, days := range []int{0, -3, 11} {
		if got := invalidField(extend("2024-03-20", "head", days)); got != "days extension" {
			t.Errorf("by %d days: %q", days, got)
		}
	}
	if err := extend("2024-04-10", "head", 1); !refusedFor(err, review.WhyOverdue) {
		t.Errorf("once it has passed: %v", err)
	}
	if err := extend("2024-04-09", "head", 6); err != nil {
		t.Fatal(err)
	}
	// 10, 11, 12, 15, 16, 17 April.
	if m := matter(t, on("2024-04-10"), "drafter", o.Matter); m.Clock.Due != "2024-04-17" || m.Clock.Days != 15 || m.Clock.Extended != 6 || m.Clock.Overdue {
		t.Errorf("%+v", m.Clock)
	}
	if got := invalidField(extend("2024-04-10", "head", 5)); got != "days extension" {
		t.Errorf("beyond what is left: %q", got)
	}
	if err := extend("2024-04-10", "head2", 4); err != nil {
		t.Fatal(err)
	}
	if err := extend("2024-04-11", "head", 1); !refusedFor(err, review.WhyExtended) {
		t.Errorf("with nothing left: %v", err)
	}
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	if _, err := on("2024-04-12").ReturnForAmendment(ctx, c.As("reviewer"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-06-03").Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	m := matter(t, on("2024-06-03"), "drafter", o.Matter)
	if m.Clock.Due != "2024-06-25" || m.Clock.Extended != 0 {
		t.Errorf("the second round: %+v", m.Clock)
	}
	r, err := c.Reckoning(ctx, c.See("drafter"), o.Matter)
	if err != nil || r.Event != procedure.Resubmit || r.Base != 15 {
		t.Errorf("%+v, %v", r, err)
	}
}

// A person's due day leaves the review its minimum, and no more than the
// maximum; an emergency lifts the minimum.
func TestDueDayThatAPersonSets(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-18")
	ctx := context.Background()
	accept := func(matter storage.ID, due storage.Day) error {
		_, err := c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: matter, Complete: true, Due: due})
		return err
	}
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	// Five working days from the 18th: 19 to 22, then the 25th.
	for due, want := range map[storage.Day]string{"2024-03-22": "due too-early", "2024-03-18": "due too-early", "2024-03-01": "due too-early", "2024-04-10": "due too-late", "2024-02-30": "due day"} {
		if got := invalidField(accept(o.Matter, due)); got != want {
			t.Errorf("due %s: %q, want %q", due, got, want)
		}
	}
	if err := accept(o.Matter, "2024-03-25"); err != nil {
		t.Fatal(err)
	}
	m := matter(t, c, "drafter", o.Matter)
	if m.Clock.Due != "2024-03-25" || m.Clock.Days != 5 {
		t.Errorf("%+v", m.Clock)
	}
	early, err := on("2024-03-22").Early(ctx, m)
	if err != nil || early != "2024-03-25" {
		t.Errorf("early until %q, %v", early, err)
	}
	if m := matter(t, on("2024-03-25"), "drafter", o.Matter); true {
		if early, err := on("2024-03-25").Early(ctx, m); err != nil || early != "" {
			t.Errorf("on the fifth day it is still early: %q, %v", early, err)
		}
	}
	urgent := c.Open("云州市防汛应急管理办法", second)
	c.To(urgent.Matter, procedure.Submitted)
	if _, err := c.Emergency(ctx, c.As("head"), review.MoveInput{Matter: urgent.Matter, Reason: "防汛"}); err != nil {
		t.Fatal(err)
	}
	if err := accept(urgent.Matter, "2024-03-19"); err != nil {
		t.Errorf("tomorrow, in an emergency: %v", err)
	}
}

// An emergency is declared with its reason by whom the file names, shown, spares
// what the file says, and can be ended.
func TestEmergency(t *testing.T) {
	c, ctx := travel(t, "2024-03-01")("2024-03-18"), context.Background()
	o := c.Open("云州市防汛应急管理办法", first)
	in := review.MoveInput{Matter: o.Matter, Reason: "台风将至，市防指要求三日内出台"}
	if _, err := c.Emergency(ctx, c.As("drafter"), in); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("by the drafter: %v", err)
	}
	if _, err := c.Emergency(ctx, c.As("legal"), review.MoveInput{Matter: o.Matter}); !isInvalid(err) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := c.Emergency(ctx, c.As("legal"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Emergency(ctx, c.As("legal"), in); !refusedFor(err, review.WhyEmergency) {
		t.Errorf("twice: %v", err)
	}
	if m := matter(t, c, "reviewer", o.Matter); m.Emergency != in.Reason {
		t.Errorf("shown as %q", m.Emergency)
	}
	if list, n, err := c.Matters(ctx, c.See("head"), review.MatterFilter{Emergency: true}); err != nil || n != 1 || list[0].ID != o.Matter {
		t.Errorf("%d listed, %v", n, err)
	}
	// Only the fair-competition review is still asked for.
	_, err := c.Submit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter, Materials: c.Absent(o.Matter)})
	var refused *review.Refused
	if !errors.As(err, &refused) || strings.Join(refused.Items, " ") != "fair-competition" {
		t.Fatalf("open in an emergency: %v", err)
	}
	c.To(o.Matter, procedure.InReview)
	if s := stepsOf(t, c, o.Matter)["consultation"]; s.Status != review.StepExcused || !s.Spared {
		t.Errorf("the consultation: %+v", s)
	}
	if _, err := c.EndEmergency(ctx, c.As("head"), review.MoveInput{Matter: o.Matter, Reason: "险情解除"}); err != nil {
		t.Fatal(err)
	}
	moves, err := c.Moves(ctx, c.See("drafter"), o.Matter)
	if err != nil || moves[0].Act != procedure.Emergency || moves[0].Reason != in.Reason || moves[len(moves)-1].Act != procedure.EndEmergency {
		t.Errorf("recorded %+v, %v", moves, err)
	}
}

// Warnings come at three and one working days left, and once the day has passed.
func TestWarnings(t *testing.T) {
	on := travel(t, "2024-03-01")
	c := on("2024-03-18")
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	for day, want := range map[string]int{"2024-03-19": 0, "2024-04-02": 0, "2024-04-03": 3, "2024-04-04": 3, "2024-04-07": 0, "2024-04-08": 1, "2024-04-09": 0, "2024-04-12": -3} {
		list, err := on(day).Warnings(ctx)
		if err != nil || len(list) > 1 || (want != 0) != (len(list) == 1) || want != 0 && list[0].Left != want {
			t.Errorf("on %s: %+v, %v, want %d", day, list, err, want)
		}
	}
	for day, want := range map[string][2]int{"2024-04-02": {0, 0}, "2024-04-03": {1, 0}, "2024-04-09": {1, 0}, "2024-04-10": {0, 1}} {
		_, soon, err := on(day).Matters(ctx, c.See("head"), review.MatterFilter{Soon: true})
		if err != nil {
			t.Fatal(err)
		}
		_, overdue, err := on(day).Matters(ctx, c.See("head"), review.MatterFilter{Overdue: true})
		if err != nil || soon != want[0] || overdue != want[1] {
			t.Errorf("on %s: %d soon, %d overdue, want %v (%v)", day, soon, overdue, want, err)
		}
	}
}
