package engine_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"hefa/search/engine"
)

// TestDamageIsSeen harms each file of an index in each way. Opening it must
// either say so, or answer just as before, once what it says it has not read is
// read again: of an index that was killed an older state may be whole.
func TestDamageIsSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	s := newShelf(t)
	var written []map[string][]engine.Entry // by batch, the log that a follower reads
	apply := func(at int) error {
		b := s.NewBatch()
		for document, entries := range written[at] {
			s.put(b, document, "v1", entries)
		}
		b.SetInternal("position", strconv.Itoa(at+1))
		return s.Apply(b)
	}
	for at := range 3 {
		batch := map[string][]engine.Entry{}
		for i := range 20 {
			var texts []string
			for range 20 {
				texts = append(texts, random(r, 40))
			}
			batch[fmt.Sprintf("d%d", i)] = articles(texts...)
		}
		written = append(written, batch)
		if err := apply(at); err != nil {
			t.Fatal(err)
		}
	}
	for _, clean := range []bool{true, false} {
		s.reopen()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if !clean { // as a kill leaves it
			if err := os.Remove(filepath.Join(s.dir, "sums.json")); err != nil {
				t.Fatal(err)
			}
		}
		whole := s.dir
		files, err := filepath.Glob(filepath.Join(whole, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			for harm, do := range harms(r) {
				t.Run(fmt.Sprintf("clean=%v/%s/%s", clean, filepath.Ext(path), harm), func(t *testing.T) {
					s.dir = copyOf(t, whole)
					if err := do(filepath.Join(s.dir, filepath.Base(path))); err != nil {
						t.Fatal(err)
					}
					e, err := engine.Open(s.dir)
					if errors.Is(err, engine.ErrDamaged) {
						return
					}
					if err != nil {
						t.Fatalf("opening it: %v", err)
					}
					defer func() {
						if err := e.Close(); err != nil && !errors.Is(err, engine.ErrDamaged) {
							t.Error(err)
						}
					}()
					if e.Documents() == 0 && !clean {
						return // the caller sees that it knows of no position
					}
					s.t, s.Engine = t, e
					// What it fell back to says how far it had read.
					position, err := e.Internal("position")
					if err != nil {
						t.Fatal(err)
					}
					at, _ := strconv.Atoi(position)
					if clean && at < len(written) {
						t.Fatalf("it has read up to %q of %d", position, len(written))
					}
					for ; at < len(written); at++ {
						if err := apply(at); errors.Is(err, engine.ErrDamaged) {
							return
						} else if err != nil {
							t.Fatal(err)
						}
					}
					s.equalsScan(r, 10)
				})
			}
		}
		s.dir, s.t = whole, t
		s.open()
	}
}

// harms are ways to damage a file.
func harms(r *rand.Rand) map[string]func(path string) error {
	change := func(fn func(b []byte) []byte) func(path string) error {
		return func(path string) error {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, fn(b), 0o600)
		}
	}
	return map[string]func(path string) error{
		"deleted":   os.Remove,
		"emptied":   change(func([]byte) []byte { return nil }),
		"zeroed":    change(func(b []byte) []byte { clear(b); return b }),
		"truncated": change(func(b []byte) []byte { return b[:len(b)/2] }),
		"shortened": change(func(b []byte) []byte { return b[:len(b)-1] }),
		"one bit":   change(func(b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b }),
	}
}

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := copyFile(filepath.Join(dir, f.Name()), filepath.Join(to, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close())
	}
	return out.Close()
}
