package objecttest

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Program is any other of the pinned programs that tests run.
type Program struct {
	t       testing.TB
	binary  string
	args    []string
	log     string
	ready   func() error
	running *process
}

// StartProgram runs a program of the cache, NAME-VERSION, until the test ends.
// ready answers nil once it can be used.
func StartProgram(t testing.TB, name string, args []string, ready func() error) *Program {
	t.Helper()
	p := &Program{t: t, binary: tool(t, name), args: args, log: filepath.Join(t.TempDir(), "log"), ready: ready}
	t.Cleanup(p.Stop)
	p.Start()
	return p
}

// Start starts a program that is stopped, and waits until it is ready.
func (p *Program) Start() {
	p.t.Helper()
	var err error
	if p.running, err = startProcess(p.binary, p.args, nil, p.log); err != nil {
		p.t.Fatal(err)
	}
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		if err = p.ready(); err == nil {
			return
		}
		if time.Since(begun) > startLimit || p.running.ended() {
			log, _ := os.ReadFile(p.log) // for the message only
			p.t.Fatalf("%s is not ready: %v; its log says: %s", filepath.Base(p.binary), err, log)
		}
	}
}

// Stop kills the program, if it runs.
func (p *Program) Stop() {
	if p.running != nil {
		p.running.kill()
		p.running = nil
	}
}

// FreeAddress is a loopback address on which nothing listens.
func FreeAddress(t testing.TB) string { t.Helper(); return freeAddress(t) }
