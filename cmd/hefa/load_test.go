package main

import (
	"fmt"
	"testing"
	"time"
)

// What 200 people at work ask of a machine of two cores: an act is answered
// within loadP95 but for one in twenty, none fails, none is lost. Between two
// acts a person thinks for about loadThink.
const (
	loadPeople = 200
	loadThink  = 5 * time.Second
	loadTime   = time.Minute
	loadP95    = 500 * time.Millisecond
)

// TestPeople lets twenty people act at once without a thought between acts:
// nothing fails, and each acknowledged act is there once.
func TestPeople(t *testing.T) {
	town := newTown(t, 20)
	done := town.works(5*time.Second, 0)
	for _, k := range town.kinds() {
		if len(done.took[k]) == 0 {
			t.Errorf("nobody has done %q", k)
		}
	}
	town.holds(done)
	t.Logf("%d acts, of which %d changed something", done.acts(), len(done.changes))
}

// BenchmarkPeople is the load that hefa is to bear, on a PostgreSQL and an S3
// store of its own:
//
//	go test -run '^$' -bench People -benchtime 1x ./cmd/hefa
func BenchmarkPeople(b *testing.B) {
	town := newTown(b, loadPeople)
	before := town.figures()
	for b.Loop() {
		done := town.works(loadTime, loadThink)
		town.holds(done)
		after := town.figures()
		p95 := done.report()
		used := after.since(before)
		fmt.Printf("processor: the server %.1f s, PostgreSQL %.1f s within %v; memory at most: the server %d MB\n",
			used.server.Seconds(), used.database.Seconds(), done.within.Round(time.Second), town.peak()>>20)
		b.ReportMetric(float64(done.acts())/done.within.Seconds(), "acts/s")
		b.ReportMetric(float64(p95.Milliseconds()), "p95-ms")
		if p95 > loadP95 {
			b.Errorf("one act in twenty takes %v and more", p95)
		}
		before = after
	}
}
