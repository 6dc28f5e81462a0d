package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
	"hefa/storage/storagetest"
)

// Without scripts: a legal basis is looked for and picked, wording proposed,
// adopted, and listed.
func TestProposalByForms(t *testing.T) {
	s := newSite(t, nil)
	s.published("云州示例许可条例", "云州示例许可条例\n第一条　为了示例，制定本条例。\n第二条　规范性文件不得设定示例许可。\n", s.Government)
	s.published("云州示例许可条例细则", "云州示例许可条例细则\n第一条　为了实施。\n第二条　细则第二条。\n", s.Government)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	reviewer, drafter := s.as("reviewer"), s.as("drafter")

	typed := url.Values{"draft": {"1"}, "unit": {"2"}, "quote": {"申请领取设置许可证"}, "proposed": {"办理备案"}, "text": {"不得设定许可。@head 请看。"}, "basis-q": {"示例许可条例 第二条"}, "back": {"unit=2"}}
	typed.Set("find", "1")
	found := reviewer.post(matter+"/comments", reviewer.form(matter, typed)).must(t, 200, "looking for a basis")
	found.says(t, "what was found", "《云州示例许可条例》第二条", "《云州示例许可条例细则》第二条", "规范性文件不得设定示例许可。", "办理备案", "申请领取设置许可证", "不得设定许可。")
	ref := regexp.MustCompile(`name="basis" value="([^"]+)"`).FindStringSubmatch(found.body)[1]
	typed.Del("find")
	reviewer.post(matter+"/comments", reviewer.form(matter, typed)).must(t, 422, "sending what may mean two").says(t, "the form", `data-code="which-basis"`, "办理备案")
	typed.Set("basis", ref)
	reviewer.post(matter+"/comments", reviewer.form(matter, typed)).must(t, 303, "proposing")
	reviewer.get(matter).says(t, "the comment", `<div class="proposal">`, "《云州示例许可条例》第二条", "规范性文件不得设定示例许可。", ">办理备案</ins>")
	threads, err := s.Comments(context.Background(), s.See("head"), o.Matter, 0)
	if err != nil || len(threads) != 1 || len(threads[0].Mentions) != 1 || threads[0].Mentions[0] != s.People["head"] {
		t.Fatalf("the mention is %+v, %v", threads, err)
	}
	comment := matter + "/comments/" + string(threads[0].ID)

	// Wording kept, used again, removed.
	reviewer.post(comment+"/share-phrase", reviewer.form(matter, nil)).must(t, 303, "keeping wording")
	page := s.as("head").get(matter)
	page.says(t, "a colleague's wording", `class="phrases"`, "data-phrase=")
	phrase := regexp.MustCompile(`phrase=([0-9a-f-]+)#say`).FindStringSubmatch(page.body)[1]
	s.as("head").get(matter+"?phrase="+phrase).says(t, "the form", ">不得设定许可。@head 请看。</textarea>")
	drafter.get(matter).says(t, "the drafter", "!data-phrase=", "!不得设定许可")
	reviewer.post(matter+"/phrases/"+phrase+"/remove", reviewer.form(matter, nil)).must(t, 303, "removing wording")
	reviewer.get(matter).says(t, "then", "!data-phrase=\"不得")

	reviewer.moves(o.Matter, "return-amendment", nil).must(t, 303, "returning")
	drafter.post(comment+"/adopt", drafter.form(matter, nil)).must(t, 303, "adopting")
	drafter.get(matter+"?tab=changes").says(t, "the list", "待改", "办理备案")
	list := drafter.get(matter + "/changes")
	list.says(t, "the list as text", "第二条第一款", "原文：申请领取设置许可证", "改为：办理备案", "意见：不得设定许可。")
	if !strings.HasPrefix(list.header.Get("Content-Disposition"), "attachment") {
		t.Error("the list is no download")
	}
	next := addDraft(t, s, o.Document)
	next.Upload = storagetest.Upload(t, s.Store, strings.Replace(bikes1, "申请领取设置许可证", "办理备案", 1))
	if _, err := s.Review.AddDraft(context.Background(), s.As("drafter"), next); err != nil {
		t.Fatal(err)
	}
	drafter.get(matter+"?tab=changes").says(t, "the list then", "已改", "!待改")
}

// Adopting for words that have changed since asks for a second word, also of
// whoever has an old page open.
func TestChangedWordsByForms(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	words := "任何人不得在非停放点停放公共自行车。"
	id, err := s.Comment(context.Background(), s.As("reviewer"), review.CommentInput{Matter: o.Matter, Address: "3", Proposed: &words, Audience: review.AudiencePublished})
	if err != nil {
		t.Fatal(err)
	}
	drafter := s.as("drafter")
	if err := s.moveOn(o.Matter); err != nil {
		t.Fatal(err)
	}
	old := drafter.form(matter, nil)
	next := addDraft(t, s, o.Document)
	next.Upload = storagetest.Upload(t, s.Store, strings.Replace(bikes1, "骑行人不得", "骑行人和行人不得", 1))
	if _, err := s.Review.AddDraft(context.Background(), s.As("drafter"), next); err != nil {
		t.Fatal(err)
	}
	old.Del("rev")
	path := matter + "/comments/" + string(id) + "/adopt"
	drafter.post(path, old).must(t, 409, "adopting from an old page").says(t, "the refusal", `data-code="refused-words"`, "骑行人和行人不得在非停放点停放公共自行车。", `name="confirmed"`)
	drafter.post(path, drafter.form(matter, url.Values{"confirmed": {"1"}})).must(t, 303, "adopting, confirmed")
}

// moveOn returns a matter for amendment.
func (s *site) moveOn(matter storage.ID) error {
	_, err := s.Review.ReturnForAmendment(context.Background(), s.As("reviewer"), review.MoveInput{Matter: matter, Reason: "请修改"})
	return err
}

// What was typed and not sent comes back in its form, for its writer alone.
func TestUnsentWordsComeBack(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	b := s.as("reviewer")
	keep := func(form, body string) answer {
		req := b.request(http.MethodPut, "/api/v1"+matter+"/unsent/"+form, strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		return b.do(req)
	}
	keep("say", `{"fields":{"text":["写到一半"],"unit":["3"],"weight":["must"]}}`).must(t, 204, "keeping")
	keep("move-propose", `{"fields":{"text":["意见写到一半"]}}`).must(t, 204, "keeping an opinion")
	keep("SAY", `{"fields":{"text":["x"]}}`).must(t, 422, "a form of no name")
	b.get(matter).says(t, "the workspace", ">写到一半</textarea>", "第三条</b>", `value="must" selected`, "已恢复")
	b.get(matter+"/moves/propose").says(t, "the opinion's form", "意见写到一半")
	s.as("reviewer2").get(matter).says(t, "a colleague", "!写到一半")
	form := b.form(matter, url.Values{"text": {"写到一半"}, "unit": {"3"}, "draft": {"1"}})
	b.post(matter+"/comments", form).must(t, 303, "sending")
	keep("say", `{"fields":{"text":["迟到"]},"once":`+string(must(json.Marshal(form.Get("once"))))+`}`).must(t, 204, "keeping what comes late")
	b.get(matter).says(t, "the workspace then", "!>写到一半</textarea>", "!迟到")
	keep("say", `{"fields":{"text":["另一句"]}}`).must(t, 204, "keeping")
	b.post(matter+"/comments", b.form(matter, url.Values{"forget": {"1"}})).must(t, 303, "giving up")
	b.get(matter).says(t, "the workspace at last", "!另一句")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The panel alone opens no draft; news tells nothing of what one may not read.
func TestPanelAndNews(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	reviewer, drafter := s.as("reviewer"), s.as("drafter")
	news := "/api/v1" + matter + "/news"
	at := jsonNumber(t, drafter.get(news).must(t, 200, "asking at first"))
	if _, err := s.Comment(context.Background(), s.As("reviewer2"), review.CommentInput{Matter: o.Matter, Address: "2", Words: "机构内的话"}); err != nil {
		t.Fatal(err)
	}
	drafter.get(news+"?after="+at).must(t, 204, "the drafter asks")
	reviewer.get(news+"?after="+at).must(t, 200, "a colleague asks")
	reviewer.get(matter+"/panel").must(t, 200, "the panel").says(t, "the panel", "机构内的话", "!骑行人不得")
	drafter.get(matter+"/panel").must(t, 200, "the panel").says(t, "the drafter's panel", "!机构内的话")
	var n int
	if err := s.Store.DB.QueryRow(`SELECT count(*) FROM event WHERE act = 'draft-read' AND document = $1`, o.Document).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d readings are logged, %v", n, err)
	}
	s.as("stranger").get(news).must(t, 404, "a stranger asks")
}

func jsonNumber(t *testing.T, a answer) string {
	t.Helper()
	var n struct{ Position json.Number }
	if err := json.Unmarshal([]byte(a.body), &n); err != nil {
		t.Fatal(err)
	}
	return n.Position.String()
}

// Ticks by forms, the figures beside the contents, and what changed since one
// last looked.
func TestReadingByForms(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	b := s.as("reviewer")
	b.get(matter).says(t, "at first", "已读 0/4", `name="read" value="2"`, "!from=1&amp;to=2")
	b.post(matter+"/reading", b.form(matter, url.Values{"draft": {"1"}, "read": {"3"}})).must(t, 303, "ticking")
	b.get(matter).says(t, "then", "已读 1/4", `name="unread" value="3"`)
	s.as("reviewer2").get(matter).says(t, "a colleague", "已读 0/4", "seen other")
	s.as("drafter").get(matter).says(t, "the drafter", "!已读 0/", "!class=\"tick\"")
	if err := s.moveOn(o.Matter); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{bikes2, strings.Replace(bikes2, "租用", "使用", 1)} {
		next := addDraft(t, s, o.Document)
		next.Upload = storagetest.Upload(t, s.Store, text)
		if _, err := s.Review.AddDraft(context.Background(), s.As("drafter"), next); err != nil {
			t.Fatal(err)
		}
	}
	page := b.get(matter)
	page.says(t, "on the third draft", "已读 1/5", `name="unread" value="4"`, "from=1&amp;to=3", "上次查看以来")
	// The second draft was only compared with: it is the first that was seen.
	b.get(matter).says(t, "the same page again", "from=1&amp;to=3")
	b.get(matter+"?from=1&to=3").must(t, 200, "since the last look").says(t, "it", "!上次查看以来")
}

// A comment on a material, by the link beside it.
func TestCommentOnMaterialByForms(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	b := s.as("reviewer")
	link := regexp.MustCompile(`material=([0-9a-f-]+)#say`).FindStringSubmatch(b.get(matter + "?tab=materials").body)
	if link == nil {
		t.Fatal("there is no link to comment on a material")
	}
	page := b.get(matter + "?material=" + link[1])
	page.says(t, "the form", "材料：")
	b.post(matter+"/comments", b.form(matter, url.Values{"draft": {"1"}, "material": {link[1]}, "text": {"理由不足"}})).must(t, 303, "commenting")
	b.get(matter).says(t, "the comment", "理由不足", "材料：")
}
