package redline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hefa/lawtext"
)

// corpusAtHand reports whether HEFA_CORPUS names a folder of statutes. The bounds
// of time and size that a comparison is held to are those of statutes.
func corpusAtHand() bool { return os.Getenv("HEFA_CORPUS") != "" }

// corpusPairs are the last two versions of each statute in a folder with a
// pairs.json, named by HEFA_CORPUS; our own pairs where there is no such folder.
func corpusPairs(t testing.TB) [][2]string {
	t.Helper()
	if !corpusAtHand() {
		return ownPairs(t)
	}
	dir := os.Getenv("HEFA_CORPUS")
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

// ownPairs are the files of our gold pairs.
func ownPairs(t testing.TB) [][2]string {
	t.Helper()
	var pairs [][2]string
	dir := t.TempDir()
	for i, name := range goldFiles(t) {
		parts := goldParts(t, name)
		var p [2]string
		for k, side := range []string{"old", "new"} {
			p[k] = filepath.Join(dir, fmt.Sprintf("%02d %s.md", i, side))
			if err := os.WriteFile(p[k], []byte(parts[side]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		pairs = append(pairs, p)
	}
	return pairs
}

func goldFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/gold/*.txt")
	if err != nil || len(files) < 30 {
		t.Fatalf("reading gold pairs: %d files, %v", len(files), err)
	}
	return files
}

func readAll(t testing.TB, name string) string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// BenchmarkExact compares each pair of a corpus, there and back and twice over:
// the segments must give back both texts, and the second result must be the
// first.
func BenchmarkExact(b *testing.B) {
	pairs := corpusPairs(b)
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
	for _, name := range goldFiles(t) {
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
