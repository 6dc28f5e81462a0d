package office

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestLibreOfficeFiles reads documents that LibreOffice wrote. Where a .txt
// stands beside one, it is what LibreOffice itself prints for it, numbers
// included, and the units must say the same.
func TestLibreOfficeFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/docx/*.docx")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			reading, err := Read(name, data, DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			got := outline(reading.Text)
			for _, c := range reading.Comments {
				got += "\n# " + c.Address.String() + " " + c.Author + " " + c.Text
			}
			golden := strings.TrimSuffix(name, "docx") + "golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.TrimSpace(string(want)), got); d != "" {
				t.Error(d)
			}
			printed, err := os.ReadFile(strings.TrimSuffix(name, "docx") + "txt")
			if os.IsNotExist(err) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(dense(string(printed)), dense(characters(reading.Text))); d != "" {
				t.Errorf("LibreOffice prints otherwise: %s", d)
			}
		})
	}
}

// characters are all characters of a text, numbers included.
func characters(text *lawtext.Text) string {
	var b strings.Builder
	text.Walk(func(u *lawtext.Unit) bool {
		b.WriteString(u.Number + u.Heading + u.Text)
		return true
	})
	return b.String()
}

// dense is s without white space.
func dense(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, s)
}
