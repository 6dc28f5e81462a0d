package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What stands where a file is to be written stays what it is.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	write := func(w io.Writer) error { _, err := io.WriteString(w, "新"); return err }
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	file, link := filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, []byte("旧的"), 0o600), os.Symlink(file, link)); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(link, func(io.Writer) error { return io.ErrUnexpectedEOF }); !errors.Is(err, io.ErrUnexpectedEOF) || read(file) != "旧的" {
		t.Errorf("half written: %v, %s", err, read(file))
	}
	if err := writeWhole(link, write); err != nil || read(file) != "新" {
		t.Errorf("through a link: %v, %s", err, read(file))
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is one no more: %v", err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	written := make(chan error, 1)
	go func() { written <- writeWhole(pipe, write) }()
	if got := read(pipe); got != "新" {
		t.Errorf("the pipe gave %q", got)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
	if err := writeWhole(dir, write); !errors.Is(err, syscall.EISDIR) {
		t.Errorf("a folder: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".hefa-*")); err != nil || len(left) != 0 {
		t.Errorf("there lie %v, %v", left, err)
	}
}
