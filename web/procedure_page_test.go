package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/web/lang"
)

// An administrator reads a procedure, is told what is wrong with a change and
// where, and saves it as the next version, which is shown against the one
// before.
func TestEditProcedure(t *testing.T) {
	s := newSite(t, nil)
	admin := s.as("admin")
	admin.get("/procedures").must(t, 200, "listing").says(t, "the list", "重大行政决策", "立法征求意见答复", "系统自带", "/procedures/rule/edit")
	s.as("head").get("/procedures").must(t, 200, "listing").says(t, "the list for a head", "重大行政决策", "!/edit")
	admin.get("/procedures/decision/1").must(t, 200, "reading").says(t, "the rules", "<svg", "第十九条至第二十一条", "不少于 30 日", "不得从略", "可以同时进行")
	admin.get("/procedures/decision/1?view=text").must(t, 200, "the text").says(t, "the text", `name = &#34;decision&#34;`)

	page := admin.get("/procedures/decision/edit").must(t, 200, "editing")
	source := html.UnescapeString(regexp.MustCompile(`(?s)<textarea name="source"[^>]*>(.*?)</textarea>`).FindStringSubmatch(page.body)[1])
	if !strings.Contains(source, "\nversion = 2\n") {
		t.Fatal("the number has not been moved on")
	}
	wrong := strings.Replace(strings.Replace(source, `roles = ["registrar"]`, `roles = ["clerk"]`, 1), "maximum = 15", "maximum = 3", 1)
	refused := admin.post("/procedures/decision", url.Values{"source": {wrong}, "act": {"check"}}).must(t, 422, "checking")
	line := strings.Count(wrong[:strings.Index(wrong, "maximum = 3")], "\n") + 1
	refused.says(t, "the mistakes", "clerk", "不是 roles 可以填写的值", "第 "+strconv.Itoa(line)+" 行", "最长（3）短于最短", "moves[")
	right := strings.Replace(source, "maximum = 15", "maximum = 20", 1)
	admin.post("/procedures/decision", url.Values{"source": {right}, "act": {"check"}}).must(t, 200, "checking").says(t, "the check", "没有发现错误", "+ maximum = 20")
	admin.post("/procedures/decision", url.Values{"source": {right}, "act": {"save"}}).must(t, 422, "saving without a note")
	saved := admin.post("/procedures/decision", url.Values{"source": {right}, "note": {"延长期限"}, "act": {"save"}}).must(t, 303, "saving")
	admin.get(saved.header.Get("Location")).must(t, 200, "the changes").says(t, "the changes", "− maximum = 15", "+ maximum = 20", "第 1 版")
	admin.get("/procedures").says(t, "the list", "延长期限")
	if a := admin.post("/procedures/decision", url.Values{"source": {right}, "note": {"再来"}, "act": {"save"}}); a.status != 422 || !strings.Contains(a.body, "版本号应当是 3") {
		t.Errorf("saving the same number again: %d %s", a.status, a.said())
	}
}

// Where a matter stands: steps are noted by forms, with what is wrong kept
// beside the step.
func TestMatterProcedurePage(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	page := "/matters/" + string(o.Matter) + "/procedure"
	steps := "/matters/" + string(o.Matter) + "/steps/"
	drafter, reviewer := s.as("drafter"), s.as("reviewer")
	drafter.get(page).must(t, 200, "the page").says(t, "the page", "<svg", "公开征求意见", "《优化营商环境条例》第六十二条", "未办", "缺少材料：")
	reviewer.get(page).must(t, 200, "the reviewer's").says(t, "a reviewer", "!status-plan")
	send := func(code string, form url.Values, files ...[3]string) answer {
		return drafter.send(steps+code, form, files...)
	}
	send("risk", url.Values{"status-risk": {"done"}}).must(t, 409, "out of order").says(t, "the refusal", "refused-earlier", "列入制定计划")
	send("plan", url.Values{"status-plan": {"excused"}}).must(t, 422, "without a reason")
	send("plan", url.Values{"status-plan": {"done"}, "last-plan": {"2020-02-03"}, "note-plan": {"第三项"}}, [3]string{"step-file-plan", "计划.txt", "制定计划"}).
		must(t, 303, "noting the plan")
	drafter.get(page).says(t, "the plan", "2020年2月3日完成", "第三项", "计划.txt", "已完成")
	if a := reviewer.get(steps+"plan/file").must(t, 200, "the plan's file"); a.body != "制定计划" {
		t.Errorf("the file holds %q", a.body)
	}
	send("risk", url.Values{"status-risk": {"excused"}, "reason-risk": {"不影响稳定"}}).must(t, 303, "excusing")
	drafter.get(page).says(t, "the excuse", "不影响稳定")
	drafter.post(steps+"risk/take-back", nil).must(t, 303, "taking back")
	drafter.get(page).says(t, "afterwards", "!不影响稳定")

	// Consent names what it excuses, acceptance what the system found.
	submit := drafter.form("/matters/"+string(o.Matter)+"/moves/submit", url.Values{"others": {"本文件不涉及"},
		"absence-explanation": {"无"}, "absence-legal-basis": {"无"}, "absence-comments-received": {"无"}})
	drafter.send("/matters/"+string(o.Matter)+"/moves/submit", submit).must(t, 303, "submitting")
	s.as("legal").get("/matters/"+string(o.Matter)+"/moves/consent").says(t, "the consent", "即确认下列步骤从略", "风险评估", "本文件不涉及")
	s.as("legal").moves(o.Matter, "consent", nil).must(t, 303, "consenting")
	reviewer.get("/matters/"+string(o.Matter)+"/moves/accept").says(t, "the acceptance", "系统核对的结果", "已说明理由", "对应步骤从略", "不得少于 5 个工作日")
	reviewer.moves(o.Matter, "accept", nil).must(t, 422, "accepting without a word")
	reviewer.moves(o.Matter, "accept", url.Values{"complete": {"yes"}, "due": {"2020-01-01"}}).must(t, 422, "accepting for yesterday").says(t, "the refusal", "至少应有 5 个工作日")
	reviewer.moves(o.Matter, "accept", url.Values{"complete": {"yes"}}).must(t, 303, "accepting")
	reviewer.get(page).says(t, "the reckoning", "受理，15个工作日", "到期；受理当日不计入", `aria-current="step"`)
	reviewer.moves(o.Matter, "await-experts", url.Values{"reason": {"请专家论证"}}).must(t, 303, "asking experts")
	reviewer.get("/matters").says(t, "the list", "暂停计时", "等待专家意见")
	reviewer.moves(o.Matter, "experts-answered", nil).must(t, 303, "going on")
	head := s.as("head")
	head.moves(o.Matter, "extend", url.Values{"days": {"99"}, "reason": {"复杂"}}).must(t, 422, "extending too far").says(t, "the refusal", "最多还可以延长 10 个工作日")
	head.moves(o.Matter, "extend", url.Values{"days": {"3"}, "reason": {"情况复杂"}}).must(t, 303, "extending")
	head.get(page).says(t, "the reckoning", "18个工作日（含延长3个）")
	head.moves(o.Matter, "emergency", url.Values{"reason": {"台风将至"}}).must(t, 303, "declaring")
	for _, where := range []string{"/matters", "/work", page, "/matters/" + string(o.Matter), "/documents/" + string(o.Document)} {
		s.as("reviewer").get(where).says(t, where, "紧急", "台风将至")
	}
	head.get("/matters?emergency=1").says(t, "the filter", "云州市公共自行车管理办法")
	head.get("/matters?overdue=1").says(t, "the filter", "!云州市公共自行车管理办法", "没有符合条件的事项")
}

// Files sent together are put under the items that their names tell of.
func TestGuessItem(t *testing.T) {
	p, err := procedure.Load()
	if err != nil {
		t.Fatal(err)
	}
	decision, err := p.At("decision", 1)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"关于方案的起草说明（定稿）.docx": "explanation", "附件3 风险评估报告.pdf": "risk-report", "制定依据.txt": "legal-basis",
		"公平竞争审查表.xlsx": "fair-competition", "专家论证会纪要.docx": "expert-opinion", "征求意见情况.docx": "comments-received", "IMG_0123.jpg": "other"} {
		if got := guessItem(decision.Materials, file); got != want {
			t.Errorf("%s goes under %s, want %s", file, got, want)
		}
	}
	if got := guessItem(nil, "起草说明.docx"); got != "" {
		t.Errorf("without a checklist it goes under %q", got)
	}
}

// Several files come at once without scripts, and each under a code of its own
// with them.
func TestSeveralMaterials(t *testing.T) {
	s := newSite(t, nil)
	o := s.Open("云州市公共自行车管理办法", bikes1)
	drafter := s.as("drafter")
	at := "/matters/" + string(o.Matter) + "/materials"
	drafter.send(at, url.Values{}, [3]string{"file", "起草说明.txt", "说明"}, [3]string{"file", "制定依据目录.txt", "依据"}, [3]string{"file", "照片.txt", "照片"}).must(t, 303, "three files")
	list, err := s.Materials(t.Context(), s.See("drafter"), o.Matter)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]string{}
	for _, item := range list {
		for _, m := range item.Materials {
			there[item.Code] += m.File.Name
		}
	}
	if there["explanation"] != "起草说明.txt" || there["legal-basis"] != "制定依据目录.txt" || there["other"] != "照片.txt" {
		t.Errorf("they are under %v", there)
	}
	drafter.send(at, url.Values{"code": {"risk-report", "request"}}, [3]string{"file", "甲.txt", "甲"}, [3]string{"file", "乙.txt", "乙"}).must(t, 303, "two files with codes")
	drafter.send(at, url.Values{"code": {"risk-report", "request"}}, [3]string{"file", "甲.txt", "甲"}).must(t, 422, "fewer files than codes")
	drafter.send(at, url.Values{}, [3]string{"file", "起草说明.txt", "说明"}, [3]string{"file", "空.txt", ""}).must(t, 422, "an empty one among them")
	if list, err = s.Materials(t.Context(), s.See("drafter"), o.Matter); err != nil {
		t.Fatal(err)
	}
	for _, item := range list {
		if want := map[string]int{"explanation": 1, "legal-basis": 1, "other": 1, "risk-report": 1, "request": 1}[item.Code]; len(item.Materials) != want {
			t.Errorf("%d files under %s, want %d", len(item.Materials), item.Code, want)
		}
	}
}

// A calendar is previewed, then imported.
func TestCalendarPage(t *testing.T) {
	s := newSite(t, nil)
	admin := s.as("admin")
	admin.get("/calendar?year=2024").must(t, 200, "2024").says(t, "2024", "2024年4月4日", "清明节", "国办发明电")
	s.as("head").get("/calendar").must(t, 200, "for a head").says(t, "a head", "!calendar/preview")
	csv := "date,day,holiday,notice\n2027-01-01,off,元旦,试\n2027-02-14,work,春节,试\n"
	admin.send("/calendar/preview", url.Values{}, [3]string{"file", "2027.csv", "date,day\n"}).must(t, 422, "a wrong heading").says(t, "the refusal", "第 1 行")
	preview := admin.send("/calendar/preview", url.Values{}, [3]string{"file", "2027.csv", csv}).must(t, 200, "previewing")
	preview.says(t, "the preview", "2 天有变化", "2027年2月14日", "照常")
	admin.get("/calendar?year=2027").says(t, "before", "!2027年1月1日")
	seen := regexp.MustCompile(`name="seen" value="(\d+)"`).FindStringSubmatch(preview.body)[1]
	admin.post("/calendar", url.Values{"source": {csv}, "seen": {seen}}).must(t, 303, "importing")
	admin.get("/calendar?year=2027").says(t, "afterwards", "2027年1月1日", "元旦")
	admin.post("/calendar", url.Values{"source": {csv}, "seen": {seen}}).must(t, 409, "importing what was previewed before")
}

// The API of procedures, steps and calendar.
func TestAPIProcedures(t *testing.T) {
	c := newAPICity(t)
	o := c.open("drafter", "云州市停车管理办法")
	matter := "/matters/" + string(o.Matter)
	c.get("drafter", "/procedures").want(200)
	var p apiProcedureRead
	c.get("drafter", "/procedures/rule/versions/1").want(200).into(&p)
	c.get("drafter", "/procedures/rule/versions/0").problem(404, "not-found", "")
	next := strings.Replace(p.Source, "\nversion = 1\n", "\nversion = 2\n", 1)
	c.send("admin", http.MethodPost, "/procedures/rule/versions", map[string]any{"source": next, "check": true}).want(200)
	c.send("admin", http.MethodPost, "/procedures/rule/versions", map[string]any{"source": strings.Replace(next, "own-legal", "lunch", 1)}).problem(422, "required", "note")
	c.send("admin", http.MethodPost, "/procedures/rule/versions", map[string]any{"source": strings.Replace(next, `"registrar"`, `"clerk"`, 1), "note": "改"}).problem(422, "procedure", "source")
	c.send("admin", http.MethodPost, "/procedures/rule/versions", map[string]any{"source": next, "note": "照旧"}).want(201).position()
	c.get("drafter", "/calendar?year=2024").want(200)
	csv := "date,day,holiday,notice\n2027-01-01,off,元旦,试\n"
	c.send("admin", http.MethodPost, "/calendar", map[string]any{"csv": csv, "preview": true}).want(200)
	c.send("admin", http.MethodPost, "/calendar", map[string]any{"csv": "a,b,c,d\n"}).problem(422, "calendar-heading", "csv")
	c.send("admin", http.MethodPost, "/calendar", map[string]any{"csv": csv}).want(200).position()

	c.get("drafter", matter+"/steps").want(200)
	c.upload("drafter", matter+"/steps", []string{"code", "risk", "status", "done"}).problem(409, "refused-earlier", "")
	c.upload("drafter", matter+"/steps", []string{"code", "plan", "status", "done", "last", "2020-01-02", "file", "@计划.txt:计划"}).want(204).position()
	if a := c.get("drafter", matter+"/steps/plan/content").want(200); string(a.body) != "计划" {
		t.Errorf("the plan holds %q", a.body)
	}
	c.send("drafter", http.MethodDelete, matter+"/steps/plan", nil).want(204)
	c.send("drafter", http.MethodDelete, matter+"/steps/plan", nil).problem(404, "not-found", "")
	c.To(o.Matter, procedure.InReview)
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "extend", "days": 2, "reason": "复杂"}).want(200)
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "await-experts", "reason": "请专家论证"}).want(200)
	c.send("reviewer", http.MethodPost, matter+"/moves", map[string]any{"act": "experts-answered"}).want(200)
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "emergency", "reason": "防汛"}).want(200)
	var read apiMatterRead
	c.get("drafter", matter).want(200).into(&read)
	if read.Early != "" || read.Emergency != "防汛" || read.Clock.Extended != 2 {
		t.Errorf("in an emergency nothing is early: %+v", read)
	}
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "end-emergency", "reason": "险情解除"}).want(200)
	if c.get("drafter", matter).want(200).into(&read); read.Early == "" {
		t.Error("an opinion signed on the day of acceptance is not early")
	}
	c.send("head", http.MethodPost, matter+"/moves", map[string]any{"act": "emergency", "reason": "防汛"}).want(200)
	c.get("drafter", "/matters?emergency=true&soon=false").want(200)
	var r apiReckoningRead
	c.get("drafter", matter+"/reckoning").want(200).into(&r)
	if !strings.Contains(r.Words, "17个工作日（含延长2个）") {
		t.Errorf("it is said as %q", r.Words)
	}
	c.get("drafter", matter+"/steps").want(200)
}

// A request for comments goes from the letter to the answer, by its own due day.
func TestAPIRequestForComments(t *testing.T) {
	c := newAPICity(t)
	var o opened
	c.upload("reviewer", "/documents", []string{"file", "@条例.txt:" + rule(1), "title", "示例省数据条例（征求意见稿）", "kind", "law", "issuing", "示例省司法厅", "due", "2199-03-04"}).want(201).into(&o)
	matter := "/matters/" + string(o.Matter)
	move := func(account string, in map[string]any) {
		t.Helper()
		c.send(account, http.MethodPost, matter+"/moves", in).want(200)
	}
	var m apiMatterRead
	c.get("reviewer", matter).want(200).into(&m)
	if m.Procedure != "request" || m.Clock.Due != "2199-03-04" || m.Clock.Overdue {
		t.Errorf("registered: %+v", m.Matter)
	}
	var steps listed[review.StepState]
	c.get("reviewer", matter+"/steps").want(200).into(&steps)
	if steps.Total != 5 || steps.Items[0].Status != review.StepCurrent {
		t.Errorf("its steps: %+v", steps)
	}
	move("reviewer", map[string]any{"act": "submit"})
	move("reviewer", map[string]any{"act": "accept", "complete": true})
	c.InOrder("reviewer", o.Matter)
	move("reviewer", map[string]any{"act": "propose", "conclusion": "amend", "text": "建议修改三处。"})
	move("head", map[string]any{"act": "sign", "unread": true})
	c.get("reviewer", matter+"/reckoning").problem(404, "not-found", "")
	move("reviewer", map[string]any{"act": "close"})
	c.get("reviewer", matter+"/steps").want(200).into(&steps)
	for _, s := range steps.Items {
		if s.Status != review.StepDone {
			t.Errorf("answered, %s is %s", s.Code, s.Status)
		}
	}
	c.get("reviewer", matter).want(200).into(&m)
	if m.State != procedure.Closed || m.Clock.Due != "2199-03-04" {
		t.Errorf("answered: %+v", m.Matter)
	}
}

// Whatever a procedure's file may say has a name for people.
func TestProceduresHaveNames(t *testing.T) {
	set, err := procedure.Load()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, p := range set.Newest() {
		keys = append(keys, "reviewed-by."+string(p.ReviewedBy))
		if p.Clock.Minimum > 0 {
			keys = append(keys, "early."+string(p.Clock.Early))
		}
		for _, m := range p.Moves {
			keys = append(keys, "do."+string(m.Act), "side."+string(m.Side))
			for _, n := range m.Needs {
				keys = append(keys, "need."+string(n))
			}
		}
	}
	for _, key := range keys {
		if !lang.Has(key) {
			t.Errorf("there is no sentence %s", key)
		}
	}
}
