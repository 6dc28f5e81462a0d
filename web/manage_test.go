package web

import (
	"encoding/csv"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hefa/storage"
)

func TestManagingBodies(t *testing.T) {
	s := newSite(t, nil)
	admin := s.as("admin")
	form := url.Values{"name": {"云州市数据局"}, "short": {"市数据局"}, "kind": {"department"}, "parent": {string(s.Government)}, "open": {"yes"}, "first": {"2024-02-30"}}
	if a := admin.post("/bodies", form); a.status != 422 || a.code() != "day" || a.field(t, "short") != "市数据局" {
		t.Errorf("a day that is none: %d %s", a.status, a.code())
	}
	form.Set("first", "2024-02-29")
	if a := admin.post("/bodies", form); a.status != 303 {
		t.Fatalf("adding: %d %s", a.status, a.said())
	}
	if a := admin.post("/bodies", form); a.status != 409 || a.code() != "exists" || a.field(t, "name") != "云州市数据局" {
		t.Errorf("adding it twice: %d %s", a.status, a.code())
	}
	page := "/bodies/" + string(s.Housing)
	edit := admin.get(page)
	change := url.Values{"name": {"云州市住房局"}, "kind": {"department"}, "rev": {edit.field(t, "rev")}}
	if a := admin.post(page, change); a.status != 303 {
		t.Fatalf("changing: %d %s", a.status, a.said())
	}
	change.Set("name", "云州市住建局")
	stale := admin.post(page, change)
	if stale.status != 409 || stale.code() != "stale" || stale.field(t, "name") != "云州市住建局" {
		t.Errorf("a stale form: %d %s", stale.status, stale.code())
	}
	change.Set("rev", stale.field(t, "rev"))
	if a := admin.post(page, change); a.status != 303 {
		t.Errorf("submitting again: %d %s", a.status, a.said())
	}
	if a := admin.get("/people?q=住建"); !strings.Contains(a.body, "云州市住建局") || strings.Contains(a.body, "云州市数据局") {
		t.Error("the list does not show what was changed, or does not narrow")
	}
}

func TestManagingPeople(t *testing.T) {
	s := newSite(t, nil)
	admin := s.as("admin")
	form := url.Values{"name": {"新人"}, "account": {"newcomer"}, "password": {"short"}, "once": {"k1"}}
	if a := admin.post("/people", form); a.status != 422 || a.code() != "password-length" || strings.Contains(a.body, `value="short"`) || a.field(t, "name") == "" {
		t.Errorf("a short password: %d %s", a.status, a.code())
	}
	form.Set("password", "long-enough-password")
	done := admin.post("/people", form)
	if again := admin.post("/people", form); done.status != 303 || again.status != 303 {
		t.Fatalf("adding, twice with one key: %d, %d %s", done.status, again.status, again.said())
	}
	form.Del("once")
	if a := admin.post("/people", form); a.status != 409 || a.code() != "exists" {
		t.Errorf("an account that is taken: %d %s", a.status, a.code())
	}
	page := done.header.Get("Location")
	for want, role := range map[int]url.Values{
		303: {"role": {"drafter"}, "body": {string(s.Housing)}, "first": {"2024-01-01"}},
		422: {"role": {"king"}, "body": {string(s.Housing)}},
	} {
		if a := admin.post(page+"/roles", role); a.status != want {
			t.Errorf("giving %v: %d %s, want %d", role, a.status, a.said(), want)
		}
	}
	if a := admin.post(page+"/roles", url.Values{"role": {"drafter"}, "body": {string(s.Housing)}, "first": {"2024-02-01"}, "last": {"2024-01-01"}}); a.status != 422 || a.code() != "days-order" {
		t.Errorf("days in the wrong order: %d %s", a.status, a.code())
	}
	if a := admin.post(page+"/roles", url.Values{"role": {"drafter"}, "body": {string(storage.NewID())}}); a.status != 404 && a.status != 422 {
		t.Errorf("a role in no body: %d %s", a.status, a.said())
	}
}

func TestAudit(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("=1+1云州市测试办法", "第一条　测试。\n")
	b := s.as("auditor")
	if a := b.get("/audit?document=" + string(o.Document)); a.status != 200 || !strings.Contains(a.body, "建立事项") || !strings.Contains(a.body, "共 1 条") {
		t.Errorf("the log of one document: %d", a.status)
	}
	if a := b.get("/audit?act=signed-in&person=" + string(s.People["auditor"])); !strings.Contains(a.body, "共 1 条") {
		t.Errorf("the auditor's own sign-in is not found")
	}
	a := b.get("/audit/export?format=csv&document=" + string(o.Document))
	if a.status != 200 || !strings.HasPrefix(a.body, "\ufeff") {
		t.Fatalf("CSV: %d", a.status)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 || rows[0][0] != "序号" || rows[1][2] != "建立事项" || rows[1][3] != "matter-opened" || rows[1][8] != string(o.Document) {
		t.Errorf("CSV holds %q, %v", rows, err)
	}
	a = b.get("/audit/export?format=xlsx")
	book, err := excelize.OpenReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	cells, err := book.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	total, err := s.Store.Position(t.Context())
	if err != nil || int64(len(cells)) != total+1 {
		t.Errorf("XLSX holds %d rows of %d events, %v", len(cells), total, err)
	}
	if got := harmless("=HYPERLINK(1)") + harmless("-1") + harmless("云州"); got != "'=HYPERLINK(1)'-1云州" {
		t.Errorf("formulas become %s", got)
	}
}
