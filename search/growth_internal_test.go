package search

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/search/engine"
	"hefa/search/query"
)

// BenchmarkGrowth builds indexes of one, four and so many times the texts of
// the folder HEFA_CORPUS names, each copy with other characters here and there,
// and states what grows how. HEFA_COPIES is the last number; without a corpus
// made-up texts stand in.
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
	for _, copies := range slices.Compact([]int{1, most}) {
		b.Run(fmt.Sprintf("copies=%d", copies), func(b *testing.B) {
			for b.Loop() {
				grow(b, texts, copies)
			}
		})
	}
}

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

func grow(b *testing.B, texts []*lawtext.Text, copies int) {
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
	b.ReportMetric(float64(e.Articles()), "articles")
	b.ReportMetric(time.Since(start).Seconds(), "build-s")
	// Merging goes on a little.
	time.Sleep(5 * time.Second)
	b.ReportMetric(folderMB(b, dir), "MB")
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
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	for name, literal := range map[string]string{"exact-1-ms": "的", "exact-mark-ms": "，", "exact-2-ms": "应当", "exact-8-ms": "县级以上人民政府"} {
		b.ReportMetric(float64(ask(query.Exact{Text: literal}).Microseconds())/1000, name)
	}
	if err := e.Close(); err != nil {
		b.Fatal(err)
	}
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
