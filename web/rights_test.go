package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/cleanup"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// rightsColumns are the people of the table of rights, in order. The drafter
// and the legal officer belong to the body that drafts {draft}; the stranger
// drafts for another.
var rightsColumns = []string{"nobody", "drafter", "legal", "reviewer", "head", "registrar", "cleanup", "auditor", "admin", "stranger"}

// TestRights walks every page for every role and kind of id, against the table
// in testdata/rights.txt. Forms are sent empty, so that where somebody may act
// the answer is about the form.
func TestRights(t *testing.T) {
	s := newSearchingSite(t)
	table, err := os.ReadFile("testdata/rights.txt")
	if err != nil {
		t.Fatal(err)
	}
	named := s.things()
	people := map[string]*browser{"nobody": s.browser()}
	for _, who := range rightsColumns[1:] {
		people[who] = s.as(who)
	}
	walked := map[string]bool{}
	for _, line := range strings.Split(string(table), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		method, pattern, want := fields[0], fields[1], fields[2:]
		walked[method+" "+routeOf(pattern)] = true
		var got []string
		for _, who := range rightsColumns {
			req := people[who].request(method, named.Replace(pattern), bodyFor(method))
			if method == http.MethodPost {
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			got = append(got, fmt.Sprint(people[who].do(req).status))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s %s is\n%s, want\n%s", method, pattern, strings.Join(got, " "), strings.Join(want, " "))
		}
	}
	for _, rt := range (&server{Config: Config{Store: s.Store, Review: s.Review}}).routes() {
		route := rt.method + " " + rt.path
		if !walked[route] && rt.guard.name != nobody.name && rt.guard.name != operators.name && !leaves[route] {
			t.Errorf("testdata/rights.txt has no line for %s", route)
		}
	}
}

// leaves are routes that end or begin a session; sign_in_test.go has them.
var leaves = map[string]bool{"POST /sign-in": true, "POST /sign-out": true, "POST /switch": true, "GET /": true, "GET /sign-in": true}

func bodyFor(method string) io.Reader {
	if method == http.MethodPost {
		return strings.NewReader("")
	}
	return nil
}

// routeOf turns a line's path into the pattern of its route.
func routeOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	for _, id := range []string{"{draft}", "{open}", "{closed}", "{unknown}", "{malformed}"} {
		for _, what := range []string{"documents", "d"} {
			path = strings.Replace(path, "/"+what+"/"+id, "/"+what+"/{document}", 1)
		}
		for what, name := range map[string]string{"people": "{person}", "bodies": "{body}", "matters": "{matter}", "cleanup": "{campaign}", "rounds": "{round}", "notices": "{notice}", "searches": "{search}"} {
			path = strings.Replace(path, "/"+what+"/"+id, "/"+what+"/"+name, 1)
		}
	}
	for _, name := range []string{"1", "v1", "9", "v9", "x"} {
		path = strings.Replace(path, "/texts/"+name, "/texts/{name}", 1)
	}
	for _, act := range []string{"moves/submit", "moves/accept", "moves/answer", "comments/{comment}/resolve", "comments/{comment}/reply", "comments/{comment}/adopt",
		"rounds/{round}/reply", "rounds/{round}/close", "rounds/{round}/accept"} {
		path = strings.Replace(path, act, act[:strings.LastIndex(act, "/")]+"/{act}", 1)
	}
	for name, of := range map[string]string{"steps/plan": "steps/{step}", "procedures/rule": "procedures/{procedure}", "procedures/none": "procedures/{procedure}"} {
		path = strings.Replace(path, name, of, 1)
	}
	for _, version := range []string{"/1", "/99"} {
		path = strings.Replace(path, "/procedures/{procedure}"+version, "/procedures/{procedure}/{version}", 1)
	}
	return path
}

// things makes what the table's ids name.
func (s *site) things() *strings.Replacer {
	s.t.Helper()
	draft := s.Open("云州市草案办法", "第一条　草案。\n")
	closed := s.published("云州市内部办法", "第一条　内部。\n", s.Government)
	open := storagetest.Body(s.t, s.Store, storage.Body{Kind: storage.County, Name: "云州市东湖区人民政府", Open: true})
	public := s.published("东湖区公开办法", "第一条　公开。\n", open)
	begun, err := cleanup.New(s.Store).Begin(context.Background(), s.City.As("cleanup"), cleanup.BeginInput{Title: "清理", Documents: []storage.ID{closed}})
	if err != nil {
		s.t.Fatal(err)
	}
	round, err := s.Consult(context.Background(), s.City.As("drafter"), review.ConsultInput{Matter: draft.Matter, Bodies: []storage.ID{s.Province}, Due: "2199-01-01", Letter: "请函复。"})
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.NewReplacer("{round}", string(round), "{guest}", string(storage.NewID()), "{deputy}", string(storage.NewID()), "{notice}", string(storage.NewID()), "{draft}", string(draft.Document), "{matter}", string(draft.Matter), "{closed}", string(closed), "{campaign}", string(begun.Campaign), "{open}", string(public),
		"{person}", string(s.People["cleanup"]), "{body}", string(s.Housing),
		"{holding}", string(storage.NewID()), "{comment}", string(storage.NewID()), "{phrase}", string(storage.NewID()), "{material}", string(storage.NewID()), "{unknown}", string(storage.NewID()), "{malformed}", "%3Cscript%3E")
}
