package main

import (
	"syscall"
	"testing"
	"time"
)

// A command that only reads a file ends at the first signal, also while it
// waits for its input.
func TestReadingEndsAtASignal(t *testing.T) {
	for _, command := range []string{"parse", "cite"} {
		p := hefa(t, t.TempDir(), command, "-")
		in, err := p.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond) // it has begun to read
		begun := time.Now()
		if err := p.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if code := p.ends(); code == 0 || time.Since(begun) > 10*time.Second {
			t.Errorf("%s ended with %d after %v", command, code, time.Since(begun))
		}
		_ = in.Close() // nobody reads it any more
	}
}
