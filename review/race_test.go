package review_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// together does several acts at the same moment and answers their errors.
func together(acts ...func() error) []error {
	errs := make([]error, len(acts))
	var wg sync.WaitGroup
	begin := make(chan struct{})
	for i, act := range acts {
		wg.Go(func() {
			<-begin
			errs[i] = act()
		})
	}
	close(begin)
	wg.Wait()
	return errs
}

// oneOf checks that one act was done and each other clearly refused.
func oneOf(t *testing.T, what string, errs []error) {
	t.Helper()
	done := 0
	for _, err := range errs {
		var stale *storage.Stale
		var refused *review.Refused
		switch {
		case err == nil:
			done++
		case !errors.As(err, &stale) && !errors.As(err, &refused):
			t.Errorf("%s: the loser is told %v", what, err)
		}
	}
	if done != 1 {
		t.Errorf("%s: %d of %d were done: %v", what, done, len(errs), errs)
	}
}

// Two people press at once: one success, one clear refusal.
func TestTwoPressAtOnce(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	for range 5 {
		o := bring(t, c, procedure.Submitted)
		accept := func(account string) func() error {
			return func() error {
				_, err := c.Accept(ctx, c.As(account), review.AcceptInput{Matter: o.Matter, Complete: true})
				return err
			}
		}
		oneOf(t, "accepting", together(accept("reviewer"), accept("reviewer2"), accept("head")))

		c.InOrder("reviewer", o.Matter)
		propose := func(account string) func() error {
			return func() error {
				_, err := c.Propose(ctx, c.As(account), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
				return err
			}
		}
		oneOf(t, "proposing", together(propose("reviewer"), propose("reviewer2")))

		m := matter(t, c, "head", o.Matter)
		sign := func() error {
			_, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Rev: m.Rev, Unread: true})
			return err
		}
		back := func() error {
			_, err := c.SendBack(ctx, c.As("head2"), review.MoveInput{Matter: o.Matter, Rev: m.Rev, Reason: "请补充理由"})
			return err
		}
		oneOf(t, "signing and sending back", together(sign, back))
	}
}

func TestTwoAmendAtOnce(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	c.To(o.Matter, procedure.Published)
	var opened review.Opened
	amend := func(account string) func() error {
		return func() error {
			o, err := c.StartAmendment(context.Background(), c.As(account), review.StartAmendmentInput{Document: o.Document,
				Upload: storagetest.Upload(t, c.Store, second)})
			if err == nil {
				opened = o
			}
			return err
		}
	}
	oneOf(t, "amending", together(amend("drafter"), amend("drafter2")))
	if m := matter(t, c, "drafter", opened.Matter); m.BaseVersion != 1 || m.Draft != 2 || m.State != procedure.Drafting {
		t.Errorf("%+v", m)
	}
	c.To(opened.Matter, procedure.Published)
	versions, err := storage.Versions(context.Background(), c.Store.DB, o.Document, "2024-05-01")
	if err != nil || len(versions) != 2 || versions[0].Status != storage.Repealed || versions[1].Status != storage.InForce {
		t.Errorf("%+v, %v", versions, err)
	}
}

// Uploads that arrive together get numbers of their own.
func TestUploadsTogether(t *testing.T) {
	c := reviewtest.New(t)
	o := c.Open("云州市公共自行车管理办法", first)
	var acts []func() error
	for i := range 6 {
		account := []string{"drafter", "drafter2"}[i%2]
		u := storagetest.Upload(t, c.Store, second)
		acts = append(acts, func() error {
			_, err := c.AddDraft(context.Background(), c.As(account), review.AddDraftInput{Document: o.Document, Upload: u})
			return err
		})
	}
	for _, err := range together(acts...) {
		if err != nil {
			t.Error(err)
		}
	}
	if m := matter(t, c, "drafter", o.Matter); m.Draft != 7 {
		t.Errorf("the newest draft is %d", m.Draft)
	}
}

// Many people doing anything at all at once: no error but the clear ones, no
// illegal way, each act done recorded once.
func TestRandomWalks(t *testing.T) {
	c := reviewtest.New(t)
	type target struct {
		review.Opened
		comment storage.ID
	}
	var matters []target
	for range 8 {
		o, id := withComment(t, c, procedure.Drafting)
		matters = append(matters, target{o, id})
	}
	before, err := c.Store.Position(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	done := map[procedure.Act]int{}
	var wg sync.WaitGroup
	for i, account := range []string{"drafter", "drafter2", "legal", "reviewer", "reviewer2", "head", "head2", "registrar"} {
		random := rand.New(rand.NewPCG(uint64(i), 7))
		wg.Go(func() {
			for range 80 {
				m := matters[random.IntN(len(matters))]
				act := choose(c, account, m.Matter, random)
				err := do(t, c, account, m.Opened, m.comment, act)
				mu.Lock()
				if err == nil {
					done[act]++
				}
				mu.Unlock()
				if err != nil && !clear(err) {
					t.Errorf("%s, %s: %v", account, act, err)
				}
			}
		})
	}
	wg.Wait()
	after, err := c.Store.Position(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, n := range done {
		sum += n
	}
	if int(after-before) != sum || sum < 100 {
		t.Errorf("%d acts were done, %d events written", sum, after-before)
	}
	checkWays(t, c)
	t.Logf("%d acts done: %v", sum, done)
}

// choose mostly picks something the person is told may be done now, seldom
// anything at all; the ends of matters are kept rare.
func choose(c *reviewtest.City, account string, matter storage.ID, random *rand.Rand) procedure.Act {
	act := procedure.Acts[random.IntN(len(procedure.Acts)-1)] // all but the last, withdrawing
	list, err := c.AllowedActs(context.Background(), c.See(account), matter)
	if err != nil || random.IntN(5) == 0 {
		return act
	}
	var now []procedure.Act
	for _, o := range list {
		seldom := o.Act == procedure.Withdraw || o.Act == procedure.Publish || o.Act == procedure.Suspend
		bringable := o.Why == review.WhyMaterials || o.Why == review.WhyCompleted || o.Why == review.WhySteps
		if (o.Now || bringable) && (!seldom || random.IntN(20) == 0) {
			now = append(now, o.Act)
		}
	}
	if len(now) > 0 {
		act = now[random.IntN(len(now))]
	}
	return act
}

// clear reports whether an error is one a person can do something about.
func clear(err error) bool {
	var refused *review.Refused
	var invalid *storage.Invalid
	var stale *storage.Stale
	return errors.As(err, &refused) || errors.As(err, &invalid) || errors.As(err, &stale) ||
		errors.Is(err, storage.ErrForbidden) || errors.Is(err, storage.ErrNotFound)
}

// checkWays checks that each matter's moves follow one another, that the table
// allows each, and that its events tell the same story.
func checkWays(t *testing.T, c *reviewtest.City) {
	t.Helper()
	var broken int
	err := c.Store.DB.QueryRow(`SELECT count(*) FROM matter_move a JOIN matter_move b ON b.matter = a.matter AND b.n = a.n + 1
		WHERE b.from_state <> a.to_state`).Scan(&broken)
	if err != nil || broken != 0 {
		t.Errorf("%d moves do not follow the one before (%v)", broken, err)
	}
	err = c.Store.DB.QueryRow(`SELECT count(*) FROM matter m WHERE
		(SELECT count(*) FROM matter_move k WHERE k.matter = m.id) <>
		(SELECT count(*) FROM event e WHERE e.matter = m.id AND e.detail ? 'to')`).Scan(&broken)
	if err != nil || broken != 0 {
		t.Errorf("%d matters have moves without event (%v)", broken, err)
	}
	err = c.Store.DB.QueryRow(`SELECT count(*) FROM matter m WHERE m.state <>
		coalesce((SELECT to_state FROM matter_move k WHERE k.matter = m.id ORDER BY n DESC LIMIT 1), 'drafting')`).Scan(&broken)
	if err != nil || broken != 0 {
		t.Errorf("%d matters do not stand where they moved (%v)", broken, err)
	}
	rows, err := c.Store.DB.Query(`SELECT act, from_state, to_state, role FROM matter_move`)
	if err != nil {
		t.Fatal(err)
	}
	type way struct {
		act      procedure.Act
		from, to procedure.State
		role     procedure.Role
	}
	ways, err := storage.Collect(rows, func(w *way) []any { return []any{&w.act, &w.from, &w.to, &w.role} })
	if err != nil {
		t.Fatal(err)
	}
	p, _ := c.Procedures.For("normative", "government")
	for _, w := range ways {
		if next, ok := p.Allowed(w.from, w.role, w.act); !ok || next != procedure.Left && next != w.to && w.act != procedure.Sign {
			t.Errorf("%+v is not in the table", w)
		}
	}
}

// A request sent twice with one key is one act, with one answer.
func TestOnceOnly(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	keyed := func(account, key string) *storage.Actor {
		a := c.As(account)
		a.OnceKey, a.OnceRoute = key, "POST"
		return a
	}
	open := review.OpenInput{Title: "云州市公共自行车管理办法", Upload: storagetest.Upload(t, c.Store, first)}
	one, err := c.Review.Open(ctx, keyed("drafter", "open"), open)
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.Review.Open(ctx, keyed("drafter", "open"), open)
	if err != nil || again != one {
		t.Errorf("%+v, then %+v, %v", one, again, err)
	}
	submit := c.Submission(one.Matter)
	submit.Rev = 1
	moved, err := c.Submit(ctx, keyed("drafter", "submit"), submit)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Submit(ctx, keyed("drafter", "submit"), submit); err != nil || again != moved {
		t.Errorf("%+v, then %+v, %v", moved, again, err)
	}
	if _, err := c.Consent(ctx, c.As("legal"), review.MoveInput{Matter: one.Matter, Rev: moved.Rev}); err != nil {
		t.Fatal(err)
	}
	said := review.CommentInput{Matter: one.Matter, Words: "请说明依据。", Audience: review.AudienceDraft}
	id, err := c.Comment(ctx, keyed("reviewer", "comment"), said)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.Comment(ctx, keyed("reviewer", "comment"), said); err != nil || again != id {
		t.Errorf("%s, then %s, %v", id, again, err)
	}
	for range 2 {
		if err := c.DiscardComment(ctx, keyed("reviewer", "discard"), review.CommentRef{Comment: id}); err != nil {
			t.Error(err)
		}
	}
}
