package cluster

import (
	_ "embed"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"syscall"
)

//go:embed watch.sh
var watchScript string

// watcher is a small shell that outlives this process by a moment: it sleeps
// on a pipe, wakes when this process ends, by whatever means, and then stops
// the cluster unless another process uses it. The kernel's own way, a signal
// on the parent's death, could not hand a cluster over to a process that
// adopted it, and is Linux's alone.
type watcher struct {
	pipe io.WriteCloser
	once sync.Once
	done chan struct{}
}

func startWatcher(c *Cluster) (*watcher, error) {
	temporary := ""
	if c.opt.Temporary {
		temporary = "temporary"
	}
	cmd := exec.Command("/bin/sh", "-c", watchScript, "hefa-watch",
		c.data(), c.start.Path(), c.users.Path(), temporary, c.as.home, c.dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("preparing the watcher: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the watcher: %w", err)
	}
	w := &watcher{pipe: pipe, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // it has nobody to tell
		close(w.done)
	}()
	return w, nil
}

// dismiss ends the watcher and leaves the cluster as it is.
func (w *watcher) dismiss() {
	w.once.Do(func() {
		_, _ = io.WriteString(w.pipe, "leave\n") // fails when the watcher is gone already
		_ = w.pipe.Close()
		<-w.done
	})
}

// fire has the watcher stop the cluster, as if this process had ended. The
// watcher acts once this process's locks are free.
func (w *watcher) fire() {
	w.once.Do(func() { _ = w.pipe.Close() })
}
