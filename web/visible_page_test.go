package web

import (
	"context"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage/storagetest"
)

// exact are the places of a page where words are kept as they are: fields, and
// what scripts put into them.
var exact = regexp.MustCompile(`(?s) (?:value|data-[a-z-]+)="[^"]*"|<textarea.*?</textarea>`)

// What would hide in titles, names of files, comments and answers is seen on
// every page that shows them, and in the tab's title.
func TestPagesHideNothing(t *testing.T) {
	s := newSite(t, nil)
	ctx := context.Background()
	o := s.Open("云州市公共自行车管理办法", bikes1)
	// Forms take such characters out of titles and names; an import may not have.
	for _, change := range []string{`UPDATE document SET title = $1 || title`, `UPDATE file SET name = $1 || name`} {
		if _, err := s.Store.DB.Exec(change, "甲\u202e乙\u200b丙"); err != nil {
			t.Fatal(err)
		}
	}
	s.To(o.Matter, procedure.InReview)
	matter, document := "/matters/"+string(o.Matter), "/documents/"+string(o.Document)
	reviewer, drafter := s.as("reviewer"), s.as("drafter")
	words := url.Values{"draft": {"1"}, "unit": {"2"}, "text": {"请\u202e删\u200b去。"}, "proposed": {"办\u2066理备案"}, "audience": {"published"}}
	reviewer.post(matter+"/comments", reviewer.form(matter, words)).must(t, 303, "commenting")
	threads, err := s.Comments(ctx, s.See("reviewer"), o.Matter, 0)
	if err != nil || len(threads) != 1 || threads[0].Words != "请\u202e删\u200b去。" {
		t.Fatalf("kept is %+v, %v", threads, err)
	}
	if err := s.moveOn(o.Matter); err != nil {
		t.Fatal(err)
	}
	comment := matter + "/comments/" + string(threads[0].ID)
	drafter.post(comment+"/answer", drafter.form(matter, url.Values{"verdict": {"not-adopted"}, "reason": {"另有\u202e依据。"}, "basis-words": {"本市\u202e规定"}})).must(t, 303, "answering")
	next := addDraft(t, s, o.Document)
	next.Upload = storagetest.Upload(t, s.Store, strings.Replace(bikes1, "申请领取", "取得", 1))
	if _, err := s.Review.AddDraft(ctx, s.As("drafter"), next); err != nil {
		t.Fatal(err)
	}
	var all string
	for _, path := range []string{matter, matter + "?tab=materials", matter + "?tab=before&kind=" + string(review.CommentKinds[0]), matter + "/answers", matter + "/procedure",
		document, document + "/redline?from=1&to=2", document + "/texts/1", "/documents", "/matters", "/work", "/notices"} {
		page := drafter.get(path).must(t, 200, "opening "+path)
		shown := html.UnescapeString(exact.ReplaceAllString(page.body, ""))
		all += shown
		if i := strings.IndexFunc(shown, func(r rune) bool { return unicode.Is(unicode.Cf, r) }); i >= 0 {
			t.Errorf("%s hides something: …%s…", path, shown[max(0, i-80):min(len(shown), i+20)])
		}
	}
	for _, want := range []string{"〔U+202E〕</span>删", "<title>甲〔U+202E〕乙〔U+200B〕丙", "另有<span class=\"hides\">〔U+202E〕</span>依据。", "办<span class=\"hides\">〔U+2066〕</span>理"} {
		if !strings.Contains(all, want) {
			t.Errorf("no page shows %s", want)
		}
	}
}
