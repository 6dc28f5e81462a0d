package redline

import (
	"encoding/json"
	"io"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"hefa/lawtext"
)

// The benchmarks run on the pairs of a corpus at hand (HEFA_CORPUS), or on our
// own, in one run against what else could be used: go-diff over whole documents and a naive
// alignment of articles. Git's word-diff is measured beside the command.

type figures struct {
	runs, chars int
	worst       time.Duration
}

func (f figures) report(b *testing.B) {
	b.ReportMetric(float64(f.runs), "runs")
	b.ReportMetric(float64(f.chars), "chars")
	b.ReportMetric(float64(f.worst)/1e6, "worst-ms")
}

func (f *figures) count(diffs []diffmatchpatch.Diff) {
	for _, d := range diffs {
		if d.Type != diffmatchpatch.DiffEqual && d.Text != "" {
			f.runs++
			f.chars += utf8.RuneCountInString(d.Text)
		}
	}
}

// eachPair times compare on all pairs.
func eachPair(b *testing.B, compare func(old, new string, f *figures)) {
	pairs := corpusPairs(b)
	texts := make([][2]string, len(pairs))
	for i, p := range pairs {
		texts[i] = [2]string{readAll(b, p[0]), readAll(b, p[1])}
	}
	var f figures
	b.ReportAllocs()
	for b.Loop() {
		f = figures{}
		for _, t := range texts {
			start := time.Now()
			compare(t[0], t[1], &f)
			f.worst = max(f.worst, time.Since(start))
		}
	}
	f.report(b)
}

func BenchmarkCompareArticles(b *testing.B) {
	eachPair(b, func(old, new string, f *figures) {
		f.countArticles(Compare(parse(old), parse(new)))
	})
}

func BenchmarkCompareOnly(b *testing.B) {
	parsed := map[string]*lawtext.Text{}
	at := func(s string) *lawtext.Text {
		if parsed[s] == nil {
			parsed[s] = parse(s)
		}
		return parsed[s]
	}
	eachPair(b, func(old, new string, f *figures) {
		r := Compare(at(old), at(new))
		f.runs, f.chars = f.runs+r.Stats.Runs, f.chars+r.Stats.Inserted+r.Stats.Deleted
	})
}

func BenchmarkParse(b *testing.B) {
	eachPair(b, func(old, new string, _ *figures) {
		parse(old)
		parse(new)
	})
}

func BenchmarkNaive(b *testing.B) {
	eachPair(b, func(old, new string, f *figures) {
		naive(parse(old).Articles(), parse(new).Articles(), f)
	})
}

// naive pairs equal articles, then greedily those most alike by character
// pairs, and compares each pair with go-diff.
func naive(old, new []lawtext.Article, f *figures) {
	dmp := diffmatchpatch.New()
	ofOld, ofNew := filled(len(old)), filled(len(new))
	at := map[string][]int{}
	for j, a := range new {
		at[a.Text] = append(at[a.Text], j)
	}
	for i, a := range old {
		if l := at[a.Text]; len(l) > 0 {
			ofOld[i], ofNew[l[0]], at[a.Text] = l[0], i, l[1:]
		}
	}
	var pairs []pair
	for i, a := range old {
		for j, b := range new {
			if ofOld[i] < 0 && ofNew[j] < 0 {
				if s := wordLikeness(a.Text, b.Text); s > 3000 {
					pairs = append(pairs, pair{match: match{i, j}, score: int32(s)})
				}
			}
		}
	}
	sortByScore(pairs)
	for _, p := range pairs {
		if ofOld[p.i] < 0 && ofNew[p.j] < 0 {
			ofOld[p.i], ofNew[p.j] = p.j, p.i
		}
	}
	for i, a := range old {
		other := ""
		if ofOld[i] >= 0 {
			other = new[ofOld[i]].Text
		}
		f.count(dmp.DiffCleanupSemantic(dmp.DiffMain(a.Text, other, false)))
	}
	for j, a := range new {
		if ofNew[j] < 0 {
			f.runs, f.chars = f.runs+1, f.chars+utf8.RuneCountInString(a.Text)
		}
	}
}

func BenchmarkWholeDocument(b *testing.B) {
	eachPair(b, func(old, new string, f *figures) {
		dmp := diffmatchpatch.New()
		f.count(dmp.DiffCleanupSemantic(dmp.DiffMain(old, new, false)))
	})
}

// BenchmarkWhole is what the command does but for its start: read, parse,
// compare, write JSON.
func BenchmarkWhole(b *testing.B) {
	pairs := corpusPairs(b)
	var f figures
	b.ReportAllocs()
	for b.Loop() {
		f = figures{}
		for _, p := range pairs {
			start := time.Now()
			r := Compare(parse(readAll(b, p[0])), parse(readAll(b, p[1])))
			if err := json.NewEncoder(io.Discard).Encode(r); err != nil {
				b.Fatal(err)
			}
			f.worst = max(f.worst, time.Since(start))
			f.runs, f.chars = f.runs+r.Stats.Runs, f.chars+r.Stats.Inserted+r.Stats.Deleted
		}
	}
	f.report(b)
}
