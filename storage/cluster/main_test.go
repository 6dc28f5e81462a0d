package cluster

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test binary be a server in a process of its own: it starts
// the cluster in $CLUSTER_TEST_DIR, says its DSN, and stops it when its
// standard input ends.
func TestMain(m *testing.M) {
	dir := os.Getenv("CLUSTER_TEST_DIR")
	if dir == "" {
		os.Exit(m.Run())
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := Start(ctx, dir, Options{refuseNamespace: os.Getenv("CLUSTER_TEST_REFUSE") != ""})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(c.DSN())
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := c.Stop(ctx); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// server is the test binary running a cluster as another process.
type server struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.Closer
	dsn   string
	ended bool
}

// serverIn starts one, as another user where as is not nil.
func serverIn(t *testing.T, dir string, as *syscall.Credential, env ...string) *server {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if as != nil {
		binary = copyFor(t, binary, as)
	}
	s := &server{t: t, cmd: exec.Command(binary)}
	s.cmd.Env = append(os.Environ(), append(env, "CLUSTER_TEST_DIR="+dir)...)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	s.cmd.Dir = "/"
	s.cmd.Stderr = os.Stderr
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if s.dsn = strings.TrimSpace(line); err != nil || strings.HasPrefix(s.dsn, "error:") {
		t.Fatalf("the server said %q: %v", line, err)
	}
	return s
}

func (s *server) stop() {
	if s.ended {
		return
	}
	s.ended = true
	_ = s.stdin.Close()
	if err := s.cmd.Wait(); err != nil {
		s.t.Errorf("the server: %v", err)
	}
}

func (s *server) kill() {
	s.t.Helper()
	s.ended = true
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	_ = s.cmd.Wait() // it was killed
}

// copyFor puts a program where the user as may run it, which is not so of a
// test binary that root has built.
func copyFor(t *testing.T, binary string, as *syscall.Credential) string {
	t.Helper()
	raw, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(openFolder(t, as), "server")
	if err := os.WriteFile(path, raw, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, int(as.Uid), int(as.Gid)); err != nil {
		t.Fatal(err)
	}
	return path
}
