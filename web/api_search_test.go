package web

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"hefa/review/cleanup"
	"hefa/review/procedure"
	"hefa/search"
	"hefa/storage"
)

// A person's own change is found as soon as it is asked for by its position,
// by those who may read it and by nobody else.
func TestSearch(t *testing.T) {
	c := newAPICity(t)
	var o opened
	position := c.upload("drafter", "/documents", []string{"file", "@办法.txt:" + rule(7), "title", "云州市停车管理办法"}).want(201).into(&o).position()
	find := func(account, query string) search.Result {
		t.Helper()
		var found search.Result
		c.get(account, "/search?"+query).want(200).into(&found)
		return found
	}
	q := "q=" + url.QueryEscape("停车管理工作") + "&after=" + position
	found := find("drafter", q)
	if found.Total != 1 || found.Documents != 1 || found.Hits[0].Document != o.ID || found.Hits[0].Text.String() != "1" ||
		found.Hits[0].Article != "第三条" || found.Hits[0].Address != "3" {
		t.Fatalf("the drafter finds %+v", found)
	}
	for account, want := range map[string]int{"legal": 1, "auditor": 1, "stranger": 0, "admin": 0, "registrar": 0} {
		if got := find(account, q); got.Total != want || len(got.Facets.Kind) != want {
			t.Errorf("%s finds %+v", account, got)
		}
	}
	for query, want := range map[string]int{"&kind=rule": 0, "&kind=normative": 1, "&status=in-force": 0, "&body=云州市人民政府": 1,
		"&body=" + string(c.Housing): 0, "&body=" + string(c.Housing) + "&body=" + string(c.Government): 1, "&page=2": 1} {
		if got := find("drafter", q+query); got.Total != want {
			t.Errorf("%s: %d found, want %d", query, got.Total, want)
		}
	}
	exact := func(account, query string) search.Result {
		return find(account, "exact=true&after="+position+"&"+query)
	}
	if got := exact("drafter", "q="+url.QueryEscape("条 停车管理工作")); got.Occurrences != len(got.Hits) || got.Literals[0].Occurrences != got.Occurrences {
		t.Errorf("exactly, the drafter finds %+v", got)
	}
	if got := exact("stranger", "q="+url.QueryEscape("停车管理")); got.Total != 0 || got.Literals[0].Documents != 0 || len(got.Facets.Cites) != 0 {
		t.Errorf("exactly, a stranger finds %+v", got)
	}
	var several []search.Result
	c.send("drafter", http.MethodPost, "/search?exact=true&sort=reading", map[string]any{"queries": []string{"停车管理工作", "(没有", "。"}}).want(200).into(&several)
	if len(several) != 3 || several[0].Total != 1 || several[1].Total != 0 || several[2].Total == 0 || several[1].Query != "(没有" {
		t.Errorf("a list is answered by %+v", several)
	}
	var once search.Result
	c.send("drafter", http.MethodPost, "/search", map[string]any{"literals": []string{"停车管理工作", "(没有"}}).want(200).into(&once)
	if len(once.Literals) != 2 || once.Literals[0].Total != 1 || once.Literals[1].Total != 0 {
		t.Errorf("literals are found %+v times", once.Literals)
	}
	c.send("drafter", http.MethodPost, "/search", map[string]any{"queries": []string{"(x"}}).problem(422, "query-unclosed", "q")
	c.get("drafter", "/search?q=x&sort=x").problem(422, "choice", "sort")
	c.get("drafter", "/search?q=x&exact=x").problem(422, "choice", "exact")
	c.get("drafter", "/search?exact=true").problem(422, "query-nothing-left", "q")
	c.get("", "/search?q=x").problem(401, "signed-out", "")
	c.get("drafter", "/search?q=%28x").problem(422, "query-unclosed", "q")
	c.get("drafter", "/search?q=x&size=101").problem(422, "number", "size")
	c.get("drafter", "/search?q=x&body=x").problem(422, "choice", "body")
	c.get("drafter", "/search?q=x&after=-1").problem(422, "number", "after")

	// A cleanup officer turns a search into a campaign, with what was found.
	c.To(o.Matter, procedure.Published)
	events, _, err := c.Store.SearchEvents(t.Context(), storage.EventQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := find("cleanup", "q=停车管理&after="+strconv.FormatInt(events[0].Seq, 10)); got.Documents != 1 {
		t.Fatalf("the cleanup officer finds %+v", got)
	}
	var begun cleanup.Begun
	c.send("cleanup", http.MethodPost, "/campaigns", map[string]any{"title": "专项清理", "search": map[string]any{"q": "停车管理工作"}}).want(201).into(&begun)
	if begun.Added != 1 {
		t.Errorf("the campaign has %+v", begun)
	}
	var evidence listed[cleanup.Evidence]
	c.get("cleanup", "/campaigns/"+string(begun.Campaign)+"/items/"+string(o.ID)+"/evidence").want(200).into(&evidence)
	if evidence.Total != 1 || evidence.Items[0].Address != "3" {
		t.Errorf("it is listed for %+v", evidence)
	}
}
