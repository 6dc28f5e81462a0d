package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hefa/storage/cluster/clustertest"
	"hefa/storage/object/objecttest"
)

// Two servers run on one PostgreSQL and one object store, each with its own
// index. Somebody's own change is found by search on the same server at once and
// on the other within the wait for its place in the log, whichever of them dies.
func TestTwoServers(t *testing.T) {
	s3 := objecttest.MinIO(t)
	settings := []string{"HEFA_DATABASE_URL=" + clustertest.DSN(t), "HEFA_S3_ENDPOINT=http://" + s3.Endpoint, "HEFA_S3_BUCKET=" + s3.Bucket,
		"HEFA_S3_ACCESS_KEY=" + s3.AccessKey, "HEFA_S3_SECRET_KEY=" + s3.SecretKey, "HEFA_LISTEN=127.0.0.1:0"}
	start := func(data string, args ...string) *process {
		p := hefa(t, data, args...)
		p.Env = append(p.Env, settings...)
		return p
	}
	folders := [2]string{t.TempDir(), t.TempDir()}
	run := func(in string, args ...string) {
		t.Helper()
		p := start(folders[0], args...)
		p.Stdin = strings.NewReader(in)
		if err := p.Run(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, p.stderr.String())
		}
	}
	run("", "migrate")
	var servers [2]*process
	for i, data := range folders {
		servers[i] = start(data, "serve")
		servers[i].ready()
	}
	run("hefa-sample\n", "user", "add", "admin", "--name", "管理员", "--role", "admin", "--body", "云州市人民政府", "--body-kind", "government")
	run("hefa-sample\n", "user", "add", "drafter", "--name", "林晓岚", "--role", "drafter", "--body", "云州市城市管理局", "--body-kind", "department", "--parent", "云州市人民政府")
	run("hefa-sample\n", "user", "add", "auditor", "--name", "何正", "--role", "auditor", "--body", "云州市人民政府")

	// finds asks a server, as a program that knows the place of its change or,
	// without one, as anybody.
	finds := func(server *process, token, title, after string) int {
		t.Helper()
		var found struct{ Total int }
		if status := call(t, "GET", server.url+"/api/v1/search?exact=true&q="+url.QueryEscape(title)+after, token, "", nil, &found); status != http.StatusOK {
			t.Fatalf("searching: %d", status)
		}
		return found.Total
	}
	change := func(here, there *process, title string) {
		t.Helper()
		drafter := signIn(t, here.url, "drafter")
		upload(t, here.url, drafter, title)
		after := "&after=" + position(t, here, drafter)
		if finds(here, drafter, title, after) == 0 {
			t.Errorf("%s is not found where it was uploaded", title)
		}
		begun := time.Now()
		if there != nil {
			// The other server knows the session too.
			if finds(there, drafter, title, after) == 0 {
				t.Errorf("%s is not found on the other server", title)
			}
			if took := time.Since(begun); took > time.Second {
				t.Errorf("the other server finds it after %v", took)
			}
		}
	}
	change(servers[0], servers[1], "云州市一号服务器办法")
	change(servers[1], servers[0], "云州市二号服务器办法")
	for _, data := range folders {
		if made, err := filepath.Glob(filepath.Join(data, "index", "*")); err != nil || len(made) < 2 {
			t.Errorf("%s has no index of its own: %v %v", data, made, err)
		}
		if _, err := os.Stat(filepath.Join(data, "objects")); !os.IsNotExist(err) {
			t.Errorf("%s holds objects: %v", data, err)
		}
	}

	// A right that is taken back on one holds on the other at once.
	admin := signIn(t, servers[1].url, "admin")
	auditor := signIn(t, servers[0].url, "auditor")
	if finds(servers[0], auditor, "云州市二号服务器办法", "") == 0 {
		t.Fatal("the auditor finds nothing")
	}
	var people struct {
		Items []struct{ ID, Account string }
	}
	call(t, "GET", servers[1].url+"/api/v1/people", admin, "", nil, &people)
	for _, p := range people.Items {
		if p.Account == "auditor" {
			if status := call(t, "PATCH", servers[1].url+"/api/v1/people/"+p.ID, admin, "application/json", strings.NewReader(`{"disabled":true}`), nil); status/100 != 2 {
				t.Fatalf("closing the account: %d", status)
			}
		}
	}
	if status := call(t, "GET", servers[0].url+"/api/v1/search?q=x", auditor, "", nil, nil); status != http.StatusUnauthorized {
		t.Errorf("a closed account searches on the other server: %d", status)
	}

	// One dies: the other goes on, and what was done meanwhile is there when it
	// comes again.
	servers[0].kill()
	change(servers[1], nil, "云州市独自办法")
	servers[0] = start(folders[0], "serve")
	servers[0].ready()
	drafter := signIn(t, servers[0].url, "drafter")
	if finds(servers[0], drafter, "云州市独自办法", "&after="+position(t, servers[1], drafter)) == 0 {
		t.Error("what was done while it was dead is not found")
	}
}

// position is how far the log goes.
func position(t *testing.T, server *process, token string) string {
	t.Helper()
	var ready struct{ Position json.Number }
	if status := call(t, "GET", server.url+"/readyz", token, "", nil, &ready); status != http.StatusOK {
		t.Fatalf("readyz: %d", status)
	}
	return ready.Position.String()
}
