package web

import (
	"context"
	"strings"
	"testing"

	"hefa/storage"
	"hefa/storage/storagetest"
)

// events counts the acts of a name.
func (s *site) events(act storage.Act) int {
	s.t.Helper()
	_, n, err := s.Store.SearchEvents(context.Background(), storage.EventQuery{Act: act})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestReader(t *testing.T) {
	s := newSite(t, nil)
	open := storagetest.Body(t, s.Store, storage.Body{Kind: storage.County, Name: "云州市东湖区人民政府", Open: true})
	const text = "东湖区公开办法\n第一章　总则\n第一条　为了<script>alert(1)</script>。\n第二条　应当提交下列材料：\n（一）申请书；\n（二）证明。\n"
	for name, test := range map[string]func(*testing.T){
		"a draft's reading is logged":              func(t *testing.T) { testDraftRead(t, s) },
		"addresses and text":                       func(t *testing.T) { testReaderText(t, s, s.published("东湖区公开办法", text, open)) },
		"the lasting address without signing in":   func(t *testing.T) { testPublic(t, s, s.published("东湖区第二办法", text, open)) },
		"a text that ended is not public any more": func(t *testing.T) { testEnded(t, s, s.published("东湖区第三办法", text, open)) },
	} {
		t.Run(name, test)
	}
}

func testDraftRead(t *testing.T, s *site) {
	o := s.Open("云州市草案办法", "第一条　草案。\n")
	page := "/documents/" + string(o.Document)
	b := s.as("reviewer")
	b.get(page)
	if n := s.events(storage.ActDraftRead); n != 0 {
		t.Errorf("the document's page counts as %d readings", n)
	}
	if a := b.get(page + "/texts/1"); a.status != 200 || !strings.Contains(a.body, "未公布") {
		t.Fatalf("the draft: %d", a.status)
	}
	b.get(page + "/texts/1/file")
	if n := s.events(storage.ActDraftRead); n != 2 {
		t.Errorf("reading and downloading were logged %d times", n)
	}
	list, _, err := s.Store.SearchEvents(context.Background(), storage.EventQuery{Act: storage.ActDraftRead})
	if err != nil || list[0].Person != s.People["reviewer"] || list[0].Role != storage.Reviewer || list[0].Body != s.Justice || list[0].Draft != 1 || list[0].RequestID == "" {
		t.Errorf("logged is %+v, %v", list[0], err)
	}
	if a := s.as("stranger").get(page + "/texts/1"); a.status != 404 || s.events(storage.ActDraftRead) != 2 {
		t.Errorf("a reading refused: %d", a.status)
	}
}

func testReaderText(t *testing.T, s *site, document storage.ID) {
	a := s.as("stranger").get("/documents/" + string(document) + "/texts/v1")
	for _, want := range []string{
		`<h2 id="a-c1"><span class="no">第一章</span>总则</h2>`, `<div class="unit" id="a-1">`, `<b class="no">第一条</b>`,
		`为了&lt;script&gt;alert(1)&lt;/script&gt;。`, `id="a-2.1(1)">（一）申请书；</p>`, `href="#a-2"`, `现行有效`,
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the reader lacks %s", want)
		}
	}
	if strings.Contains(a.body, "<script>alert") {
		t.Error("the reader runs what a text says")
	}
	if n := s.events(storage.ActDraftRead); n > 2 {
		t.Error("reading a version was logged as reading a draft")
	}
}

func testPublic(t *testing.T, s *site, document storage.ID) {
	b := s.browser()
	a := b.get("/d/" + string(document))
	if a.status != 200 || !strings.Contains(a.body, "（一）申请书；") || strings.Contains(a.body, "/documents/"+string(document)) {
		t.Errorf("the lasting address: %d, or it leads where one must sign in", a.status)
	}
	file := b.get("/d/" + string(document) + "/file")
	if file.status != 200 || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") || file.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("its file: %d %v", file.status, file.header)
	}
}

func testEnded(t *testing.T, s *site, document storage.ID) {
	storagetest.Do(t, s.Store, func(tx *storage.Tx) error {
		return tx.EndVersion(document, 1, "2021-01-01", storage.EndRepealed)
	})
	if a := s.browser().get("/d/" + string(document)); a.status != 404 {
		t.Errorf("without signing in: %d", a.status)
	}
	if a := s.as("stranger").get("/d/" + string(document)); a.status != 200 || !strings.Contains(a.body, "已废止") {
		t.Errorf("signed in: %d", a.status)
	}
}

func TestAttachment(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt":            `attachment; filename="a.txt"; filename*=UTF-8''a.txt`,
		"办法 一.docx":        `attachment; filename="__ _.docx"; filename*=UTF-8''%E5%8A%9E%E6%B3%95%20%E4%B8%80.docx`,
		"a\"b\\c;%d\r\n.x": `attachment; filename="a_b_c__d__.x"; filename*=UTF-8''a%22b%5Cc%3B%25d%0D%0A.x`,
	} {
		if got := attachment(name); got != want {
			t.Errorf("attachment(%q) = %s", name, got)
		}
	}
}

func TestDocumentFilters(t *testing.T) {
	s := newSite(t, nil)
	s.published("云州市甲办法", "第一条　甲。\n", s.Government)
	s.published("云州市乙办法", "第一条　乙。\n", s.Government)
	s.Open("云州市丙办法", "第一条　丙。\n")
	b := s.as("drafter")
	for query, want := range map[string]string{
		"": "甲乙丙", "q=甲办法": "甲", "status=in-force": "甲乙", "status=drafting": "丙", "kind=rule": "", "year=2020": "甲乙", "year=1999": "",
		"on=2019-12-31": "甲乙丙", "on=2019-12-31&status=not-yet-effective": "甲乙", "body=" + string(s.Housing): "", "page=2": "",
	} {
		a := b.get("/documents?" + query)
		got := ""
		for _, one := range []string{"甲", "乙", "丙"} {
			if strings.Contains(a.body, ">云州市"+one+"办法<") {
				got += one
			}
		}
		if a.status != 200 || got != want {
			t.Errorf("?%s shows %q, want %q (%d)", query, got, want, a.status)
		}
	}
	for _, query := range []string{"year=x", "on=yesterday", "body=x"} {
		if a := b.get("/documents?" + query); a.status != 422 {
			t.Errorf("?%s: %d", query, a.status)
		}
	}
}
