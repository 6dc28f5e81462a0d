package review_test

import (
	"context"
	"errors"
	"strings"
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

// The clock stands while a matter is suspended: nobody loses days.
func TestClockStands(t *testing.T) {
	dsn := clustertest.DSN(t)
	objects, err := object.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := func(day string) *reviewtest.City {
		then, err := time.Parse("2006-01-02", day)
		if err != nil {
			t.Fatal(err)
		}
		s := storagetest.OpenConfig(t, storage.Config{DSN: dsn, Objects: objects, ClockOffset: time.Until(then.Add(4 * time.Hour))})
		r, err := review.New(s)
		if err != nil {
			t.Fatal(err)
		}
		return &reviewtest.City{Review: r, T: t}
	}
	c := reviewtest.NewOn(t, at("2024-03-01").Store)
	on := func(day string) *reviewtest.City {
		d := at(day)
		d.People = c.People
		return d
	}
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	in := review.MoveInput{Matter: o.Matter, Reason: "等待专家意见"}
	if _, err := on("2024-03-18").Accept(ctx, c.As("reviewer"), in); err != nil {
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
	if _, err := on("2024-04-10").Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"}); err != nil {
		t.Fatal(err)
	}
	if _, err := on("2024-04-11").Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter}); err != nil {
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

func TestNobodyReviewsWhatTheyDrafted(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("drafter", storage.Reviewer, c.Justice)
	c.Give("drafter2", storage.Reviewer, c.Justice)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Submitted)
	_, err := c.Accept(ctx, c.As("drafter"), review.MoveInput{Matter: o.Matter})
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
	if _, err := c.Accept(ctx, c.As("drafter2"), review.MoveInput{Matter: o.Matter}); err != nil {
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
	in := review.MoveInput{Matter: o.Matter}
	for _, step := range []func() (review.Moved, error){
		func() (review.Moved, error) {
			return c.Submit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter, Materials: c.Absent(o.Matter)})
		},
		func() (review.Moved, error) { return c.Accept(ctx, c.As("legal"), in) },
		func() (review.Moved, error) {
			return c.Propose(ctx, c.As("legal"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
		},
		func() (review.Moved, error) { return c.Sign(ctx, c.As("admin"), review.SignInput{Matter: o.Matter}) },
		func() (review.Moved, error) {
			return c.Publish(ctx, c.As("housing"), review.PublishInput{Matter: o.Matter, IssuingNumber: "云交规〔2024〕1号", Published: "2024-02-01"})
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

// What the justice bureau drafts itself goes to the government's reviewer.
func TestOwnDraftOfTheReviewingBody(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("housing", storage.Drafter, c.Justice)
	o, err := c.Review.Open(context.Background(), c.As("housing"), review.OpenInput{Title: "云州市规范性文件管理办法",
		Upload: storagetest.Upload(t, c.Store, first)})
	if err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "housing", o.Matter); m.Reviewing.ID != c.Government {
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
	if _, err := c.Propose(ctx, c.As("reviewer"), propose); err != nil {
		t.Fatal(err)
	}
	if moved, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter}); err != nil || moved.State != procedure.OpinionSigned {
		t.Fatalf("%+v, %v", moved, err)
	}
	if _, err := c.Publish(ctx, c.As("registrar"), review.PublishInput{Matter: o.Matter, IssuingNumber: "云政决〔2024〕1号", Published: "2024-02-01"}); err != nil {
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
		func() (review.Moved, error) { return c.Accept(ctx, c.As("reviewer"), move) },
		func() (review.Moved, error) {
			return c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "建议修改三处。"})
		},
		func() (review.Moved, error) { return c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter}) },
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

// The database refuses what no code of ours should ever try.
func TestDatabaseRefuses(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	early := c.Open("云州市公共汽车管理办法", second)
	c.To(o.Matter, procedure.OpinionSigned)
	ended := bring(t, c, procedure.Withdrawn)
	for _, x := range []struct {
		statement string
		id        storage.ID
	}{
		{`UPDATE opinion SET words = '改' WHERE matter = $1`, o.Matter},
		{`DELETE FROM opinion WHERE matter = $1`, o.Matter},
		{`UPDATE matter SET state = 'burnt' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'suspended' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'suspended', suspended_from = 'drafting' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'published' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'review' WHERE id = $1`, o.Matter},
		{`UPDATE matter SET state = 'review', accepted_on = today() WHERE id = $1`, early.Matter},
		{`UPDATE matter SET state = 'published', ended_at = now(), accepted_on = today() WHERE id = $1`, early.Matter},
		{`UPDATE matter SET state = 'drafting', ended_at = NULL WHERE id = $1`, ended.Matter},
		{`UPDATE matter SET round = 2 WHERE id = $1`, ended.Matter},
		{`INSERT INTO matter SELECT (json_populate_record(m, json_build_object('id', gen_random_uuid()))).* FROM matter m WHERE id = $1`, o.Matter},
		{`INSERT INTO draft SELECT document, 9, gen_random_uuid(), file, reading FROM draft WHERE matter = $1`, o.Matter},
	} {
		if _, err := c.Store.DB.Exec(x.statement, x.id); err == nil {
			t.Errorf("accepted: %s", x.statement)
		}
	}
}

// Each way of each procedure file is one the database lets matters go.
func TestDatabaseKnowsEveryWay(t *testing.T) {
	c := reviewtest.New(t)
	for _, p := range c.Procedures.Newest() {
		for _, m := range p.Moves {
			next := []procedure.State{m.To}
			for _, then := range m.Then {
				next = append(next, then...)
			}
			for _, from := range m.From {
				for _, to := range next {
					if to == "" || to == procedure.Left || to == procedure.Suspended || to == procedure.Withdrawn {
						continue
					}
					var known bool
					err := c.Store.DB.QueryRow(`SELECT EXISTS (SELECT FROM state_follows WHERE from_state = $1 AND to_state = $2)`, from, to).Scan(&known)
					if err != nil || !known {
						t.Errorf("%s goes from %s to %s, which the database does not know (%v)", p.Name, from, to, err)
					}
				}
			}
		}
	}
}
