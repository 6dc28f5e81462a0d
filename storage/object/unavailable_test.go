package object_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"hefa/storage/object"
	"hefa/storage/object/objecttest"
)

// noticeLimit is how soon trouble must be told.
const noticeLimit = 10 * time.Second

// everything is each thing one may ask of a store.
func everything(s object.Store, h object.Hash) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Put": func(ctx context.Context) error {
			_, _, err := s.Put(ctx, strings.NewReader("late"), -1)
			return err
		},
		"Open": func(ctx context.Context) error {
			r, _, err := s.Open(ctx, h)
			if err == nil {
				_, err = io.Copy(io.Discard, r)
				_ = r.Close()
			}
			return err
		},
		"Stat":   func(ctx context.Context) error { _, err := s.Stat(ctx, h); return err },
		"List":   func(ctx context.Context) error { return s.List(ctx, func(object.Info) error { return nil }) },
		"Delete": func(ctx context.Context) error { return s.Delete(ctx, object.HashOf([]byte("other"))) },
		"ID":     func(ctx context.Context) error { _, err := s.ID(ctx); return err },
		"SetID":  func(ctx context.Context) error { return s.SetID(ctx, "id") },
		"Check":  s.Check,
	}
}

// wantUnavailable asks everything at once and wants to hear of the trouble in time.
func wantUnavailable(t *testing.T, s object.Store, h object.Hash) {
	t.Helper()
	var wg sync.WaitGroup
	for name, ask := range everything(s, h) {
		wg.Go(func() {
			begun := time.Now()
			err := ask(t.Context())
			if !errors.Is(err, object.ErrUnavailable) {
				t.Errorf("%s: %v, want ErrUnavailable", name, err)
			}
			limit := noticeLimit
			if name == "Check" {
				limit = 6 * time.Second
			}
			if took := time.Since(begun); took > limit {
				t.Errorf("%s took %v", name, took)
			}
		})
	}
	wg.Wait()
}

func wantAvailable(t *testing.T, s object.Store, h object.Hash) {
	t.Helper()
	for name, ask := range everything(s, h) {
		if err := ask(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestServerComesBack takes the server away and brings it back: the store
// works on without being opened again.
func TestServerComesBack(t *testing.T) {
	for name, start := range map[string]func(testing.TB) *objecttest.Server{
		"MinIO": objecttest.StartMinIO, "versitygw": objecttest.StartVersityGW,
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t)
			s := openS3(t, server.Config)
			h := put(t, s, []byte("kept"))
			server.Stop()
			wantUnavailable(t, s, h)
			if _, err := object.OpenS3(t.Context(), server.Config); !errors.Is(err, object.ErrUnavailable) {
				t.Errorf("OpenS3: %v", err)
			}
			server.Start()
			wantAvailable(t, s, h)
		})
	}
}

// TestSilentServer has a server that takes what it is sent and says nothing
// more, as behind a broken network, also in the middle of a transfer.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	cfg := objecttest.MinIO(t)
	line := newLine(t, cfg.Endpoint)
	cfg.Endpoint = line.address
	s := openS3(t, cfg)
	big := bytes.Repeat([]byte("0123456789abcdef"), 2<<20) // 32 MB: more than the kernel's buffers hold
	h := put(t, s, big)
	half, _, err := s.Open(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = half.Close() }()
	if _, err := io.CopyN(io.Discard, half, 1000); err != nil {
		t.Fatal(err)
	}

	line.cut()
	var wg sync.WaitGroup
	wg.Go(func() { wantUnavailable(t, s, h) })
	wg.Go(func() {
		begun := time.Now()
		_, err := io.Copy(io.Discard, half)
		if !errors.Is(err, object.ErrUnavailable) || time.Since(begun) > noticeLimit {
			t.Errorf("reading on: %v after %v", err, time.Since(begun))
		}
	})
	wg.Go(func() {
		begun := time.Now()
		_, _, err := s.Put(t.Context(), bytes.NewReader(big[1:]), -1)
		if !errors.Is(err, object.ErrUnavailable) || time.Since(begun) > noticeLimit {
			t.Errorf("a long Put: %v after %v", err, time.Since(begun))
		}
	})
	wg.Wait()
	line.mend()
	wantAvailable(t, s, h)
}

// TestSlowReader reads an object more slowly than a server may be silent.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	s := openS3(t, objecttest.MinIO(t))
	content := bytes.Repeat([]byte("slow"), 4<<20)
	h := put(t, s, content)
	r, _, err := s.Open(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	first := make([]byte, 10)
	if _, err := io.ReadFull(r, first); err != nil {
		t.Fatal(err)
	}
	time.Sleep(7 * time.Second)
	rest, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(append(first, rest...), content) {
		t.Errorf("%d bytes, %v", len(rest), err)
	}
}

func TestWrongKey(t *testing.T) {
	cfg := objecttest.MinIO(t)
	cfg.SecretKey = "not the secret"
	if _, err := object.OpenS3(t.Context(), cfg); !errors.Is(err, object.ErrUnavailable) {
		t.Errorf("OpenS3: %v", err)
	}
}

// line carries connections to a server, and can be cut: then nothing comes
// through any more, and nobody is told.
type line struct {
	address string

	mu   sync.Mutex
	open chan struct{} // closed while bytes may pass
}

func newLine(t *testing.T, to string) *line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	ln := &line{address: l.Addr().String(), open: make(chan struct{})}
	close(ln.open)
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			there, err := net.Dial("tcp", to)
			if err != nil {
				_ = from.Close()
				continue
			}
			go ln.carry(there, from)
			go ln.carry(from, there)
		}
	}()
	return ln
}

func (l *line) carry(to, from net.Conn) {
	defer func() { _ = to.Close() }()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		l.mu.Lock()
		open := l.open
		l.mu.Unlock()
		<-open
		if _, werr := to.Write(buf[:n]); err != nil || werr != nil {
			return
		}
	}
}

func (l *line) cut() {
	l.mu.Lock()
	l.open = make(chan struct{})
	l.mu.Unlock()
}

func (l *line) mend() {
	l.mu.Lock()
	close(l.open)
	l.mu.Unlock()
}
