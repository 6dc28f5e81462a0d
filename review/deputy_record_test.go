package review_test

import (
	"context"
	"testing"

	"hefa/review"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// What deputies say of steps, confirm of materials and add to the time has both
// names.
func TestRecordsOfDeputies(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	person(t, c, "clerk", storage.Cleanup, c.Transport)
	deputise(t, c, "drafter", "clerk")
	deputise(t, c, "legal", "drafter2")
	deputise(t, c, "head", "cleanup")
	o, err := c.Review.Open(ctx, c.As("clerk"), review.OpenInput{Title: "云州市公共自行车管理办法", Upload: storagetest.Upload(t, c.Store, first)})
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "drafter", o.Matter); m.OpenedName != "clerk" || m.OpenedForName != "drafter" {
		t.Errorf("it was opened by %s for %s", m.OpenedName, m.OpenedForName)
	}
	plan := review.StepInput{Code: "plan", Status: review.StepDone}
	if err := mark(c, "clerk", o.Matter, plan); err != nil {
		t.Fatal(err)
	}
	if err := c.TakeBackStep(ctx, c.As("clerk"), review.TakeBackStepInput{Matter: o.Matter, Code: "plan"}); err != nil {
		t.Fatal(err)
	}
	var takenBack storage.ID
	if err := c.Store.DB.QueryRow(`SELECT taken_back_for FROM matter_step WHERE taken_back_at IS NOT NULL`).Scan(&takenBack); err != nil || takenBack != c.People["drafter"] {
		t.Errorf("it was taken back for %s, %v", takenBack, err)
	}
	if err := mark(c, "clerk", o.Matter, plan); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Submit(ctx, c.As("clerk"), c.Submission(o.Matter)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Consent(ctx, c.As("drafter2"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Accept(ctx, c.As("cleanup"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Extend(ctx, c.As("cleanup"), review.ExtendInput{Matter: o.Matter, Days: 5, Reason: "情况复杂"}); err != nil {
		t.Fatal(err)
	}

	steps := stepsOf(t, c, o.Matter)
	if said := steps["plan"].Said; said == nil || said.ByName != "clerk" || said.ForName != "drafter" || said.ExcusedForName != "" {
		t.Errorf("the plan: %+v", said)
	}
	if said := steps["risk"].Said; said == nil || said.ForName != "drafter" || said.ExcusedName != "drafter2" || said.ExcusedForName != "legal" {
		t.Errorf("the excuse: %+v", said)
	}
	checks, err := c.MaterialChecks(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(checks) != 1 || checks[0].ByName != "cleanup" || checks[0].ForName != "head" || checks[0].Found["explanation"] != review.FoundReason {
		t.Errorf("the check: %+v, %v", checks, err)
	}
	reckoning, err := c.Reckoning(ctx, c.See("drafter"), o.Matter)
	if err != nil || len(reckoning.Extensions) != 1 || reckoning.Extensions[0].ByName != "cleanup" || reckoning.Extensions[0].ForName != "head" || reckoning.Extensions[0].Days != 5 {
		t.Errorf("the extension: %+v, %v", reckoning.Extensions, err)
	}

	// What ends a comment and a round.
	said := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "请说明依据", Audience: review.AudiencePublished})
	if err := c.Answer(ctx, c.As("clerk"), review.AnswerInput{Comment: said, Verdict: review.Adopted}); err != nil {
		t.Fatal(err)
	}
	if err := c.CheckAnswer(ctx, c.As("cleanup"), review.CheckAnswerInput{Comment: said, Fulfilled: true}); err != nil {
		t.Fatal(err)
	}
	if got := comments(t, c, "drafter", o.Matter, 0)[0]; got.Resolver != "cleanup" || got.ResolverFor != "head" || got.Answer.ForName != "drafter" || got.Answer.Checker != "cleanup" || got.Answer.CheckerFor != "head" {
		t.Errorf("the comment: %+v, its answer: %+v", got, got.Answer)
	}
	round, err := c.Consult(ctx, c.As("cleanup"), review.ConsultInput{Matter: o.Matter, Bodies: []storage.ID{c.Housing}, Letter: "请提出意见。", Due: today(t, c).Add(5)})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.CloseRound(ctx, c.As("cleanup"), review.CloseRoundInput{Round: round, Why: "不再需要"}); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Round(ctx, c.See("reviewer"), round); err != nil || got.ClosedBy != "cleanup" || got.ClosedFor != "head" {
		t.Errorf("the round: %+v, %v", got, err)
	}
}
