package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hefa/storage/cluster/clustertest"
)

// process is a hefa of its own, started as people start it.
type process struct {
	*exec.Cmd
	t      *testing.T
	url    string
	stderr bytes.Buffer
}

// hefa prepares a command line, on settings of the test's own alone.
func hefa(t *testing.T, data string, args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test's program is hefa where it is called so.
	name := filepath.Join(t.TempDir(), "hefa")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(name, args...), t: t}
	p.Env = []string{"HEFA_DATA=" + data, "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TMPDIR=" + os.TempDir()}
	p.Stderr = &p.stderr
	p.WaitDelay = 10 * time.Second // a postmaster may hold on to our stderr a little longer
	return p
}

// ready starts a server and waits for its line.
func (p *process) ready() time.Duration {
	p.t.Helper()
	out, err := p.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	begun := time.Now()
	if err := p.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = p.Process.Kill(); _ = p.Wait() }) // dead already where all went well
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "hefa ready at "); ok {
			p.url = strings.TrimSuffix(url, "/")
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return time.Since(begun)
		}
	}
	_ = p.Wait() // its words are on stderr
	p.t.Fatalf("the server was never ready:\n%s", p.stderr.String())
	return 0
}

// ends waits for the process, at most a minute, and answers its exit code.
func (p *process) ends() int {
	p.t.Helper()
	late := time.AfterFunc(time.Minute, func() {
		p.t.Errorf("%s did not end", p.Args)
		_ = p.Process.Kill()
	})
	defer late.Stop()
	err := p.Wait()
	if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Wait answers it as it is
		return exit.ExitCode()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return 0
}

// kill ends the process as kill -9 does.
func (p *process) kill() {
	p.t.Helper()
	if err := p.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	p.ends()
}

// call makes one request and reads the answer's JSON.
func call(t *testing.T, method, url, token, contentType string, body io.Reader, into any) int {
	t.Helper()
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil && len(data) > 0 {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatalf("%s %s: %s: %v", method, url, data, err)
		}
	}
	return res.StatusCode
}

func signIn(t *testing.T, url, account string) string {
	t.Helper()
	var in struct{ Token string }
	status := call(t, "POST", url+"/api/v1/sessions", "", "application/json",
		strings.NewReader(`{"account":"`+account+`","password":"hefa-sample"}`), &in)
	if status/100 != 2 || in.Token == "" {
		t.Fatalf("signing in as %s: %d", account, status)
	}
	return in.Token
}

// upload makes a document of a text and answers its id.
func upload(t *testing.T, url, token, title string) string {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "draft.txt")
	if err == nil {
		_, err = io.WriteString(file, title+"\n第一条　为了测试，制定本办法。\n")
	}
	if err == nil {
		err = form.WriteField("title", title)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	var made struct{ ID string }
	if status := call(t, "POST", url+"/api/v1/documents", token, form.FormDataContentType(), &body, &made); status != http.StatusCreated {
		t.Fatalf("uploading %s: %d", title, status)
	}
	return made.ID
}

func TestServeOutlivesKill(t *testing.T) {
	data := t.TempDir()
	first := hefa(t, data, "serve")
	took := first.ready()
	t.Logf("first start ready in %v", took)
	token := signIn(t, first.url, "drafter")
	kept := upload(t, first.url, token, "云州市断电试验办法")
	first.kill()

	second := hefa(t, data, "serve")
	took = second.ready()
	t.Logf("start after kill -9 ready in %v", took)
	token = signIn(t, second.url, "drafter")
	var found struct{ Title string }
	if status := call(t, "GET", second.url+"/api/v1/documents/"+kept, token, "", nil, &found); status != 200 || found.Title != "云州市断电试验办法" {
		t.Errorf("what was acknowledged before the kill: %d %+v", status, found)
	}
	fsck := hefa(t, data, "fsck")
	if out, err := fsck.Output(); err != nil {
		t.Errorf("fsck beside the server: %v\n%s%s", err, out, fsck.stderr.String())
	}
	another := hefa(t, data, "serve")
	if err := another.Run(); err == nil || !strings.Contains(another.stderr.String(), "正被另一个 hefa 使用") {
		t.Errorf("a second server in the folder: %v %s", err, another.stderr.String())
	}
	if err := second.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := second.ends(); code != 0 {
		t.Errorf("told to end, it ended with %d:\n%s", code, second.stderr.String())
	}
	if _, err := os.Stat(filepath.Join(data, socketName)); !os.IsNotExist(err) {
		t.Errorf("the socket is still there: %v", err)
	}
	third := hefa(t, data, "serve")
	t.Logf("later start ready in %v", third.ready())
}

// A kill in the middle of loading the sample data leaves nothing of it behind.
func TestKilledSampleBeginsAnew(t *testing.T) {
	data := t.TempDir()
	first := hefa(t, data, "serve")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if _, err := os.Stat(filepath.Join(data, sampleMark)); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond) // somewhere within the load
	first.kill()
	if _, err := os.Stat(filepath.Join(data, sampleMark)); err != nil {
		t.Fatalf("the load was over too soon: %v", err)
	}
	second := hefa(t, data, "serve")
	second.ready()
	var list struct{ Total int }
	call(t, "GET", second.url+"/api/v1/documents", signIn(t, second.url, "auditor"), "", nil, &list)
	if list.Total < 30 {
		t.Errorf("%d documents", list.Total)
	}
}

func TestServeRefuses(t *testing.T) {
	data := t.TempDir()
	with := hefa(t, data, "serve")
	with.ready()
	with.kill()
	dsn := clustertest.DSN(t)
	for _, c := range []struct {
		name, says string
		args       []string
	}{
		{"sample accounts beyond loopback", "样例账号", []string{"serve", "--listen", "0.0.0.0:0"}},
		{"an outside database without the schema", "hefa migrate", []string{"serve", "--database-url", dsn, "--data", t.TempDir()}},
		{"time travel on an outside database", "--now", []string{"serve", "--database-url", dsn, "--now", "2026-01-01"}},
	} {
		p := hefa(t, data, c.args...)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		timer := context.AfterFunc(ctx, func() { _ = p.Process.Kill() })
		err := p.Run()
		timer()
		cancel()
		if err == nil || !strings.Contains(p.stderr.String(), c.says) {
			t.Errorf("%s: %v, %s", c.name, err, p.stderr.String())
		}
	}
}

func TestServeOnOutsideDatabase(t *testing.T) {
	dsn, data := clustertest.DSN(t), t.TempDir()
	migrate := hefa(t, data, "migrate", "--database-url", dsn)
	if err := migrate.Run(); err != nil {
		t.Fatalf("%v: %s", err, migrate.stderr.String())
	}
	p := hefa(t, data, "serve", "--database-url", dsn, "--listen", "127.0.0.1:0")
	p.ready()
	if status := call(t, "GET", p.url+"/readyz", "", "", nil, nil); status != http.StatusOK {
		t.Errorf("readyz: %d", status)
	}
	users := hefa(t, data, "user", "list", "--database-url", dsn)
	if out, err := users.Output(); err != nil || len(out) != 0 {
		t.Errorf("an outside database has people: %s %v", out, err)
	}
}

// Commands beside a server speak to it over the socket.
func TestCommandsBesideServer(t *testing.T) {
	data, rules := t.TempDir(), t.TempDir()
	p := hefa(t, data, "serve", "--no-sample")
	p.ready()
	text := "# 云州市旁路办法\n\n第一条　为了旁路，制定本办法。\n"
	if err := os.WriteFile(filepath.Join(rules, "旁路.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	bring := hefa(t, data, "import", "--status", "in-force", rules)
	if out, err := bring.Output(); err != nil || !strings.Contains(string(out), "导入 1 个文本") {
		t.Fatalf("%v: %s%s", err, out, bring.stderr.String())
	}
	add := hefa(t, data, "user", "add", "zhao", "--name", "赵六")
	add.Stdin = strings.NewReader("a-long-password\n")
	if err := add.Run(); err != nil {
		t.Fatalf("%v: %s", err, add.stderr.String())
	}
	found := hefa(t, data, "search", "旁路")
	if out, err := found.Output(); err != nil || !strings.Contains(string(out), "云州市旁路办法") {
		t.Errorf("%v: %s%s", err, out, found.stderr.String())
	}
	saved := hefa(t, data, "backup", filepath.Join(rules, "saved"))
	if err := saved.Run(); err != nil {
		t.Errorf("%v: %s", err, saved.stderr.String())
	}
	info, err := os.Stat(filepath.Join(data, socketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v %v", info.Mode(), err)
	}
}
