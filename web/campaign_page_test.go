package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hefa/storage"
)

// statusOn is a document's status on a day.
func (s *site) statusOn(id storage.ID, on storage.Day) storage.Status {
	s.t.Helper()
	d, err := storage.ReadDocument(context.Background(), s.Store.DB, id, on)
	if err != nil {
		s.t.Fatal(err)
	}
	return d.Status
}

// A search becomes a list of everything in force that it finds, from all its
// pages; each document gets its conclusion, and the list leaves as a sheet.
func TestCleanupPages(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("cleanup")
	var ids []storage.ID
	for n := range searchSize + 5 {
		ids = append(ids, s.published(fmt.Sprintf("云州市第%03d号办法", n), "第一条　工商行政管理部门负责。\n第二条　由工商行政管理部门处罚。\n", s.Government))
	}
	gone := s.published("云州市已经废止的办法", "第一条　工商行政管理部门负责。\n", s.Government)
	storageEnd(t, s, gone, "2021-01-01")
	s.Open("云州市草案办法", "第一条　工商行政管理部门负责。\n")
	s.indexed(b)

	query := url.Values{"q": {"工商行政管理部门"}, "status": {"repealed"}, "on": {"2020-06-01"}}
	page := b.get("/cleanup/new?" + query.Encode())
	want := fmt.Sprintf("现行有效 %d 件，命中 %d 条 %d 处", len(ids), 2*len(ids), 2*len(ids))
	if page.status != http.StatusOK || !strings.Contains(page.words(), want) {
		t.Fatalf("%d, not %q: %s", page.status, want, page.words())
	}
	if strings.Contains(page.words(), "已经废止") || strings.Contains(page.words(), "草案办法") {
		t.Error("the list holds what is not in force")
	}
	query.Set("title", "")
	if a := b.post("/cleanup", query); a.status != http.StatusUnprocessableEntity || a.code() != "required" {
		t.Errorf("without a title: %d %s", a.status, a.code())
	}
	query.Set("title", "市场监管机构改革专项清理")
	query.Set("once", page.field(t, "once"))
	query["without"] = []string{string(ids[0])}
	a := b.post("/cleanup", query)
	if a.status != http.StatusSeeOther {
		t.Fatalf("beginning: %d %s", a.status, a.said())
	}
	campaign := a.header.Get("Location")
	if again := b.post("/cleanup", query); again.header.Get("Location") != campaign {
		t.Errorf("the same form again leads to %q, not %s", again.header.Get("Location"), campaign)
	}

	list := b.get(campaign)
	for _, want := range []string{"市场监管机构改革专项清理", fmt.Sprintf("0 / %d 件", len(ids)-1), "第一条、第二条", "云州市第001号办法"} {
		if !strings.Contains(list.words(), want) {
			t.Errorf("the list does not say %q: %s", want, list.words())
		}
	}
	if strings.Contains(list.words(), "云州市第000号办法") {
		t.Error("what was left out is listed")
	}
	if said := b.get(campaign + "?page=2").words(); !strings.Contains(said, fmt.Sprintf("云州市第%03d号办法", len(ids)-1)) {
		t.Errorf("the last document is not on the second page: %s", said)
	}

	item := b.get(campaign + "?state=open&item=" + string(ids[1]))
	if !strings.Contains(item.body, "<mark>工商行政管理部门</mark>") || !strings.Contains(item.body, "/texts/v1?words=") {
		t.Errorf("the evidence is not shown: %s", item.words())
	}
	form := url.Values{"rev": {item.field(t, "rev")}, "state": {"open"}, "conclusion": {"repeal"}, "grounds": {"职责已划转"}}
	at := campaign + "/documents/" + string(ids[1])
	if a := b.post(at, form); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "职责已划转") {
		t.Errorf("a repeal without a day: %d %s", a.status, a.said())
	}
	form.Set("ends", "2024-06-01")
	a = b.post(at, form)
	if a.status != http.StatusSeeOther || !strings.Contains(a.header.Get("Location"), "item="+string(ids[2])) {
		t.Fatalf("repealing: %d %s, %s", a.status, a.said(), a.header.Get("Location"))
	}
	if said := b.get(a.header.Get("Location")).words(); !strings.Contains(said, "《云州市第001号办法》已记为“废止”，2024年6月1日起失去效力") {
		t.Errorf("what was recorded is not told: %s", said)
	}
	if before, after := s.statusOn(ids[1], "2024-05-31"), s.statusOn(ids[1], "2024-06-01"); before != storage.InForce || after != storage.Repealed {
		t.Errorf("it is %s on the day before and %s on the day", before, after)
	}
	if a := b.post(at, form); a.status != http.StatusConflict || a.code() != "stale" || !strings.Contains(a.body, "职责已划转") {
		t.Errorf("from an old page: %d %s", a.status, a.code())
	}
	if said := b.get(campaign + "?state=repeal").words(); !strings.Contains(said, "云州市第001号办法") || strings.Contains(said, "云州市第002号办法") {
		t.Errorf("the repealed: %s", said)
	}
	if a := b.post(at+"/remove", nil); a.status != http.StatusUnprocessableEntity {
		t.Errorf("taking a concluded one off: %d", a.status)
	}
	if a := b.post(campaign+"/documents/"+string(ids[2])+"/remove", nil); a.status != http.StatusSeeOther {
		t.Errorf("taking an open one off: %d", a.status)
	}

	s.exported(b, campaign, len(ids)-2)
	if a := s.as("auditor").get(campaign + "?item=" + string(ids[1])); a.status != http.StatusOK || strings.Contains(a.body, `name="conclusion"`) {
		t.Errorf("an auditor is shown the form, or nothing: %d", a.status)
	}
	// A second search goes into the same cleanup; what is on it stays as it is.
	query.Del("without")
	query.Set("into", strings.TrimPrefix(campaign, "/cleanup/"))
	query.Set("once", "another")
	if a := b.post("/cleanup", query); a.header.Get("Location") != campaign {
		t.Errorf("adding: %d %s", a.status, a.said())
	}
	if said := b.get("/cleanup").words(); !strings.Contains(said, fmt.Sprintf("1 / %d 件", len(ids))) {
		t.Errorf("after adding: %s", said)
	}
}

// exported reads the sheet of a campaign.
func (s *site) exported(b *browser, campaign string, rows int) {
	s.t.Helper()
	a := b.get(campaign + "/export")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(a.body)))
	if err != nil {
		s.t.Fatalf("%d: %v", a.status, err)
	}
	got, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(got) != rows+1 || got[1][6] != "第一条、第二条" || got[1][7] != "废止" {
		s.t.Errorf("%d rows, %v: %q", len(got), err, got[:min(2, len(got))])
	}
	if want := "attachment"; !strings.HasPrefix(a.header.Get("Content-Disposition"), want) {
		s.t.Errorf("sent as %q", a.header.Get("Content-Disposition"))
	}
}

// storageEnd ends a document's first version.
func storageEnd(t *testing.T, s *site, id storage.ID, on storage.Day) {
	t.Helper()
	actor := s.As("cleanup")
	err := s.Store.Do(context.Background(), actor, func(tx *storage.Tx) error {
		tx.Log(storage.Event{Act: "test", Document: id, Version: 1})
		return tx.EndVersion(id, 1, on, storage.EndRepealed)
	})
	if err != nil {
		t.Fatal(err)
	}
}
