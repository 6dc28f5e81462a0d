package derived

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

var (
	// ErrNoOffice says that there is no LibreOffice on this machine.
	ErrNoOffice = errors.New("no LibreOffice found")
	// ErrConversion says that LibreOffice did not make what it was asked for.
	ErrConversion = errors.New("LibreOffice could not convert the file")
)

// conversionTime is how long one file may take. A fresh profile costs two
// seconds, a hundred pages three more.
const conversionTime = 90 * time.Second

// FindOffice is LibreOffice's program: the one named, else the first of those
// on PATH and where Debian, the project's own packages, and macOS put it. It is
// "" where there is none.
func FindOffice(named string) string {
	if named != "" {
		if path, err := exec.LookPath(named); err == nil {
			return path
		}
		return ""
	}
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	for _, pattern := range []string{
		"/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/opt/libreoffice*/program/soffice",
		"/Applications/LibreOffice.app/Contents/MacOS/soffice",
	} {
		matches, _ := filepath.Glob(pattern) // fails on a malformed pattern only
		for i := len(matches) - 1; i >= 0; i-- {
			if path, err := exec.LookPath(matches[i]); err == nil {
				return path
			}
		}
	}
	return ""
}

// Office runs LibreOffice, one file at a time: each takes a processor and
// 200 MB.
type Office struct {
	program string
	busy    chan struct{}
}

// NewOffice runs the program given; with "" every conversion is [ErrNoOffice].
func NewOffice(program string) *Office {
	return &Office{program: program, busy: make(chan struct{}, 1)}
}

// There reports whether there is a LibreOffice. A nil Office has none.
func (o *Office) There() bool { return o != nil && o.program != "" }

// PDF makes a PDF of a Word file. LibreOffice gets a folder and a profile of
// its own, which are gone afterwards, and is killed with all it started when
// the context ends or its time is over.
func (o *Office) PDF(ctx context.Context, word []byte) ([]byte, error) {
	if !o.There() {
		return nil, ErrNoOffice
	}
	select {
	case o.busy <- struct{}{}:
		defer func() { <-o.busy }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for LibreOffice: %w", ctx.Err())
	}
	dir, err := os.MkdirTemp("", "hefa-office-*")
	if err != nil {
		return nil, fmt.Errorf("making a folder for LibreOffice: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left lies in the temporary folder
	for name, content := range map[string][]byte{"redline.docx": word, "fonts.conf": []byte(fontRules)} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return nil, fmt.Errorf("handing a file to LibreOffice: %w", err)
		}
	}
	if err := o.convert(ctx, dir); err != nil {
		return nil, err
	}
	pdf, err := os.ReadFile(filepath.Join(dir, "redline.pdf"))
	if err != nil {
		return nil, fmt.Errorf("reading the PDF: %w: %w", ErrConversion, err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, fmt.Errorf("reading the PDF: %w: it is none", ErrConversion)
	}
	return pdf, nil
}

// convert runs LibreOffice over the file in a folder.
func (o *Office) convert(ctx context.Context, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, conversionTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, o.program, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--norestore", "--nologo",
		"--convert-to", "pdf:writer_pdf_Export", "--outdir", dir, filepath.Join(dir, "redline.docx"))
	cmd.Dir = dir
	// Nothing of the server's own settings, which hold passwords, is handed on.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LANG=C.UTF-8", "FONTCONFIG_FILE=" + dir + "/fonts.conf"}
	killFamily(cmd)
	out := &saying{most: 2000}
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return fmt.Errorf("running LibreOffice: %w: %w: %s", ErrConversion, err, out.text)
	}
	return nil
}

// saying keeps the first bytes of what a program says.
type saying struct {
	text []byte
	most int
}

func (s *saying) Write(p []byte) (int, error) {
	s.text = append(s.text, p[:min(len(p), s.most-len(s.text))]...)
	return len(p), nil
}
