package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hefa/storage/crashpoint"
)

// The program is killed at every moment that matters of one upload. What was
// acknowledged, or will be when the client asks again with the same key, is
// there once, and nothing dangles.
func TestCrashAtEveryPoint(t *testing.T) {
	crashing := filepath.Join(t.TempDir(), "hefa-crashing")
	build := exec.Command("go", "build", "-buildvcs=false", "-tags", "crashpoints", "-o", crashing, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building with crash points: %v\n%s", err, out)
	}
	data := t.TempDir()
	first := hefa(t, data, "serve")
	first.ready()
	awaitCopy(t, data)
	first.kill()
	for _, c := range []struct {
		at string
		// there is how many documents of the title there are after the crash.
		there int
		// loose is how many objects without a row the crash may leave.
		loose int
	}{
		{crashpoint.BeforeObject, 0, 0},
		{crashpoint.AfterObject, 0, 1},
		{crashpoint.BeforeCommit + "=matter-opened", 0, 1},
		{crashpoint.AfterCommit + "=matter-opened", 1, 0},
		{crashpoint.BeforeIndex + "=matter-opened", 1, 0},
	} {
		t.Run(c.at, func(t *testing.T) {
			title := "云州市断电试验办法（" + c.at + "）"
			dying := hefa(t, data, "serve")
			dying.Path = crashing
			dying.Env = append(dying.Env, "HEFA_CRASH_AT="+c.at)
			dying.ready()
			token := signIn(t, dying.url, "drafter")
			// Before the index, the answer may or may not have been given.
			status, _ := uploadOnce(t, dying.url, token, title)
			if status != 0 && !strings.HasPrefix(c.at, crashpoint.BeforeIndex) {
				t.Fatalf("the server lived on and answered %d", status)
			}
			dying.ends()

			again := hefa(t, data, "serve")
			again.ready()
			token = signIn(t, again.url, "drafter")
			if n := countTitled(t, again.url, token, title); n != c.there {
				t.Errorf("after the crash there are %d, want %d", n, c.there)
			}
			if r := checkObjects(t, data); r.Unreferenced > c.loose || len(r.Missing) > 0 || len(r.Corrupt) > 0 {
				t.Errorf("after the crash %+v", r)
			}
			if status, _ := uploadOnce(t, again.url, token, title); status != http.StatusCreated {
				t.Errorf("asked again with the same key it answers %d", status)
			}
			if n := countTitled(t, again.url, token, title); n != 1 {
				t.Errorf("asked again there are %d", n)
			}
			if r := checkObjects(t, data); r.Unreferenced != 0 {
				t.Errorf("asked again %+v", r)
			}
			awaitFound(t, again.url, token, title)
			again.kill()
		})
	}
}

func countTitled(t *testing.T, server, token, title string) int {
	t.Helper()
	var list struct{ Total int }
	if status := call(t, "GET", server+"/api/v1/documents?q="+url.QueryEscape(title), token, "", nil, &list); status != http.StatusOK {
		t.Fatalf("listing documents: %d", status)
	}
	return list.Total
}

// awaitFound waits until search finds a document by its title, at most ten
// seconds.
func awaitFound(t *testing.T, server, token, title string) {
	t.Helper()
	for range 100 {
		var found struct{ Hits []struct{ Title string } }
		status := call(t, "GET", server+"/api/v1/search?q="+url.QueryEscape(`"`+title+`"`), token, "", nil, &found)
		if status != http.StatusOK {
			t.Fatalf("searching: %d", status)
		}
		for _, h := range found.Hits {
			if h.Title == title {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("search does not find %s", title)
}

// awaitCopy waits, at most a minute, until the day's copy of the search index
// is kept: its objects have no row of a file, and a kill while they are put
// leaves them behind, which is not what is asked here.
func awaitCopy(t *testing.T, data string) {
	t.Helper()
	for range 60 {
		if r := checkObjects(t, data); r.Objects > r.Rows && r.Unreferenced == 0 {
			return
		}
		time.Sleep(time.Second)
	}
	t.Fatal("no copy of the search index was kept")
}

type checked struct {
	Missing, Corrupt            []string
	Rows, Objects, Unreferenced int
}

// checkObjects runs fsck beside the server.
func checkObjects(t *testing.T, data string) checked {
	t.Helper()
	p := hefa(t, data, "fsck", "--format", "json")
	out, err := p.Output()
	var r checked
	if err == nil {
		err = json.Unmarshal(out, &r)
	}
	if err != nil {
		t.Fatalf("fsck: %v\n%s%s", err, out, p.stderr.String())
	}
	return r
}
