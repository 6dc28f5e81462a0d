package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"hefa/search"
	"hefa/storage"
	"hefa/storage/cluster/clustertest"
	"hefa/storage/object"
)

// A test process with these in its environment is a follower to be killed: it
// keeps the index of one folder until then.
const (
	envFollow = "HEFA_TEST_FOLLOW"
	envDSN    = "HEFA_TEST_DSN"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(envFollow); dir != "" {
		if err := followFor(dir, os.Getenv(envDSN)); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1) // it should have been killed
	}
	clustertest.Main(m)
}

func followFor(dir, dsn string) error {
	ctx := context.Background()
	objects, err := object.OpenFolder(filepath.Join(dir, "objects"))
	if err != nil {
		return err
	}
	store, err := storage.Open(ctx, storage.Config{DSN: dsn, Objects: objects})
	if err != nil {
		return err
	}
	s, err := search.Open(ctx, filepath.Join(dir, "index"), store)
	if err != nil {
		return err
	}
	fmt.Println("following")
	return s.Run(ctx)
}

// TestKilledWhileIndexing kills a follower again and again while documents
// come, change and are told apart; what the last one leaves then equals an
// index built from nothing.
func TestKilledWhileIndexing(t *testing.T) {
	c := newTown(t)
	c.stop()
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(9, 10))
	for round := range kills(t) {
		follower := exec.Command(os.Args[0])
		follower.Env = append(os.Environ(), envFollow+"="+dir, envDSN+"="+c.dsn)
		follower.Stderr = os.Stderr
		out, err := follower.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := follower.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 16)); err != nil {
			t.Fatalf("round %d: the follower did not start: %v", round, err)
		}
		c.change(r, 12)
		time.Sleep(time.Duration(r.IntN(150)) * time.Millisecond)
		if err := follower.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := follower.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Errorf("round %d: the follower ended by itself: %v", round, err)
		}
	}
	c.follow(filepath.Join(dir, "index"))
	before := c.answers()
	if position, err := c.Position(context.Background()); err != nil || c.State().Position != position {
		t.Errorf("the index is at %+v, the log at %d, %v", c.State(), position, err)
	}
	if err := c.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.equal(before, c.answers())
}

// kills is how often a follower is killed: HEFA_KILLS, or 5.
func kills(t *testing.T) int {
	t.Helper()
	text := os.Getenv("HEFA_KILLS")
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// change adds documents and changes those there are, at random.
func (c *town) change(r *rand.Rand, times int) {
	c.t.Helper()
	for range times {
		title := fmt.Sprintf("云州市第%d号办法", len(c.made))
		text := madeUp(r, title, 3+r.IntN(20))
		if len(c.made) > 3 && r.IntN(3) == 0 {
			id := c.made[r.IntN(len(c.made))]
			c.publish(storage.Version{Document: id, Title: title, Effective: "2024-01-01", Published: "2023-12-01"}, text)
			continue
		}
		id := c.document(title, storage.Normative, c.government, c.transport)
		c.made = append(c.made, id)
		c.draft(id, text)
	}
}

// answers are the answers to some questions, by question, scores apart.
func (c *town) answers() map[string]*search.Result {
	c.t.Helper()
	all := map[string]*search.Result{}
	for _, q := range []string{"", "押金", "行政机关应当", "罚", "停车场 -押金", "第3条", "状态:现行", "标题:第3号 收费"} {
		for _, viewer := range []storage.Viewer{operator, c.as("auditor")} {
			answer := c.ask(viewer, search.Query{Q: q, Size: 10_000})
			answer.Searched.At = time.Time{}
			for i := range answer.Hits {
				answer.Hits[i].Score = 0
			}
			all[q+" "+string(viewer.Person)] = answer
		}
	}
	return all
}

// equal compares answers; hits of one score may stand in another order.
func (c *town) equal(before, after map[string]*search.Result) {
	c.t.Helper()
	for q, a := range before {
		b := after[q]
		if a.Total == 0 && !strings.HasPrefix(q, "标题") {
			c.t.Errorf("%q finds nothing", q)
		}
		if !reflect.DeepEqual(counted(a), counted(b)) {
			c.t.Errorf("%q finds %d hits in %d documents, then %d in %d", q, a.Total, a.Documents, b.Total, b.Documents)
		}
		x, y := *a, *b
		x.Hits, y.Hits = nil, nil
		if !reflect.DeepEqual(x, y) {
			c.t.Errorf("%q answers %+v, then %+v", q, x, y)
		}
	}
}

func counted(r *search.Result) map[string]int {
	hits := map[string]int{}
	for _, h := range r.Hits {
		hits[fmt.Sprintf("%+v", h)]++
	}
	return hits
}
