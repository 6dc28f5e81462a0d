package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hefa/storage/object"
)

// Text that no text has, and numbers and days beyond their range, are refused
// wherever they come in, never an error of ours.
func TestHostileText(t *testing.T) {
	c := newAPICity(t)
	for name, title := range map[string]string{"NUL": "办\x00法", "broken UTF-8": "办\xff法", "direction": "办\u202e法\r\n"} {
		o := c.open("drafter", title)
		var got string
		if err := c.Store.DB.QueryRow(`SELECT title FROM document WHERE id = $1`, o.ID).Scan(&got); err != nil || got != "办法" {
			t.Errorf("%s: the title is kept as %q, %v", name, got, err)
		}
	}
	if a := c.send("reviewer", http.MethodPost, "/phrases", map[string]any{"text": "建议\x00修改。"}).problem(422, "invalid", ""); !strings.Contains(string(a.body), "不能保存的字符") {
		t.Errorf("of NUL it is said: %s", a.body)
	}
	c.upload("drafter", "/documents", []string{"title", strings.Repeat("长", 501), "file", "@a.txt:" + rule(1)}).problem(422, "too-long", "title")
	for _, path := range []string{"/documents?q=", "/search?body=", "/documents?body=", "/events?act=", "/events/export?act=", "/events/export?format=xlsx&act="} {
		for _, value := range []string{"\x00", "\xff\xfe", "\xed\xa0\x80", strings.Repeat("(", 5000)} {
			if a := c.get("auditor", path+url.QueryEscape(value)); a.status >= 500 {
				t.Errorf("%s%.8q: %d %s", path, value, a.status, a.body)
			}
		}
	}
	for _, day := range []string{"0000-01-01", "2026-02-30", "9999-12-31", "-1", "2026-01-01' --"} {
		c.upload("drafter", "/documents", []string{"title", "办法", "due", day, "file", "@a.txt:" + rule(1)}).problem(422, "day", "due")
	}
}

// Of a refused upload no byte is kept.
func TestRefusedUploadsAreNotKept(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	document, matter := "/documents/"+string(o.ID), "/matters/"+string(o.Matter)
	count := func() (n int) {
		t.Helper()
		err := c.Store.Objects.List(context.Background(), func(object.Info) error { n++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	for n, u := range []struct {
		who, path string
		form      []string
		status    int
		code      string
	}{
		{"legal", "/documents", []string{"title", "办法"}, 403, "forbidden"},
		{"auditor", "/documents", []string{"title", "办法"}, 403, "forbidden"},
		{"drafter", "/documents", []string{"title", strings.Repeat("长", 501)}, 422, "too-long"},
		{"drafter", "/documents", []string{"title", "办法", "further", "@一.txt:一", "further", "@二.txt:"}, 422, "empty"},
		{"auditor", document + "/drafts", nil, 403, "forbidden"},
		{"reviewer", document + "/drafts", nil, 403, "forbidden"},
		{"reviewer", document + "/amendments", nil, 403, "forbidden"},
		{"registrar", document + "/drafts", nil, 404, "not-found"},
		{"auditor", matter + "/materials", []string{"code", "explanation"}, 403, "forbidden"},
	} {
		form := append([]string{"file", "@a.txt:" + rule(10+n)}, u.form...)
		c.upload(u.who, u.path, form).problem(u.status, u.code, map[string]string{"too-long": "title"}[u.code])
		if after := count(); after != before {
			t.Errorf("%s at %s: %d objects were kept", u.who, u.path, after-before)
			before = after
		}
	}
}
