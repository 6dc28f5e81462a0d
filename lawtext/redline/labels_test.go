package redline

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hefa/lawtext"
)

// A file of testdata/labels says for each article of an older text which
// articles of the newer one it went on as, by address alone. It is named by
// the statute and the days of both texts.

// leastAgreement is the share of labelled articles, in percent, that must go
// where a reader says. The differences are discussed beside the labels.
const leastAgreement = 99

// labelled is what a reader says of one article.
type labelled struct {
	old lawtext.Address
	new string // addresses joined by +, or -
}

func readLabels(t testing.TB, name string) []labelled {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var list []labelled
	for s := bufio.NewScanner(f); s.Scan(); {
		old, new, ok := strings.Cut(s.Text(), " ")
		if !ok {
			t.Fatalf("%s: %q is no label", name, s.Text())
		}
		list = append(list, labelled{lawtext.Address(old), new})
	}
	return list
}

func labelFiles(t testing.TB) []string {
	files, err := filepath.Glob("testdata/labels/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("reading labels: %d files, %v", len(files), err)
	}
	return files
}

// TestLabels holds that the labels can be read as such: every article of the
// older text once, in its order, and no article of the newer one twice but
// where several were merged.
func TestLabels(t *testing.T) {
	for _, name := range labelFiles(t) {
		seen, last := map[lawtext.Address]bool{}, 0
		for _, l := range readLabels(t, name) {
			if seen[l.old] {
				t.Errorf("%s: %s twice", name, l.old)
			}
			seen[l.old] = true
			for _, a := range append(strings.Split(strings.Trim(l.new, "-"), "+"), string(l.old)) {
				if _, err := lawtext.ParseAddress(a); a != "" && err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			last++
		}
		if last < 5 {
			t.Errorf("%s: %d labels", name, last)
		}
	}
}

// BenchmarkLabels compares the labelled pairs of a corpus at hand, or else our
// gold pairs, and fails where too many articles go elsewhere than a reader says.
func BenchmarkLabels(b *testing.B) {
	pairs := corpusPairs(b)
	all, agreed := 0, 0
	for b.Loop() {
		all, agreed = 0, 0
		if !corpusAtHand() {
			all, agreed = goldAgreement(b)
			continue
		}
		for _, name := range labelFiles(b) {
			n, ok := agreement(b, name, pairs)
			all, agreed = all+n, agreed+ok
		}
	}
	share := 100 * float64(agreed) / float64(all)
	b.ReportMetric(share, "%agreed")
	b.ReportMetric(float64(all-agreed), "differences")
	if share < leastAgreement {
		b.Errorf("%d of %d articles agree, %.2f %%", agreed, all, share)
	}
}

// goldAgreement counts the units that our gold pairs say the way of, and those
// that a comparison agrees with.
func goldAgreement(b *testing.B) (all, agreed int) {
	for _, name := range goldFiles(b) {
		parts := goldParts(b, name)
		got := map[string]bool{}
		for _, c := range Compare(goldTexts(parts)).Changes {
			got[goldLine(c)] = true
		}
		for line := range strings.Lines(parts["map"]) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			if all++; got[line] {
				agreed++
			} else {
				b.Logf("%s: a reader says %s", name, line)
			}
		}
	}
	return all, agreed
}

// agreement counts the labels of a file, and those that a comparison of the
// pair it is named by agrees with.
func agreement(b *testing.B, name string, pairs [][2]string) (all, agreed int) {
	days := strings.Fields(strings.TrimSuffix(filepath.Base(name), ".txt"))
	for _, p := range pairs {
		if filepath.Base(p[0]) != days[0]+"("+days[1]+").md" || filepath.Base(p[1]) != days[0]+"("+days[2]+").md" {
			continue
		}
		got := map[lawtext.Address]string{}
		for _, c := range Compare(parse(readAll(b, p[0])), parse(readAll(b, p[1]))).Changes {
			to := make([]string, len(c.NewAddresses))
			for i, a := range c.NewAddresses {
				to[i] = string(a)
			}
			for _, a := range c.OldAddresses {
				got[a] = strings.Join(to, "+")
			}
		}
		for _, l := range readLabels(b, name) {
			all++
			if want := strings.Trim(l.new, "-"); got[l.old] == want {
				agreed++
			} else {
				b.Logf("%s: %s goes to %q, a reader says %q", days[0], l.old, got[l.old], want)
			}
		}
		return all, agreed
	}
	b.Fatalf("no pair for %s", name)
	return 0, 0
}
