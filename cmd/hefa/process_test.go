package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// process is a hefa of its own, started as people start it.
type process struct {
	*exec.Cmd
	t      testing.TB
	url    string
	stderr bytes.Buffer
}

// hefa prepares a command line, on settings of the test's own alone.
func hefa(t testing.TB, data string, args ...string) *process {
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
	p.t.Cleanup(func() {
		_ = p.Process.Kill() // dead already where all went well
		_ = p.Wait()
		p.clusterEnds()
	})
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

// clusterEnds waits until the cluster of a killed server has followed it, so
// that the test's folder can be removed.
func (p *process) clusterEnds() {
	data := ""
	for _, v := range p.Env {
		if d, ok := strings.CutPrefix(v, "HEFA_DATA="); ok {
			data = d
		}
	}
	for range 200 {
		pids, err := filepath.Glob(filepath.Join(data, "postgres", "*", "postmaster.pid"))
		if err != nil || len(pids) == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
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
func call(t testing.TB, method, url, token, contentType string, body io.Reader, into any) int {
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

func signIn(t testing.TB, url, account string) string {
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
func upload(t *testing.T, server, token, title string) string {
	t.Helper()
	status, id := uploadOnce(t, server, token, title)
	if status != http.StatusCreated {
		t.Fatalf("uploading %s: %d", title, status)
	}
	return id
}

// uploadOnce makes a document once only, by its title, and answers the status
// and its id; 0 where the server broke off.
func uploadOnce(t *testing.T, server, token, title string) (status int, id string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "draft.txt")
	if err == nil {
		_, err = io.WriteString(file, title+"\n第一条　为了试验，制定本办法。\n")
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
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server+"/api/v1/documents", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Idempotency-Key", url.QueryEscape(title))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer func() { _ = res.Body.Close() }()
	var made struct{ ID string }
	if err := json.NewDecoder(res.Body).Decode(&made); err != nil && res.StatusCode == http.StatusCreated {
		return 0, "" // it broke off within its answer
	}
	return res.StatusCode, made.ID
}
