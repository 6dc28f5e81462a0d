package review_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// edited is the newest text of a procedure as its next version, with changes.
func edited(t *testing.T, c *reviewtest.City, name string, changes ...string) string {
	t.Helper()
	p, err := c.ReadProcedure(context.Background(), name, 0)
	if err != nil {
		t.Fatal(err)
	}
	changes = append(changes, "\nversion = "+itoa(p.Version)+"\n", "\nversion = "+itoa(p.Version+1)+"\n")
	text := strings.NewReplacer(changes...).Replace(p.Source)
	if text == p.Source {
		t.Fatal("nothing was changed")
	}
	return text
}

func itoa(n int) string { return string(rune('0' + n)) }

// A saved version is for matters opened from then on, on every server; running
// ones keep theirs.
func TestSavedProcedure(t *testing.T) {
	on := travel(t, "2024-03-01")
	one, two := on("2024-03-18"), on("2024-03-18")
	ctx := context.Background()
	old := one.Open("云州市公共自行车管理办法", first)
	saved, err := one.SaveProcedure(ctx, one.As("admin"), review.SaveProcedureInput{Name: "normative-government", Note: "缩短期限",
		Source: edited(t, one, "normative-government", "maximum = 15", "maximum = 10", `early = "warn"`, `early = "refuse"`)})
	if err != nil || saved.Version != 2 {
		t.Fatalf("%+v, %v", saved, err)
	}
	// The other server has read nothing of it yet.
	o := two.Open("云州市公共汽车管理办法", second)
	two.To(old.Matter, procedure.InReview)
	two.To(o.Matter, procedure.OpinionProposed)
	if m := matter(t, one, "drafter", old.Matter); m.ProcedureVersion != 1 || m.Clock.Due != "2024-04-09" {
		t.Errorf("the running matter: %+v", m)
	}
	if m := matter(t, one, "drafter", o.Matter); m.ProcedureVersion != 2 || m.Clock.Due != "2024-04-01" {
		t.Errorf("the new matter: %+v", m)
	}
	// It refuses what is signed before the minimum, but in an emergency.
	sign := func(c *reviewtest.City) error {
		_, err := c.Sign(ctx, c.As("head"), review.SignInput{Matter: o.Matter, Unread: true})
		return err
	}
	if err := sign(on("2024-03-22")); !refusedFor(err, review.WhyTooEarly) {
		t.Errorf("signed on the fourth day: %v", err)
	}
	options, err := on("2024-03-22").AllowedActs(ctx, one.See("head"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	for _, option := range options {
		if option.Act == procedure.Sign && (option.Now || option.Why != review.WhyTooEarly || option.Items[0] != "2024-03-25") {
			t.Errorf("the head is told %+v", option)
		}
	}
	if _, err := on("2024-03-22").Emergency(ctx, one.As("head"), review.MoveInput{Matter: o.Matter, Reason: "防汛"}); err != nil {
		t.Fatal(err)
	}
	if err := sign(on("2024-03-22")); err != nil {
		t.Errorf("signed in an emergency: %v", err)
	}
	versions, err := two.ProcedureVersions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]review.ProcedureVersion{}
	for _, v := range versions {
		if v.Name == "normative-government" {
			told[itoa(v.Version)] = v
		}
	}
	if v := told["2"]; v.BuiltIn || v.ByName != "admin" || v.Note != "缩短期限" || v.Running != 1 {
		t.Errorf("%+v", v)
	}
	if v := told["1"]; !v.BuiltIn || v.Running != 1 {
		t.Errorf("%+v", v)
	}
}

// What may not be saved, and by whom not.
func TestSaveProcedureRefuses(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	right := edited(t, c, "rule", "maximum = 60", "maximum = 45")
	save := func(account, name, source, note string) error {
		_, err := c.SaveProcedure(ctx, c.As(account), review.SaveProcedureInput{Name: name, Source: source, Note: note})
		return err
	}
	for _, account := range []string{"drafter", "head", "auditor"} {
		if err := save(account, "rule", right, "缩短"); !errors.Is(err, storage.ErrForbidden) {
			t.Errorf("%s saves: %v", account, err)
		}
	}
	if err := save("admin", "nothing", right, "缩短"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a procedure that is none: %v", err)
	}
	if err := save("admin", "rule", right, " "); invalidField(err) != "note required" {
		t.Errorf("without a note: %v", err)
	}
	for name, x := range map[string]struct {
		source string
		code   procedure.MistakeCode
	}{
		"the same number":   {strings.Replace(right, "\nversion = 2", "\nversion = 1", 1), procedure.MistakeVersion},
		"a number too far":  {strings.Replace(right, "\nversion = 2", "\nversion = 3", 1), procedure.MistakeVersion},
		"of another":        {edited(t, c, "decision"), procedure.MistakeName},
		"claims another's":  {strings.Replace(right, `kinds = ["rule", "regulation"]`, `kinds = ["rule", "decision"]`, 1), procedure.MistakeClaimed},
		"not even TOML":     {"name = ", procedure.MistakeSyntax},
		"with a dead end":   {strings.Replace(right, `from = ["completion"], to = "submitted"`, `from = ["drafting"], to = "submitted"`, 1), procedure.MistakeDeadEnd},
		"with unknown role": {strings.Replace(right, `["registrar"]`, `["clerk"]`, 1), procedure.MistakeUnknown},
	} {
		var found procedure.Mistakes
		if err := save("admin", "rule", x.source, "改"); !errors.As(err, &found) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		told := false
		for _, m := range found {
			told = told || m.Code == x.code
		}
		if !told {
			t.Errorf("%s: %v", name, found)
		}
	}
	errs := together(func() error { return save("admin", "rule", right, "一") }, func() error { return save("admin", "rule", right, "二") })
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("two save at once: %v", errs)
	}
	if _, err := c.Store.DB.Exec(`UPDATE procedure_version SET source = 'x'`); err == nil {
		t.Error("a saved version can be changed")
	}
	if _, err := c.Store.DB.Exec(`DELETE FROM procedure_version`); err == nil {
		t.Error("a saved version can be removed")
	}
}

// What each procedure file adds, asked by everybody in every state of the main
// way: done exactly where the file allows it.
func TestActsBesideTheWay(t *testing.T) {
	c := reviewtest.New(t)
	c.Give("housing", storage.Head, c.Transport)
	ctx := context.Background()
	kinds := map[string]review.OpenInput{"normative-government": {}, "rule": {Kind: storage.Rule}, "decision": {Kind: storage.Decision},
		"normative-department": {Issuing: []storage.ID{c.Transport}}}
	acts := []procedure.Act{procedure.Step, procedure.AwaitExperts, procedure.ExpertsAnswered, procedure.Extend, procedure.Emergency, procedure.EndEmergency}
	for name, in := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := c.On(t)
			fresh := func(state procedure.State) review.Opened {
				in := in
				in.Title, in.Upload = "云州市公共自行车管理办法", storagetest.Upload(t, c.Store, first)
				o, err := c.Review.Open(ctx, c.As("drafter"), in)
				if err != nil {
					t.Fatal(err)
				}
				bringAny(t, c, o, state)
				return o
			}
			p, err := c.ReadProcedure(ctx, name, 0)
			if err != nil {
				t.Fatal(err)
			}
			who := map[string]procedure.Role{"drafter": "drafter", "legal": "legal", "reviewer": "reviewer", "head": "head"}
			if name == "normative-department" {
				who = map[string]procedure.Role{"drafter": "drafter", "legal": "legal", "housing": "head"}
			}
			for _, state := range []procedure.State{procedure.Drafting, procedure.OwnLegal, procedure.Submitted, procedure.InReview, procedure.OpinionProposed} {
				if _, uses := p.Waits[state]; !uses {
					continue
				}
				o := fresh(state)
				for account, role := range who {
					for _, act := range acts {
						_, allowed := p.Allowed(state, role, act)
						if allowed {
							prepareBeside(t, c, o, act)
						}
						err := do(t, c, account, o, "", act)
						switch {
						case allowed && err != nil:
							t.Errorf("%s in %s: %s may %s: %v", name, state, account, act, err)
						case allowed:
							o = fresh(state)
						case err == nil:
							t.Errorf("%s in %s: %s did %s", name, state, account, act)
						case !clear(err):
							t.Errorf("%s in %s: %s, %s: %v", name, state, account, act, err)
						}
					}
				}
			}
		})
	}
}

// prepareBeside is prepare by the database, for any procedure.
func prepareBeside(t *testing.T, c *reviewtest.City, o review.Opened, act procedure.Act) {
	t.Helper()
	if act == procedure.ExpertsAnswered {
		if _, err := c.Store.DB.Exec(`UPDATE matter SET stopped_on = today(), stopped_act = 'await-experts' WHERE id = $1`, o.Matter); err != nil {
			t.Fatal(err)
		}
		return
	}
	prepare(t, c, o, act)
}

// bringAny carries a matter of any procedure to a state of the main way.
func bringAny(t *testing.T, c *reviewtest.City, o review.Opened, state procedure.State) {
	t.Helper()
	if m := matter(t, c, "drafter", o.Matter); m.Procedure != "normative-department" {
		c.To(o.Matter, state)
		return
	}
	ctx := context.Background()
	for _, step := range []struct {
		to procedure.State
		do func() error
	}{
		{procedure.Submitted, func() error { _, err := c.Submit(ctx, c.As("drafter"), c.Submission(o.Matter)); return err }},
		{procedure.InReview, func() error {
			_, err := c.Accept(ctx, c.As("legal"), review.AcceptInput{Matter: o.Matter, Complete: true})
			if err == nil {
				c.InOrder("legal", o.Matter)
			}
			return err
		}},
		{procedure.OpinionProposed, func() error {
			_, err := c.Propose(ctx, c.As("legal"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"})
			return err
		}},
	} {
		if state == procedure.Drafting {
			return
		}
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if step.to == state {
			return
		}
	}
}
