package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// rival is the same articles in a table of PostgreSQL with a pg_trgm index, and
// in memory for a plain scan.
type rival struct {
	*town
	texts []string
	built time.Duration
	bytes int64
}

func (c *town) rival(b *testing.B) *rival {
	b.Helper()
	r := &rival{town: c}
	var ctype string
	if err := c.DB.QueryRow(`SELECT datctype FROM pg_database WHERE datname = current_database()`).Scan(&ctype); err != nil || !strings.HasPrefix(ctype, "C.") {
		b.Fatalf("the database's characters are of %s, %v", ctype, err)
	}
	r.must(b, `CREATE EXTENSION IF NOT EXISTS pg_trgm`)
	r.must(b, `CREATE TABLE rival (id serial PRIMARY KEY, kind text, body text)`)
	ids, err := storage.Collect(must(c.DB.Query(`SELECT reading FROM version ORDER BY document`)), func(id *storage.ID) []any { return []any{id} })
	if err != nil {
		b.Fatal(err)
	}
	kinds := storage.Kinds
	for i, id := range ids {
		reading, err := storage.ReadReading(context.Background(), c.DB, id)
		if err != nil {
			b.Fatal(err)
		}
		var rows []string
		for _, a := range reading.Text.Articles() {
			rows = append(rows, a.Number+"　"+a.Text)
		}
		r.texts = append(r.texts, rows...)
		r.must(b, `INSERT INTO rival (kind, body) SELECT $1, unnest($2::text[])`, string(kinds[i%len(kinds)]), "{"+quoted(rows)+"}")
	}
	// Building takes longer than a server lets a statement take.
	conn := must(c.DB.Conn(context.Background()))
	defer func() { _ = conn.Close() }()
	for _, statement := range []string{`SET statement_timeout = 0`, `SET maintenance_work_mem = '256MB'`} {
		must(conn.ExecContext(context.Background(), statement))
	}
	start := time.Now()
	must(conn.ExecContext(context.Background(), `CREATE INDEX ON rival USING gin (body gin_trgm_ops)`))
	r.built = time.Since(start)
	must(conn.ExecContext(context.Background(), `VACUUM ANALYZE rival`))
	must(conn.ExecContext(context.Background(), `RESET statement_timeout`))
	if err := c.DB.QueryRow(`SELECT pg_indexes_size('rival')`).Scan(&r.bytes); err != nil {
		b.Fatal(err)
	}
	return r
}

func quoted(list []string) string {
	for i, s := range list {
		list[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	defer func() {
		for i, s := range list {
			list[i] = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(s[1 : len(s)-1])
		}
	}()
	return strings.Join(list, ",")
}

func (r *rival) must(b *testing.B, statement string, args ...any) {
	b.Helper()
	if _, err := r.DB.Exec(statement, args...); err != nil {
		b.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// ask does the work that search does: the count, 20 rows, the counts by kind.
func (r *rival) ask(b *testing.B, words string) (hits int) {
	rows, err := r.DB.Query(`WITH found AS MATERIALIZED (SELECT id, kind FROM rival WHERE body LIKE '%' || $1 || '%')
		SELECT (SELECT count(*) FROM found), (SELECT json_object_agg(kind, n) FROM (SELECT kind, count(*) AS n FROM found GROUP BY kind) k),
			ARRAY (SELECT body FROM rival WHERE id IN (SELECT id FROM found ORDER BY id LIMIT 20))`, words)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var kinds, bodies []byte
		if err := rows.Scan(&hits, &kinds, &bodies); err != nil {
			b.Fatal(err)
		}
	}
	return hits
}

// scan counts in memory, on one core.
func (r *rival) scan(words string) (hits int) {
	for _, text := range r.texts {
		if strings.Contains(text, words) {
			hits++
		}
	}
	return hits
}

// stretches are n random stretches of Chinese characters of the articles.
func (r *rival) stretches(n, least, most int) []string {
	random := rand.New(rand.NewPCG(5, 6))
	var list []string
	for len(list) < n {
		runes := []rune(r.texts[random.IntN(len(r.texts))])
		length := least + random.IntN(most-least+1)
		if len(runes) < length {
			continue
		}
		at := random.IntN(len(runes) - length + 1)
		part := runes[at : at+length]
		if !slices.ContainsFunc(part, func(c rune) bool { return !unicode.Is(unicode.Han, c) }) {
			list = append(list, string(part))
		}
	}
	return list
}

func timed(list []string, ask func(s string)) []time.Duration {
	took := make([]time.Duration, len(list))
	for i, s := range list {
		start := time.Now()
		ask(s)
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	return took
}

func at(took []time.Duration, percent int) float64 {
	return float64(took[len(took)*percent/100].Microseconds()) / 1000
}

// BenchmarkAgainstTrigrams compares with PostgreSQL's pg_trgm on the same
// articles doing the same work, and with a plain scan, in one run.
func BenchmarkAgainstTrigrams(b *testing.B) {
	c := full(b)
	r := c.rival(b)
	find := func(s string) {
		if _, err := c.Search.Search(context.Background(), operator, search.Query{Q: `"` + s + `"`}); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			runtime.GC()
		}
		text := 0
		for _, t := range r.texts {
			text += len(t)
		}
		b.ReportMetric(c.built.Seconds()/r.built.Seconds(), "times-trgm")
		b.ReportMetric(c.built.Seconds(), "s")
		b.ReportMetric(r.built.Seconds(), "trgm-s")
		b.ReportMetric(float64(size(b, c.dir))/float64(text), "times-text")
		b.ReportMetric(float64(size(b, c.dir))/1e6, "MB")
		b.ReportMetric(float64(r.bytes)/1e6, "trgm-MB")
	})
	for _, of := range []struct {
		name        string
		n           int
		least, most int
	}{{"phrases", 500, 4, 20}, {"two", 100, 2, 2}} {
		list := r.stretches(of.n, of.least, of.most)
		b.Run(of.name, func(b *testing.B) {
			var ours, theirs, scans []time.Duration
			for b.Loop() {
				timed(list, find) // both are warm
				timed(list, func(s string) { r.ask(b, s) })
				ours, theirs = timed(list, find), timed(list, func(s string) { r.ask(b, s) })
				scans = timed(list[:20], func(s string) { r.scan(s) })
			}
			b.ReportMetric(at(ours, 50), "p50-ms")
			b.ReportMetric(at(ours, 95), "p95-ms")
			b.ReportMetric(at(theirs, 50), "trgm-p50-ms")
			b.ReportMetric(at(theirs, 95), "trgm-p95-ms")
			b.ReportMetric(at(ours, 50)/at(theirs, 50), "p50-times-trgm")
			b.ReportMetric(at(ours, 95)/at(theirs, 95), "p95-times-trgm")
			b.ReportMetric(at(scans, 50), "scan-p50-ms")
		})
	}
	b.Run("readers=8", func(b *testing.B) {
		list := r.stretches(500, 2, 20)
		var one, eight []time.Duration
		var alone, together time.Duration
		for b.Loop() {
			start := time.Now()
			one = timed(list, find)
			alone = time.Since(start)
			start = time.Now()
			eight = readers(8, list, find)
			together = time.Since(start)
		}
		b.ReportMetric(8*alone.Seconds()/together.Seconds(), "throughput-times-one")
		b.ReportMetric(at(eight, 95)/at(one, 95), "p95-times-one")
		b.ReportMetric(float64(8*len(list))/together.Seconds(), "queries/s")
	})
	b.Run("exact", func(b *testing.B) {
		for _, length := range []int{1, 2, 6} {
			b.Run(fmt.Sprintf("characters=%d", length), func(b *testing.B) { r.exact(b, append(r.stretches(100, length, length), marks[length]...)) })
		}
	})
}

// marks are literals of punctuation, for which no bigram is of use.
var marks = map[int][]string{1: {"，", "。", "（", "的"}, 2: {"，的", "；（", "。（"}, 6: {"）（）；（）"}}

func (r *rival) exact(b *testing.B, list []string) {
	var took []time.Duration
	for b.Loop() {
		took = timed(list, func(s string) {
			found, err := r.Search.Search(context.Background(), operator, search.Query{Q: s, Exact: true})
			if err != nil {
				b.Fatal(err)
			}
			if want := r.articles(s); found.Articles != want {
				b.Fatalf("%q is in %d articles, not %d", s, found.Articles, want)
			}
		})
	}
	b.ReportMetric(at(took, 50), "p50-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
}

// articles is how many articles have a literal, white space left out.
func (r *rival) articles(literal string) (n int) {
	for _, text := range r.texts {
		if strings.Contains(text, literal) || strings.Contains(query.Strip(text), literal) {
			n++
		}
	}
	return n
}

func readers(n int, list []string, ask func(string)) []time.Duration {
	var mu sync.Mutex
	var all []time.Duration
	var g sync.WaitGroup
	for i := range n {
		g.Go(func() {
			took := timed(slices.Concat(list[i*len(list)/n:], list[:i*len(list)/n]), ask)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	g.Wait()
	slices.Sort(all)
	return all
}
