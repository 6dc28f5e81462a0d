package objecttest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"hefa/storage/object"
)

// startLimit is how long a server may take until it answers.
const startLimit = 30 * time.Second

// Server is one S3 server, which a test may stop and start again to see what
// happens without it.
type Server struct {
	Config object.S3Config // how to reach it; the bucket is there

	t       testing.TB
	binary  string
	args    []string
	env     []string
	log     string
	running *process
}

// MinIO runs a MinIO until the test ends and returns how to reach it.
func MinIO(t testing.TB) object.S3Config {
	t.Helper()
	return StartMinIO(t).Config
}

// VersityGW runs a versitygw until the test ends and returns how to reach it.
func VersityGW(t testing.TB) object.S3Config {
	t.Helper()
	return StartVersityGW(t).Config
}

// StartMinIO runs a MinIO until the test ends.
func StartMinIO(t testing.TB) *Server {
	t.Helper()
	s := newServer(t, "minio-"+minioVersion)
	s.env = []string{
		"MINIO_ROOT_USER=" + s.Config.AccessKey, "MINIO_ROOT_PASSWORD=" + s.Config.SecretKey,
		"MINIO_BROWSER=off", "MINIO_UPDATE=off", "MINIO_CI_CD=on", // CI_CD: one disk, also the root one
	}
	s.args = []string{"server", "--quiet", "--address", s.Config.Endpoint, filepath.Join(filepath.Dir(s.log), "data")}
	s.Start()
	return s
}

// StartVersityGW runs a versitygw until the test ends.
func StartVersityGW(t testing.TB) *Server {
	t.Helper()
	s := newServer(t, "versitygw-"+versitygwVersion)
	dir := filepath.Dir(s.log)
	data, sidecar := filepath.Join(dir, "data"), filepath.Join(dir, "sidecar")
	for _, d := range []string{data, sidecar} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s.env = []string{"ROOT_ACCESS_KEY=" + s.Config.AccessKey, "ROOT_SECRET_KEY=" + s.Config.SecretKey}
	// The sidecar folder holds what would else be extended attributes, which
	// not every temporary folder has.
	s.args = []string{"--port", s.Config.Endpoint, "--quiet", "posix", "--sidecar", sidecar, data}
	s.Start()
	return s
}

func newServer(t testing.TB, name string) *Server {
	t.Helper()
	dir := t.TempDir()
	s := &Server{
		t: t, binary: tool(t, name), log: filepath.Join(dir, "log"),
		Config: object.S3Config{
			Endpoint: freeAddress(t), Bucket: "hefa-test", AccessKey: "hefa-test-key", SecretKey: "hefa-test-secret",
		},
	}
	t.Cleanup(s.Stop)
	return s
}

// Start starts a server that is stopped, at its old address with its old
// objects, and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	var err error
	if s.running, err = startProcess(s.binary, s.args, s.env, s.log); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	for {
		if _, err = object.OpenS3(ctx, s.Config); err == nil {
			return
		}
		if s.running.ended() {
			err = errors.New("it ended")
		}
		if ctx.Err() != nil || s.running.ended() {
			log, _ := os.ReadFile(s.log) // for the message only
			s.t.Fatalf("%s does not answer: %v; its log says: %s", filepath.Base(s.binary), err, log)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Stop kills the server, if it runs.
func (s *Server) Stop() {
	if s.running != nil {
		s.running.kill()
		s.running = nil
	}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // its address is all that was wanted
	return l.Addr().String()
}

// process is a child that dies with this process.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func openLog(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening a server's log: %w", err)
	}
	return f, nil
}
