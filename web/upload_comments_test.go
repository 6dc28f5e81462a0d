package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/reviewtest"
	"hefa/storage"
)

// commented is a Word file with two comments: one on words of an article, one
// on a whole paragraph.
func commented(t *testing.T) []byte {
	return docxFile(t, word(`<w:p><w:r><w:t>云州市测试办法</w:t></w:r></w:p><w:p><w:r><w:t>第一条　为了</w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t>测试</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r><w:r><w:t>，制定本办法。</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>第二条　本办法自2024年4月1日起施行。</w:t></w:r><w:r><w:commentReference w:id="2"/></w:r></w:p>`),
		[2]string{"word/comments.xml", `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="王五"><w:p><w:r><w:t>改为试验。</w:t></w:r></w:p></w:comment><w:comment w:id="2" w:author="赵六"><w:p><w:r><w:t>日期待定。</w:t></w:r></w:p></w:comment></w:comments>`})
}

// The comments of a Word file are named in the preview, and brought in with the
// draft, once, where the drafter asks for it.
func TestCommentsOfAFile(t *testing.T) {
	s := newSite(t, nil)
	b := s.as("drafter")
	for _, c := range []struct {
		choice string
		want   int
	}{{"", 0}, {"bring", 2}} {
		a := b.upload("/documents/new", "初稿.docx", commented(t))
		preview := b.get(a.header.Get("Location"))
		preview.says(t, "the preview", "2 条批注（王五、赵六）", "日期待定。")
		form := url.Values{"file": {preview.field(t, "file")}, "once": {preview.field(t, "once")}, "title": {"云州市测试办法" + c.choice}, "kind": {"normative"}, "comments": {c.choice}}
		done, again := b.post("/documents", form), b.post("/documents", form)
		matter, ok := strings.CutPrefix(done.header.Get("Location"), "/matters/")
		if !ok || again.header.Get("Location") != done.header.Get("Location") {
			t.Fatalf("confirming: %d %s, again %s", done.status, done.said(), again.header.Get("Location"))
		}
		heldComments(t, s.City, storage.ID(matter), c.want)
	}
}

// heldComments checks the comments of a matter that came from commented.
func heldComments(t *testing.T, s *reviewtest.City, matter storage.ID, want int) {
	t.Helper()
	threads, err := s.Review.Comments(context.Background(), storage.Viewer{Person: s.As("drafter").Person}, matter, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(threads) != want {
		t.Fatalf("%d comments, want %d", len(threads), want)
	}
	for _, c := range threads {
		if c.Audience != review.AudiencePublished {
			t.Errorf("comment %+v is not for all who read the draft", c)
		}
		switch c.Words {
		case "王五：改为试验。":
			if c.Address != "1.1" || c.Quoted != "测试" || c.Range == nil || c.Range.Start != 2 || c.Range.End != 4 {
				t.Errorf("it stands on %s %v %q", c.Address, c.Range, c.Quoted)
			}
		case "赵六：日期待定。":
			if c.Address != "2.1" || c.Range != nil {
				t.Errorf("it stands on %s %v", c.Address, c.Range)
			}
		default:
			t.Errorf("a comment says %q", c.Words)
		}
	}
}

func TestCommentsOfAFileThroughTheAPI(t *testing.T) {
	c := newAPICity(t)
	file := "@初稿.docx:" + string(commented(t))
	c.upload("drafter", "/documents", []string{"title", "云州市测试办法", "kind", "normative", "comments", "some", "file", file}).problem(http.StatusUnprocessableEntity, "unknown", "comments")
	made := c.upload("drafter", "/documents", []string{"title", "云州市测试办法", "kind", "normative", "comments", "bring", "file", file})
	var opened review.Opened
	made.want(http.StatusCreated).into(&opened)
	heldComments(t, c.City, opened.Matter, 2)
}
