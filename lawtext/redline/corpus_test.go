package redline

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

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

// BenchmarkExact compares each pair of a corpus at hand, there and back and
// twice over: the segments must give back both texts, and the second result
// must be the first.
func BenchmarkExact(b *testing.B) {
	pairs := corpusPairs(b)
	if len(pairs) == 0 {
		b.Skip("no corpus at hand")
	}
	for b.Loop() {
		for _, p := range pairs {
			old, new := parse(readAll(b, p[0])), parse(readAll(b, p[1]))
			exact(b, filepath.Base(p[1]), old, new)
			exact(b, filepath.Base(p[1])+" backwards", new, old)
		}
	}
}

// exact holds that a comparison gives back both texts, and does so again.
func exact(t testing.TB, name string, old, new *lawtext.Text) {
	t.Helper()
	once := Compare(old, new)
	if bad := check(once, old, new); bad != "" {
		t.Errorf("%s: %s", name, bad)
	}
	a, err := json.Marshal(once)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(Compare(old, new))
	if err != nil {
		t.Fatal(err)
	}
	if string(a) != string(again) {
		t.Errorf("%s: two comparisons differ", name)
	}
}

// TestExact is the same on our own pairs.
func TestExact(t *testing.T) {
	files, err := filepath.Glob("testdata/gold/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("reading gold pairs: %d files, %v", len(files), err)
	}
	for _, name := range files {
		parts := goldParts(t, name)
		for _, read := range []func(string) *lawtext.Text{text, parse} {
			old, new := read(parts["old"]), read(parts["new"])
			exact(t, name, old, new)
			exact(t, name+" backwards", new, old)
		}
	}
}

// parse reads a corpus file.
var parse = lawtext.ParsePlain

func sortByScore(pairs []pair) {
	slices.SortStableFunc(pairs, func(p, q pair) int { return cmp.Compare(q.score, p.score) })
}
