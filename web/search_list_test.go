package web

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hefa/search"
)

// Five hundred names pasted into the exact search: the page, its paper and
// files, a kept search, a cleanup and the API all take them, by addresses that
// any browser and proxy takes.
func TestLongListOfLiterals(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("cleanup")
	s.published("云州市停车管理办法", parking, s.Government)
	s.indexed(b)
	names := make([]string, 500)
	for i := range names {
		names[i] = fmt.Sprintf("云州市第%d行政审批和政务服务管理局", i)
	}
	names[77], names[400] = "工商行政管理部门", "质量技术监督部门"
	list := strings.Join(names, "\r\n")

	a := b.post("/search", url.Values{"exact": {"1"}, "list": {list}, "sort": {"date"}})
	here := a.header.Get("Location")
	if a.status != http.StatusSeeOther || !strings.HasPrefix(here, "/search?") || len(here) > 200 {
		t.Fatalf("%d to %q", a.status, here)
	}
	page := b.get(here)
	if said := page.words(); page.status != http.StatusOK || !strings.Contains(said, "命中 1 件 1 条 3 处") {
		t.Errorf("%d: %.2000s", page.status, said)
	}
	if n := strings.Count(page.body, "<tr><td lang=\"zh-CN\">"); n != 500 {
		t.Errorf("%d literals are counted", n)
	}
	if again := s.as("stranger").get(here); again.status != http.StatusOK || !strings.Contains(again.words(), "1 件 1 条 3 处") {
		t.Errorf("the link does not reproduce the search for a colleague: %d", again.status)
	}
	for _, link := range regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(page.body, -1) {
		address := html.UnescapeString(link[1])
		if len(address) > 2000 {
			t.Errorf("a link of %d bytes: %.100s", len(address), address)
		}
		if !strings.Contains(address, "kept=") || strings.Contains(address, "lang=") {
			continue
		}
		if a := b.get(address); a.status != http.StatusOK {
			t.Errorf("%.60s…: %d", address, a.status)
		}
	}
	paper := b.get(strings.Replace(here, "/search?", "/search/paper?", 1))
	if said := paper.words(); !strings.Contains(said, names[499]) || !strings.Contains(said, here[len("/search?"):]) {
		t.Errorf("the paper does not say what was asked, or where to ask it again: %.500s", said)
	}

	if a := b.post("/searches", url.Values{"name": {"机构名单"}, "exact": {"1"}, "list": {list}}); a.status != http.StatusSeeOther {
		t.Errorf("keeping the search: %d %s", a.status, a.words())
	}
	kept := regexp.MustCompile(`<h2><a href="(/search\?[^"]*)">机构名单`).FindStringSubmatch(b.get("/searches").body)
	if kept == nil {
		t.Fatal("the kept search is not listed")
	}
	if said := b.get(html.UnescapeString(kept[1])).words(); !strings.Contains(said, "1 件 1 条 3 处") {
		t.Errorf("the kept search asks something else: %.500s", said)
	}

	if a := b.get("/search?exact=1&kept=" + strings.Repeat("0", 64)); a.status != http.StatusNotFound {
		t.Errorf("a list that nobody kept: %d", a.status)
	}
	long := strings.Repeat("云州市第一行政审批和政务服务管理局\n", 20_000)
	if a := b.post("/search", url.Values{"exact": {"1"}, "list": {long}}); a.status != http.StatusUnprocessableEntity && a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a list too long: %d", a.status)
	}
	if a := b.post("/search", url.Values{"exact": {"1"}, "list": {strings.Repeat("甲", 10) + manyLines(1001)}}); a.status != http.StatusUnprocessableEntity || a.code() != "query-too-many" {
		t.Errorf("a list of too many: %d %s", a.status, a.code())
	}
}

// What people paste is taken as it is, or refused at once with what to do: blank
// lines that look like none, bytes that are no text, far too many lines.
func TestPastedLists(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("cleanup")
	s.published("云州市停车管理办法", parking, s.Government)
	s.indexed(b)
	for name, list := range map[string]string{
		"zero width":   "\u200b\n\u3000\u200d\n工商行政管理部门",
		"no text":      "工商行政\x00管理\xff部门\n" + strings.Repeat("\x00\xff\n", 800),
		"spaced twice": "工商行政管理部门\n工商 行政管理\u200b部门",
	} {
		a := b.post("/search", url.Values{"exact": {"1"}, "list": {list}})
		if said := b.get(a.header.Get("Location")).words(); a.status != http.StatusSeeOther || !strings.Contains(said, "命中 1 件 1 条 2 处") {
			t.Errorf("%s: %d %.500s", name, a.status, said)
		}
	}
	began := time.Now()
	a := b.post("/search", url.Values{"exact": {"1"}, "list": {manyLines(40_000)}})
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.words(), "名单最多一千项") {
		t.Errorf("far too many lines: %d %.500s", a.status, a.words())
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("refusing far too many lines took %v", took)
	}
	if a := b.post("/search", url.Values{"exact": {"1"}, "list": {strings.Repeat("长", search.MaxKeptList/3+1)}}); a.code() != "list-too-long" {
		t.Errorf("a list a little too long: %d %s", a.status, a.code())
	}
	if a := b.post("/search", url.Values{"exact": {"1"}, "list": {strings.Repeat("长", search.MaxKeptList)}}); a.code() != "too-large" || strings.Contains(a.words(), "图片") {
		t.Errorf("a list far too long: %d %s %.500s", a.status, a.code(), a.words())
	}
}

func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\n第%d局", i)
	}
	return b.String()
}

// A program asks for five hundred literals at once, and keeps that search.
func TestLongListByAPI(t *testing.T) {
	c := newAPICity(t)
	position := c.upload("drafter", "/documents", []string{"file", "@办法.txt:" + rule(7), "title", "云州市停车管理办法"}).want(201).position()
	literals := append(strings.Split(manyLines(499)[1:], "\n"), "停车管理工作")
	var found search.Result
	c.send("drafter", http.MethodPost, "/search?after="+position, map[string]any{"literals": literals}).want(200).into(&found)
	if found.Occurrences != 1 || len(found.Literals) != 500 {
		t.Errorf("%d places of %d literals", found.Occurrences, len(found.Literals))
	}
	// A literal given twice, or with what counts for nothing, is one.
	c.send("drafter", http.MethodPost, "/search", map[string]any{"literals": []string{"停车管理工作", "停车管理工作", " 停车 管理工作"}}).want(200).into(&found)
	if found.Occurrences != 1 || len(found.Literals) != 1 {
		t.Errorf("%d places of %d literals, of one given thrice", found.Occurrences, len(found.Literals))
	}
	c.send("drafter", http.MethodPost, "/search", map[string]any{"literals": strings.Split(manyLines(1001), "\n")}).problem(422, "query-too-many", "q")
	c.send("drafter", http.MethodPost, "/searches", map[string]any{"name": "名单", "literals": literals}).want(201)
	var saved listed[search.Saved]
	c.get("drafter", "/searches").want(200).into(&saved)
	if saved.Total != 1 || !saved.Items[0].Query.Exact || len(saved.Items[0].Query.Literals) != 500 {
		t.Errorf("kept is %+v", saved)
	}
}
