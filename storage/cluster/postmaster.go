package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// launchTries is how often a postmaster that does not come up is started
// again: what a killed one left behind may take a moment to go.
const launchTries = 3

// logLimit is the size in bytes from which the log is set aside at a start.
const logLimit = 10 << 20

// ensure makes sure that a postmaster runs and answers: one that runs is
// adopted, one that is going away is waited for, else one is started. The
// start lock is held.
func (c *Cluster) ensure(ctx context.Context) error {
	deadline := time.Now().Add(patience)
	for {
		pm, err := readPidFile(c.data())
		if err != nil {
			return err
		}
		switch {
		case pm.pid == 0:
			return c.launch(ctx)
		case !pm.runs(c.data()):
			if err := c.clearStale(ctx, pm, deadline); err != nil {
				return err
			}
		case pm.status == "stopping" && time.Now().After(deadline):
			_ = syscall.Kill(pm.pid, syscall.SIGQUIT) // it may just have gone
			deadline = time.Now().Add(patience)
		case pm.socket != "" && pm.status != "stopping":
			c.host = pm.socket
			err := c.answers(ctx, func() bool { return pm.runs(c.data()) })
			if !errors.Is(err, errGone) {
				return err
			}
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
}

// clearStale removes the pid file of a postmaster that is gone, once none of
// its processes works in the data any more. PostgreSQL would do so itself,
// but takes any process that has been given the same number meanwhile for the
// old postmaster, as happens after a crash of the machine or in containers.
func (c *Cluster) clearStale(ctx context.Context, pm postmaster, deadline time.Time) error {
	for anyWorksIn(c.data()) {
		if time.Now().After(deadline) {
			return fmt.Errorf("processes of a PostgreSQL that is gone (%d) still work in %s", pm.pid, c.data())
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	stale := []string{filepath.Join(c.data(), "postmaster.pid")}
	if pm.socket != "" {
		stale = append(stale, socketFile(pm.socket)+".lock")
	}
	for _, path := range stale {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("removing a stale file: %w", err)
		}
	}
	return nil
}

// launch starts a postmaster, making the cluster where there is none.
func (c *Cluster) launch(ctx context.Context) error {
	if err := c.initialise(ctx); err != nil {
		return err
	}
	var err error
	if c.host, err = c.as.socketFolder(); err != nil {
		return err
	}
	for range launchTries {
		if err = c.launchOnce(ctx); !errors.Is(err, errGone) {
			return err
		}
		if perr := pause(ctx, time.Second); perr != nil {
			return errors.Join(err, perr)
		}
	}
	return err
}

func (c *Cluster) launchOnce(ctx context.Context) error {
	log, err := c.openLog()
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // the postmaster has it
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("reading the log: %w", err)
	}
	// Not ctx: the postmaster outlives the call.
	cmd, err := c.as.command(context.Background(), c.bin.path("postgres"), c.arguments()...)
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting the postmaster: %w", err)
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in its log
		close(exited)
	}()
	err = c.answers(ctx, func() bool {
		select {
		case <-exited:
			return false
		default:
			return true
		}
	})
	switch {
	case errors.Is(err, errGone):
		return fmt.Errorf("%w; its log says: %s", err, logSince(c.log(), from))
	case err != nil:
		_ = syscall.Kill(cmd.Process.Pid, syscall.SIGQUIT) // nobody would look after it
		<-exited
	}
	return err
}

// arguments are the postmaster's settings: given anew at each start, so that
// they are those of this program and not of the one that made the cluster.
func (c *Cluster) arguments() []string {
	settings := []string{
		"listen_addresses=",
		`unix_socket_directories="` + strings.ReplaceAll(c.host, `"`, `""`) + `"`,
		"unix_socket_permissions=0700",
		"port=" + socketPort,
		"max_connections=100",
		"shared_buffers=128MB",
		"effective_cache_size=1GB",
		"work_mem=16MB",
		"maintenance_work_mem=64MB",
		"random_page_cost=1.1",
		"jit=off", // costs more than it saves on short queries
		"timezone=UTC",
		"log_timezone=UTC",
		"log_line_prefix=%m [%p] ",
		"logging_collector=off",
	}
	if c.opt.NoSync {
		settings = append(settings, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
	}
	args := []string{"-D", c.data()}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	return args
}

// shutdown ends the postmaster: first by breaking its connections and writing
// everything out, after a while at once, to recover at the next start. The
// start lock is held.
func (c *Cluster) shutdown(ctx context.Context) error {
	pm, err := readPidFile(c.data())
	if err != nil {
		return err
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} {
		if !pm.runs(c.data()) {
			return nil
		}
		if err := syscall.Kill(pm.pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stopping process %d: %w", pm.pid, err)
		}
		for end := time.Now().Add(patience); time.Now().Before(end) && ctx.Err() == nil; {
			if !pm.runs(c.data()) {
				return nil
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return fmt.Errorf("process %d does not end: %w", pm.pid, ctx.Err())
}

// supervise starts the postmaster anew when it is gone though nobody stopped
// it, so that work resumes without a restart of the server.
func (c *Cluster) supervise() {
	defer c.loops.Done()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-c.quit
		cancel()
	}()
	wait := time.Second / 2
	for pause(ctx, wait) == nil {
		pm, err := readPidFile(c.data())
		if err == nil && pm.runs(c.data()) && pm.status != "stopping" {
			wait = time.Second / 2
			continue
		}
		c.opt.Log.Error("PostgreSQL is gone; starting it anew", "folder", c.dir)
		if err := c.restart(ctx); err != nil && ctx.Err() == nil {
			c.opt.Log.Error("PostgreSQL does not start", "folder", c.dir, "error", err)
			wait = min(2*wait, 30*time.Second)
		}
	}
}

func (c *Cluster) restart(ctx context.Context) error {
	if err := lockWithin(ctx, c.start); err != nil {
		return err
	}
	defer unlock(c.start)
	return c.ensure(ctx)
}

func (c *Cluster) openLog() (*os.File, error) {
	if info, err := os.Stat(c.log()); err == nil && info.Size() > logLimit {
		if err := os.Rename(c.log(), c.log()+".old"); err != nil {
			return nil, fmt.Errorf("setting the log aside: %w", err)
		}
	}
	f, err := os.OpenFile(c.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the log: %w", err)
	}
	if err := c.as.own(c.log()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// logSince returns what the log has gained since a start, at most its last 2 kB.
func logSince(path string, from int64) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	if int64(len(raw)) > from {
		raw = raw[from:]
	}
	if len(raw) > 2048 {
		raw = raw[len(raw)-2048:]
	}
	return strings.TrimSpace(string(raw))
}

// pause waits, or returns why the context ended.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
