package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/lib/pq"
)

// news is the kind of what open workspaces ask by themselves: no act.
const news = "live poll"

// askNews is how often an open workspace asks for news.
const askNews = 4 * time.Second

// tally is what was done, how long each act took, and what failed.
type tally struct {
	mu      sync.Mutex
	within  time.Duration
	from    int64 // the log's position before
	took    map[string][]time.Duration
	failed  []error
	changes []change
}

// kinds are the kinds of act there are, and the asking for news.
func (w *town) kinds() []string {
	list := []string{news}
	for _, a := range townActs {
		list = append(list, a.kind)
	}
	return list
}

// works lets everybody work for a time, each thinking for about so long between
// two acts.
func (w *town) works(during, think time.Duration) *tally {
	w.t.Helper()
	done := &tally{took: map[string][]time.Duration{}}
	w.must(w.db.QueryRowContext(w.t.Context(), `SELECT seq FROM event_counter`).Scan(&done.from))
	w.changes = nil
	begun := time.Now()
	end := begun.Add(during)
	var all sync.WaitGroup
	for _, p := range w.people {
		all.Go(func() {
			acts := actsOf(p.role)
			// Nobody begins at the same moment.
			w.thinks(p, done, time.Duration(p.random.Int64N(int64(think)+1)), end)
			for time.Now().Before(end) {
				a := acts[p.random.IntN(len(acts))]
				done.times(a.kind, func() error { return a.do(w, p) })
				w.thinks(p, done, think/2+time.Duration(p.random.Int64N(int64(think)+1)), end)
			}
		})
	}
	all.Wait()
	done.within, done.changes = time.Since(begun), w.changes
	return done
}

// thinks waits, while an open workspace asks for news.
func (w *town) thinks(p *townsman, done *tally, pause time.Duration, end time.Time) {
	until := time.Now().Add(pause)
	if until.After(end) {
		until = end
	}
	for {
		if p.desk != "" {
			done.times(news, func() error { return w.listens(p) })
		}
		left := time.Until(until)
		if left <= 0 {
			return
		}
		time.Sleep(min(left, askNews))
	}
}

// times does something and keeps how long it took, and what failed.
func (d *tally) times(kind string, do func() error) {
	begun := time.Now()
	err := do()
	took := time.Since(begun)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.took[kind] = append(d.took[kind], took)
	if err != nil {
		d.failed = append(d.failed, fmt.Errorf("%s: %w", kind, err))
	}
}

// acts is how many acts were done.
func (d *tally) acts() int {
	n := 0
	for kind, took := range d.took {
		if kind != news {
			n += len(took)
		}
	}
	return n
}

// report prints how long each kind of act took, and answers the p95 of all. It
// prints by itself: of what a benchmark logs only ten lines are shown.
func (d *tally) report() time.Duration {
	var all []time.Duration
	var lines strings.Builder
	table := tabwriter.NewWriter(&lines, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(kind string, took []time.Duration) {
		slices.Sort(took)
		ms := func(share float64) int64 { return took[int(share*float64(len(took)-1))].Milliseconds() }
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t\n", kind, len(took), ms(.5), ms(.95), ms(1)) // into memory
	}
	_, _ = fmt.Fprintln(table, "act\tdone\tp50 ms\tp95 ms\tmost ms\t") // into memory
	for _, kind := range sortedKinds(d.took) {
		if kind != news {
			all = append(all, d.took[kind]...)
		}
		row(kind, d.took[kind])
	}
	row("all acts", all)
	_ = table.Flush() // into memory
	fmt.Printf("\n%d acts in %v, %.1f a second, %d changes, %d errors\n%s", len(all), d.within.Round(time.Second),
		float64(len(all))/d.within.Seconds(), len(d.changes), len(d.failed), lines.String())
	return all[int(.95*float64(len(all)-1))]
}

func sortedKinds(took map[string][]time.Duration) []string {
	var list []string
	for kind := range took {
		list = append(list, kind)
	}
	slices.Sort(list)
	return list
}

// holds looks every acknowledged act up: the log has it where the answer said,
// by the same person in the same matter, and has none besides.
func (w *town) holds(d *tally) {
	w.t.Helper()
	for _, err := range d.failed[:min(10, len(d.failed))] {
		w.t.Error(err)
	}
	if n := len(d.failed); n > 10 {
		w.t.Errorf("%d acts failed in all", n)
	}
	acts := map[string]bool{}
	want := map[change]int{}
	for _, c := range d.changes {
		acts[c.act] = true
		c.kind = ""
		want[c]++
	}
	var names []string
	for act := range acts {
		names = append(names, act)
	}
	ctx := context.Background()
	rows, err := w.db.QueryContext(ctx, `SELECT person, act, matter, seq FROM event WHERE seq > $1 AND act = ANY ($2)`, d.from, pq.Array(names))
	w.must(err)
	defer func() { _ = rows.Close() }() // its error is asked below
	logged := 0
	for rows.Next() {
		var c change
		w.must(rows.Scan(&c.person, &c.act, &c.on, &c.position))
		logged++
		want[c]--
	}
	w.must(rows.Err())
	for c, n := range want {
		if n != 0 {
			w.t.Errorf("the log has %d times less than it acknowledged: %+v", n, c)
		}
	}
	w.t.Logf("%d changes acknowledged, %d in the log", len(d.changes), logged)
	w.stand(d)
}

// stand looks for what the acts have left: comments, ticks, drafts.
func (w *town) stand(d *tally) {
	w.t.Helper()
	made := map[string]int{}
	for _, c := range d.changes {
		made[c.act]++
	}
	for act, count := range map[string]string{
		"commented": `SELECT count(DISTINCT c.words) FROM comment c JOIN event e ON e.subject = c.id AND e.act = 'commented' WHERE e.seq > $1`,
		"articles-read": `SELECT count(*) FROM event e WHERE e.seq > $1 AND e.act = 'articles-read'
			AND EXISTS (SELECT FROM article_read r WHERE r.person = e.person AND r.document = e.document)`,
		"matter-opened": `SELECT count(DISTINCT d.title) FROM document d JOIN event e ON e.document = d.id AND e.act = 'matter-opened' WHERE e.seq > $1`,
		"draft-added":   `SELECT count(*) FROM draft t JOIN event e ON e.document = t.document AND e.draft = t.number AND e.act = 'draft-added' WHERE e.seq > $1`,
	} {
		var n int
		w.must(w.db.QueryRowContext(context.Background(), count, d.from).Scan(&n))
		if n != made[act] {
			w.t.Errorf("of %d acts acknowledged as %s, %d have left what they should", made[act], act, n)
		}
	}
}
