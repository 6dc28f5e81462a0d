package web

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"hefa/storage/derived"
	"hefa/storage/storagetest"
)

var exportLink = regexp.MustCompile(`href="(/documents/[^"]+/redline/file[^"]*)"`)

// The page offers each file, and says where none can be made.
func TestExportMenu(t *testing.T) {
	program := derived.FindOffice("")
	if program == "" {
		t.Fatal("no LibreOffice (make tools installs it)")
	}
	s := newSite(t, func(c *Config) { c.Office = derived.NewOffice(program) })
	o := s.Open("云州市公共自行车管理办法", bikes1)
	upload := addDraft(t, s, o.Document)
	upload.Upload = storagetest.Upload(t, s.Store, bikes2)
	if _, err := s.Review.AddDraft(t.Context(), s.As("drafter"), upload); err != nil {
		t.Fatal(err)
	}
	page := "/documents/" + string(o.Document) + "/redline?from=1&to=2"
	drafter := s.as("drafter")
	shown := drafter.get(page)
	shown.says(t, "the menu", "导出", "Word，带修订标记", "PDF，标出改动", "条文对照表", "!没有 LibreOffice")
	links := exportLink.FindAllStringSubmatch(shown.body, -1)
	if len(links) != 4 {
		t.Fatalf("%d files are offered", len(links))
	}
	for _, l := range links {
		a := drafter.get(html.UnescapeString(l[1]))
		a.must(t, 200, l[1])
		if name := a.header.Get("Content-Disposition"); !strings.HasPrefix(name, "attachment;") || !strings.Contains(name, "filename*=UTF-8''%E4%BA%91%E5%B7%9E") {
			t.Errorf("%s is named %s", l[1], name)
		}
		if !strings.HasPrefix(a.body, "PK") && !strings.HasPrefix(a.body, "%PDF-") {
			t.Errorf("%s begins %.10q", l[1], a.body)
		}
		s.as("stranger").get(html.UnescapeString(l[1])).must(t, 404, "another body's")
	}
	var readings int
	if err := s.Store.DB.QueryRow(`SELECT count(*) FROM event WHERE act = 'draft-read'`).Scan(&readings); err != nil || readings < 10 {
		t.Errorf("%d readings are logged (%v)", readings, err)
	}
	drafter.get("/documents/"+string(o.Document)+"/redline/file?from=1&to=2&format=html").must(t, 422, "a page as a file")

	without := newSiteOn(t, s.City, nil).as("drafter")
	without.get(page).says(t, "without LibreOffice", "服务器上没有 LibreOffice", "Word，带修订标记")
	refused := without.get("/documents/" + string(o.Document) + "/redline/file?from=2&to=1&format=pdf")
	refused.must(t, 503, "a PDF without LibreOffice")
	refused.says(t, "the refusal", "导出 Word", "HEFA_SOFFICE")
}

// A file's name shows what it is, whatever stands in a title.
func TestFileTitle(t *testing.T) {
	for title, want := range map[string]string{
		"云州市《收费》办法":                 "云州市《收费》办法",
		"a/b\\c:d*e?f\"g<h>i|j\n k": "abcdefghijk",
		"办法\u202excod.exe\u200b":    "办法xcod.exe",
	} {
		if got := fileTitle(title); got != want {
			t.Errorf("%q is called %q, not %q", title, got, want)
		}
	}
}
