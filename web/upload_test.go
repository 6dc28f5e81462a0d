package web

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hefa/lawtext/office"
	"hefa/storage"
)

// docxFile makes a package of a main part and further ones, name and content.
func docxFile(t *testing.T, document string, more ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	parts := map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   document,
	}
	for _, part := range more {
		parts[part[0]] = part[1]
	}
	for name, part := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordHead = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`

func word(paragraphs string) string {
	return `<?xml version="1.0"?>` + wordHead + paragraphs + `</w:body></w:document>`
}

// What cannot be read gets a Chinese sentence that says what to do, and leaves
// nothing behind: no row, no object, no event.
func TestHostileUploads(t *testing.T) {
	s := newSite(t, func(c *Config) {
		c.Limits = office.Limits{File: 1 << 20, Unpacked: 8 << 20, Part: 4 << 20, Ratio: 200}
	})
	b := s.as("drafter")
	good := docxFile(t, word(`<w:p><w:r><w:t>第一条　本办法自公布之日起施行。</w:t></w:r></w:p>`))
	cases := []struct {
		name, file string
		data       []byte
		status     int
		code       string
	}{
		{"an empty file", "a.txt", nil, 422, "empty"},
		{"text that says it is Word", "a.docx", []byte("第一条　为了……"), 415, "mismatch"},
		{"Word that says it is text", "a.txt", good, 415, "mismatch"},
		{"a PDF", "a.pdf", []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), 415, "unsupported"},
		{"a program", "a.docx", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"), 415, ""},
		{"half a package", "a.docx", good[:len(good)/2], 422, "damaged"},
		{"Word without its text", "a.docx", docxFile(t, "no XML at all <"), 422, "damaged"},
		{"a bomb", "a.docx", docxFile(t, word(strings.Repeat(" ", 6<<20))), 413, "bomb"},
		{"XML entities", "a.docx", docxFile(t, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>`+wordHead+`<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`), 422, "entities"},
		{"an outer entity", "a.docx", docxFile(t, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`+wordHead+`<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`), 422, "entities"},
		{"no encoding", "a.txt", []byte("\xff\xfe\xfd\x80\x81\xff\xff\xff\xff"), 422, "encoding"},
		{"over the limit", "a.txt", bytes.Repeat([]byte("条"), 1<<19), 413, "too-large"},
		{"far over the limit", "a.txt", bytes.Repeat([]byte("a"), 5<<20), 413, "too-large"},
	}
	before := s.kept()
	for _, path := range []string{"/documents/new", "/api/v1/documents"} {
		for _, c := range cases {
			a := b.upload(path, c.file, c.data)
			code, said := a.code(), a.said()
			if path != "/documents/new" {
				code, said = jsonField(t, a, "code"), jsonField(t, a, "detail")
			}
			if a.status != c.status || c.code != "" && code != c.code || !strings.Contains(said, "请") {
				t.Errorf("%s: %s: %d %s %q, want %d %s", path, c.name, a.status, code, said, c.status, c.code)
			}
		}
	}
	if after := s.kept(); !maps.Equal(before, after) {
		t.Errorf("refused uploads left something behind: before %v, after %v", before, after)
	}
}

func TestMalformedForms(t *testing.T) {
	s := newSite(t, nil)
	b := s.as("drafter")
	before := s.kept()
	for name, c := range map[string]struct {
		kind, body string
		status     int
	}{
		"no multipart form": {"application/x-www-form-urlencoded", "file=x", 415},
		"no boundary":       {"multipart/form-data", "x", 400},
		"cut off":           {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nabc", 400},
		"no file":           {"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n", 422},
		"no field":          {"multipart/form-data; boundary=b", "--b--\r\n", 422},
	} {
		req := b.request(http.MethodPost, "/documents/new", strings.NewReader(c.body))
		req.Header.Set("Content-Type", c.kind)
		if a := b.do(req); a.status != c.status || a.said() == "" {
			t.Errorf("%s: %d %q", name, a.status, a.said())
		}
	}
	if a := b.post("/sign-in", url.Values{"account": {strings.Repeat("a", 2<<20)}}); a.status != 413 {
		t.Errorf("a form of 2 MB: %d", a.status)
	}
	if after := s.kept(); !maps.Equal(before, after) {
		t.Errorf("malformed forms left something behind: before %v, after %v", before, after)
	}
}

// A draft goes in once, exactly as it was, and is seen by its own body only.
func TestUpload(t *testing.T) {
	s := newSite(t, nil)
	b := s.as("drafter")
	data := []byte("云州市测试办法\n\n第一条　为了测试，制定本办法。\n\n第三条　本办法自2024年4月1日起施行。\n")
	a := b.upload("/documents/new", "../../<img src=x onerror=alert(1)>\u202e云州.txt", data)
	if a.status != 303 {
		t.Fatalf("uploading: %d %s", a.status, a.said())
	}
	if n := s.kept(); n["document"] != 0 || n["blob"] != 0 || n["objects"] != 1 {
		t.Errorf("before confirmation there is %v", n)
	}
	preview := b.get(a.header.Get("Location"))
	if preview.status != 200 || strings.Contains(preview.body, "<img src=x") || strings.Contains(preview.body, "\u202e") {
		t.Fatalf("the preview: %d, or it runs the file's name", preview.status)
	}
	for _, want := range []string{"编号不连续", "第三条", `id="a-3"`, "云州市人民政府"} {
		if !strings.Contains(preview.body, want) {
			t.Errorf("the preview does not show %s", want)
		}
	}
	if other := s.as("drafter2").get(a.header.Get("Location")); other.status != 422 || other.code() != "upload-again" {
		t.Errorf("another's ticket: %d %s", other.status, other.code())
	}
	form := url.Values{"file": {preview.field(t, "file")}, "once": {preview.field(t, "once")}, "title": {" "}, "kind": {"normative"}}
	failed := b.post("/documents", form)
	if failed.status != 422 || failed.code() != "required" || failed.field(t, "file") != form.Get("file") {
		t.Errorf("no title: %d %s", failed.status, failed.code())
	}
	form.Set("title", "云州市测试办法（送审稿）")
	form.Set("kind", "law")
	if failed = b.post("/documents", form); failed.status != 422 || failed.field(t, "title") != form.Get("title") {
		t.Errorf("a kind without procedure: %d, keeps %q", failed.status, failed.field(t, "title"))
	}
	form.Set("kind", "normative")
	done := b.post("/documents", form)
	again := b.post("/documents", form)
	if done.status != 303 || again.status != 303 || done.header.Get("Location") != again.header.Get("Location") {
		t.Fatalf("confirming twice: %d %s, %d %s", done.status, done.said(), again.status, again.said())
	}
	if n := s.kept(); n["document"] != 1 || n["draft"] != 1 {
		t.Errorf("confirmed twice there is %v", n)
	}
	if !strings.HasPrefix(done.header.Get("Location"), "/matters/") {
		t.Errorf("confirming leads to %s", done.header.Get("Location"))
	}
	var id storage.ID
	if err := s.Store.DB.QueryRow(`SELECT id FROM document`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	document := "/documents/" + string(id)
	file := b.get(document + "/texts/1/file")
	if file.body != string(data) || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment;") ||
		!strings.Contains(file.header.Get("Content-Disposition"), "filename*=UTF-8''") || strings.ContainsAny(file.header.Get("Content-Disposition"), "\u202e<\n") {
		t.Errorf("downloading: %q %q", file.header.Get("Content-Disposition"), file.body)
	}
	for _, path := range []string{"", "/texts/1", "/texts/1/file", "/drafts/new"} {
		if a := s.as("stranger").get(document + path); a.status != 404 {
			t.Errorf("another body's drafter gets %s: %d", path, a.status)
		}
	}
	if a := s.as("reviewer").get(document + "/drafts/new"); a.status != 403 {
		t.Errorf("a reviewer uploads: %d", a.status)
	}
}

func TestNextDraft(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市测试办法", "云州市测试办法\n第一条　一。\n")
	b := s.as("drafter")
	page := "/documents/" + string(o.Document)
	a := b.upload(page+"/drafts/new", "第二稿.docx", docxFile(t, word(`<w:p><w:r><w:t>第一条　二。</w:t></w:r></w:p><w:p><w:r><w:t>第二条　三。</w:t></w:r></w:p>`)))
	preview := b.get(a.header.Get("Location"))
	if preview.status != 200 {
		t.Fatalf("preview: %d %s", preview.status, preview.said())
	}
	form := url.Values{"file": {preview.field(t, "file")}, "rev": {preview.field(t, "rev")}, "title": {"云州市测试办法（修改稿）"}}
	if _, err := s.Review.AddDraft(context.Background(), s.As("drafter2"), addDraft(t, s, o.Document)); err != nil {
		t.Fatal(err)
	}
	stale := b.post(page+"/drafts", form)
	if stale.status != 409 || !strings.Contains(stale.body, "drafter2") || stale.field(t, "title") != form.Get("title") {
		t.Fatalf("a stale form: %d %s", stale.status, stale.said())
	}
	form.Set("rev", stale.field(t, "rev"))
	if done := b.post(page+"/drafts", form); done.status != 303 {
		t.Fatalf("submitting again: %d %s", done.status, done.said())
	}
	drafts, err := storage.Drafts(context.Background(), s.Store.DB, o.Document)
	if err != nil || len(drafts) != 3 {
		t.Errorf("there are %d drafts, %v", len(drafts), err)
	}
}

// What is in force is amended through the same pages; the text in force stays.
func TestAmendmentBegins(t *testing.T) {
	s := newSite(t, nil)
	id := s.published("云州市测试办法", "云州市测试办法\n第一条　本办法自2024年1月1日起施行。\n", s.Government)
	page := "/documents/" + string(id)
	if a := s.as("reviewer").get(page + "/drafts/new"); a.status != 403 {
		t.Errorf("a reviewer amends: %d", a.status)
	}
	b := s.as("drafter")
	b.get(page).says(t, "the document page", "发起修订")
	a := b.upload(page+"/drafts/new", "修订稿.txt", []byte("云州市测试办法\n第一条　为了测试，制定本办法。\n第二条　本办法自2025年1月1日起施行。\n"))
	preview := b.get(a.header.Get("Location"))
	preview.says(t, "the preview", "发起修订")
	form := url.Values{"file": {preview.field(t, "file")}, "once": {preview.field(t, "once")}, "rev": {preview.field(t, "rev")}}
	done := b.post(page+"/drafts", form)
	if done.status != 303 || !strings.HasPrefix(done.header.Get("Location"), "/matters/") {
		t.Fatalf("confirming: %d %s", done.status, done.said())
	}
	if again := b.post(page+"/drafts", form); again.header.Get("Location") != done.header.Get("Location") {
		t.Errorf("confirming twice leads to %s and %s", done.header.Get("Location"), again.header.Get("Location"))
	}
	b.get(done.header.Get("Location")).says(t, "the matter", "云州市测试办法")
}

// A file with tracked changes is shown with them accepted, and on demand as
// it stood before them.
func TestPreviewOfTrackedChanges(t *testing.T) {
	s := newSite(t, nil)
	b := s.as("drafter")
	a := b.upload("/documents/new", "修订稿.docx", docxFile(t, word(`<w:p><w:r><w:t>第一条　停车</w:t></w:r><w:del w:id="1"><w:r><w:delText>收费</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>免费</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>`)))
	accepted := b.get(a.header.Get("Location"))
	for _, want := range []string{"插入 1 处，删除 1 处", "停车免费", "看修订前的文本", "view=original"} {
		if !strings.Contains(accepted.body, want) {
			t.Errorf("the preview does not show %s", want)
		}
	}
	original := b.get(a.header.Get("Location") + "&view=original")
	for _, want := range []string{"停车收费", "看接受修订后的文本", "显示的是修订前的文本"} {
		if !strings.Contains(original.body, want) {
			t.Errorf("the view before the changes does not show %s", want)
		}
	}
	if strings.Contains(original.body, "停车免费") || strings.Contains(accepted.body, "停车收费") {
		t.Error("a view shows both texts")
	}
}
