package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// openAccounts gives people of the sample data who cannot sign in a password.
func openAccounts(t *testing.T, url string, accounts ...string) {
	t.Helper()
	admin := signIn(t, url, "admin")
	var people struct {
		Items []struct{ ID, Account string }
	}
	if status := call(t, "GET", url+"/api/v1/people", admin, "", nil, &people); status != 200 {
		t.Fatalf("listing people: %d", status)
	}
	opened := 0
	for _, p := range people.Items {
		for _, a := range accounts {
			if p.Account != a {
				continue
			}
			opened++
			if status := call(t, "PUT", url+"/api/v1/people/"+p.ID+"/password", admin, "application/json",
				strings.NewReader(`{"password":"hefa-sample"}`), nil); status/100 != 2 {
				t.Fatalf("setting the password of %s: %d", a, status)
			}
		}
	}
	if opened != len(accounts) {
		t.Fatalf("%d of %v are there", opened, accounts)
	}
}

// follows presses the link whose row or card names something.
func (v *visitor) follows(row, link string) {
	v.t.Helper()
	v.run(`(() => { const r = [...document.querySelectorAll("tr, li")].find(e => e.innerText.includes(` + quote(row) + `) && e.querySelector(` + quote(link) + `));
		if (!r) throw new Error("no such row"); document.documentElement.dataset.left = "1"; r.querySelector(` + quote(link) + `).click(); })()`)
	v.until("what "+row+" leads to", `!document.documentElement.dataset.left && document.readyState === "complete"`)
}

// ticks checks the box whose label holds the words.
func (v *visitor) ticks(words string) {
	v.t.Helper()
	v.run(`(() => { const l = [...document.querySelectorAll("label")].find(e => e.innerText.trim() === ` + quote(words) + `);
		if (!l) throw new Error("no such box"); l.querySelector("input").checked = true; })()`)
}

// both keeps pictures of the page at the desk and on a telephone.
func (v *visitor) both(name string) {
	v.t.Helper()
	v.do("changes windows", chromedp.EmulateViewport(390, 844))
	v.until("a page as wide as the telephone", `document.documentElement.scrollWidth <= 391`)
	v.picture(name + "-390")
	v.do("changes windows", chromedp.EmulateViewport(1366, 768))
	v.picture(name + "-1366")
}

// Three bodies are asked about a draft: one answers by article, one has nothing
// to say, one is silent. Counsel is invited to a matter and put out again. A
// deputy signs for the head. All of it on the pages, in Chromium.
func TestWorkingTogether(t *testing.T) {
	p := hefa(t, t.TempDir(), "serve")
	p.ready()
	openAccounts(t, p.url, "lu.yao", "shao.yun", "bai.ying")
	browser := newBrowser(t)

	const title = "云州市道路清扫保洁办法"
	id := upload(t, p.url, signIn(t, p.url, "drafter"), title)
	drafter := visit(t, browser, p.url, "drafter")
	drafter.open("/work")
	drafter.follows(title, "td.name a")
	drafter.open(strings.SplitN(drafter.path(), "?", 2)[0] + "/rounds")
	for _, body := range []string{"市住建局", "市交通局", "市教育局"} {
		drafter.ticks(body)
	}
	drafter.fill("input[name=due]", "2199-01-04")
	drafter.both("ask")
	drafter.press("form[action$='/rounds'] button.primary")
	round := drafter.path()

	transport := visit(t, browser, p.url, "lu.yao")
	transport.open("/work")
	transport.reads("征求贵单位意见")
	transport.both("asked")
	transport.follows(title, "td.go a")
	transport.fill("textarea[name=text]", "应当写明夜间作业的时间。")
	transport.fill("textarea[name=proposed]", "第一条　为了规范道路清扫，制定本办法。")
	transport.run(`document.querySelector("select[name=address]").value = "1"`)
	transport.press("button[value=save]")
	drafter.open(round)
	drafter.missing("夜间作业")
	transport.press("button[value=sign]")
	transport.reads("本单位的意见已签发")

	housing := visit(t, browser, p.url, "fang.jing")
	housing.open(round)
	housing.press("button[value=sign]")
	housing.reads("请提出意见，或者选择“无意见”")
	housing.ticks("无意见")
	housing.press("button[value=sign]")
	housing.reads("本单位的意见已签发")

	drafter.open(round)
	drafter.reads("夜间作业")
	drafter.follows("云州市教育局", "form button")
	drafter.reads("催办")
	drafter.run(`document.querySelector("details.treat").open = true`)
	drafter.run(`document.querySelector("form[action$='/treat'] select").value = "not-adopted"`)
	drafter.press("form[action$='/treat'] button")
	drafter.sees("div.notice.bad")
	drafter.run(`document.querySelector("form[action$='/treat'] select").value = "not-adopted"`)
	drafter.fill("form[action$='/treat'] textarea", "另有专门规定。")
	drafter.press("form[action$='/treat'] button")
	drafter.fill("input[name=about]", "第一条")
	drafter.fill("input[name=participants]", "两局分管负责人")
	drafter.fill("textarea[name=agreed]", "送审时一并说明。")
	drafter.run(`document.querySelector("select[name=result]").value = "not-agreed"`)
	drafter.run(`[...document.querySelectorAll("form[action$='/coordinate'] label")].find(l => l.textContent.trim() === "市交通局").querySelector("input").checked = true`)
	drafter.press("form[action$='/coordinate'] button.btn")
	drafter.reads("未协调一致")
	drafter.both("matrix")
	drafter.fill("form[action$='/close'] input[name=why]", "市教育局逾期未复")
	drafter.press("form[action$='/close'] button")
	drafter.reads("已结束")
	drafter.run(`location.assign(document.querySelector("#head h1 a").getAttribute("href") + "?tab=materials")`)
	drafter.reads("征求部门意见汇总.xlsx")

	school := visit(t, browser, p.url, "shao.yun")
	school.open("/notices")
	school.reads("催办：请函复意见")
	school.both("notices")
	transport.open("/notices")
	transport.follows(title, "td.name a")
	if id == "" || !strings.HasPrefix(transport.path(), "/rounds/") && !strings.HasPrefix(transport.path(), "/matters/") {
		t.Errorf("a notice leads to %s", transport.path())
	}

	counselAndDeputy(t, browserAt{browser, p.url})
}
