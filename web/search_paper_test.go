package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hefa/lawtext/office/docx/docxtest"
)

// Exact search, its work paper and its files say the same: every occurrence,
// with its place. A saved search gains what is published after it.
func TestSearchPaper(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("cleanup")
	s.published("云州市停车管理办法", parking, s.Government)
	s.Open("云州市秘密草案", "第一条　工商行政管理部门不得知道。\n")
	s.indexed(b)

	form := url.Values{"exact": {"1"}, "list": {"工商行政管理部门\r\n监督。\r\n-无（此"}}
	page := b.searchFor(form)
	for _, want := range []string{"已检索 1 件 3 条，命中 1 件 1 条 3 处", "工商行政管理部门 1 1 2", "监督。 1 1 1", "-无（此 0 0 0"} {
		if !strings.Contains(page.words(), want) {
			t.Errorf("the page does not say %q: %s", want, page.words())
		}
	}
	paper := b.get("/search/paper?" + form.Encode())
	if n := strings.Count(paper.body, `<td class="where">`); n != 3 || strings.Contains(paper.words(), "不得知道") {
		t.Errorf("the paper lists %d places: %s", n, paper.words())
	}

	word := b.get("/search/file?format=docx&" + form.Encode())
	if err := docxtest.Check([]byte(word.body)); err != nil || word.status != http.StatusOK {
		t.Errorf("the Word file: %d, %v", word.status, err)
	}
	if text := mainPart(t, word.body); strings.Count(text, "第二条") < 3 || !strings.Contains(text, "逐字核对") {
		t.Errorf("the Word file holds %s", text)
	}
	sheet := b.get("/search/file?format=xlsx&" + form.Encode())
	book, err := excelize.OpenReader(strings.NewReader(sheet.body))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("命中清单")
	if err != nil || len(rows) != 4 || rows[1][1] != "云州市停车管理办法" || rows[1][8] != "工商行政管理部门" || !strings.Contains(rows[3][7], "工商行政管理部门配合") {
		t.Errorf("%v %q", err, rows)
	}

	form.Set("name", "机构改革")
	if a := b.post("/searches", form); a.status != http.StatusSeeOther {
		t.Fatalf("saving: %d %s", a.status, a.said())
	}
	if a := b.post("/searches", form); a.status != http.StatusUnprocessableEntity || a.code() != "saved-name" || !strings.Contains(a.body, "机构改革") {
		t.Errorf("the same name again: %d %s", a.status, a.code())
	}
	if said := b.get("/searches").words(); !strings.Contains(said, "机构改革") || !strings.Contains(said, "没有新的命中") {
		t.Errorf("the saved search: %s", said)
	}
	if said := s.as("stranger").get("/searches").words(); strings.Contains(said, "机构改革") {
		t.Error("another's saved search is shown")
	}
}

// Cleanup officers see what was sought in vain, administrators whether index and
// database agree.
func TestSearchCare(t *testing.T) {
	s := newSearchingSite(t)
	cleanup, admin := s.as("cleanup"), s.as("admin")
	s.published("云州市停车管理办法", parking, s.Government)
	s.indexed(cleanup)
	s.as("drafter").searchFor(url.Values{"q": {"无人知道的词"}})
	if said := cleanup.get("/search/misses").words(); !strings.Contains(said, "无人知道的词 1") || strings.Contains(said, "drafter") {
		t.Errorf("sought in vain: %s", said)
	}
	if said := admin.get("/index").words(); !strings.Contains(said, "还没有核对过") || !strings.Contains(said, "1 件、3 条") {
		t.Errorf("before a comparison: %s", said)
	}
	if a := admin.post("/index/comparison", nil); a.status != http.StatusSeeOther {
		t.Fatalf("comparing: %d %s", a.status, a.said())
	}
	said := ""
	for range 100 {
		if said = admin.get("/index").words(); !strings.Contains(said, "正在后台核对") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if !strings.Contains(said, "索引与数据库一致") {
		t.Errorf("after a comparison: %s", said)
	}
}

// The fields beside the field make a query of the language, in the address.
func TestSearchFields(t *testing.T) {
	for want, q := range map[string]url.Values{
		"停车 \"应当 缴费\" （罚款 或 没收） -许可 -备案": {"q": {"停车"}, "f-phrase": {"应当 缴费"}, "f-any": {"罚款 没收"}, "f-none": {"许可 备案"}},
		"甲 NEAR/20 乙 标题:办法 年份:2019-2023": {"f-near": {"甲 乙"}, "f-title": {"办法"}, "f-years": {"2019-2023"}},
		"引用:《行政处罚法》第九条 依据:行政许可法 条:第三条":   {"f-citing": {"《行政处罚法》第九条"}, "f-basis": {"行政许可法"}, "f-article": {"第三条"}},
	} {
		form, ok := fromFields(q)
		if !ok || form.Get("q") != want {
			t.Errorf("%t %q, want %q", ok, form.Get("q"), want)
		}
	}
	if form, ok := fromFields(url.Values{"q": {"停车"}, "mode": {"exact"}}); !ok || form.Here() != "/search?exact=1&q="+url.QueryEscape("停车") {
		t.Errorf("%t %s", ok, form.Here())
	}
	if _, ok := fromFields(url.Values{"q": {"停车"}}); ok {
		t.Error("a plain search is sent on")
	}
}

func mainPart(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(file)), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return tags.ReplaceAllString(string(data), "")
}
