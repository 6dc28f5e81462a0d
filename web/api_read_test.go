package web

import (
	"bytes"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/office/docx/docxtest"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/inword"
	"hefa/review/procedure"
	"hefa/storage"
)

// Texts come back as they went in, and as what was read in them.
func TestReadTexts(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	document := "/documents/" + string(o.ID)
	c.get("drafter", document+"/redline").problem(422, "no-earlier-text", "from")
	second := strings.Replace(rule(1), "每年检查1次", "每年检查2次", 1)
	c.upload("drafter", document+"/drafts", []string{"file", "@../机 密\"办法.txt:" + second, "further", "@附件.txt:附件一"}).want(201)

	content := c.get("drafter", document+"/drafts/2/content").want(200)
	if string(content.body) != second {
		t.Errorf("the bytes came back as %q", content.body)
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Content-Type": "text/plain", "Content-Length": strconv.Itoa(len(second)),
		"Content-Disposition": `attachment; filename="_ ____.txt"; filename*=UTF-8''%E6%9C%BA%20%E5%AF%86%22%E5%8A%9E%E6%B3%95.txt`,
	} {
		if got := content.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	var d apiDraft
	c.get("drafter", document+"/drafts/2").want(200).into(&d)
	if d.Number != 2 || len(d.Articles) != 4 || d.Articles[2].Number != "第三条" || len(d.Further) != 1 {
		t.Errorf("draft 2 is %+v", d)
	}
	c.get("drafter", document+"/drafts/2/files/"+string(d.Further[0].ID)).want(200)
	c.get("drafter", document+"/drafts/1/files/"+string(d.Further[0].ID)).problem(404, "not-found", "")
	var text struct {
		Text     string
		Title    string
		Articles []lawtext.Article
	}
	c.get("drafter", document+"/texts/1").want(200).into(&text)
	if text.Text != "1" || text.Title != "云州市停车管理办法" || len(text.Articles) != 4 {
		t.Errorf("text 1 is %+v", text)
	}
	c.get("drafter", document+"/texts/v1").problem(404, "not-found", "")

	var r redline.Result
	for _, query := range []string{"", "?from=1", "?from=1&to=2&format=json", "?to=" + string(o.ID) + "@2"} {
		c.get("drafter", document+"/redline"+query).want(200).into(&r)
		if r.Stats.Inserted != 1 || r.Stats.Deleted != 1 {
			t.Errorf("redline%s: %+v", query, r.Stats)
		}
	}
	var kept int
	if err := c.Store.DB.QueryRow(`SELECT count(*) FROM derived`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d redlines are kept (%v)", kept, err)
	}
	page := c.get("drafter", document+"/redline?format=html&only=changes").want(200)
	if !strings.Contains(string(page.body), "<ins") || strings.Contains(string(page.body), "第二条") {
		t.Errorf("the redline's page is %s", page.body)
	}
	c.get("drafter", document+"/redline?format=odt").problem(422, "choice", "format")
	if said := string(c.get("drafter", document+"/redline?format=zzz").body); !strings.Contains(said, "可以用的值：json, html, docx, table, pdf。") {
		t.Errorf("an unknown format is told %s", said)
	}
	redlineFiles(t, c, document)
	c.get("drafter", document+"/redline?from=3").problem(404, "not-found", "")

	// Each reading of an unpublished draft is an act.
	var events listed[storage.Event]
	c.get("auditor", "/events?act=draft-read&size=100").want(200).into(&events)
	if events.Total < 8 || events.Items[0].Document != o.ID || events.Items[0].Person != c.People["drafter"] {
		t.Errorf("%d readings are logged, the newest %+v", events.Total, events.Items[0])
	}
}

// redlineFiles has a redline in each form of file, and each but once made.
func redlineFiles(t *testing.T, c *apiCity, document string) {
	t.Helper()
	word := inword.MediaType
	for _, f := range []struct{ query, mediaType, name, begins string }{
		{"format=docx", word, "云州市停车管理办法（修订标记）.docx", "PK"},
		{"format=docx&moves=plain", word, "云州市停车管理办法（修订标记）.docx", "PK"},
		{"format=docx&moves=plain&author=法规科", word, "云州市停车管理办法（修订标记）.docx", "PK"},
		{"format=docx&marks=fixed", word, "云州市停车管理办法（标色）.docx", "PK"},
		{"format=table&only=changes", word, "云州市停车管理办法条文对照表.docx", "PK"},
		{"format=pdf", "application/pdf", "云州市停车管理办法（标色）.pdf", "%PDF-"},
	} {
		first := c.get("drafter", document+"/redline?from=1&to=2&"+f.query).want(200)
		_, params, err := mime.ParseMediaType(first.header.Get("Content-Disposition"))
		if err != nil || params["filename"] != f.name || first.header.Get("Content-Type") != f.mediaType {
			t.Errorf("%s is %v (%v) of type %s", f.query, params, err, first.header.Get("Content-Type"))
		}
		if !strings.HasPrefix(string(first.body), f.begins) {
			t.Errorf("%s begins %.20q", f.query, first.body)
		}
		if again := c.get("drafter", document+"/redline?from=1&to=2&"+f.query).want(200); !bytes.Equal(first.body, again.body) {
			t.Errorf("%s is another file the second time", f.query)
		}
		if f.mediaType == word {
			for _, wrong := range docxtest.Check(first.body) {
				t.Errorf("%s: %s", f.query, wrong)
			}
		}
	}
	for _, kind := range []string{"tracked", "fixed", "table", "pdf", "html"} {
		var kept int
		want := map[string]int{"tracked": 2}[kind]
		if err := c.Store.DB.QueryRow(`SELECT count(*) FROM derived WHERE kind = $1`, "redline-"+kind).Scan(&kept); err != nil || kept != max(1, want) {
			t.Errorf("%d of %s are kept (%v)", kept, kind, err)
		}
	}
	c.get("drafter", document+"/redline?format=docx&marks=loud").problem(422, "choice", "marks")
	c.get("drafter", document+"/redline?format=docx&moves=up").problem(422, "choice", "moves")
	c.get("drafter", document+"/redline?format=docx&author="+strings.Repeat("a", 61)).problem(422, "invalid", "author")
	c.get("drafter", document+"/redline?format=docx&author=a%00b").problem(422, "invalid", "author")

	// A server without LibreOffice says so, and keeps nothing for it.
	with := c.handler
	defer func() { c.handler = with }()
	var err error
	if c.handler, err = New(Config{Store: c.Store, Review: c.Review, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	c.get("drafter", document+"/redline?format=pdf&from=2&to=1").problem(503, "no-office", "")
	c.get("drafter", document+"/redline?format=docx&marks=fixed&from=2&to=1").want(200)
}

// What is in force may be read without a session when its body says so.
func TestReadWithoutSession(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	c.To(o.Matter, procedure.Published)
	document := "/documents/" + string(o.ID)
	for _, path := range []string{"", "/versions", "/versions/1", "/versions/1/content", "/texts/v1"} {
		c.get("", document+path).problem(401, "signed-out", "")
		c.get("stranger", document+path).want(200)
	}
	c.get("stranger", document+"/drafts").problem(404, "not-found", "")
	c.get("stranger", document+"/texts/1").problem(404, "not-found", "")
	c.get("stranger", document+"/redline?from=1&to=v1").problem(404, "not-found", "")

	body := c.get("admin", "/bodies/"+string(c.Government)).want(200)
	c.send("admin", http.MethodPatch, "/bodies/"+string(c.Government), map[string]any{"open": true}, "If-Match", body.header.Get("ETag")).want(200)
	for _, path := range []string{"", "/versions", "/versions/1", "/versions/1/content", "/texts/v1"} {
		c.get("", document+path).want(200)
	}
	c.get("", document+"/texts/1").problem(401, "signed-out", "")
	c.get("", document+"/drafts").problem(401, "signed-out", "")
}

// The list of documents holds what one may read, filtered.
func TestListDocuments(t *testing.T) {
	c := newAPICity(t)
	c.open("drafter", "云州市停车管理办法")
	c.To(c.open("drafter", "云州市公园管理办法").Matter, procedure.Published)
	c.open("stranger", "云州市住房租赁办法")
	for _, tc := range []struct {
		account, query string
		total          int
	}{
		{"drafter", "", 2}, {"stranger", "", 2}, {"reviewer", "", 3}, {"auditor", "", 3}, {"admin", "", 1},
		{"drafter", "?status=drafting", 1}, {"drafter", "?kind=rule", 0}, {"drafter", "?q=公园", 1},
		{"reviewer", "?body=云州市交通运输局", 2}, {"reviewer", "?body=" + string(c.Housing), 1},
		{"drafter", "?year=2024", 1}, {"drafter", "?on=2024-03-15&status=not-yet-effective", 1}, {"drafter", "?page=2&size=1", 2},
	} {
		var list listed[storage.Document]
		c.get(tc.account, "/documents"+tc.query).want(200).into(&list)
		if list.Total != tc.total {
			t.Errorf("%s finds %d documents by %q, want %d", tc.account, list.Total, tc.query, tc.total)
		}
	}
	for query, field := range map[string]string{"kind=x": "kind", "status=x": "status", "body=x": "body", "year=x": "year",
		"on=2024-02-30": "on", "page=0": "page", "size=101": "size"} {
		if a := c.get("drafter", "/documents?"+query).want(422); !strings.Contains(string(a.body), `"field":"`+field+`"`) {
			t.Errorf("?%s: %s", query, a.body)
		}
	}
}
