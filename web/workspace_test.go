package web

import (
	"bytes"
	"context"
	"mime/multipart"
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

const bikes1 = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　设置停放点的单位应当向交通运输部门申请领取设置许可证。
第三条　骑行人不得在非停放点停放公共自行车。
第四条　本办法自2099年5月1日起施行，有效期至2104年4月30日。
`

const bikes2 = `云州市公共自行车管理办法
第一条　为了规范公共自行车管理，制定本办法。
第二条　本办法所称公共自行车，是指政府投放、供公众租用的自行车。
第三条　设置停放点的单位应当向交通运输部门办理备案。
第四条　骑行人不得在非停放点停放公共自行车。
第五条　本办法自2099年5月1日起施行，有效期至2104年4月30日。
`

// send posts a form that brings files: field, name and content of each.
func (b *browser) send(path string, form url.Values, files ...[3]string) answer {
	b.s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				b.s.t.Fatal(err)
			}
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f[0], f[1])
		if err != nil {
			b.s.t.Fatal(err)
		}
		if _, err := part.Write([]byte(f[2])); err != nil {
			b.s.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.s.t.Fatal(err)
	}
	req := b.request(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return b.do(req)
}

// form opens a page and fills the hidden fields of its form in.
func (b *browser) form(path string, typed url.Values) url.Values {
	b.s.t.Helper()
	page := b.get(path)
	if page.status != http.StatusOK {
		b.s.t.Fatalf("%s: %d %s", path, page.status, page.said())
	}
	filled := url.Values{"rev": {page.field(b.s.t, "rev")}, "once": {page.field(b.s.t, "once")}}
	for name, values := range typed {
		filled[name] = values
	}
	return filled
}

func (b *browser) moves(matter storage.ID, act string, typed url.Values) answer {
	b.s.t.Helper()
	path := "/matters/" + string(matter) + "/moves/" + act
	return b.post(path, b.form(path, typed))
}

func (a answer) must(t *testing.T, status int, doing string) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("%s: %d %s %s", doing, a.status, a.code(), a.said())
	}
	return a
}

// says checks what a page shows, and what it does not (with ! before it).
func (a answer) says(t *testing.T, doing string, words ...string) {
	t.Helper()
	for _, w := range words {
		w, not := strings.CutPrefix(w, "!")
		if strings.Contains(a.body, w) == not {
			t.Errorf("%s: whether it says %q is %v", doing, w, not)
		}
	}
}

// The whole main job by forms: five people, two drafts, at the end in force.
func TestMainJobByForms(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	matter := "/matters/" + string(o.Matter)
	drafter, reviewer := s.as("drafter"), s.as("reviewer")
	drafter.get(matter).must(t, 200, "opening the matter").says(t, "the drafter", "moves/submit", "moves/withdraw", "!moves/accept", "第二条")

	// Submitting: what is missing is named, what was typed is kept.
	submit := drafter.form(matter+"/moves/submit", url.Values{"absence-legal-basis": {"依据列在说明中"}, "reason": {"请审核"}})
	drafter.send(matter+"/moves/submit", submit).must(t, 409, "submitting without materials").
		says(t, "the refusal", "refused-materials", "起草说明", "依据列在说明中", "请审核")
	submit.Set("absence-comments-received", "未公开征求意见")
	submit.Set("others", "本文件不涉及")
	drafter.send(matter+"/moves/submit", submit, [3]string{"file-explanation", "说明.txt", "起草说明"}, [3]string{"file-explanation", "附表.txt", "附表"}).
		must(t, 303, "submitting")
	materials := drafter.get(matter + "?tab=materials")
	materials.says(t, "materials", "说明.txt", "附表.txt", "未提供：未公开征求意见", "!material.")
	file := regexp.MustCompile(matter + `/materials/[^/"]+/file`).FindString(materials.body)
	if a := reviewer.get(file).must(t, 200, "downloading a material"); a.body != "起草说明" {
		t.Errorf("the material holds %q", a.body)
	}
	s.as("legal").moves(o.Matter, "consent", nil).must(t, 303, "consenting")

	// Back for completion, and again.
	reviewer.moves(o.Matter, "return-completion", url.Values{"missing": {"legal-basis"}, "note-legal-basis": {"请附依据原文"}}).must(t, 303, "returning for completion")
	drafter.get(matter+"?tab=materials").says(t, "what was asked for", "请附依据原文", "要求补正")
	resubmit := drafter.form(matter+"/moves/resubmit", nil)
	drafter.send(matter+"/moves/resubmit", resubmit).must(t, 409, "resubmitting without what was asked for")
	drafter.send(matter+"/moves/resubmit", resubmit, [3]string{"file-legal-basis", "依据.txt", "依据"}).must(t, 303, "resubmitting")
	reviewer.moves(o.Matter, "accept", url.Values{"complete": {"yes"}}).must(t, 303, "accepting")

	s.comment(reviewer, o, matter)
	s.answer(drafter, o, matter)
	s.concludeByForms(o, matter)
}

// comment says two things of the draft and returns it.
func (s *site) comment(reviewer *browser, o review.Opened, matter string) {
	t := s.t
	say := reviewer.form(matter+"?unit=2", url.Values{"draft": {"1"}, "unit": {"2"}, "text": {"规范性文件不得设定行政许可。"}, "weight": {"must"},
		"kind": {"measures"}, "audience": {"body"}, "mentions": {string(s.People["drafter"])}, "back": {"unit=2"}})
	a := reviewer.post(matter+"/comments", say).must(t, 303, "commenting")
	if at := a.header.Get("Location"); !strings.HasPrefix(at, matter+"?unit=2&at=c-") || !strings.Contains(at, "#c-") {
		t.Errorf("after a comment one comes to %s", at)
	}
	words := reviewer.form(matter, url.Values{"draft": {"1"}, "unit": {"3"}, "quote": {"骑行的人"}, "text": {"宜界定。"}, "audience": {"body"}})
	reviewer.post(matter+"/comments", words).must(t, 422, "quoting words that are not there").says(t, "the form", "宜界定。", "骑行的人", `data-code="outside"`)
	words.Set("quote", "骑行人")
	reviewer.post(matter+"/comments", words).must(t, 303, "quoting words")
	reviewer.get(matter).says(t, "the draft", `<a class="quoted"`, ">骑行人</a>", "必须修改", "内容")
	s.as("drafter").get(matter).says(t, "the drafter before the return", "!不得设定行政许可")
	reviewer.moves(o.Matter, "return-amendment", nil).must(t, 303, "returning for amendment")
}

var answerForm = regexp.MustCompile(`/comments/([0-9a-f-]+)/answer"`)

// answer uploads the next draft and answers each comment.
func (s *site) answer(drafter *browser, o review.Opened, matter string) {
	t := s.t
	page := drafter.get(matter)
	page.says(t, "the drafter after the return", "不得设定行政许可", "disabled", "还有 2 条意见没有答复", "/drafts/new")
	upload := addDraft(t, s, o.Document)
	upload.Upload = storagetest.Upload(t, s.Store, bikes2)
	if _, err := s.Review.AddDraft(context.Background(), s.As("drafter"), upload); err != nil {
		t.Fatal(err)
	}
	for i, m := range answerForm.FindAllStringSubmatch(page.body, -1) {
		path := matter + "/comments/" + m[1] + "/answer"
		typed := drafter.form(matter, url.Values{"verdict": {"not-adopted"}})
		if i == 0 {
			drafter.post(path, typed).must(t, 422, "declining a comment without a reason")
			typed.Set("verdict", "adopted")
		}
		typed.Set("reason", "已改。")
		if i > 0 {
			drafter.post(path, typed).must(t, 422, "declining a comment without a basis")
		}
		typed.Set("basis-words", "参照上级文件。")
		drafter.post(path, typed).must(t, 303, "answering")
	}
	drafter.get(matter).says(t, "the redline", "第 1 稿", "增", "号", "随条文移至第 2 稿", "<ins", "<del")
	drafter.send(matter+"/moves/resubmit", drafter.form(matter+"/moves/resubmit", nil)).must(t, 303, "resubmitting")
	for _, view := range []string{"inline", "side", "table", "clean"} {
		drafter.get("/documents/"+string(o.Document)+"/redline?from=1&to=2&view="+view).must(t, 200, view).says(t, view, "备案")
	}
	drafter.get("/documents/"+string(o.Document)).says(t, "the document", matter, "redline?to=2")
}

// concludeByForms proposes, sends back, proposes, signs and publishes.
func (s *site) concludeByForms(o review.Opened, matter string) {
	t := s.t
	reviewer, head, registrar := s.as("reviewer"), s.as("head"), s.as("registrar")
	propose := url.Values{"conclusion": {"lawful"}, "text": {"经审核，合法。"}}
	reviewer.moves(o.Matter, "propose", propose).must(t, 409, "concluding before the points").
		says(t, "the refusal", "refused-points", "经审核，合法。", "#p-power", "是否超越制定机关的法定职权", "未审核", "points/rest")
	reviewer.post(matter+"/points/rest", reviewer.form(matter+"/moves/propose", url.Values{"page": {"propose"}})).must(t, 303, "concluding the rest")
	// What a comment that must be followed is about is concluded by itself.
	reviewer.get(matter+"/points").says(t, "the points", "#c-", "不得设定行政许可", "!points/rest", "《行政许可法》第十七条")
	measures := reviewer.form(matter+"/points", url.Values{"page": {"points"}, "verdict": {"problem"}, "seen": {""}, "basis-words": {"参照上级文件"}})
	reviewer.post(matter+"/points/measures", measures).must(t, 422, "a problem without a remark").says(t, "the points", "参照上级文件")
	measures.Set("verdict", "in-order")
	reviewer.post(matter+"/points/measures", measures).must(t, 303, "concluding a point")
	measures.Set("once", "another")
	reviewer.post(matter+"/points/measures", measures).must(t, 409, "concluding what somebody has concluded meanwhile").says(t, "the points", `data-code="stale"`)
	reviewer.get(matter+"/moves/propose").says(t, "the composed opinion", "一、审核事项", "必须修改的意见", "!points/rest")
	// What was edited is not written over without asking.
	edited := reviewer.form(matter+"/moves/propose", url.Values{"text": {"我自己写的意见。"}, "compose": {"1"}})
	reviewer.post(matter+"/moves/propose", edited).must(t, 200, "composing again").says(t, "the question", "我自己写的意见。</textarea>", `id="asks"`)
	edited.Set("compose", "below")
	reviewer.post(matter+"/moves/propose", edited).must(t, 200, "composing below").says(t, "the words", "我自己写的意见。\n\n一、审核事项", `!id="asks"`)
	edited.Set("compose", "over")
	reviewer.post(matter+"/moves/propose", edited).must(t, 200, "composing over").says(t, "the words", "一、审核事项", "!我自己写的意见。")
	reviewer.moves(o.Matter, "propose", propose).must(t, 409, "concluding while a comment must be followed").says(t, "the refusal", "refused-must", "经审核，合法。", "#c-", "不得设定行政许可")
	threads, err := s.Comments(context.Background(), s.See("reviewer"), o.Matter, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range threads {
		path := matter + "/comments/" + string(c.ID)
		reviewer.post(path+"/reply", reviewer.form(matter, url.Values{"text": {"同意。"}})).must(t, 303, "replying")
		reviewer.post(path+"/resolve", reviewer.form(matter, nil)).must(t, 303, "resolving")
		reviewer.post(path+"/reopen", reviewer.form(matter, nil)).must(t, 303, "reopening")
		reviewer.post(path+"/resolve", reviewer.form(matter, nil)).must(t, 303, "resolving again")
	}
	reviewer.moves(o.Matter, "propose", propose).must(t, 303, "proposing")
	head.moves(o.Matter, "send-back", nil).must(t, 422, "sending back without a reason")
	head.moves(o.Matter, "send-back", url.Values{"reason": {"请补充依据。"}}).must(t, 303, "sending back")
	reviewer.get(matter+"/moves/propose").says(t, "the opinion sent back", "经审核，合法。")
	reviewer.moves(o.Matter, "propose", propose).must(t, 303, "proposing again")
	head.get(matter+"/moves/sign").says(t, "what is to be signed", "经审核，合法。", "意见已签")
	head.moves(o.Matter, "sign", nil).must(t, 409, "signing what nobody has read").says(t, "the refusal", "refused-unread", `name="unread"`, ">第五条</a>")
	head.moves(o.Matter, "sign", url.Values{"unread": {"1"}}).must(t, 303, "signing")
	form := registrar.get(matter + "/moves/publish")
	if form.field(t, "effective") != "2099-05-01" || form.field(t, "validUntil") != "2104-04-30" {
		t.Error("the days stated in the text are not filled in")
	}
	publish := url.Values{"issuingNumber": {"云政规〔2099〕3号"}, "published": {"2099-05-02"}, "effective": {"2099-05-01"}}
	registrar.moves(o.Matter, "publish", publish).must(t, 422, "taking effect before publication").says(t, "the form", "before-publication", "云政规〔2099〕3号")
	publish.Set("published", "2099-04-02")
	publish.Set("effective", "2099-04-03")
	registrar.moves(o.Matter, "publish", publish).must(t, 409, "publishing what the text contradicts").says(t, "the question", "refused-stated", `name="confirmed"`, "自2099年5月1日起施行，填写的是2099年4月3日", "有效期至2104年4月30日", "云政规〔2099〕3号")
	publish.Set("validUntil", "2104-04-30")
	registrar.moves(o.Matter, "publish", publish).must(t, 409, "publishing with the end that the text states").says(t, "the question", "有效期至2104年4月30日是从正文写明的施行日期起算的", "!没有填写有效期")
	publish.Del("validUntil")
	publish.Set("confirmed", "1")
	publish.Set("effective", "2099-05-01")
	a := registrar.moves(o.Matter, "publish", publish).must(t, 303, "publishing")
	s.as("stranger").get(a.header.Get("Location")).must(t, 200, "what was published").says(t, "the document", "云政规〔2099〕3号", "尚未施行")
	reviewer.get(matter+"?tab=timeline").says(t, "the timeline", "登记公布", "退回修改", "请补充依据。", "!moves/")
	s.as("legal").get(matter+"?tab=timeline").says(t, "the drafters' timeline", "退回重拟", "!请补充依据。")
}

// The form says what the text states though it has passed, and that the text
// calls itself a draft; publishing it so takes a second word.
func TestPublishWhatTheTextContradicts(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", strings.NewReplacer("办法\n第一条", "办法\n（送审稿）\n第一条", "2099年5月1日", "二○二一年三月一日", "2104年4月30日", "2126年2月28日").Replace(bikes2))
	s.To(o.Matter, procedure.OpinionSigned)
	registrar := s.as("registrar")
	path := "/matters/" + string(o.Matter) + "/moves/publish"
	form := registrar.get(path)
	form.says(t, "the form", "自2021年3月1日起施行，这一天已经过去", "标题下仍写着“送审稿”")
	if got := form.field(t, "effective"); got != "2021-03-01" {
		t.Errorf("the day of effect is filled in as %q", got)
	}
	publish := url.Values{"issuingNumber": {"云政规〔2021〕3号"}, "effective": {"2021-03-01"}, "published": {"2021-02-01"}, "validUntil": {"2126-02-28"}}
	registrar.moves(o.Matter, "publish", publish).must(t, 409, "publishing a draft").says(t, "the question", "标题下仍写着“送审稿”", "!填写的是")
	publish.Set("confirmed", "1")
	registrar.moves(o.Matter, "publish", publish).must(t, 303, "publishing, confirmed")
}

// Two people press at once: one goes on, the other is told what happened, and
// what was typed is kept.
func TestStaleMove(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	path := "/matters/" + string(o.Matter) + "/moves/return-amendment"
	slow := s.as("reviewer")
	form := slow.form(path, url.Values{"reason": {"请修改第二条。"}})
	s.as("reviewer2").moves(o.Matter, "suspend", url.Values{"reason": {"等待上级答复。"}}).must(t, 303, "suspending")
	slow.post(path, form).must(t, 409, "a stale form").says(t, "the stale form", `data-code="stale"`, "reviewer2", "请修改第二条。")
	s.as("reviewer2").moves(o.Matter, "resume", nil).must(t, 303, "resuming")
	// Sent twice with one key it happens once.
	form = slow.form(path, form)
	form.Del("rev")
	first, again := slow.post(path, form), slow.post(path, form)
	if first.status != 303 || again.status != 303 {
		t.Errorf("twice: %d, %d %s", first.status, again.status, again.said())
	}
	stale := slow.form("/matters/"+string(o.Matter), url.Values{"text": {"再看一下。"}, "unit": {"3"}, "rev": {"1"}})
	slow.post("/matters/"+string(o.Matter)+"/comments", stale).must(t, 409, "a stale comment").says(t, "the comment", "再看一下。", "第三条")
	s.as("drafter").moves(o.Matter, "withdraw", nil).must(t, 422, "withdrawing without a reason")
	s.as("drafter").moves(o.Matter, "withdraw", url.Values{"reason": {"不再制定。"}}).must(t, 303, "withdrawing")
	s.as("drafter").get("/matters/"+string(o.Matter)).says(t, "the ended matter", "已撤回", "!moves/")
}

// Notes that are not sent yet are their author's alone, to edit, discard, send.
func TestUnsentComments(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	matter := "/matters/" + string(o.Matter)
	b := s.as("reviewer")
	for _, text := range []string{"暂存之一", "暂存之二"} {
		b.post(matter+"/comments", b.form(matter, url.Values{"text": {text}, "audience": {"draft"}})).must(t, 303, "noting")
	}
	s.as("reviewer2").get(matter).says(t, "a colleague", "!暂存之一")
	threads, err := s.Comments(context.Background(), s.See("reviewer"), o.Matter, 0)
	if err != nil || len(threads) != 2 {
		t.Fatalf("%v %v", threads, err)
	}
	path := matter + "/comments/" + string(threads[0].ID)
	b.post(path+"/edit", b.form(matter, url.Values{"text": {"改过之一"}, "weight": {"should"}})).must(t, 303, "editing")
	b.post(matter+"/comments/"+string(threads[1].ID)+"/discard", b.form(matter, nil)).must(t, 303, "discarding")
	b.post(matter+"/comments/send", b.form(matter, nil)).must(t, 303, "sending")
	s.as("reviewer2").get(matter).says(t, "a colleague then", "改过之一", "!暂存之二")
	s.as("legal").get(matter).says(t, "the drafters", "!改过之一")
	b.post(path+"/publish", b.form(matter, nil)).must(t, 303, "sending over")
	s.as("legal").get(matter).says(t, "the drafters then", "改过之一")
	b.post(path+"/nonsense", b.form(matter, nil)).must(t, 404, "an act that is none")
}

// Each opening of an unpublished draft is in the log; a comment on a page that
// failed is not an opening.
func TestWorkspaceLogsReading(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	s.To(o.Matter, procedure.InReview)
	read := func() (n int) {
		if err := s.Store.DB.QueryRow(`SELECT count(*) FROM event WHERE act = 'draft-read' AND document = $1`, o.Document).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	b := s.as("reviewer")
	b.get("/matters/"+string(o.Matter)).must(t, 200, "opening")
	b.post("/matters/"+string(o.Matter)+"/comments", url.Values{}).must(t, 422, "an empty comment")
	if n := read(); n != 1 {
		t.Errorf("%d readings are logged", n)
	}
}

// Materials are added, and taken off again, beside the text.
func TestMaterialsBesideTheText(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	matter := "/matters/" + string(o.Matter)
	b := s.as("drafter")
	form := b.form(matter+"?tab=materials", url.Values{"code": {"explanation"}, "back": {"tab=materials"}})
	b.send(matter+"/materials", form).must(t, 422, "neither file nor reason").says(t, "the form", "file-or-absence", `id="m-explanation"`)
	b.send(matter+"/materials", form, [3]string{"file", "", ""}, [3]string{"file", "空.txt", ""}).must(t, 422, "an empty file")
	b.send(matter+"/materials", form, [3]string{"file", "一.txt", "一"}, [3]string{"file", "二.txt", "二"}).must(t, 303, "adding two")
	page := b.get(matter + "?tab=materials")
	page.says(t, "the list", "一.txt", "二.txt")
	remove := regexp.MustCompile(`/materials/[0-9a-f-]+/remove`).FindString(page.body)
	b.post(matter+remove, b.form(matter+"?tab=materials", nil)).must(t, 303, "removing")
	b.get(matter+"?tab=materials").says(t, "the list then", "!一.txt", "二.txt")
}
