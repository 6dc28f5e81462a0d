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

// person adds somebody to the city.
func person(t *testing.T, c *reviewtest.City, account string, role storage.Role, body storage.ID) {
	t.Helper()
	c.People[account] = storagetest.Person(t, c.Store, account, role, body)
}

func today(t *testing.T, c *reviewtest.City) storage.Day {
	t.Helper()
	day, err := c.Store.Today(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// Where a matter is assigned, only those it is assigned to and the head do the
// reviewer's moves; others of the body read and comment.
func TestAssignment(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := bring(t, c, procedure.InReview)
	in := review.MoveInput{Matter: o.Matter, Reason: "请修改"}
	assign := review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"]}}
	if err := c.Assign(ctx, c.As("reviewer"), assign); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a reviewer assigns: %v", err)
	}
	if err := c.Assign(ctx, c.As("head"), assign); err != nil {
		t.Fatal(err)
	}
	if m := matter(t, c, "reviewer2", o.Matter); len(m.Assigned) != 1 || m.Assigned[0].ID != c.People["reviewer"] {
		t.Errorf("assigned to %v", m.Assigned)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer2"), in); !refusedFor(err, review.WhyAssigned) {
		t.Errorf("another reviewer moves it: %v", err)
	}
	if _, err := c.Comment(ctx, c.As("reviewer2"), review.CommentInput{Matter: o.Matter, Words: "供参考"}); err != nil {
		t.Errorf("another reviewer comments: %v", err)
	}
	for account, want := range map[string]int{"reviewer": 1, "reviewer2": 0} {
		if items, err := c.MyWork(ctx, c.See(account)); err != nil || len(items) != want {
			t.Errorf("%s has %d to do, %v", account, len(items), err)
		}
	}
	// Those who have drafted it, and who do not review for the body, cannot be
	// chosen; nothing changes then.
	c.Give("drafter", storage.Reviewer, c.Justice)
	for _, p := range []string{"drafter", "stranger"} {
		err := c.Assign(ctx, c.As("head"), review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People[p]}})
		if !refusedFor(err, review.WhyTheirOwn) && !isInvalid(err) {
			t.Errorf("%s is assigned: %v", p, err)
		}
	}
	loads, err := c.Loads(ctx, c.See("head"), o.Matter)
	if err != nil || len(loads) < 4 {
		t.Fatalf("%v, %v", loads, err)
	}
	for _, l := range loads {
		if (l.Person == c.People["reviewer"]) != (l.Open == 1) || (l.Person == c.People["drafter"]) != l.Own {
			t.Errorf("%+v", l)
		}
	}
	if _, err := c.Loads(ctx, c.See("drafter2"), o.Matter); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a drafter sees the loads: %v", err)
	}
	assign.People = []storage.ID{c.People["reviewer2"]}
	if err := c.Assign(ctx, c.As("head"), assign); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("reviewer"), in); !refusedFor(err, review.WhyAssigned) {
		t.Errorf("who has it no longer moves it: %v", err)
	}
	if _, err := c.ReturnForAmendment(ctx, c.As("head"), in); err != nil {
		t.Errorf("the head: %v", err)
	}
	if list, err := c.Assignments(ctx, c.See("auditor"), o.Matter); err != nil || len(list) != 2 || list[0].EndedAt == nil || list[1].EndedAt != nil {
		t.Errorf("%+v, %v", list, err)
	}
}

// Counsel reads one matter and comments for the reviewing body; nothing else,
// and no longer than the invitation holds.
func TestCounsel(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	firm := storagetest.Body(t, c.Store, storage.Body{Kind: storage.External, Name: "示例律师事务所"})
	person(t, c, "counsel", storage.Cleanup, firm)
	o, other := bring(t, c, procedure.InReview), bring(t, c, procedure.InReview)
	secret, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Words: "内部讨论"})
	if err != nil {
		t.Fatal(err)
	}
	in := review.InviteInput{Matter: o.Matter, Person: c.People["counsel"], Role: storage.Counsel, Until: today(t, c).Add(7), Words: "请看第三条"}
	for what, change := range map[string]func(*review.InviteInput){
		"a day that has passed":  func(in *review.InviteInput) { in.Until = today(t, c).Add(-1) },
		"no day":                 func(in *review.InviteInput) { in.Until = "" },
		"another role":           func(in *review.InviteInput) { in.Role = storage.Reviewer },
		"one who reads it":       func(in *review.InviteInput) { in.Person = c.People["reviewer2"] },
		"nobody who ever was":    func(in *review.InviteInput) { in.Person = storage.NewID() },
		"who belongs to drafter": func(in *review.InviteInput) { in.Person = c.People["drafter2"] },
	} {
		bad := in
		change(&bad)
		if _, err := c.Invite(ctx, c.As("head"), bad); !isInvalid(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// Nobody advises on what they drafted, even after a transfer.
	drafter := in
	drafter.Person = c.People["drafter"]
	held, err := c.Store.Holdings(ctx, c.People["drafter"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Store.DB.Exec(`UPDATE person_role SET first_day = today() - 9, last_day = today() - 1 WHERE id = $1`, held[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Invite(ctx, c.As("head"), drafter); !refusedFor(err, review.WhyTheirOwn) {
		t.Errorf("the drafter is invited: %v", err)
	}
	guest, err := c.Invite(ctx, c.As("reviewer"), in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Matter(ctx, c.See("counsel"), other.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("counsel reads another matter: %v", err)
	}
	asked, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Words: "请律师看看", Mentions: []storage.ID{c.People["counsel"]}})
	if err != nil {
		t.Fatal(err)
	}
	said, err := c.Comment(ctx, c.As("counsel"), review.CommentInput{Matter: o.Matter, Words: "无依据", Weight: review.Must})
	if err != nil {
		t.Fatal(err)
	}
	reads := func(account string) []storage.ID {
		list, err := c.Comments(ctx, c.See(account), o.Matter, 0)
		if err != nil {
			t.Fatal(err)
		}
		var ids []storage.ID
		for _, one := range list {
			ids = append(ids, one.ID)
		}
		slices.Sort(ids)
		return ids
	}
	if got := reads("counsel"); !slices.Equal(got, []storage.ID{asked, said}) {
		t.Errorf("counsel reads %v, not %v", got, []storage.ID{asked, said})
	}
	if got := reads("reviewer2"); !slices.Equal(got, []storage.ID{secret, asked, said}) {
		t.Errorf("the reviewing body reads %v", got)
	}
	told := options(t, c, "counsel", o.Matter)
	if len(told) != 1 || !told[procedure.Comment] {
		t.Errorf("counsel may %v", told)
	}
	for _, act := range procedure.Acts {
		if err := do(t, c, "counsel", o, secret, act); act != procedure.Comment && !errors.Is(err, storage.ErrForbidden) {
			t.Errorf("counsel, %s: %v", act, err)
		}
	}
	// What counsel says never goes over by itself, and blocks no conclusion.
	if err := c.PublishComments(ctx, c.As("reviewer"), review.PublishCommentsInput{Matter: o.Matter}); err != nil {
		t.Fatal(err)
	}
	if got := reads("drafter2"); slices.Contains(got, said) {
		t.Error("the drafters read what counsel says")
	}
	if _, err := c.Propose(ctx, c.As("reviewer"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}); err != nil {
		t.Errorf("counsel's comment blocks: %v", err)
	}
	if err := c.Revoke(ctx, c.As("head"), review.RevokeInput{Matter: o.Matter, Guest: guest}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Matter(ctx, c.See("counsel"), o.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("counsel reads on: %v", err)
	}
}

// An invitation ends with its day and with its matter.
func TestInvitationEnds(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := bring(t, c, procedure.InReview)
	in := review.InviteInput{Matter: o.Matter, Person: c.People["stranger"], Role: storage.Expert, Until: today(t, c)}
	if _, err := c.Invite(ctx, c.As("head"), in); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Store.DB.Exec(`UPDATE matter_guest SET until = today() - 1; UPDATE grants SET until = today() - 1 WHERE person IS NOT NULL`); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Matter(ctx, c.See("stranger"), o.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the day has passed: %v", err)
	}
	if _, err := c.Invite(ctx, c.As("head"), in); err != nil {
		t.Fatalf("inviting again: %v", err)
	}
	if _, err := c.Withdraw(ctx, c.As("drafter"), review.MoveInput{Matter: o.Matter, Reason: "不再制定"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Matter(ctx, c.See("stranger"), o.Matter); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the matter has ended: %v", err)
	}
}

// deputise lets one stand in for another from today to tomorrow.
func deputise(t *testing.T, c *reviewtest.City, absent, deputy string) {
	t.Helper()
	err := c.Store.NameDeputy(context.Background(), c.As(absent), storage.Deputy{Person: c.People[deputy], For: c.People[absent], LastDay: today(t, c).Add(1)})
	if err != nil {
		t.Fatal(err)
	}
}

// A deputy does what the absent person would, with both names in each record.
func TestDeputy(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := bring(t, c, procedure.InReview)
	if err := c.Assign(ctx, c.As("head"), review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"]}}); err != nil {
		t.Fatal(err)
	}
	deputise(t, c, "reviewer", "reviewer2")
	deputise(t, c, "head", "head2")
	if items, err := c.MyWork(ctx, c.See("reviewer2")); err != nil || len(items) != 1 || items[0].AbsentName != "reviewer" {
		t.Errorf("the deputy has %+v to do, %v", items, err)
	}
	if _, err := c.Propose(ctx, c.As("reviewer2"), review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}); err != nil {
		t.Fatal(err)
	}
	moves, err := c.Moves(ctx, c.See("drafter"), o.Matter)
	last := moves[len(moves)-1]
	if err != nil || last.Name != "reviewer2" || last.ForName != "reviewer" || last.Role != storage.Reviewer {
		t.Errorf("%+v, %v", last, err)
	}
	opinions, err := c.Opinions(ctx, c.See("head"), o.Matter)
	if err != nil || opinions[0].Proposer != "reviewer2" || opinions[0].ProposerFor != "reviewer" {
		t.Errorf("%+v, %v", opinions, err)
	}
	var forPerson storage.ID
	if err := c.Store.DB.QueryRow(`SELECT for_person FROM event WHERE act = 'propose'`).Scan(&forPerson); err != nil || forPerson != c.People["reviewer"] {
		t.Errorf("the log has %s, %v", forPerson, err)
	}
	// It ends with the deputy's last day, at once when taken back, and with the
	// absent person's own role.
	if err := c.Store.EndDeputy(ctx, c.As("head"), c.People["head"], c.People["head2"]); err != nil {
		t.Fatal(err)
	}
	if list, err := c.Store.Deputies(ctx, ""); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	held, err := c.Store.Holdings(ctx, c.People["reviewer"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Store.DB.Exec(`UPDATE person_role SET first_day = today() - 9, last_day = today() - 1 WHERE id = $1`, held[0].ID); err != nil {
		t.Fatal(err)
	}
	if held, err := c.Store.Holdings(ctx, c.People["reviewer2"]); err != nil || len(held) != 1 {
		t.Errorf("the deputy holds %+v, %v", held, err)
	}
}

// No deputy gets round a conflict: not for somebody who drafted, not where the
// deputy drafted, and no deputy of the head signs what they proposed.
func TestDeputyAndConflicts(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	o := bring(t, c, procedure.InReview)
	c.Give("drafter", storage.Reviewer, c.Justice)
	deputise(t, c, "drafter", "reviewer2")
	if err := c.Assign(ctx, c.As("head"), review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"]}}); err != nil {
		t.Fatal(err)
	}
	propose := review.ProposeInput{Matter: o.Matter, Conclusion: procedure.Lawful, Words: "合法。"}
	if _, err := c.Propose(ctx, c.As("reviewer2"), propose); err == nil {
		t.Error("the deputy of a drafter reviews")
	}
	deputise(t, c, "reviewer", "drafter")
	if _, err := c.Propose(ctx, c.As("drafter"), propose); !errors.Is(err, review.ErrOwnDraft) && !refusedFor(err, review.WhyAssigned) {
		t.Errorf("a drafter reviews as deputy: %v", err)
	}
	deputise(t, c, "head", "reviewer")
	if _, err := c.Propose(ctx, c.As("reviewer"), propose); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Sign(ctx, c.As("reviewer"), review.SignInput{Matter: o.Matter, Unread: true}); !refusedFor(err, review.WhyOwnOpinion) {
		t.Errorf("the deputy signs what they proposed: %v", err)
	}
	if _, err := c.Sign(ctx, c.As("head2"), review.SignInput{Matter: o.Matter, Unread: true}); err != nil {
		t.Errorf("another head: %v", err)
	}
}

// Whom one may not name as deputy.
func TestNamingDeputies(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	good := storage.Deputy{Person: c.People["reviewer2"], For: c.People["reviewer"], LastDay: today(t, c).Add(3)}
	for what, change := range map[string]func(*storage.Deputy){
		"oneself":             func(d *storage.Deputy) { d.Person = d.For },
		"nobody":              func(d *storage.Deputy) { d.Person = "" },
		"without an end":      func(d *storage.Deputy) { d.LastDay = "" },
		"in the past":         func(d *storage.Deputy) { d.LastDay = today(t, c).Add(-1) },
		"backwards":           func(d *storage.Deputy) { d.FirstDay = d.LastDay.Add(1) },
		"of another body":     func(d *storage.Deputy) { d.Person = c.People["stranger"] },
		"who never was there": func(d *storage.Deputy) { d.Person = storage.NewID() },
	} {
		bad := good
		change(&bad)
		if err := c.Store.NameDeputy(ctx, c.As("reviewer"), bad); !isInvalid(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := c.Store.NameDeputy(ctx, c.As("reviewer2"), good); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("naming oneself another's deputy: %v", err)
	}
	admin := storage.Deputy{Person: c.People["reviewer2"], For: c.People["admin"], LastDay: good.LastDay}
	if err := c.Store.NameDeputy(ctx, c.As("admin"), admin); !isInvalid(err) {
		t.Errorf("administration is lent: %v", err)
	}
	if err := c.Store.NameDeputy(ctx, c.As("admin"), good); err != nil {
		t.Errorf("an administrator names one: %v", err)
	}
}

// A leaver's matters go to a successor in one act; what the successor may not
// review is left to be assigned anew.
func TestHandOver(t *testing.T) {
	c := reviewtest.New(t)
	ctx := context.Background()
	a, b := bring(t, c, procedure.InReview), bring(t, c, procedure.InReview)
	for _, o := range []review.Opened{a, b} {
		if err := c.Assign(ctx, c.As("head"), review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"]}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Store.DB.Exec(`UPDATE draft SET by = $1 WHERE document = $2`, c.People["reviewer2"], b.Document); err != nil {
		t.Fatal(err)
	}
	if err := c.Follow(ctx, c.As("reviewer"), a.Matter, true); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Comment(ctx, c.As("head"), review.CommentInput{Matter: a.Matter, Words: "请核", Mentions: []storage.ID{c.People["reviewer"]}}); err != nil {
		t.Fatal(err)
	}
	in := review.HandOverInput{From: c.People["reviewer"], To: c.People["reviewer2"], Body: c.Justice, LastDay: today(t, c)}
	if _, err := c.HandOver(ctx, c.As("reviewer"), in); !errors.Is(err, storage.ErrForbidden) {
		t.Errorf("a reviewer hands over: %v", err)
	}
	bad := in
	bad.To = c.People["stranger"]
	if _, err := c.HandOver(ctx, c.As("head"), bad); !isInvalid(err) {
		t.Errorf("to another body: %v", err)
	}
	before, err := c.Store.Position(ctx)
	if err != nil {
		t.Fatal(err)
	}
	done, err := c.HandOver(ctx, c.As("head"), in)
	if err != nil || done.Assigned != 1 || done.Mentions != 1 || done.Followed != 1 || !slices.Equal(done.Left, []storage.ID{b.Matter}) {
		t.Errorf("%+v, %v", done, err)
	}
	if after, err := c.Store.Position(ctx); err != nil || after != before+1 {
		t.Errorf("it took %d acts, %v", after-before, err)
	}
	if m := matter(t, c, "head", a.Matter); len(m.Assigned) != 1 || m.Assigned[0].ID != c.People["reviewer2"] {
		t.Errorf("%+v", m.Assigned)
	}
	if m := matter(t, c, "head", b.Matter); len(m.Assigned) != 0 {
		t.Errorf("%+v", m.Assigned)
	}
	var last storage.Day
	if err := c.Store.DB.QueryRow(`SELECT last_day FROM person_role WHERE person = $1`, c.People["reviewer"]).Scan(&last); err != nil || last != in.LastDay {
		t.Errorf("the role ends on %s, %v", last, err)
	}
}
