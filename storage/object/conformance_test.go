package object_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"hefa/storage/object"
	"hefa/storage/object/objecttest"
)

func openFolder(t *testing.T) object.Store {
	t.Helper()
	f, err := object.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func openS3(t *testing.T, cfg object.S3Config) object.Store {
	t.Helper()
	s, err := object.OpenS3(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestConformance holds every store to what Store promises.
func TestConformance(t *testing.T) {
	for name, open := range map[string]func(*testing.T) object.Store{
		"folder":    openFolder,
		"MinIO":     func(t *testing.T) object.Store { return openS3(t, objecttest.MinIO(t)) },
		"versitygw": func(t *testing.T) object.Store { return openS3(t, objecttest.VersityGW(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			t.Run("identity", func(t *testing.T) { identity(t, s) })
			t.Run("list nothing", func(t *testing.T) { wantList(t, s) })
			t.Run("round trips", func(t *testing.T) { roundTrips(t, s) })
			t.Run("twice", func(t *testing.T) { twice(t, s) })
			t.Run("missing", func(t *testing.T) { missing(t, s) })
			t.Run("ill-formed hash", func(t *testing.T) { illFormed(t, s) })
			t.Run("bad source", func(t *testing.T) { badSource(t, s) })
			t.Run("caller gives up", func(t *testing.T) { givesUp(t, s) })
			t.Run("side by side", func(t *testing.T) { sideBySide(t, s) })
			t.Run("list many", func(t *testing.T) { listMany(t, s) })
			if err := s.Check(t.Context()); err != nil {
				t.Errorf("Check: %v", err)
			}
		})
	}
}

func put(t *testing.T, s object.Store, content []byte) object.Hash {
	t.Helper()
	h, n, err := s.Put(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	if n != int64(len(content)) || h != object.HashOf(content) {
		t.Fatalf("Put: %s %d, want %s %d", h, n, object.HashOf(content), len(content))
	}
	return h
}

func get(t *testing.T, s object.Store, h object.Hash) []byte {
	t.Helper()
	r, n, err := s.Open(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	if n != int64(len(content)) {
		t.Errorf("Open said %d bytes, gave %d", n, len(content))
	}
	return content
}

func wantList(t *testing.T, s object.Store, want ...object.Hash) {
	t.Helper()
	got := map[object.Hash]bool{}
	err := s.List(t.Context(), func(i object.Info) error {
		if got[i.Hash] {
			t.Errorf("%s is listed twice", i.Hash)
		}
		got[i.Hash] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range want {
		if !got[h] {
			t.Errorf("%s is not listed", h)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d are listed, want %d", len(got), len(want))
	}
}

func clear(t *testing.T, s object.Store, hashes ...object.Hash) {
	t.Helper()
	for _, h := range hashes {
		if err := s.Delete(t.Context(), h); err != nil {
			t.Error(err)
		}
	}
}

func identity(t *testing.T, s object.Store) {
	for _, want := range []string{"", "0198b2d4", "0198b2d5"} {
		if want != "" {
			if err := s.SetID(t.Context(), want); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.ID(t.Context())
		if err != nil || got != want {
			t.Errorf("ID: %q %v, want %q", got, err, want)
		}
	}
}

func roundTrips(t *testing.T, s object.Store) {
	noise := make([]byte, 9<<20+1)
	_, _ = rand.Read(noise)
	for name, content := range map[string][]byte{
		"empty":   {},
		"byte":    {0},
		"Chinese": []byte("云州市政府规章制定办法"),
		"long":    noise,
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			h := put(t, s, content)
			if got := get(t, s, h); !bytes.Equal(got, content) {
				t.Errorf("%d bytes came back otherwise", len(content))
			}
			info, err := s.Stat(t.Context(), h)
			if err != nil {
				t.Fatal(err)
			}
			if info.Hash != h || info.Size != int64(len(content)) || info.Modified.Before(begun.Add(-time.Minute)) {
				t.Errorf("Stat: %+v", info)
			}
			if has, err := object.Has(t.Context(), s, h); !has || err != nil {
				t.Errorf("Has: %v %v", has, err)
			}
			wantList(t, s, h)
			clear(t, s, h, h)
			wantList(t, s)
		})
	}
	t.Run("unknown size", func(t *testing.T) {
		h, n, err := s.Put(t.Context(), iotest.OneByteReader(strings.NewReader("第一条")), -1)
		if err != nil || n != 9 || h != object.HashOf([]byte("第一条")) {
			t.Fatalf("Put: %s %d %v", h, n, err)
		}
		clear(t, s, h)
	})
}

// twice puts the same bytes again: nothing more is stored.
func twice(t *testing.T, s object.Store) {
	h := put(t, s, []byte("第二条"))
	if again := put(t, s, []byte("第二条")); again != h {
		t.Errorf("%s, then %s", h, again)
	}
	wantList(t, s, h)
	clear(t, s, h)
}

func missing(t *testing.T, s object.Store) {
	h := object.HashOf([]byte("nobody put this"))
	if _, _, err := s.Open(t.Context(), h); !errors.Is(err, object.ErrNotFound) {
		t.Errorf("Open: %v", err)
	}
	if _, err := s.Stat(t.Context(), h); !errors.Is(err, object.ErrNotFound) {
		t.Errorf("Stat: %v", err)
	}
	if has, err := object.Has(t.Context(), s, h); has || err != nil {
		t.Errorf("Has: %v %v", has, err)
	}
	if err := s.Delete(t.Context(), h); err != nil {
		t.Errorf("Delete: %v", err)
	}
}

func illFormed(t *testing.T, s object.Store) {
	for _, h := range []object.Hash{"", "ab", "../../etc/passwd", object.Hash(strings.Repeat("A", 64)), object.Hash(strings.Repeat("./", 32))} {
		if _, _, err := s.Open(t.Context(), h); !errors.Is(err, object.ErrHash) {
			t.Errorf("Open %q: %v", h, err)
		}
		if _, err := s.Stat(t.Context(), h); !errors.Is(err, object.ErrHash) {
			t.Errorf("Stat %q: %v", h, err)
		}
		if err := s.Delete(t.Context(), h); !errors.Is(err, object.ErrHash) {
			t.Errorf("Delete %q: %v", h, err)
		}
	}
}

// badSource puts what cannot be read to its end; nothing is stored.
func badSource(t *testing.T, s object.Store) {
	broken := errors.New("the upload broke off")
	r := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken))
	_, _, err := s.Put(t.Context(), r, -1)
	if !errors.Is(err, broken) || errors.Is(err, object.ErrUnavailable) {
		t.Errorf("Put: %v, want only the source's own error", err)
	}
	for _, size := range []int64{3, 5} {
		if _, _, err := s.Put(t.Context(), strings.NewReader("four"), size); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("Put of 4 bytes for %d: %v", size, err)
		}
	}
	wantList(t, s)
}

func givesUp(t *testing.T, s object.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := s.Put(ctx, strings.NewReader("too late"), -1)
	if !errors.Is(err, context.Canceled) || errors.Is(err, object.ErrUnavailable) {
		t.Errorf("Put: %v, want canceled", err)
	}
	stop := errors.New("enough")
	h := put(t, s, []byte("one"))
	if err := s.List(t.Context(), func(object.Info) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("List: %v, want the visitor's own error", err)
	}
	clear(t, s, h)
}

// sideBySide puts the same objects from many sides at once.
func sideBySide(t *testing.T, s object.Store) {
	var wg sync.WaitGroup
	want := make([]object.Hash, 4)
	for i := range want {
		content := fmt.Appendf(nil, "第%d条", i+1)
		want[i] = object.HashOf(content)
		for range 4 {
			wg.Go(func() {
				if _, _, err := s.Put(t.Context(), bytes.NewReader(content), -1); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	wantList(t, s, want...)
	clear(t, s, want...)
}

// listMany lists more than an S3 store gives in one answer.
func listMany(t *testing.T, s object.Store) {
	want := make([]object.Hash, 1100)
	var wg sync.WaitGroup
	limit := make(chan struct{}, 8)
	for i := range want {
		content := fmt.Appendf(nil, "object %d", i)
		want[i] = object.HashOf(content)
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			if _, _, err := s.Put(t.Context(), bytes.NewReader(content), -1); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantList(t, s, want...)
}
