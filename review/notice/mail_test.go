package notice

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/review/notice/mailtest"
	"hefa/review/procedure"
	"hefa/storage"
)

func calendarDay(d storage.Day) calendar.Day { return calendar.Day(d) }

const pages = "https://hefa.example.cn"

// withMail is a city whose people get mail, and the server that takes it.
func withMail(t *testing.T) (*told, *mailtest.Server) {
	t.Helper()
	c := newTold(t)
	server := mailtest.Start(t, "yunzhou.example")
	c.Mail = mailer(t, server)
	return c, server
}

func mailer(t *testing.T, server *mailtest.Server) *Mailer {
	t.Helper()
	m, err := NewMailer(MailConfig{Server: server.URL, From: "合法 <hefa@yunzhou.example>", CA: server.CA, URL: pages + "/"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (c *told) wants(account string, how How) {
	c.t.Helper()
	c.must(c.SaveSetting(context.Background(), c.As(account), Setting{Mail: how, Address: account + "@yunzhou.example"}))
}

// deliverAll tries each waiting mail once, whatever pause it has come to.
func (c *told) deliverAll() {
	c.t.Helper()
	_, err := c.City.Store.DB.Exec(`UPDATE mail SET next_at = act_time() WHERE ended IS NULL`)
	c.must(err)
	for range 100 {
		sent, err := c.deliverOne(context.Background())
		c.must(err)
		if !sent {
			return
		}
	}
	c.t.Fatal("the queue does not end")
}

// queue counts the mails by what became of them.
func (c *told) queue() map[string]int {
	c.t.Helper()
	rows, err := c.City.Store.DB.Query(`SELECT coalesce(ended, 'waiting'), count(*) FROM mail GROUP BY 1`)
	c.must(err)
	type group struct {
		ended string
		n     int
	}
	list, err := storage.Collect(rows, func(g *group) []any { return []any{&g.ended, &g.n} })
	c.must(err)
	counts := map[string]int{}
	for _, g := range list {
		counts[g.ended] = g.n
	}
	return counts
}

// A mail goes out over TLS with a password, says nothing of the document, and
// leads to the notice; who wants none gets none.
func TestMailAtOnce(t *testing.T) {
	c, server := withMail(t)
	c.wants("reviewer", AtOnce)
	o := c.Open("云州市绝密事项管理办法", text)
	c.To(o.Matter, procedure.Submitted)
	c.follow()
	c.follow()
	c.deliverAll()
	mails := server.Mails()
	if len(mails) != 1 || mails[0].To[0].Address != "reviewer@yunzhou.example" || !strings.Contains(mails[0].Text, pages+"/notices/") {
		t.Fatalf("%+v", mails)
	}
	if strings.Contains(mails[0].Text+mails[0].Subject, "绝密") {
		t.Errorf("the mail names the document: %+v", mails[0])
	}
	var id string
	c.must(c.City.Store.DB.QueryRow(`SELECT id FROM mail`).Scan(&id))
	if mails[0].MessageID != id+"@yunzhou.example" {
		t.Errorf("its id is %s, the row's %s", mails[0].MessageID, id)
	}
	c.Mail.Titles = true
	_, err := c.ReturnForCompletion(context.Background(), c.As("head"), review.ReturnForCompletionInput{Matter: o.Matter, Reason: "补正"})
	c.must(err)
	c.wants("drafter", AtOnce)
	c.follow()
	c.deliverAll()
	if mails := server.Mails(); len(mails) != 2 || !strings.Contains(mails[0].Text, "绝密") {
		t.Errorf("where titles may go out: %+v", mails)
	}
}

// While the mail server is away nothing is lost; when it is back each mail
// arrives once.
func TestMailServerAway(t *testing.T) {
	c, server := withMail(t)
	for _, account := range []string{"reviewer", "reviewer2", "head"} {
		c.wants(account, AtOnce)
	}
	o := c.Open("云州市公共自行车管理办法", text)
	c.To(o.Matter, procedure.Submitted)
	c.follow()
	server.Stop()
	c.deliverAll()
	if got := c.queue(); got["waiting"] != 3 {
		t.Errorf("the queue holds %v", got)
	}
	server.Start()
	server.Fail(451)
	c.deliverAll()
	if got := c.queue(); got["waiting"] != 3 {
		t.Errorf("refused for now, the queue holds %v", got)
	}
	server.Fail(0)
	c.deliverAll()
	c.deliverAll()
	if got := c.queue(); got["sent"] != 3 || got["waiting"] != 0 {
		t.Errorf("the queue holds %v", got)
	}
	if mails := server.Mails(); len(mails) != 3 {
		t.Errorf("%d mails have come", len(mails))
	}
}

// An address that the server refuses for good is given up at once, one that it
// never takes after the last try.
func TestMailGivenUp(t *testing.T) {
	c, server := withMail(t)
	c.must(c.SaveSetting(context.Background(), c.As("reviewer"), Setting{Mail: AtOnce, Address: "reviewer@elsewhere.example"}))
	c.wants("reviewer2", AtOnce)
	o := c.Open("云州市公共自行车管理办法", text)
	c.To(o.Matter, procedure.Submitted)
	c.follow()
	c.deliverAll()
	if got := c.queue(); got["given-up"] != 1 || got["sent"] != 1 {
		t.Errorf("the queue holds %v", got)
	}
	server.Stop()
	c.wants("drafter", AtOnce)
	_, err := c.ReturnForCompletion(context.Background(), c.As("head"), review.ReturnForCompletionInput{Matter: o.Matter, Reason: "补正"})
	c.must(err)
	c.follow()
	for range len(waits) + 1 {
		if got := c.queue(); got["waiting"] != 1 {
			t.Fatalf("given up too soon: %v", got)
		}
		c.deliverAll()
	}
	if got := c.queue(); got["given-up"] != 2 || got["waiting"] != 0 {
		t.Errorf("the queue holds %v", got)
	}
}

// One mail a day tells of all that is unread; what was read on the page, or may
// no longer be read, is not told.
func TestDigest(t *testing.T) {
	c, server := withMail(t)
	ctx := context.Background()
	c.wants("reviewer", OnceADay)
	c.wants("stranger", AtOnce)
	var last review.Opened
	for _, title := range []string{"云州市甲办法", "云州市乙办法", "云州市丙办法"} {
		last = c.Open(title, text)
		c.To(last.Matter, procedure.Submitted)
	}
	guest, err := c.Invite(ctx, c.As("head"), review.InviteInput{Matter: last.Matter, Person: c.People["stranger"], Role: storage.Expert, Until: "2199-01-01"})
	c.must(err)
	c.follow()
	c.must(c.Revoke(ctx, c.As("head"), review.RevokeInput{Matter: last.Matter, Guest: guest}))
	list, _, err := c.List(ctx, c.People["reviewer"], true, 1, 10)
	c.must(err)
	c.must(c.MarkRead(ctx, c.People["reviewer"], list[0].ID))
	c.must(c.Daily(ctx))
	c.must(c.Daily(ctx))
	c.deliverAll()
	mails := server.Mails()
	if len(mails) != 1 || mails[0].Subject != "hefa 2" {
		t.Errorf("%+v", mails)
	}
	if got := c.queue(); got["sent"] != 1 || got["dropped"] != 1 {
		t.Errorf("the queue holds %v", got)
	}
}

// Settings that would leak a password or send nowhere are refused, and no error
// holds the password.
func TestMailSettings(t *testing.T) {
	for _, s := range []struct {
		server, from, url string
		want              error
	}{
		{"mail.example:25", "a@b.example", pages, ErrMailServer},
		{"http://mail.example", "a@b.example", pages, ErrMailServer},
		{"smtps://mail.example?tls=none", "a@b.example", pages, ErrMailServer},
		{"smtp://u:p@mail.example?tls=none", "a@b.example", pages, ErrMailClear},
		{"smtp://mail.example", "", pages, ErrMailFrom},
		{"smtp://mail.example", "nobody", pages, ErrMailFrom},
		{"smtp://mail.example", "a@b.example", "", ErrMailURL},
		{"smtp://u:sec ret@mail.example:x", "a@b.example", pages, ErrMailServer},
	} {
		_, err := NewMailer(MailConfig{Server: s.server, From: s.from, URL: s.url})
		if !errors.Is(err, s.want) || strings.Contains(err.Error(), "ret@") {
			t.Errorf("%s: %v, want %v", s.server, err, s.want)
		}
	}
	if _, err := NewMailer(MailConfig{Server: "smtp://mail.example?tls=none", From: "a@b.example", URL: pages}); err != nil {
		t.Errorf("a relay in the clear: %v", err)
	}
	c := newTold(t)
	for _, s := range []Setting{{AtOnce, ""}, {OnceADay, "x"}, {AtOnce, "a@b.example\r\nBcc: c@d.example"}, {AtOnce, "A <a@b.example>"}, {"fax", "a@b.example"}} {
		if err := c.SaveSetting(context.Background(), c.As("head"), s); err == nil {
			t.Errorf("%+v is kept", s)
		}
	}
	if _, err := NewMailer(MailConfig{Server: "smtp://mail.example", From: "a@b.example", URL: pages, CA: os.DevNull}); err == nil {
		t.Error("a file without certificates is taken")
	}
}
