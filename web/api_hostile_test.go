package web

import (
	"net/url"
	"strings"
	"testing"
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
	c.upload("drafter", "/documents", []string{"title", strings.Repeat("长", 501), "file", "@a.txt:" + rule(1)}).problem(422, "too-long", "title")
	for _, path := range []string{"/documents?q=", "/search?body=", "/documents?body=", "/events?act="} {
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
