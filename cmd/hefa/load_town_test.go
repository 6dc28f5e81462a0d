package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver
	"golang.org/x/sync/errgroup"

	"hefa/storage"
	"hefa/storage/cluster"
	"hefa/storage/object/objecttest"
)

// atOnce is how many requests make the town ready at once.
const atOnce = 4

// town is a server with bodies, people and matters of its own.
type town struct {
	t      testing.TB
	server *process
	db     *sql.DB
	client *http.Client
	people []*townsman

	mu sync.Mutex
	// waits are the matters that go round, by what they wait for and, on the
	// drafting side, by department.
	waits map[wait][]*townMatter
	// desks are the matters that stay in review and are read and commented on.
	desks     []*townMatter
	documents []string // of the repository
	changes   []change
}

// wait is what a matter waits for, and in which department.
type wait struct {
	act  string
	body string
}

type townMatter struct {
	Document string `json:"document"`
	Matter   string `json:"matter"`
	body     string
	drafts   int
}

// townsman is one person with a session.
type townsman struct {
	account, id, token string
	role               storage.Role
	body               string
	random             *rand.Rand
	n                  int    // of what the person has written
	desk               string // the open workspace, which asks for news
	heard              int64  // the last place in the log that it was told
}

// crew is how many of two hundred hold each role.
var crew = []struct {
	role storage.Role
	of   int
}{
	{storage.Drafter, 80}, {storage.Legal, 20}, {storage.Reviewer, 60}, {storage.Head, 10}, {storage.Registrar, 5}, {storage.Auditor, 5}, {storage.Cleanup, 20},
}

// newTown starts a server on a PostgreSQL and a MinIO of its own and moves n
// people in: bodies, accounts and sessions, a repository, matters in all states.
func newTown(t testing.TB, n int) *town {
	t.Helper()
	data, s3 := t.TempDir(), objecttest.MinIO(t)
	settings := []string{"HEFA_S3_ENDPOINT=http://" + s3.Endpoint, "HEFA_S3_BUCKET=" + s3.Bucket,
		"HEFA_S3_ACCESS_KEY=" + s3.AccessKey, "HEFA_S3_SECRET_KEY=" + s3.SecretKey, "HEFA_LISTEN=127.0.0.1:0"}
	run := func(in string, args ...string) {
		p := hefa(t, data, args...)
		p.Env = append(p.Env, settings...)
		p.Stdin = strings.NewReader(in)
		if err := p.Run(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, p.stderr.String())
		}
	}
	w := &town{t: t, waits: map[wait][]*townMatter{}, client: &http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 2 * n},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	w.server = hefa(t, data, "serve", "--no-sample")
	w.server.Env = append(w.server.Env, settings...)
	w.server.ready()
	run("hefa-sample\n", "user", "add", "admin", "--name", "管理员", "--role", "admin", "--body", "云州市人民政府", "--body-kind", "government")
	rules := t.TempDir()
	for i := range 2 * n {
		if err := os.WriteFile(filepath.Join(rules, fmt.Sprintf("规则%d.txt", i)), []byte(townText(uint64(i), "", 0)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("", "import", "--status", "in-force", rules)
	w.db = beside(t, filepath.Join(data, "postgres"))
	w.movesIn(n)
	w.opens()
	return w
}

// beside opens the database of a running server.
func beside(t testing.TB, dir string) *sql.DB {
	t.Helper()
	c, err := cluster.Start(t.Context(), dir, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("postgres", c.DSN())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = db.Close() // nothing of it is used any more
		if err := c.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return db
}

// movesIn makes departments and people, and signs everybody in.
func (w *town) movesIn(n int) {
	w.t.Helper()
	admin := &townsman{account: "admin", token: signIn(w.t, w.server.url, "admin")}
	var made struct{ ID string }
	w.must(w.send(admin, "POST", "/bodies", map[string]any{"name": "云州市司法局", "parent": "云州市人民政府"}, &made))
	justice := made.ID
	var bodies struct{ Items []struct{ ID, Name string } }
	w.must(w.send(admin, "GET", "/bodies", nil, &bodies))
	government := bodies.Items[slices.IndexFunc(bodies.Items, func(b struct{ ID, Name string }) bool { return b.Name == "云州市人民政府" })].ID
	w.must(w.send(admin, "PATCH", "/bodies/"+government, map[string]any{"reviewer": justice}, nil))
	var departments []string
	for i := range max(1, n/10) {
		w.must(w.send(admin, "POST", "/bodies", map[string]any{"name": fmt.Sprintf("云州市第%d局", i+1), "parent": government}, &made))
		departments = append(departments, made.ID)
	}
	for _, c := range crew {
		for i := range max(1, c.of*n/loadPeople) {
			p := &townsman{account: fmt.Sprintf("%s%d", c.role, i), role: c.role, random: rand.New(rand.NewPCG(uint64(i), uint64(len(w.people))))}
			switch c.role {
			case storage.Drafter, storage.Legal:
				p.body = departments[i%len(departments)]
			case storage.Reviewer, storage.Head, storage.Cleanup:
				p.body = justice
			default:
				p.body = government
			}
			w.people = append(w.people, p)
		}
	}
	w.each(len(w.people), func(i int) error {
		p := w.people[i]
		var made struct{ ID string }
		if err := w.send(admin, "POST", "/people", map[string]any{"account": p.account, "name": p.account, "password": "hefa-sample"}, &made); err != nil {
			return err
		}
		p.id = made.ID
		if err := w.send(admin, "POST", "/people/"+p.id+"/roles", map[string]any{"role": p.role, "body": p.body}, nil); err != nil {
			return err
		}
		p.token = signIn(w.t, w.server.url, p.account)
		return nil
	})
}

// opens opens a matter for each drafter, and carries half of them into review.
func (w *town) opens() {
	w.t.Helper()
	drafters, legal := w.of(storage.Drafter), w.of(storage.Legal)
	reviewer := w.of(storage.Reviewer)[0]
	w.each(len(drafters), func(i int) error {
		d := drafters[i]
		m, err := w.opensMatter(d, uint64(1000+i))
		if err == nil {
			err = w.uploads(d, m, uint64(1000+i))
		}
		if err != nil {
			return err
		}
		if i%2 == 1 {
			w.wait("submit", m)
			return nil
		}
		l := legal[slices.IndexFunc(legal, func(l *townsman) bool { return l.body == d.body })]
		for _, step := range []struct {
			by *townsman
			do map[string]any
		}{{d, m.submission()}, {l, map[string]any{"act": "consent"}}, {reviewer, map[string]any{"act": "accept", "complete": true}}} {
			if err := w.send(step.by, "POST", "/matters/"+m.Matter+"/moves", step.do, nil); err != nil {
				return err
			}
		}
		if i%4 == 2 {
			w.wait("return", m)
			return nil
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.desks = append(w.desks, m)
		return nil
	})
	var list struct{ Items []struct{ ID string } }
	w.must(w.send(reviewer, "GET", "/documents?status=in-force&size=100", nil, &list))
	for _, d := range list.Items {
		w.documents = append(w.documents, d.ID)
	}
}

func (w *town) of(role storage.Role) []*townsman {
	return slices.DeleteFunc(slices.Clone(w.people), func(p *townsman) bool { return p.role != role })
}

// each does something n times, a few at once.
func (w *town) each(n int, do func(i int) error) {
	w.t.Helper()
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i := range n {
		group.Go(func() error { return do(i) })
	}
	w.must(group.Wait())
}

func (w *town) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// wait puts a matter where the next person takes it from.
func (w *town) wait(act string, m *townMatter) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := wait{act: act}
	switch act {
	case "submit", "consent", "resubmit":
		at.body = m.body
	}
	w.waits[at] = append(w.waits[at], m)
}

// takes is a matter that waits for an act; nobody else has it until it is put
// back. nil where none does.
func (w *town) takes(act, body string) *townMatter {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := wait{act, body}
	list := w.waits[at]
	if len(list) == 0 {
		return nil
	}
	w.waits[at] = list[1:]
	return list[0]
}
