package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hefa/storage/cluster/clustertest"
)

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
		{"sample accounts beyond loopback", "示例账号", []string{"serve", "--listen", "0.0.0.0:0"}},
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
