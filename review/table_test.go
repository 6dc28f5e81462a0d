package review_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// bring carries a new matter into a state, on the shortest way.
func bring(t *testing.T, c *reviewtest.City, state procedure.State) review.Opened {
	t.Helper()
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	var err error
	switch state {
	case procedure.Completion:
		c.To(o.Matter, procedure.Submitted)
		_, err = c.ReturnForCompletion(ctx, c.As("reviewer"), review.ReturnForCompletionInput{Matter: o.Matter,
			Missing: []review.MissingItem{{Code: "explanation", Note: "过于简略"}}})
	case procedure.Amendment:
		c.To(o.Matter, procedure.InReview)
		// By an opinion, which may be superseded.
		_, err = c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"})
		if err == nil {
			_, err = c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true})
		}
	case procedure.Suspended:
		c.To(o.Matter, procedure.InReview)
		_, err = c.Suspend(ctx, c.As("head"), in)
	case procedure.Withdrawn:
		_, err = c.Withdraw(ctx, c.As("drafter"), in)
	case procedure.Closed:
		c.To(o.Matter, procedure.InReview)
		_, err = c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Unlawful, Words: "不合法。"})
		if err == nil {
			_, err = c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Next: procedure.Closed, Unread: true})
		}
	default:
		c.To(o.Matter, state)
	}
	if err != nil {
		t.Fatalf("bringing a matter to %s: %v", state, err)
	}
	return o
}

// do does an act with input that is otherwise right.
func do(t *testing.T, c *reviewtest.City, account string, o review.Opened, comment storage.ID, act procedure.Act) error {
	t.Helper()
	ctx, a := context.Background(), c.As(account)
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	submit := review.SubmitInput{Matter: o.Matter, Others: "不适用", Materials: []review.MaterialInput{{Code: "explanation", Absence: "另送"},
		{Code: "legal-basis", Absence: "另送"}, {Code: "comments-received", Absence: "另送"}}}
	var err error
	switch act {
	case procedure.Submit:
		_, err = c.Submit(ctx, a, submit)
	case procedure.Resubmit:
		_, err = c.Resubmit(ctx, a, submit)
	case procedure.Consent:
		_, err = c.Consent(ctx, a, in)
	case procedure.Decline:
		_, err = c.Decline(ctx, a, in)
	case procedure.Accept:
		_, err = c.Accept(ctx, a, review.AcceptInput{Matter: o.Matter, Complete: true})
	case procedure.ReturnCompletion:
		_, err = c.ReturnForCompletion(ctx, a, review.ReturnForCompletionInput{Matter: o.Matter, Missing: []review.MissingItem{{Code: "explanation"}}})
	case procedure.ReturnAmendment:
		_, err = c.ReturnForAmendment(ctx, a, in)
	case procedure.Upload:
		_, err = c.AddDraft(ctx, a, review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, second)})
	case procedure.Material:
		_, err = c.AddMaterials(ctx, a, review.AddMaterialsInput{Matter: o.Matter, Materials: submit.Materials[:1]})
	case procedure.Step:
		err = c.MarkSteps(ctx, a, review.MarkStepsInput{Matter: o.Matter, Steps: []review.StepInput{{Code: "plan", Status: review.StepDone}}})
	case procedure.AwaitExperts:
		_, err = c.AwaitExperts(ctx, a, in)
	case procedure.ExpertsAnswered:
		_, err = c.ExpertsAnswered(ctx, a, in)
	case procedure.Extend:
		_, err = c.Extend(ctx, a, review.ExtendInput{Matter: o.Matter, Days: 1, Reason: "理由"})
	case procedure.Emergency:
		_, err = c.Emergency(ctx, a, in)
	case procedure.EndEmergency:
		_, err = c.EndEmergency(ctx, a, in)
	case procedure.Comment:
		_, err = c.Comment(ctx, a, review.CommentInput{Matter: o.Matter, Words: "一句话"})
	case procedure.Answer:
		err = c.Answer(ctx, a, review.AnswerInput{Comment: comment, Verdict: review.Adopted})
	case procedure.Resolve:
		err = c.Resolve(ctx, a, review.CommentRef{Comment: comment})
	case procedure.Conclude:
		_, err = c.Conclude(ctx, a, review.ConcludeInput{Matter: o.Matter, Code: "power", Verdict: review.InOrder})
	case procedure.EditOpinion:
		_, err = c.EditOpinion(ctx, a, review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法，无其他意见。"})
	case procedure.Supersede:
		_, err = c.Supersede(ctx, a, in)
	case procedure.Propose:
		_, err = c.Propose(ctx, a, review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
	case procedure.SendBack:
		_, err = c.SendBack(ctx, a, in)
	case procedure.Sign:
		_, err = c.Sign(ctx, a, review.SignInput{Matter: o.Matter, Unread: true})
	case procedure.Publish:
		_, err = c.Publish(ctx, a, review.PublishInput{Matter: o.Matter, IssuingNumber: string(o.Matter), Published: "2024-01-02", Confirmed: true})
	case procedure.Assign:
		err = c.Assign(ctx, a, review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"], c.People["reviewer2"]}})
	case procedure.Invite:
		_, err = c.Invite(ctx, a, review.InviteInput{Matter: o.Matter, Person: c.People["admin"], Role: storage.Counsel, Until: "2199-01-01"})
	case procedure.Consult:
		_, err = c.Consult(ctx, a, review.ConsultInput{Matter: o.Matter, Bodies: []storage.ID{c.Province}, Due: "2199-01-01", Letter: "请提出意见。"})
	case procedure.Close:
		_, err = c.Close(ctx, a, in)
	case procedure.Suspend:
		_, err = c.Suspend(ctx, a, in)
	case procedure.Resume:
		_, err = c.Resume(ctx, a, in)
	case procedure.Withdraw:
		_, err = c.Withdraw(ctx, a, in)
	default:
		t.Fatalf("the test knows no %s", act)
	}
	return err
}

// Every act by every person in every state: it is done exactly where the
// procedure allows it to the person's role, a person who may not see the matter
// finds nothing, a role that never may is forbidden, and one that may not now
// is refused. What people are told beforehand agrees.
func TestEveryActInEveryState(t *testing.T) {
	c := reviewtest.New(t)
	p, _ := c.Procedures.For("normative", "government")
	role := map[string]procedure.Role{"drafter": "drafter", "legal": "legal", "reviewer": "reviewer", "head": "head",
		"registrar": "registrar", "auditor": "", "stranger": "", "admin": "", "cleanup": ""}
	for _, state := range procedure.States {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			c := c.On(t)
			o, comment := withComment(t, c, state)
			for account, r := range role {
				told := options(t, c, account, o.Matter)
				for _, act := range procedure.Acts {
					_, allowed := p.Allowed(state, r, act)
					if now, listed := told[act]; now != allowed || listed != ever(p, r, act) && told != nil {
						t.Errorf("%s: %s is told now=%v, listed=%v", account, act, now, listed)
					}
					if allowed {
						prepare(t, c, o, act)
					}
					err := do(t, c, account, o, comment, act)
					switch want := wanted(p, r, act, told != nil); {
					case allowed && err != nil:
						t.Errorf("%s may %s: %v", account, act, err)
					case allowed:
						o, comment = withComment(t, c, state)
					case want != nil:
						if !errors.Is(err, want) {
							t.Errorf("%s, %s: %v, want %v", account, act, err, want)
						}
					case !refusedFor(err, review.WhyState):
						t.Errorf("%s, %s: %v, want a refusal", account, act, err)
					}
				}
			}
		})
	}
}

// prepare brings about what an act that the table allows needs besides.
func prepare(t *testing.T, c *reviewtest.City, o review.Opened, act procedure.Act) {
	t.Helper()
	in := review.MoveInput{Matter: o.Matter, Reason: "理由"}
	var err error
	switch act {
	case procedure.ExpertsAnswered:
		_, err = c.AwaitExperts(context.Background(), c.As("reviewer2"), in)
	case procedure.EndEmergency:
		// Nobody may declare one in every state in which it may end.
		_, err = c.Store.DB.Exec(`UPDATE matter SET emergency = '防汛' WHERE id = $1`, o.Matter)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// refusedFor reports whether an act was refused for a reason.
func refusedFor(err error, why review.Why) bool {
	var refused *review.Refused
	return errors.As(err, &refused) && refused.Why == why
}

// withComment brings a matter into a state, with a comment sent over where
// there can be one.
func withComment(t *testing.T, c *reviewtest.City, state procedure.State) (review.Opened, storage.ID) {
	t.Helper()
	o := bring(t, c, state)
	id := storage.NewID()
	_, err := c.Store.DB.Exec(`INSERT INTO comment (id, matter, document, draft, words, audience, author, role, body, reviewing, published_at)
		VALUES ($1, $2, $3, 1, '一句话', 'published', $4, 'reviewer', $5, true, now())`, id, o.Matter, o.Document, c.People["reviewer2"], c.Justice)
	if err != nil {
		t.Fatal(err)
	}
	if state == procedure.Amendment {
		// Answered, so that the matter may be handed in again.
		if err := c.Answer(context.Background(), c.As("drafter"), review.AnswerInput{Comment: id, Verdict: review.Adopted}); err != nil {
			t.Fatal(err)
		}
	}
	return o, id
}

// options is what a person is told, nil where there is no such matter for
// them.
func options(t *testing.T, c *reviewtest.City, account string, matter storage.ID) map[procedure.Act]bool {
	t.Helper()
	list, err := c.AllowedActs(context.Background(), c.See(account), matter)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	told := map[procedure.Act]bool{}
	for _, o := range list {
		// Completion wants what was asked for, submission the steps; the acts
		// bring them along. For the rest see prepare.
		told[o.Act] = o.Now || slices.Contains([]review.Why{review.WhyMaterials, review.WhyCompleted, review.WhySteps,
			review.WhyNotAwaiting, review.WhyNoEmergency}, o.Why)
	}
	return told
}

func ever(p *procedure.Procedure, r procedure.Role, act procedure.Act) bool {
	for _, s := range procedure.States {
		if _, ok := p.Allowed(s, r, act); ok {
			return true
		}
	}
	return false
}

// wanted is the error of an act that is not allowed; nil is a refusal by state.
func wanted(p *procedure.Procedure, r procedure.Role, act procedure.Act, sees bool) error {
	switch {
	case !sees:
		return storage.ErrNotFound
	case !ever(p, r, act):
		return storage.ErrForbidden
	}
	return nil
}
