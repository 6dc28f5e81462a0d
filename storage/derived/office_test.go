package derived

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hefa/lawtext/office/docx"
)

func wordFile(t *testing.T) []byte {
	t.Helper()
	d := docx.New(docx.Options{Title: "云州市停车办法"})
	d.Paragraph(docx.Line(docx.Title, "云州市停车办法"))
	for range 40 {
		d.Paragraph(docx.Line(docx.Body, strings.Repeat("停车场应当公示价格，", 6)))
	}
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPDF(t *testing.T) {
	program := FindOffice("")
	if program == "" {
		t.Fatal("no LibreOffice (make tools installs it)")
	}
	t.Setenv("TMPDIR", t.TempDir())
	pdf, err := NewOffice(program).PDF(t.Context(), wordFile(t))
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	text := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	text.Stdin = bytes.NewReader(pdf)
	said, err := text.Output()
	if err != nil {
		t.Fatalf("reading the PDF (make tools installs poppler-utils): %v", err)
	}
	pages := strings.Split(string(said), "\f")
	lines := 0
	longest := 0
	for line := range strings.Lines(pages[1]) {
		if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, "—") {
			lines++
			longest = max(longest, len([]rune(line)))
		}
	}
	// GB/T 9704-2012, 5.2.2 and 5.2.3: 22 lines of 28 characters.
	if lines != 22 || longest != 28 && longest != 29 {
		t.Errorf("a page has %d lines of %d characters:\n%s", lines, longest, pages[1])
	}
	if info := string(pdf); strings.Contains(info, "/Author") {
		t.Error("the PDF names an author")
	}
}

func TestNoOffice(t *testing.T) {
	if _, err := NewOffice("").PDF(t.Context(), nil); !errors.Is(err, ErrNoOffice) {
		t.Errorf("without LibreOffice: %v", err)
	}
	if (*Office)(nil).There() || FindOffice("/nowhere/soffice") != "" {
		t.Error("LibreOffice found where there is none")
	}
}

// A program that hangs is killed with all it started, and the next file gets
// its turn.
func TestHangingOffice(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "soffice")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nsleep 600 &\necho $! >"+dir+"/child\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	o := NewOffice(program)
	for range 2 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		begun := time.Now()
		_, err := o.PDF(ctx, nil)
		cancel()
		if !errors.Is(err, ErrConversion) || !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) > 20*time.Second {
			t.Fatalf("after %v: %v", time.Since(begun), err)
		}
		id, err := os.ReadFile(filepath.Join(dir, "child"))
		if err != nil {
			t.Fatal(err)
		}
		pid, err := strconv.Atoi(strings.TrimSpace(string(id)))
		if err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(5 * time.Second); syscall.Kill(pid, 0) == nil && !zombie(pid); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("what it started lives on")
			}
		}
	}
}

// zombie reports whether a process is dead and only not yet buried.
func zombie(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestFailingOffice(t *testing.T) {
	program := filepath.Join(t.TempDir(), "soffice")
	for _, script := range []string{"#!/bin/sh\necho no >&2\nexit 1\n", "#!/bin/sh\nexit 0\n"} {
		if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := NewOffice(program).PDF(t.Context(), nil); !errors.Is(err, ErrConversion) {
			t.Errorf("%q: %v", script, err)
		}
	}
}
