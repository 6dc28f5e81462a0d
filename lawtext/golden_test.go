package lawtext

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds the reading of each sample against what stands beside it.
func TestGolden(t *testing.T) {
	samples, err := filepath.Glob("testdata/text/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, sample := range samples {
		if strings.HasSuffix(sample, ".golden") {
			continue
		}
		t.Run(filepath.Base(sample), func(t *testing.T) {
			data, err := os.ReadFile(sample)
			if err != nil {
				t.Fatal(err)
			}
			text := ParsePlain(string(data))
			var got bytes.Buffer
			if err := text.WriteText(&got); err != nil {
				t.Fatal(err)
			}
			golden := sample + ".golden"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got.String()); d != "" {
				t.Error(d)
			}
			sound(t, PlainSource(string(data)), text)
		})
	}
}

// sound checks what holds for every text: its units give back the source but
// white space, addresses are canonical and unique, and ranges lie inside the
// source.
func sound(t *testing.T, src Source, text *Text) {
	t.Helper()
	plain := src.Plain()
	all := []rune(plain)
	var units strings.Builder
	seen := map[Address]bool{}
	text.Walk(func(u *Unit) bool {
		units.WriteString(squeeze(u.Number + u.Heading + u.Text))
		if seen[u.Address] {
			t.Errorf("address %q stands twice", u.Address)
		}
		seen[u.Address] = true
		if a, err := ParseAddress(u.Address.String()); err != nil || a != u.Address {
			t.Errorf("address %q: %q, %v", u.Address, a, err)
		}
		if u.Source.Start < 0 || u.Source.End < u.Source.Start || u.Source.End > len(all) {
			t.Errorf("unit %s has range %v of %d", u.Address, u.Source, len(all))
		} else if inside := squeeze(string(all[u.Source.Start:u.Source.End])); len(u.Children) == 0 && inside != squeeze(u.Number+u.Heading+u.Text) {
			t.Errorf("unit %s: range holds %q, unit %q", u.Address, inside, u.Number+u.Heading+u.Text)
		}
		return true
	})
	if got, want := units.String(), squeeze(plain); got != want {
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		t.Errorf("units do not give back the source from byte %d: %q, want %q", i, got[i:min(len(got), i+60)], want[i:min(len(want), i+60)])
	}
}
