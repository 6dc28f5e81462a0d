package redline

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
)

var update = flag.Bool("update", false, "write the golden redlines anew")

// TestGold compares hard pairs of our own writing with the alignment written
// by hand below each, and with a golden redline.
func TestGold(t *testing.T) {
	for _, name := range goldFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			parts := goldParts(t, name)
			old, new := goldTexts(parts)
			r := Compare(old, new)
			if bad := check(r, old, new); bad != "" {
				t.Error(bad)
			}
			var got strings.Builder
			for _, c := range r.Changes {
				got.WriteString(goldLine(c) + "\n")
			}
			if d := cmp.Diff(parts["map"], got.String()); d != "" {
				t.Errorf("alignment (-want +got):\n%s", d)
			}
			golden(t, strings.TrimSuffix(name, ".txt")+".golden", changesText(r))
		})
	}
}

// goldParts reads the parts of a gold file, each headed by -- NAME --.
func goldParts(t testing.TB, name string) map[string]string {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	part := ""
	for line := range strings.Lines(string(data)) {
		if head, ok := strings.CutPrefix(line, "-- "); ok {
			part = strings.TrimSuffix(head, " --\n")
			continue
		}
		parts[part] += line
	}
	return parts
}

// goldTexts are the two texts of a gold file.
func goldTexts(parts map[string]string) (old, new *lawtext.Text) {
	read := text
	if !strings.Contains(parts["old"], "条 ") {
		read = lawtext.ParsePlain // a notice, whose units are items
	}
	return read(parts["old"]), read(parts["new"])
}

// goldLine is a change as the map of a gold file writes it.
func goldLine(c Change) string {
	side := func(n int, at func(int) string) string {
		if n == 0 {
			return "-"
		}
		list := make([]string, n)
		for i := range list {
			list[i] = at(i)
		}
		return strings.Join(list, "+")
	}
	marks := make([]string, len(c.Marks))
	for i, m := range c.Marks {
		marks[i] = string(m)
	}
	return side(len(c.OldAddresses), func(i int) string { return string(c.OldAddresses[i]) }) + " " +
		side(len(c.NewAddresses), func(i int) string { return string(c.NewAddresses[i]) }) + " " + strings.Join(marks, " ")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}
