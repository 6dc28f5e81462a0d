package search

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/search/engine"
	"hefa/search/query"
)

// steepest is how much faster than the texts anything may grow: nothing may, and
// a quarter is for what else the machine does. What a few thousand articles take
// is too little to compare with.
const (
	steepest = 1.25
	enough   = 50_000
)

// BenchmarkGrowth builds indexes of the texts of the folder HEFA_CORPUS names,
// of a third of HEFA_COPIES times as many, and of that many, each copy with other
// characters here and there, and states how build, size and time of an answer
// grow. It fails where they grow faster than the texts. Without a corpus made-up
// texts stand in. Nine copies of 118,000 articles are a million:
//
//	HEFA_CORPUS=FOLDER HEFA_COPIES=9 go test -run '^$' -bench Growth -benchtime 1x -timeout 1h ./search
func BenchmarkGrowth(b *testing.B) {
	texts := growthTexts(b)
	most := 4
	if s := os.Getenv("HEFA_COPIES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		most = n
	}
	var sizes []grown
	for _, copies := range slices.Compact([]int{1, max(1, most/3), most}) {
		b.Run(fmt.Sprintf("copies=%d", copies), func(b *testing.B) {
			var g grown
			for b.Loop() {
				g = grow(b, texts, copies)
			}
			sizes = append(sizes, g)
		})
	}
	for _, g := range sizes {
		b.Logf("%.0f articles: built in %.1f s, %.0f MB on disk, %.0f MB of heap; p50 %.2f ms, p95 %.2f ms", g.articles, g.build, g.disk, g.heap, g.p50, g.p95)
		first := sizes[0]
		times := g.articles / first.articles
		for what, rate := range map[string]float64{"build": g.build / first.build, "size": g.disk / first.disk, "p95": g.p95 / first.p95} {
			if first.articles >= enough && rate > steepest*times {
				b.Errorf("%.1f times the articles: %.1f times the %s", times, rate, what)
			}
		}
	}
}

// grown is an index of some size: seconds, megabytes and milliseconds.
type grown struct{ articles, build, disk, heap, p50, p95 float64 }

func growthTexts(b *testing.B) []*lawtext.Text {
	b.Helper()
	var texts []*lawtext.Text
	dir := os.Getenv("HEFA_CORPUS")
	if dir == "" {
		for i := range 100 {
			r := rand.New(rand.NewPCG(uint64(i), 1))
			s := fmt.Sprintf("示例市第%d号办法\n", i)
			for n := range 30 {
				s += fmt.Sprintf("第%d条　", n+1)
				for range 100 {
					s += string(rune(0x4e00 + r.IntN(2000)))
				}
				s += "。\n"
			}
			texts = append(texts, lawtext.ParsePlain(s))
		}
		return texts
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if r, err := office.Read(d.Name(), data, office.DefaultLimits); err == nil {
			texts = append(texts, r.Text)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return texts
}

// perturbed are entries with about one character in fifty another.
func perturbed(r *rand.Rand, list []engine.Entry) []engine.Entry {
	out := slices.Clone(list)
	for i := range out {
		runes := []rune(out[i].Text)
		for range len(runes) / 50 {
			runes[r.IntN(len(runes))] = rune(0x4e00 + r.IntN(3000))
		}
		out[i].Text = string(runes)
	}
	return out
}

func grow(b *testing.B, texts []*lawtext.Text, copies int) (g grown) {
	b.Helper()
	dir := b.TempDir()
	e, err := engine.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	var phrases []string
	start := time.Now()
	batch := e.NewBatch()
	apply := func() {
		if err := e.Apply(batch); err != nil {
			b.Fatal(err)
		}
		batch = e.NewBatch()
	}
	for n := range copies {
		for i, t := range texts {
			list := entries(t.Title, t)
			if n > 0 {
				list = perturbed(r, list)
			}
			if len(phrases) < 500 {
				phrases = append(phrases, phraseOf(r, list))
			}
			if err := batch.Put(engine.Text{Document: fmt.Sprintf("%d-%d", n, i), Name: "v1", Public: true, Title: t.Title, Kind: "law"}, list); err != nil {
				b.Fatal(err)
			}
			if batch.Size() > entriesAtOnce {
				apply()
			}
		}
	}
	apply()
	e.Saved(10 * time.Minute)
	g.articles, g.build = float64(e.Articles()), time.Since(start).Seconds()
	// Merging goes on a little, and would be measured as answering.
	for before := -1.0; before != g.disk; {
		before = g.disk
		time.Sleep(5 * time.Second)
		g.disk = folderMB(b, dir)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	g.heap = float64(m.HeapAlloc) / 1e6
	ask := func(n query.Node) time.Duration {
		begun := time.Now()
		_, err := e.Search(context.Background(), engine.Query{Node: n, Size: 20, Judge: func(*engine.Text) engine.Verdict { return engine.Counts }})
		if err != nil {
			b.Fatal(err)
		}
		return time.Since(begun)
	}
	var took []time.Duration
	for range 2 { // the first round warms up
		took = took[:0]
		for _, p := range phrases {
			took = append(took, ask(query.Phrase(p)))
		}
	}
	slices.Sort(took)
	g.p50, g.p95 = float64(took[len(took)/2].Microseconds())/1000, float64(took[len(took)*95/100].Microseconds())/1000
	for name, n := range map[string]float64{"articles": g.articles, "build-s": g.build, "MB": g.disk, "heap-MB": g.heap, "p50-ms": g.p50, "p95-ms": g.p95} {
		b.ReportMetric(n, name)
	}
	for name, literal := range map[string]string{"exact-1-ms": "的", "exact-mark-ms": "，", "exact-2-ms": "应当", "exact-8-ms": "县级以上人民政府"} {
		b.ReportMetric(float64(ask(query.Exact{Text: literal}).Microseconds())/1000, name)
	}
	if err := e.Close(); err != nil {
		b.Fatal(err)
	}
	return g
}

func phraseOf(r *rand.Rand, list []engine.Entry) string {
	for range 20 {
		runes := []rune(list[r.IntN(len(list))].Text)
		if n := 4 + r.IntN(17); len(runes) > n {
			at := r.IntN(len(runes) - n)
			return string(runes[at : at+n])
		}
	}
	return "示例"
}

func folderMB(b *testing.B, dir string) float64 {
	b.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	n := int64(0)
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			continue // merged away
		}
		n += info.Size()
	}
	return float64(n) / 1e6
}
