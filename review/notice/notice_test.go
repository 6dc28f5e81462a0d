package notice

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/review/reviewtest"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
)

func TestMain(m *testing.M) { clustertest.Main(m) }

const text = "云州市公共自行车管理办法\n\n第一条　为了便民，制定本办法。\n第二条　本办法自公布之日起施行。\n"

// told is a city whose log is followed by hand.
type told struct {
	*reviewtest.City
	*Notices
	t *testing.T
}

func newTold(t *testing.T) *told {
	c := reviewtest.New(t)
	return &told{c, &Notices{Store: c.Store, Review: c.Review, Compose: plain}, t}
}

// plain says what a letter holds, for tests.
func plain(l Letter) (string, string) {
	var b strings.Builder
	for _, n := range l.Notices {
		title := ""
		if l.Titles {
			title = n.Title
		}
		fmt.Fprintf(&b, "%s %s %s/notices/%s\n", n.Kind, title, l.URL, n.ID)
	}
	return fmt.Sprint("hefa ", len(l.Notices)), b.String()
}

// follow hands the whole log over, as after a crash before the position moved.
func (c *told) follow() {
	c.t.Helper()
	events, err := c.City.Store.Events(context.Background(), 0, 10000)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.handle(context.Background(), events); err != nil {
		c.t.Fatal(err)
	}
}

// kinds are the kinds and acts of what a person has been told, oldest first.
func (c *told) kinds(account string) string {
	c.t.Helper()
	list, total, err := c.List(context.Background(), c.People[account], false, 1, 100)
	if err != nil || total != len(list) {
		c.t.Fatal(total, len(list), err)
	}
	var said []string
	for i := len(list) - 1; i >= 0; i-- {
		said = append(said, strings.TrimSuffix(string(list[i].Kind)+":"+string(list[i].Act), ":"))
	}
	return strings.Join(said, " ")
}

func (c *told) expect(want map[string]string) {
	c.t.Helper()
	for account, kinds := range want {
		if got := c.kinds(account); got != kinds {
			c.t.Errorf("%s has been told %q, want %q", account, got, kinds)
		}
	}
}

func (c *told) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// Each event of a matter reaches those it concerns, once however often it is
// seen, and nobody is told of their own act.
func TestEvents(t *testing.T) {
	c := newTold(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", text)
	c.must(c.Follow(ctx, c.As("auditor"), o.Matter, true))
	c.To(o.Matter, procedure.InReview)
	c.follow()
	c.must(c.Assign(ctx, c.As("head"), review.AssignInput{Matter: o.Matter, People: []storage.ID{c.People["reviewer"]}}))
	c.must(c.City.Store.NameDeputy(ctx, c.As("reviewer"), storage.Deputy{Person: c.People["reviewer2"], For: c.People["reviewer"], LastDay: "2199-01-01"}))
	comment, err := c.Comment(ctx, c.As("reviewer"), review.CommentInput{Matter: o.Matter, Words: "请看", Weight: review.Must, Mentions: []storage.ID{c.People["head"], c.People["drafter"]}})
	c.must(err)
	_, err = c.ReturnForAmendment(ctx, c.As("reviewer"), review.MoveInput{Matter: o.Matter})
	c.must(err)
	c.follow()
	c.must(c.Answer(ctx, c.As("drafter"), review.AnswerInput{Comment: comment, Verdict: review.Adopted}))
	_, err = c.Resubmit(ctx, c.As("drafter"), review.SubmitInput{Matter: o.Matter})
	c.must(err)
	c.follow()
	c.follow()
	c.expect(map[string]string{
		// The mention in a comment that was the reviewing body's own at first
		// reaches the drafter only when the log is read anew; it is the return
		// that tells.
		"drafter2":  "returned:return-amendment",
		"reviewer":  "assigned:assigned answered:comment-answered waiting:propose",
		"reviewer2": "waiting:propose assigned:assigned deputy:deputy-named waiting:propose",
		"head":      "mentioned:commented",
		"auditor":   "moved:submit moved:consent moved:accept moved:return-amendment moved:resubmit",
		"stranger":  "",
	})
	n, err := c.Unread(ctx, c.People["auditor"])
	if err != nil || n != 5 {
		t.Errorf("%d unread, %v", n, err)
	}
	list, _, err := c.List(ctx, c.People["auditor"], true, 1, 1)
	c.must(err)
	c.must(c.MarkRead(ctx, c.People["auditor"], list[0].ID))
	if err := c.MarkRead(ctx, c.People["head"], list[0].ID); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("another's notice: %v", err)
	}
	c.must(c.MarkRead(ctx, c.People["auditor"], ""))
	if n, err := c.Unread(ctx, c.People["auditor"]); err != nil || n != 0 {
		t.Errorf("%d unread, %v", n, err)
	}
}

// What a person may no longer read is no longer in their list.
func TestNarrowedRight(t *testing.T) {
	c := newTold(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", text)
	c.To(o.Matter, procedure.InReview)
	guest, err := c.Invite(ctx, c.As("head"), review.InviteInput{Matter: o.Matter, Person: c.People["stranger"], Role: storage.Counsel, Until: "2199-01-01"})
	c.must(err)
	c.follow()
	c.expect(map[string]string{"stranger": "invited:guest-invited"})
	c.must(c.Revoke(ctx, c.As("head"), review.RevokeInput{Matter: o.Matter, Guest: guest}))
	c.expect(map[string]string{"stranger": ""})
	if n, err := c.Unread(ctx, c.People["stranger"]); err != nil || n != 0 {
		t.Errorf("%d unread, %v", n, err)
	}
}

// An installation with a past does not tell of it.
func TestOldEvents(t *testing.T) {
	c := newTold(t)
	o := c.Open("云州市公共自行车管理办法", text)
	c.To(o.Matter, procedure.InReview)
	events, err := c.City.Store.Events(context.Background(), 0, 1000)
	c.must(err)
	for i := range events {
		events[i].At = events[i].At.Add(-8 * 24 * time.Hour)
	}
	c.must(c.handle(context.Background(), events))
	c.expect(map[string]string{"reviewer": "", "legal": ""})
}

// Reminders come at three working days, at one, and when the time is up, each
// once; a day missed is told late rather than never.
func TestReminders(t *testing.T) {
	c := newTold(t)
	ctx := context.Background()
	o := c.Open("云州市公共自行车管理办法", text)
	c.To(o.Matter, procedure.InReview)
	other := c.Open("云州市停车管理办法", text)
	round, err := c.Consult(ctx, c.As("drafter"), review.ConsultInput{Matter: other.Matter, Bodies: []storage.ID{c.Housing}, Due: "2199-01-01", Letter: "请函复"})
	c.must(err)
	day, err := c.City.Store.Today(ctx)
	c.must(err)
	days, err := c.City.Calendar(ctx)
	c.must(err)
	// inDays is a day with so many working days left.
	inDays := func(n int) storage.Day {
		d := day
		for left := 0; left != n; {
			step := 1
			if n < 0 {
				step = -1
			}
			d = d.Add(step)
			left = days.WorkingDaysBetween(calendarDay(day), calendarDay(d))
		}
		return d
	}
	set := func(d storage.Day) {
		_, err := c.City.Store.DB.Exec(`UPDATE matter SET due = $2 WHERE id = $1`, o.Matter, d)
		c.must(err)
		_, err = c.City.Store.DB.Exec(`UPDATE consultation SET due = $2 WHERE id = $1`, round, d)
		c.must(err)
	}
	for _, s := range []struct {
		left                             int
		reviewer, housing, head, drafter string
	}{
		{4, "", "", "", ""},
		{2, "due:propose", "round-due", "", ""},
		{1, "due:propose due:propose", "round-due round-due", "", ""},
		{-1, "due:propose due:propose overdue:propose", "round-due round-due round-overdue", "overdue:propose", "round-overdue"},
	} {
		set(inDays(s.left))
		// One due day for all of them, so that a key differs by what it warns of.
		for range 2 {
			c.must(c.Daily(ctx))
		}
		c.expect(map[string]string{"reviewer": s.reviewer, "housing": s.housing, "head": s.head, "drafter": s.drafter})
	}
}
