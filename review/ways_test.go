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

func isInvalid(err error) bool {
	var invalid *storage.Invalid
	return errors.As(err, &invalid)
}

// Returned once for completion: every missing item is named in one go and must
// come before the matter is handed in again.
func TestCompletion(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	_, err := c.Submit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	if !refusedFor(err, review.WhyMaterials) {
		t.Errorf("submitted with nothing: %v", err)
	}
	c.To(o.Matter, procedure.Submitted)
	if _, err := c.ReturnForCompletion(ctx, c.As("reviewer"), review.ReturnForCompletionInput{Matter: o.Matter}); !isInvalid(err) {
		t.Errorf("returned for nothing: %v", err)
	}
	if _, err := c.ReturnForCompletion(ctx, c.As("reviewer"), review.ReturnForCompletionInput{Matter: o.Matter, Missing: []review.MissingItem{
		{Code: "explanation", Note: "只有一句话"}, {Code: "fair-competition"}}}); err != nil {
		t.Fatal(err)
	}
	list, err := c.Materials(ctx, c.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{}
	for _, item := range list {
		if item.Asked {
			asked[item.Code] = item.Note
		}
	}
	if len(asked) != 2 || asked["explanation"] != "只有一句话" {
		t.Errorf("asked for %v", asked)
	}
	_, err = c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	if !refusedFor(err, review.WhyCompleted) {
		t.Errorf("handed in without what was asked for: %v", err)
	}
	file := storagetest.Upload(t, c.Store, "起草说明全文").File
	moved, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter, Materials: []review.MaterialInput{
		{Code: "explanation", File: &file}, {Code: "fair-competition", Absence: "不涉及经营者"}}})
	if err != nil || moved.State != procedure.Submitted {
		t.Errorf("%+v, %v", moved, err)
	}
	if m := matter(t, c, "drafter", o.Matter); m.Clock.From != "" {
		t.Error("the clock runs before acceptance")
	}
}

func TestNobodyReviewsWhatTheyDrafted(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("drafter", storage.Reviewer, c.Justice)
	c.Give("drafter2", storage.Reviewer, c.Justice)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	_, err := c.Accept(ctx, c.As("drafter"), review.AcceptInput{Matter: o.Matter, Complete: true})
	if !errors.Is(err, review.ErrOwnDraft) || !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the drafter accepts: %v", err)
	}
	list, err := c.AllowedActs(ctx, c.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	for _, option := range list {
		if option.Act == procedure.Accept && (option.Now || option.Why != review.WhyOwn) {
			t.Errorf("the drafter is told %+v", option)
		}
	}
	if _, err := c.Accept(ctx, c.As("drafter2"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Errorf("one who did not draft this accepts: %v", err)
	}
	hidden := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "内部讨论"})
	if readers(t, c, o.Matter, hidden)["drafter"] {
		t.Error("a reviewer who drafted it reads the reviewers' own comments")
	}
}

// A department's own document goes to its own legal office.
func TestDepartmentDocument(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("admin", storage.Head, c.Transport)
	c.Give("housing", storage.Registrar, c.Transport)
	ctx := context.Background()
	o, err := c.Review.Open(ctx, c.As("drafter"), review.OpenInput{Title: "云州市交通运输局停车备案规定",
		Issuing: []storage.ID{c.Transport}, Upload: storagetest.Upload(t, c.Store, first)})
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "legal", o.Matter); m.Procedure != "normative-department" || m.Reviewing.ID != c.Transport {
		t.Errorf("%+v", m)
	}
	for _, step := range []func() (review.Moved, error){
		func() (review.Moved, error) {
			return c.Submit(ctx, c.As("drafter"), c.Submission(o.Matter))
		},
		func() (review.Moved, error) {
			return c.Accept(ctx, c.As("legal"), review.AcceptInput{Matter: o.Matter, Complete: true})
		},
		func() (review.Moved, error) {
			c.InOrder("legal", o.Matter)
			return c.Propose(ctx, c.As("legal"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
		},
		func() (review.Moved, error) {
			return c.Sign(ctx, c.As("admin"), review.SignInput{Matter: o.Matter, Unread: true})
		},
		func() (review.Moved, error) {
			return c.Publish(ctx, c.As("housing"), review.PublishInput{Matter: o.Matter, IssuingNumber: "云交规〔2024〕1号", Published: "2024-02-01", Confirmed: true})
		},
	} {
		if _, err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Matter(ctx, c.See("reviewer"), o.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the justice bureau reads a department's drafts: %v", err)
	}
}

// What the justice bureau drafts itself goes to the body that the government
// names for that; until it names one, nothing is opened.
func TestOwnDraftOfTheReviewingBody(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("housing", storage.Drafter, c.Justice)
	in := review.OpenInput{Title: "云州市规范性文件管理办法", Drafting: []storage.ID{c.Justice}, Upload: storagetest.Upload(t, c.Store, first)}
	open := func() (review.Opened, error) { return c.Review.Open(context.Background(), c.As("housing"), in) }
	_, err := open()
	if invalid := new(storage.Invalid); !errors.As(err, &invalid) || invalid.Code != "no-alternate" {
		t.Errorf("opened without a reviewer that the government names: %v", err)
	}
	government, err := c.Store.Body(context.Background(), c.Government)
	if err != nil {
		t.Fatal(err)
	}
	government.Alternate = c.Justice
	if err := c.Store.ManageBody(context.Background(), c.As("admin"), &government); !isInvalid(err) {
		t.Errorf("the reviewing body stands in for itself: %v", err)
	}
	government.Alternate = c.Province
	if err := c.Store.ManageBody(context.Background(), c.As("admin"), &government); err != nil {
		t.Fatal(err)
	}
	o, err := open()
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "housing", o.Matter); m.Reviewing.ID != c.Province {
		t.Errorf("it is reviewed by %s", m.Reviewing.Name)
	}
}

func TestDecisionWithStatedRisk(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o, err := c.Review.Open(ctx, c.As("drafter"), review.OpenInput{Kind: storage.Decision, Title: "云州市轨道交通建设方案",
		Upload: storagetest.Upload(t, c.Store, first)})
	if err != nil {
		t.Fatal(err)
	}
	c.To(o.Matter, procedure.InReview)
	propose := review.ProposeInput{Matter: o.Matter, Conclusion: procedure.RiskStated, Words: "探索性改革，法律风险如下。"}
	_, err = c.Propose(ctx, c.As("reviewer"), propose)
	var invalid *storage.Invalid
	if !errors.As(err, &invalid) || invalid.Field != "risk" {
		t.Errorf("a stated risk without the risk: %v", err)
	}
	propose.Risk = "国家尚无明确规定。"
	if _, err := c.Propose(ctx, c.As("reviewer"), propose); err != nil {
		t.Fatal(err)
	}
	if moved, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil || moved.State != procedure.OpinionSigned {
		t.Fatalf("%+v, %v", moved, err)
	}
	if _, err := c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: o.Matter, IssuingNumber: "云政决〔2024〕1号", Published: "2024-02-01", Confirmed: true}); err != nil {
		t.Error(err)
	}
	n := c.Open("云州市公共自行车管理办法", first)
	c.To(n.Matter, procedure.InReview)
	propose.Matter = n.Matter
	if _, err := c.Propose(ctx, c.As("reviewer"), propose); !isInvalid(err) {
		t.Errorf("a stated risk for a normative document: %v", err)
	}
}

func TestRequestForComments(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	in := review.OpenInput{Kind: storage.Law, Title: "示例省数据条例（征求意见稿）", Issuing: []storage.ID{c.Province}, Due: "2999-01-04",
		Upload: storagetest.Upload(t, c.Store, first)}
	if _, err := c.Review.Open(ctx, c.As("drafter"), in); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a drafter registers a request: %v", err)
	}
	o, err := c.Review.Open(ctx, c.As("reviewer"), in)
	if err != nil {
		t.Fatal(err)
	}
	move := review.MoveInput{Matter: o.Matter}
	for _, step := range []func() (review.Moved, error){
		func() (review.Moved, error) {
			return c.Submit(ctx, c.As("reviewer"), review.SubmitInput{Matter: o.Matter})
		},
		func() (review.Moved, error) {
			return c.Accept(ctx, c.As("reviewer"), review.AcceptInput{Matter: o.Matter, Complete: true})
		},
		func() (review.Moved, error) {
			c.InOrder("reviewer", o.Matter)
			return c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "建议修改三处。"})
		},
		func() (review.Moved, error) {
			return c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true})
		},
		func() (review.Moved, error) { return c.Close(ctx, c.As("reviewer"), move) },
	} {
		if _, err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if m := matter(t, c, "reviewer", o.Matter); m.State != procedure.Closed || m.Clock.Due != "2999-01-04" {
		t.Errorf("%+v", m)
	}
	in.Issuing, in.Drafting = []storage.ID{c.Government}, []storage.ID{c.Transport}
	if _, err := c.Review.Open(ctx, c.As("drafter"), in); !isInvalid(err) {
		t.Errorf("a law of one's own: %v", err)
	}
}

// Withdrawn from any state before publication, suspended and resumed from any
// too; a withdrawn document can be taken up again.
func TestSuspendAndWithdraw(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	for _, state := range procedure.States {
		if state.Ended() || state == procedure.Suspended {
			continue
		}
		o := bring(t, c, state)
		in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
		if _, err := c.Suspend(ctx, c.As("drafter"), review.MoveInput{Matter: o.Matter}); !isInvalid(err) {
			t.Errorf("suspended without a reason: %v", err)
		}
		if _, err := c.Suspend(ctx, c.As("drafter"), in); err != nil {
			t.Fatal(err)
		}
		if m := matter(t, c, "drafter", o.Matter); m.SuspendedFrom != state {
			t.Errorf("suspended from %s", m.SuspendedFrom)
		}
		if moved, err := c.Resume(ctx, c.As("drafter"), in); err != nil || moved.State != state {
			t.Errorf("resumed in %s, %v; want %s", moved.State, err, state)
		}
		if _, err := c.Withdraw(ctx, c.As("legal"), in); err != nil {
			t.Errorf("withdrawing from %s: %v", state, err)
		}
		d, err := storage.ReadDocument(ctx, c.Store.DB, o.Document, "")
		if err != nil || d.Status != storage.Withdrawn {
			t.Errorf("withdrawn from %s the document is %s, %v", state, d.Status, err)
		}
		if state == procedure.InReview {
			again, err := c.StartAmendment(ctx, c.As("drafter"), review.StartAmendmentInput{Document: o.Document,
				Upload: storagetest.Upload(t, c.Store, second)})
			if err != nil || again.Draft != 2 {
				t.Errorf("taken up again: %+v, %v", again, err)
			}
			if d, _ := storage.ReadDocument(ctx, c.Store.DB, o.Document, ""); d.Status != storage.Drafting {
				t.Errorf("taken up again the document is %s", d.Status)
			}
		}
	}
}

func TestPublishInput(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o, other := c.Open("云州市公共自行车管理办法", first), c.Open("云州市公共汽车管理办法", second)
	c.To(o.Matter, procedure.OpinionSigned)
	c.To(other.Matter, procedure.OpinionSigned)
	right := review.PublishInput{Matter: o.Matter, IssuingNumber: "云政规〔2024〕1号", Adopted: "2024-03-01", Published: "2024-03-04"}
	for name, change := range map[string]func(*review.PublishInput){
		"no number":               func(in *review.PublishInput) { in.IssuingNumber = " " },
		"no day":                  func(in *review.PublishInput) { in.Published = "" },
		"adopted after":           func(in *review.PublishInput) { in.Adopted = "2024-03-05" },
		"effective before":        func(in *review.PublishInput) { in.Effective = "2024-03-03" },
		"valid until before":      func(in *review.PublishInput) { in.ValidUntil = "2024-03-03" },
		"a day that is not a day": func(in *review.PublishInput) { in.ValidUntil = "2024-02-30" },
	} {
		in := right
		change(&in)
		if _, err := c.Publish(ctx, c.As("registrar"), in); !isInvalid(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The text states another day: that is said once.
	var refused *review.Refused
	if _, err := c.Publish(ctx, c.As("registrar"), right); !errors.As(err, &refused) || refused.Why != review.WhyStated || !slices.Equal(refused.Items, []string{"effective"}) {
		t.Errorf("in force from another day than the text says: %v", err)
	}
	right.Confirmed = true
	if _, err := c.Publish(ctx, c.As("registrar"), right); err != nil {
		t.Fatal(err)
	}
	right.Matter = other.Matter
	if _, err := c.Publish(ctx, c.As("registrar"), right); !isInvalid(err) {
		t.Errorf("a number given twice: %v", err)
	}
}

// A comment that must be followed blocks a lawful opinion until it is
// resolved.
func TestOpenMustBlocksLawful(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	must := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Address: "2", Weight: review.Must, Words: "不得设定许可"})
	propose := review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}
	_, err := c.Propose(ctx, c.As("reviewer"), propose)
	if !refusedFor(err, review.WhyMust) || !strings.Contains(err.Error(), string(must)) {
		t.Errorf("lawful over an open comment: %v", err)
	}
	if err := c.Resolve(ctx, c.As("reviewer2"), review.CommentRef{Comment: must}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Propose(ctx, c.As("reviewer"), propose); err != nil {
		t.Error(err)
	}
}

// An imported document has no drafting body; whoever drafts under its issuing
// body may amend it.
func TestAmendImported(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	var id storage.ID
	u := storagetest.Upload(t, c.Store, first)
	storagetest.Do(t, c.Store, func(tx *storage.Tx) (err error) {
		id, err = tx.AddDocument(storage.NewDocument{Kind: storage.Normative, Title: "云州市公共自行车管理办法", Issuing: []storage.ID{c.Government}})
		if err != nil {
			return err
		}
		if err := tx.AddFile(&u.File); err != nil {
			return err
		}
		if err := tx.AddReading(u.File.Hash, &u.Reading); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: "云州市公共自行车管理办法", Effective: "2015-01-01", File: u.File, Reading: u.Reading.ID})
	})
	in := review.StartAmendmentInput{Document: id, Upload: storagetest.Upload(t, c.Store, second)}
	if _, err := c.StartAmendment(ctx, c.As("reviewer"), in); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a reviewer begins: %v", err)
	}
	o, err := c.StartAmendment(ctx, c.As("drafter"), in)
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "legal", o.Matter); m.BaseVersion != 1 || len(m.Drafting) != 1 || m.Drafting[0].ID != c.Transport {
		t.Errorf("%+v", m)
	}
	_, err = c.StartAmendment(ctx, c.As("drafter"), in)
	if !refusedFor(err, review.WhyRunning) {
		t.Errorf("begun twice: %v", err)
	}
}
