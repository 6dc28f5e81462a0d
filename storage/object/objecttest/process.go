//go:build unix

package objecttest

import (
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
)

// startProcess starts a server in a process group of its own. The kernel kills
// it when the thread that started it ends, so that thread is kept, waiting,
// for as long as the server runs, and ends with the test process at the latest.
func startProcess(binary string, args, env []string, log string) (*process, error) {
	out, err := openLog(log)
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(binary, args...), done: make(chan struct{})}
	p.cmd.Env = append(p.cmd.Environ(), env...)
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(p.cmd.SysProcAttr)
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(p.done)
		defer func() { _ = out.Close() }() // the server has written it
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // how it ended is in its log
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting a server: %w", err)
	}
	return p, nil
}

// kill ends the server and what it started.
func (p *process) kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // it may be gone already
	<-p.done
}
