package inword

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext/redline"
)

// settled is what LibreOffice has left of a file.
type settled struct {
	Lines []string `json:"lines"`
	Left  int      `json:"left"` // tracked changes
}

// settle has LibreOffice accept, and reject, all changes of files.
func settle(t *testing.T, files []string) map[string]settled {
	t.Helper()
	dir := t.TempDir()
	pipe := fmt.Sprintf("hefa-%d", os.Getpid())
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
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

// TestLibreOfficeSettlesAll has LibreOffice accept and reject all changes of
// each pair, with moves and without.
func TestLibreOfficeSettlesAll(t *testing.T) {
	dir := t.TempDir()
	var files []string
	want := map[string][]string{}
	for k, p := range pairs {
		for _, plain := range []bool{false, true} {
			r := redline.Compare(read(p.old), read(p.new))
			name := filepath.Join(dir, fmt.Sprintf("%02d-%v.docx", k, plain))
			if err := os.WriteFile(name, file(t, Tracked(r, Options{Date: aDay, PlainMoves: plain})), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
			want[name+" Accept"], want[name+" Reject"] = lines(r, redline.Delete), lines(r, redline.Insert)
		}
	}
	got := settle(t, files)
	for k, p := range pairs {
		for _, plain := range []bool{false, true} {
			base := filepath.Join(dir, fmt.Sprintf("%02d-%v.docx", k, plain))
			table := endsInTable(want[base+" Accept"], want[base+" Reject"])
			for _, act := range []string{" Accept", " Reject"} {
				name := base + act
				if got[name].Left > 0 {
					t.Errorf("%s, moves plain: %v,%s: %d changes are left", p.name, plain, act, got[name].Left)
				}
				if d := cmp.Diff(want[name], withoutSpacer(got[name].Lines, table)); d != "" {
					t.Errorf("%s, moves plain: %v,%s (-want +got):\n%s", p.name, plain, act, d)
				}
			}
		}
	}
}

// withoutSpacer takes away the paragraph that must follow a table at the end of
// either text.
func withoutSpacer(got []string, table bool) []string {
	if n := len(got); table && n > 0 && got[n-1] == "" {
		return got[:n-1]
	}
	return got
}

// endsInTable reports whether one of the texts does.
func endsInTable(texts ...[]string) bool {
	return slices.ContainsFunc(texts, func(lines []string) bool {
		return len(lines) > 0 && strings.HasPrefix(lines[len(lines)-1], "|")
	})
}
