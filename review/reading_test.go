package review_test

import (
	"context"
	"errors"
	"testing"

	"hefa/lawtext"
	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// Ticks hold on later drafts where the article is the same, whatever its
// number; signing over what nobody read must be confirmed.
func TestReading(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	read := func(account string, draft int, articles ...lawtext.Address) error {
		return c.MarkRead(ctx, c.As(account), review.ReadInput{Matter: o.Matter, Draft: draft, Articles: articles})
	}
	unread := func(draft int) (list []lawtext.Address) {
		t.Helper()
		all, err := c.Unread(ctx, c.See("head"), o.Matter, draft)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			list = append(list, one.Address)
		}
		return list
	}
	if got := unread(1); len(got) != 4 {
		t.Errorf("unread at first: %v", got)
	}
	if err := read("reviewer", 1, "1", "2", "3"); err != nil {
		t.Fatal(err)
	}
	if err := read("reviewer2", 1, "3", "4"); err != nil {
		t.Fatal(err)
	}
	if err := read("drafter", 1, "1"); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the drafter ticks: %v", err)
	}
	var invalid *storage.Invalid
	if err := read("reviewer", 1, "99"); !errors.As(err, &invalid) {
		t.Errorf("an article that is not there: %v", err)
	}
	if _, err := c.Reading(ctx, c.See("drafter"), o.Matter, 1); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("the drafter asks who has read: %v", err)
	}
	if err := c.MarkRead(ctx, c.As("stranger"), review.ReadInput{Matter: o.Matter, Articles: []lawtext.Address{"1"}}); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a stranger ticks: %v", err)
	}
	if got := unread(1); len(got) != 0 {
		t.Errorf("unread after all was ticked: %v", got)
	}
	if err := c.MarkRead(ctx, c.As("reviewer2"), review.ReadInput{Matter: o.Matter, Articles: []lawtext.Address{"4"}, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if got := unread(1); len(got) != 1 || got[0] != "4" {
		t.Errorf("unread after a tick was taken back: %v", got)
	}

	// Draft 2 has a new article 2, the old 2 amended as 3, the old 3 as 4.
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter, Reason: "请修改"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.AddDraft(ctx, c.As("drafter"), review.AddDraftInput{Document: o.Document, Upload: storagetest.Upload(t, c.Store, second)}); err != nil {
		t.Fatal(err)
	}
	if got := unread(2); len(got) != 3 || got[0] != "2" || got[1] != "3" || got[2] != "5" {
		t.Errorf("unread on the next draft: %v", got)
	}
	all, err := c.Reading(ctx, c.See("reviewer"), o.Matter, 2)
	if err != nil {
		t.Fatal(err)
	}
	if a := all[3]; a.Address != "4" || len(a.Names) != 2 || !a.Mine || a.Number != "第四条" {
		t.Errorf("article 4 was read by %+v", a)
	}
	if err := c.MarkRead(ctx, c.As("reviewer"), review.ReadInput{Matter: o.Matter, Draft: 2, Articles: []lawtext.Address{"4"}, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if all, _ = c.Reading(ctx, c.See("reviewer"), o.Matter, 2); all[3].Mine || len(all[3].Names) != 1 {
		t.Errorf("after a carried tick was taken back article 4 was read by %+v", all[3])
	}

	if _, err := c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	c.InOrder("reviewer", o.Matter)
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}); err != nil {
		t.Fatal(err)
	}
	_, err = c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter})
	wantRefused(t, "signing over unread articles", err, review.WhyUnread)
	if err := read("head", 2, "2", "3", "5"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter}); err != nil {
		t.Errorf("signing when all was read: %v", err)
	}
}

// News moves on only with what its reader may know of.
func TestNews(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	at := map[string]int64{}
	everybody := []string{"drafter", "reviewer", "reviewer2", "head", "auditor"}
	// told lists who hears something new since they were last asked.
	told := func() map[string]bool {
		t.Helper()
		heard := map[string]bool{}
		for _, account := range everybody {
			n, err := c.News(ctx, c.See(account), o.Matter, at[account])
			if err != nil {
				t.Fatal(err)
			}
			if heard[account] = n > 0; n > 0 {
				at[account] = n
			}
		}
		return heard
	}
	want := func(doing string, who ...string) {
		t.Helper()
		heard := told()
		for _, account := range everybody {
			should := false
			for _, w := range who {
				should = should || w == account
			}
			if heard[account] != should {
				t.Errorf("%s: %s hears of it: %v", doing, account, heard[account])
			}
		}
	}
	want("at first", everybody...)
	want("nothing new")
	say(t, c, "reviewer", review.CommentInput{Matter: o.Matter, Words: "先记", Audience: review.AudienceDraft})
	want("an unsent comment", "reviewer")
	if _, err := c.SendComments(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	body := []string{"reviewer", "reviewer2", "head", "auditor"}
	want("sent comments", body...)
	ours := say(t, c, "reviewer2", review.CommentInput{Matter: o.Matter, Words: "内部意见"})
	want("a comment of the body", body...)
	if err := c.MarkRead(ctx, c.As("reviewer"), review.ReadInput{Matter: o.Matter, Articles: []lawtext.Address{"1"}}); err != nil {
		t.Fatal(err)
	}
	want("ticks")
	if err := c.PublishComments(ctx, c.As("reviewer"), review.PublishCommentsInput{Matter: o.Matter, Comments: []storage.ID{ours}}); err != nil {
		t.Fatal(err)
	}
	want("a comment sent over", everybody...)
	for _, account := range []string{"stranger", "registrar", "admin"} {
		if _, err := c.News(ctx, c.See(account), o.Matter, 0); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%s asks: %v", account, err)
		}
	}
}

// What is typed is kept for its writer alone, and not after it was sent.
func TestUnsent(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.InReview)
	keep := func(account, form, once, words string) error {
		return c.KeepUnsent(ctx, c.See(account), review.UnsentInput{Matter: o.Matter, Form: form, Once: once, Fields: map[string][]string{"text": {words}}})
	}
	kept := func(account string) string {
		t.Helper()
		list, err := c.Unsent(ctx, c.See(account), o.Matter)
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, u := range list {
			all += u.Form + "=" + u.Fields["text"][0] + ";"
		}
		return all
	}
	for _, words := range []string{"写了一半", "写了一半，又写"} {
		if err := keep("reviewer", "say", "key", words); err != nil {
			t.Fatal(err)
		}
	}
	if got := kept("reviewer"); got != "say=写了一半，又写;" || kept("reviewer2") != "" {
		t.Errorf("kept %q, for another %q", got, kept("reviewer2"))
	}
	a := c.As("reviewer")
	a.OnceKey, a.OnceRoute = "key", "POST /comments"
	if _, err := c.Comment(ctx, a, review.CommentInput{Matter: o.Matter, Words: "写了一半，又写"}); err != nil {
		t.Fatal(err)
	}
	if err := c.ForgetUnsent(ctx, c.See("reviewer"), o.Matter, "say"); err != nil {
		t.Fatal(err)
	}
	if err := keep("reviewer", "say", "key", "迟到的"); err != nil {
		t.Fatal(err)
	}
	if got := kept("reviewer"); got != "" {
		t.Errorf("after it was sent there is %q", got)
	}
	if err := keep("stranger", "say", "", "x"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a stranger keeps: %v", err)
	}
	for _, form := range []string{"", "Say", "../x", "a b"} {
		var invalid *storage.Invalid
		if err := keep("reviewer", form, "", "x"); !errors.As(err, &invalid) {
			t.Errorf("a form named %q: %v", form, err)
		}
	}
	var n int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM event e WHERE e::text LIKE '%写了一半%'`).Scan(&n); err != nil || n != 0 {
		t.Errorf("the log holds words: %d, %v", n, err)
	}
}
