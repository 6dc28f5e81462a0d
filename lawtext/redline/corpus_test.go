package redline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hefa/lawtext"
)

// corpusPairs are the last two versions of each statute in a folder with a
// pairs.json, named by HEFA_CORPUS; none where there is no such folder.
func corpusPairs(t testing.TB) [][2]string {
	dir := os.Getenv("HEFA_CORPUS")
	if dir == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, "pairs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var lists [][]string
	if err := json.Unmarshal(data, &lists); err != nil {
		t.Fatal(err)
	}
	var pairs [][2]string
	for _, l := range lists {
		pairs = append(pairs, [2]string{filepath.Join(dir, l[len(l)-2]), filepath.Join(dir, l[len(l)-1])})
	}
	return pairs
}

func readAll(t testing.TB, name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestCorpus compares each pair of a corpus at hand, if there is one.
func TestCorpus(t *testing.T) {
	var took, worst time.Duration
	runs, chars := 0, 0
	kinds := map[Kind]int{}
	for _, p := range corpusPairs(t) {
		old, new := parse(readAll(t, p[0])), parse(readAll(t, p[1]))
		start := time.Now()
		r := Compare(old, new)
		d := time.Since(start)
		took, worst = took+d, max(worst, d)
		if bad := check(r, old, new); bad != "" {
			t.Errorf("%s: %s", filepath.Base(p[1]), bad)
		}
		for k, n := range r.Stats.Units {
			kinds[k] += n
		}
		runs, chars = runs+r.Stats.Runs, chars+r.Stats.Inserted+r.Stats.Deleted
		if testing.Verbose() {
			fmt.Printf("%-40s %8v %5d runs %6d+%6d %.3f %v\n", filepath.Base(p[1]), d.Round(10*time.Microsecond), r.Stats.Runs, r.Stats.Inserted, r.Stats.Deleted, r.Stats.Share, r.Stats.Units)
		}
	}
	t.Logf("took %v, worst %v, %d runs, %d characters, %v", took, worst, runs, chars, kinds)
}

// parse reads a corpus file.
var parse = lawtext.ParsePlain

func sortByScore(pairs []pair) {
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.score, p.score) })
}
