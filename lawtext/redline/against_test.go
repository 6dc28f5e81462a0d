package redline

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// What a redline must be worth beside go-diff over whole documents and the
// naive alignment, on the pairs of a corpus at hand.
const (
	timesFaster = 12   // than go-diff over whole documents, reading included
	mostRuns    = 0.85 // of the naive alignment's, in articles
	mostChars   = 1.05 // of the characters it marks as changed
	slowestPair = 150 * time.Millisecond
)

// BenchmarkAgainst measures all three in one run and fails where a bound does
// not hold. Each pair's time is the best of three, as other work on the
// machine is no part of it.
func BenchmarkAgainst(b *testing.B) {
	pairs := corpusPairs(b)
	for b.Loop() {
		var ours, plain, whole figures
		var oursTook, wholeTook time.Duration
		for _, p := range pairs {
			old, new := readAll(b, p[0]), readAll(b, p[1])
			took := fastest(3, func() { Compare(parse(old), parse(new)) })
			oursTook, ours.worst = oursTook+took, max(ours.worst, took)
			ours.countArticles(Compare(parse(old), parse(new)))
			naive(parse(old).Articles(), parse(new).Articles(), &plain)
			start := time.Now()
			dmp := diffmatchpatch.New()
			whole.count(dmp.DiffCleanupSemantic(dmp.DiffMain(old, new, false)))
			wholeTook += time.Since(start)
		}
		faster := float64(wholeTook) / float64(oursTook)
		runs, chars := float64(ours.runs)/float64(plain.runs), float64(ours.chars)/float64(plain.chars)
		b.ReportMetric(faster, "times-faster")
		b.ReportMetric(100*runs, "%runs")
		b.ReportMetric(100*chars, "%chars")
		b.ReportMetric(float64(ours.worst)/1e6, "worst-ms")
		b.ReportMetric(float64(whole.runs), "whole-runs")
		if corpusAtHand() && (faster < timesFaster || runs > mostRuns || chars > mostChars || ours.worst > slowestPair) {
			b.Errorf("%.1f times faster, %.1f %% of the runs, %.1f %% of the characters, worst pair %v", faster, 100*runs, 100*chars, ours.worst)
		}
	}
}

func fastest(times int, f func()) time.Duration {
	best := time.Duration(1<<63 - 1)
	for range times {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}

// countArticles adds up the changed runs of articles, which are all that the
// naive alignment compares.
func (f *figures) countArticles(r *Result) {
	for _, c := range r.Changes {
		if c.Unit != UnitArticle {
			continue
		}
		for _, s := range c.Segments {
			if s.Op != Equal {
				f.runs, f.chars = f.runs+1, f.chars+utf8.RuneCountInString(s.Text)
			}
		}
	}
}
