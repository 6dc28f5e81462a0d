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

// say makes a comment and answers its id.
func say(t *testing.T, c *reviewtest.City, account string, in review.CommentInput) storage.ID {
	t.Helper()
	id, err := c.Comment(context.Background(), c.As(account), in)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// readers lists who, of those who may read the draft at all, reads a comment.
func readers(t *testing.T, c *reviewtest.City, matter, comment storage.ID) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for account := range c.People {
		list, err := c.Comments(context.Background(), c.See(account), matter, 0)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			t.Fatal(err)
		}
		for _, one := range list {
			found[account] = found[account] || one.ID == comment
			for _, reply := range one.Replies {
				found[account] = found[account] || reply.ID == comment
			}
		}
	}
	return found
}

func checkReaders(t *testing.T, c *reviewtest.City, what string, matter, comment storage.ID, want ...string) {
	t.Helper()
	may := map[string]bool{}
	for _, w := range want {
		may[w] = true
	}
	for account, does := range readers(t, c, matter, comment) {
		if does != may[account] {
			t.Errorf("%s: %s reads it: %v", what, account, does)
		}
	}
}

func TestAudience(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	body := []string{"reviewer", "reviewer2", "head", "head2", "auditor"}
	all := append([]string{"drafter", "drafter2", "legal"}, body...)
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)

	mine := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "先记一笔", Audience: review.AudienceDraft})
	checkReaders(t, c, "not sent", o.Matter, mine, "reviewer")
	ours := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "缺少依据"})
	checkReaders(t, c, "sent", o.Matter, ours, body...)
	note := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "与省厅通过电话", Private: true})
	talk, err := c.Reply(ctx, c.As("head"), review.ReplyInput{Comment: ours, Words: "同意"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reply(ctx, c.As("drafter"), review.ReplyInput{Comment: ours, Words: "看得见吗"}); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the drafter replies to what is not sent over: %v", err)
	}
	singly := say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "先行告知"})
	if err := c.PublishComments(ctx, c.As("reviewer"), review.PublishCommentsInput{Matter: o.Matter, Comments: []storage.ID{singly}}); err != nil {
		t.Fatal(err)
	}
	checkReaders(t, c, "sent over singly", o.Matter, singly, all...)
	checkReaders(t, c, "still the body's", o.Matter, ours, body...)
	var invalid *storage.Invalid
	if err := c.PublishComments(ctx, c.As("reviewer"), review.PublishCommentsInput{Matter: o.Matter, Comments: []storage.ID{note}}); !errors.As(err, &invalid) {
		t.Errorf("a private note is sent over: %v", err)
	}
	theirs := say(t, c, "drafter", review.CommentInput{Matter: o.Matter, Words: "请问第二条"})
	checkReaders(t, c, "the drafter's", o.Matter, theirs, all...)

	if n, err := c.SendComments(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil || n != 1 {
		t.Errorf("%d sent, %v", n, err)
	}
	checkReaders(t, c, "sent later", o.Matter, mine, body...)
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	checkReaders(t, c, "returned", o.Matter, ours, all...)
	checkReaders(t, c, "a private note, returned", o.Matter, note, body...)
	checkReaders(t, c, "the body's talk, returned", o.Matter, talk, body...)

	_, err = c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	if !refusedFor(err, review.WhyAnswers) {
		t.Errorf("handed in without answers: %v", err)
	}
	if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: ours, Verdict: review.NotAdopted}); !errors.As(err, &invalid) {
		t.Errorf("not adopted without a reason: %v", err)
	}
	if err := c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: theirs, Verdict: review.Adopted}); !errors.As(err, &invalid) {
		t.Errorf("the drafter answers the drafter: %v", err)
	}
}

// What the head and the reviewer say to each other stays with them; so does an
// opinion until it is signed.
func TestUnsignedOpinionIsTheBodysOwn(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.OpinionProposed)
	count := func(account string) int {
		list, err := c.Opinions(ctx, c.See(account), o.Matter)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if count("drafter") != 0 || count("reviewer2") != 1 || count("auditor") != 1 {
		t.Errorf("proposed: the drafter sees %d, a reviewer %d", count("drafter"), count("reviewer2"))
	}
	if _, err := c.SendBack(ctx, c.As("head"), review.MoveInput{Matter: o.Matter, Reason: "措辞不妥"}); err != nil {
		t.Fatal(err)
	}
	for account, want := range map[string]string{"drafter": "", "reviewer": "措辞不妥", "auditor": "措辞不妥"} {
		moves, err := c.Moves(ctx, c.See(account), o.Matter)
		if err != nil || moves[len(moves)-1].Reason != want {
			t.Errorf("%s reads %+v, %v", account, moves, err)
		}
	}
	c2 := review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Amend, Words: "应当修改。"}
	if _, err := c.Propose(ctx, c.As("reviewer"), c2); err != nil {
		t.Fatal(err)
	}
	moved, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true})
	if err != nil || moved.State != procedure.Amendment {
		t.Fatalf("%+v, %v", moved, err)
	}
	if count("drafter") != 1 || count("reviewer") != 2 {
		t.Errorf("signed: the drafter sees %d, the reviewer %d", count("drafter"), count("reviewer"))
	}
}

func TestMyWork(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	waits := func(want map[string]review.WaitingFor) {
		t.Helper()
		for account := range c.People {
			list, err := c.MyWork(context.Background(), c.See(account))
			if err != nil {
				t.Fatal(err)
			}
			var got review.WaitingFor
			if len(list) > 0 {
				got = list[0].For
			}
			if got != want[account] {
				t.Errorf("for %s waits %q, want %q", account, got, want[account])
			}
		}
	}
	waits(map[string]review.WaitingFor{"drafter": "submit", "drafter2": "submit"})
	c.To(o.Matter, procedure.OwnLegal)
	waits(map[string]review.WaitingFor{"legal": "consent"})
	if _, err := c.Consent(context.Background(), c.As("legal"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	waits(map[string]review.WaitingFor{"reviewer": "accept", "reviewer2": "accept", "head": "accept", "head2": "accept"})
	if _, err := c.Accept(context.Background(), c.As("head"), review.AcceptInput{Matter: o.Matter, Complete: true}); err != nil {
		t.Fatal(err)
	}
	say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "请负责人看", Mentions: []storage.ID{c.People["head"], c.People["drafter"]}})
	waits(map[string]review.WaitingFor{"reviewer": "propose", "reviewer2": "propose", "head": review.Mentioned})
	if list, total, err := c.Matters(context.Background(), c.See("legal"), review.MatterFilter{Running: true, Mover: c.People["legal"]}); err != nil || total != 1 || list[0].ID != o.Matter {
		t.Errorf("%d matters, %v", total, err)
	}
	if _, total, err := c.Matters(context.Background(), c.See("stranger"), review.MatterFilter{}); err != nil || total != 0 {
		t.Errorf("a stranger lists %d matters, %v", total, err)
	}
}
