package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// wholeMatter is a matter of one procedure and the people who carry it from
// the first draft to its end.
type wholeMatter struct {
	procedure string
	title     string
	// kind, issuing and drafting are chosen when the draft is handed in; ""
	// takes what the page proposes.
	kind, issuing, drafting string
	// legal is who consents before the submission, "" where nobody does.
	drafter, legal, reviewer, head, registrar string
	// done are the steps said to be done; all others are asked to be excused.
	done []string
	// final is the conclusion of the last opinion, which takes the place of a
	// superseded one where that is said.
	final      string
	supersedes bool
	walk       func(*walker)
}

// wholeMatters are one of each procedure that has a drafting body.
var wholeMatters = []wholeMatter{
	{procedure: "normative-government", title: "云州市公共停车场收费公示办法", drafter: "drafter", legal: "legal", reviewer: "reviewer",
		head: "head", registrar: "registrar", done: []string{"consultation"}, final: "lawful", walk: walkWhole},
	{procedure: "normative-department", title: "云州市城市管理局停车泊位公示规定", issuing: "云州市城市管理局", drafter: "drafter", reviewer: "legal",
		head: "luo.cheng", registrar: "luo.cheng", final: "lawful", walk: walkWhole},
	{procedure: "rule", title: "云州市停车场管理规定（草案）", kind: "rule", drafter: "drafter", legal: "legal", reviewer: "reviewer",
		head: "head", registrar: "registrar", done: []string{"consultation"}, final: "lawful", walk: walkWhole},
	{procedure: "decision", title: "云州市智慧停车建设方案", kind: "decision", drafter: "drafter", legal: "legal", reviewer: "reviewer",
		head: "head", registrar: "registrar", done: []string{"plan", "consultation", "expert", "risk"}, final: "risk-stated", supersedes: true, walk: walkWhole},
}

// A whole matter of each procedure in Chromium: returned for completion, two
// rounds, a point that was not adopted, the last opinion, the end.
func TestWholeMatters(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve", "--max-upload", "1MB")
	server.ready()
	addHead(t, server.url)
	browser, people := newBrowser(t), map[string]*visitor{}
	for _, account := range []string{"drafter", "legal", "reviewer", "head", "registrar", "luo.cheng"} {
		people[account] = visit(t, browser, server.url, account)
	}
	for _, m := range append(wholeMatters, requested) {
		t.Run(m.procedure, func(t *testing.T) {
			for _, v := range people {
				v.t = t
			}
			m.walk(&walker{wholeMatter: m, t: t, people: people})
		})
	}
}

// addHead gives the department that issues for itself who signs and registers.
func addHead(t *testing.T, url string) {
	t.Helper()
	admin := signIn(t, url, "admin")
	var made struct{ ID string }
	status := call(t, http.MethodPost, url+"/api/v1/people", admin, "application/json",
		strings.NewReader(`{"account":"luo.cheng","name":"骆诚","password":"hefa-sample"}`), &made)
	if status != http.StatusCreated {
		t.Fatalf("adding a person: %d", status)
	}
	var bodies struct{ Items []struct{ ID, Name string } }
	call(t, http.MethodGet, url+"/api/v1/bodies", admin, "", nil, &bodies)
	for _, b := range bodies.Items {
		for _, role := range []string{"head", "registrar"} {
			if b.Name != "云州市城市管理局" {
				continue
			}
			status := call(t, http.MethodPost, url+"/api/v1/people/"+made.ID+"/roles", admin, "application/json",
				strings.NewReader(fmt.Sprintf(`{"role":%q,"body":%q}`, role, b.ID)), nil)
			if status/100 != 2 {
				t.Fatalf("giving the role %s: %d", role, status)
			}
		}
	}
}

// walkWhole carries a matter from its first draft to its end.
func walkWhole(w *walker) {
	w.opens(strings.Replace(firstDraft, journeyTitle, w.title, 1))
	w.reads(w.procedure)
	w.submits()
	w.isReturnedAndCompleted()
	w.person(w.reviewer).move(w.matter, "accept", func() { w.person(w.reviewer).run(`document.querySelector("input[name=complete]").click()`) })

	w.comments("4", "“醒目位置”应当写明标准。")
	w.finds("measures", "第五条设定了许可。")
	w.concludesRest()
	w.proposes("amend", "")
	w.signs()
	w.answersAndRevises()

	w.secondRound()
	if w.supersedes {
		w.proposes("lawful", "")
		w.signs()
		w.isSuperseded("结论应当为载明法律风险。")
		w.concludesRest()
	}
	risk := ""
	if w.final == "risk-stated" {
		risk = "数据共享尚无国家层面的明确规定，建议先行试点。"
	}
	w.proposes(w.final, risk)
	w.signs()
	w.showsWhatWasNotAdopted()
	w.isPublished()
}

// today is the server's, which is in China.
func today(days int) string {
	return time.Now().In(time.FixedZone("CST", 8*3600)).AddDate(0, 0, days).Format(time.DateOnly)
}
