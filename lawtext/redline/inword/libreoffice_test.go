package inword

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext/office/docx/docxtest"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/redlinetest"
)

// settled is what LibreOffice has left of a file.
type settled struct {
	Lines   []string `json:"lines"`
	Spacers int      `json:"spacers"` // paragraphs that keep tables apart
	Left    int      `json:"left"`    // tracked changes
}

// settle has LibreOffice accept, and reject, all changes of files.
func settle(t *testing.T, files []string) map[string]settled {
	t.Helper()
	dir := t.TempDir()
	pipe := fmt.Sprintf("hefa-%d", os.Getpid())
	ctx, cancel := context.WithTimeout(context.Background(), 9*time.Minute)
	defer cancel()
	writer := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+dir, "--headless", "--norestore", "--accept=pipe,name="+pipe+";urp;")
	if err := writer.Start(); err != nil {
		t.Fatalf("starting LibreOffice (make tools installs it): %v", err)
	}
	// Debian's own python has LibreOffice's bridge.
	script := exec.CommandContext(ctx, "/usr/bin/python3", append([]string{"testdata/accept.py", pipe}, files...)...)
	script.Stderr = os.Stderr
	out, err := script.Output()
	if err != nil {
		cancel()
	}
	_ = writer.Wait() // the script has it end
	if err != nil {
		t.Fatalf("accepting and rejecting (make tools installs python3-uno): %v", err)
	}
	answer := map[string]settled{}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// round is one file that LibreOffice settles, and what is to be left of it.
type round struct {
	name, file     string
	accept, reject []string
	spacers        int
	// loose says that empty paragraphs are not compared: one between two tables
	// that went, or came, leaves its end behind, and takes the place of a spacer.
	loose bool
}

// rounds writes each pair to a file.
func rounds(t *testing.T, dir, name string, r *redline.Result, plain bool) round {
	t.Helper()
	path := filepath.Join(dir, fmt.Sprintf("%x-%v.docx", name, plain))
	data := file(t, Tracked(r, Options{Date: aDay, PlainMoves: plain}))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	parts, err := docxtest.Parts(data)
	if err != nil {
		t.Fatal(err)
	}
	spacers := strings.Count(parts["word/document.xml"], `<w:pStyle w:val="Tiny"/>`)
	return round{fmt.Sprintf("%s, moves plain: %v", name, plain), path, lines(r, redline.Delete), lines(r, redline.Insert), spacers, false}
}

func settleAll(t *testing.T, list []round) {
	t.Helper()
	var files []string
	for _, r := range list {
		files = append(files, r.file)
	}
	got := settle(t, files)
	for _, r := range list {
		for act, want := range map[string][]string{"Accept": r.accept, "Reject": r.reject} {
			is := got[r.file+" "+act]
			if r.loose {
				is.Lines, is.Spacers = slices.DeleteFunc(is.Lines, func(l string) bool { return l == "" }), r.spacers
			}
			if is.Left > 0 || is.Spacers != r.spacers {
				t.Errorf("%s, %s: %d changes are left, and %d paragraphs that keep tables apart, not %d", r.name, act, is.Left, is.Spacers, r.spacers)
			}
			if d := cmp.Diff(want, is.Lines); d != "" {
				t.Errorf("%s, %s (-want +got):\n%s", r.name, act, d)
			}
		}
	}
}

// TestLibreOfficeSettlesAll has LibreOffice accept and reject all changes of
// each pair, with moves and without.
func TestLibreOfficeSettlesAll(t *testing.T) {
	dir := t.TempDir()
	var list []round
	for _, p := range pairs {
		r := redline.Compare(redlinetest.Read(p.old), redlinetest.Read(p.new))
		list = append(list, rounds(t, dir, p.name, r, false), rounds(t, dir, p.name, r, true))
	}
	random := rand.New(rand.NewPCG(11, 11))
	for k := range 40 {
		r := redline.Compare(redlinetest.Read(redlinetest.AnyTables(random)), redlinetest.Read(redlinetest.AnyTables(random)))
		list = append(list, rounds(t, dir, fmt.Sprintf("tables %d", k), r, true))
		list[len(list)-1].loose = true
	}
	settleAll(t, list)
}

// TestLibreOfficeSettlesCorpus does so with the pairs of a corpus at hand, or
// else with those to which the redline's own tests hold it.
func TestLibreOfficeSettlesCorpus(t *testing.T) {
	pairs, _ := corpusPairs(t)
	dir := t.TempDir()
	var list []round
	for k, p := range pairs {
		r := redline.Compare(p[0], p[1])
		list = append(list, rounds(t, dir, fmt.Sprintf("%02d", k), r, false), rounds(t, dir, fmt.Sprintf("%02d", k), r, true))
	}
	settleAll(t, list)
}
