package review_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// stepsOf maps the codes of a matter's steps to how it stands with them.
func stepsOf(t *testing.T, c *reviewtest.City, matter storage.ID) map[string]review.StepState {
	t.Helper()
	list, err := c.Steps(context.Background(), c.See("auditor"), matter)
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]review.StepState{}
	for _, s := range list {
		steps[s.Code] = s
	}
	return steps
}

func mark(c *reviewtest.City, account string, matter storage.ID, steps ...review.StepInput) error {
	return c.MarkSteps(context.Background(), c.As(account), review.MarkStepsInput{Matter: matter, Steps: steps})
}

func invalidField(err error) string {
	var invalid *storage.Invalid
	if errors.As(err, &invalid) {
		return invalid.Field + " " + invalid.Code
	}
	return ""
}

// All open steps are named at once; what is asked to be excused is excused by
// the legal officer's consent, and both are on record.
func TestStepsBeforeSubmission(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	_, err := c.Submit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter, Materials: c.Absent(o.Matter)})
	var refused *review.Refused
	if !errors.As(err, &refused) || refused.Why != review.WhySteps || strings.Join(refused.Items, " ") != "plan consultation departments expert risk fair-competition integrity" {
		t.Fatalf("submitted over open steps: %v", err)
	}
	file := storagetest.Upload(t, c.Store, "市政府办公室关于印发制定计划的通知").File
	if err := mark(c, "drafter", o.Matter, review.StepInput{Code: "plan", Status: review.StepDone, Last: "2020-01-02", Note: "计划第三项", File: &file}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Submit(ctx, c.As("drafter"), c.Submission(o.Matter)); err != nil {
		t.Fatal(err)
	}
	steps := stepsOf(t, c, o.Matter)
	if s := steps["plan"]; s.Status != review.StepDone || s.Said.Last != "2020-01-02" || s.Said.File == nil || s.Said.Role != storage.Drafter {
		t.Errorf("the plan: %+v", s)
	}
	if s := steps["risk"]; s.Status != review.StepAsked || s.Said.ExcusedBy != "" || s.Said.Reason != "不适用" {
		t.Errorf("before the consent: %+v", s)
	}
	if f, err := c.StepFile(ctx, c.See("reviewer"), o.Matter, "plan"); err != nil || f.Hash != file.Hash {
		t.Errorf("the file of the plan: %+v, %v", f, err)
	}
	if _, err := c.StepFile(ctx, c.See("stranger"), o.Matter, "plan"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a stranger reads the file: %v", err)
	}
	// The legal officer takes one back: it is open, and consent is refused.
	if err := c.TakeBackStep(ctx, c.As("legal"), review.TakeBackStepInput{Matter: o.Matter, Code: "risk"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Consent(ctx, c.As("legal"), review.MoveInput{Matter: o.Matter}); !refusedFor(err, review.WhySteps) {
		t.Errorf("consented over an open step: %v", err)
	}
	// The legal officer's own word excuses at once.
	if err := mark(c, "legal", o.Matter, review.StepInput{Code: "risk", Status: review.StepExcused, Reason: "不影响社会稳定"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Consent(ctx, c.As("legal"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	steps = stepsOf(t, c, o.Matter)
	for _, code := range []string{"risk", "expert", "consultation"} {
		if s := steps[code]; s.Status != review.StepExcused || s.Said.ExcusedBy != c.People["legal"] || s.Said.ExcusedRole != storage.Legal {
			t.Errorf("after the consent %s: %+v", code, s.Said)
		}
	}
	if err := mark(c, "drafter", o.Matter, review.StepInput{Code: "plan", Status: review.StepDone}); !refusedFor(err, review.WhyState) {
		t.Errorf("marked once submitted: %v", err)
	}
	var kept int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM matter_step WHERE matter = $1 AND code = 'risk'`, o.Matter).Scan(&kept); err != nil || kept != 2 {
		t.Errorf("%d rows of the step taken back are kept (%v)", kept, err)
	}
}

// What may be said of a step, and what not.
func TestMarkStepRefuses(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	done := func(code string) review.StepInput { return review.StepInput{Code: code, Status: review.StepDone} }
	if err := mark(c, "drafter", o.Matter, done("expert")); !refusedFor(err, review.WhyEarlier) {
		t.Errorf("before the plan: %v", err)
	}
	if err := mark(c, "drafter", o.Matter, done("plan"), done("departments")); err != nil {
		t.Fatal(err)
	}
	short := review.StepInput{Code: "consultation", Status: review.StepDone, First: "2024-03-01", Last: "2024-03-30"}
	for name, x := range map[string]struct {
		in   review.StepInput
		want string
	}{
		"no such step":        {done("lunch"), "step unknown"},
		"told by moves":       {done("review"), "step unknown"},
		"no status":           {review.StepInput{Code: "risk"}, "status-risk unknown"},
		"tomorrow":            {review.StepInput{Code: "departments", Status: review.StepDone, Last: "2199-01-01"}, "last-departments future"},
		"backwards":           {review.StepInput{Code: "departments", Status: review.StepDone, First: "2024-03-02", Last: "2024-03-01"}, "last-departments days-order"},
		"excused without why": {review.StepInput{Code: "risk", Status: review.StepExcused, Reason: " "}, "reason-risk required"},
		"without its days":    {done("consultation"), "first-consultation required"},
		"29 days":             {short, "reason-consultation too-short"},
	} {
		if got := invalidField(mark(c, "drafter", o.Matter, x.in)); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
	if err := mark(c, "drafter", o.Matter, done("risk")); !refusedFor(err, review.WhyMaterials) {
		t.Errorf("without its report: %v", err)
	}
	if err := mark(c, "reviewer", o.Matter, done("departments")); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("by a reviewer: %v", err)
	}
	// Thirty days, or fewer with the reason, once there is what came in.
	_, err := c.AddMaterials(context.Background(), c.As("drafter"), review.AddMaterialsInput{Matter: o.Matter,
		Materials: []review.MaterialInput{{Code: "comments-received", Absence: "没有收到意见"}}})
	if err != nil {
		t.Fatal(err)
	}
	whole := short
	whole.Last = "2024-03-31"
	if err := mark(c, "drafter", o.Matter, whole); err != nil {
		t.Errorf("thirty days: %v", err)
	}
	short.Reason = "汛期临近，经市政府同意缩短"
	if err := mark(c, "drafter", o.Matter, short); err != nil {
		t.Errorf("shorter with a reason: %v", err)
	}
	if s := stepsOf(t, c, o.Matter)["consultation"]; s.Said.First != "2024-03-01" || s.Said.Last != "2024-03-30" || s.Said.Reason != short.Reason {
		t.Errorf("%+v", s.Said)
	}
}

// A major decision cannot leave out the decision to begin; a rule's entry in
// the plan is excused by those who keep the plan, not by the drafting body.
func TestWhoseWordExcuses(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	open := func(kind storage.Kind, title string) review.Opened {
		o, err := c.Review.Open(ctx, c.As("drafter"), review.OpenInput{Kind: kind, Title: title, Upload: storagetest.Upload(t, c.Store, first)})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	decision := open(storage.Decision, "云州市轨道交通建设方案")
	err := mark(c, "legal", decision.Matter, review.StepInput{Code: "plan", Status: review.StepExcused, Reason: "不适用"})
	if invalidField(err) != "status-plan not-excusable" {
		t.Errorf("the beginning of a decision: %v", err)
	}
	rule := open(storage.Rule, "云州市养犬管理办法")
	c.To(rule.Matter, procedure.Submitted)
	steps := stepsOf(t, c, rule.Matter)
	if steps["plan"].Status != review.StepAsked || steps["risk"].Status != review.StepExcused {
		t.Errorf("after the consent: plan %s, risk %s", steps["plan"].Status, steps["risk"].Status)
	}
	c2 := c.On(t)
	if _, err := c2.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: rule.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	if s := stepsOf(t, c, rule.Matter)["plan"]; s.Status != review.StepExcused || s.Said.ExcusedRole != storage.Reviewer {
		t.Errorf("after the acceptance: %+v", s.Said)
	}
}

// Where a matter stands is told by its moves: through a return for completion,
// one for amendment, and to the end.
func TestStepsFollowMoves(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	stands := func(when string, want map[string]review.StepStatus) {
		t.Helper()
		steps := stepsOf(t, c, o.Matter)
		for code, status := range want {
			if steps[code].Status != status {
				t.Errorf("%s, %s is %s, want %s", when, code, steps[code].Status, status)
			}
		}
	}
	stands("at first", map[string]review.StepStatus{"drafting": review.StepCurrent, "own-legal": review.StepOpen, "review": review.StepOpen})
	c.To(o.Matter, procedure.Submitted)
	stands("submitted", map[string]review.StepStatus{"drafting": review.StepDone, "own-legal": review.StepDone, "submission": review.StepDone, "completeness": review.StepCurrent})
	if _, err := c.ReturnForCompletion(ctx, c.As("reviewer"), review.ReturnForCompletionInput{Matter: o.Matter, Missing: []review.MissingItem{{Code: "risk-report"}}}); err != nil {
		t.Fatal(err)
	}
	stands("returned for completion", map[string]review.StepStatus{"completeness": review.StepOpen, "submission": review.StepDone})
	if _, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter, Materials: []review.MaterialInput{{Code: "risk-report", Absence: "无"}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	stands("in review", map[string]review.StepStatus{"completeness": review.StepDone, "review": review.StepCurrent, "re-review": review.StepOpen, "answer": review.StepOpen})
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), in); err != nil {
		t.Fatal(err)
	}
	stands("returned for amendment", map[string]review.StepStatus{"answer": review.StepCurrent, "opinion": review.StepOpen})
	if _, err := c.Suspend(ctx, c.As("drafter"), in); err != nil {
		t.Fatal(err)
	}
	stands("suspended", map[string]review.StepStatus{"answer": review.StepCurrent})
	if _, err := c.Resume(ctx, c.As("drafter"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	stands("in the second round", map[string]review.StepStatus{"answer": review.StepDone, "review": review.StepDone, "re-review": review.StepCurrent})
	c.InOrder("reviewer", o.Matter)
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}); err != nil {
		t.Fatal(err)
	}
	stands("proposed", map[string]review.StepStatus{"re-review": review.StepDone, "opinion": review.StepCurrent})
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: o.Matter, IssuingNumber: "云政规〔2024〕9号", Published: "2024-03-01", Confirmed: true}); err != nil {
		t.Fatal(err)
	}
	stands("published", map[string]review.StepStatus{"re-review": review.StepDone, "opinion": review.StepDone, "deliberation": review.StepDone,
		"publication": review.StepDone, "filing": review.StepOpen, "drafting": review.StepDone})
}

// The machine's list and the person's word are kept at acceptance.
func TestAcceptanceIsConfirmed(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	if _, err := c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: o.Matter}); invalidField(err) != "complete required" {
		t.Errorf("accepted without a word: %v", err)
	}
	if _, err := c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	var found map[string]string
	var by storage.ID
	if err := c.Store.DB.QueryRow(`SELECT found, by FROM material_check WHERE matter = $1`, o.Matter).Scan(storage.JSONInto(&found), &by); err != nil {
		t.Fatal(err)
	}
	if by != c.People["reviewer"] || found["explanation"] != review.FoundReason || found["risk-report"] != review.FoundExcused || found["request"] != review.FoundNone {
		t.Errorf("kept %v by %s", found, by)
	}
	if slices.Contains([]string{found["explanation"], found["legal-basis"]}, review.FoundMissing) {
		t.Errorf("kept as missing: %v", found)
	}
}
