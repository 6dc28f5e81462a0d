package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/office"
)

// opinionTitle is a matter of the sample data in its first round, with one
// comment.
const opinionTitle = "云州市城市照明设施管理办法"

// matterOf is the address of the workspace of a matter.
func (v *visitor) matterOf(title string) string {
	v.t.Helper()
	v.open("/matters")
	path := value[string](v, `[...document.querySelectorAll("a[href^='/matters/']")].find(a => a.innerText.includes(`+quote(title)+`))?.getAttribute("href") || ""`)
	if path == "" {
		v.t.Fatalf("%s finds no matter %s", v.name, title)
	}
	return path
}

// fetches is a file behind a link of the page.
func (v *visitor) fetches(css string) []byte {
	v.t.Helper()
	v.run(`window.got = null; fetch(document.querySelector(` + quote(css) + `).href).then(async (a) => {
		if (!a.ok) throw new Error(a.status);
		let text = ""; for (const b of new Uint8Array(await a.arrayBuffer())) text += String.fromCharCode(b);
		window.got = btoa(text); }); 0`)
	v.until("the file behind "+css, `!!window.got`)
	data, err := base64.StdEncoding.DecodeString(value[string](v, `window.got`))
	if err != nil {
		v.t.Fatal(err)
	}
	return data
}

// Review points by keyboard, an opinion composed, edited, sent on, edited by
// the head and signed; its paper; the answers beside what changed, one not
// adopted, one promise not kept; the second round. All in Chromium.
func TestOpinionInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	browser := newBrowser(t)
	reviewer := visit(t, browser, server.url, "reviewer")
	matter := reviewer.matterOf(opinionTitle)

	// In the workspace: one point is a problem, all others are in order.
	reviewer.open(matter + "?tab=points")
	reviewer.run(`document.querySelector("#p-measures .foot summary").focus(); 0`)
	reviewer.keys("2")
	reviewer.until("the cursor in the remark", `document.activeElement.matches("#p-measures textarea")`)
	reviewer.types("第六条设定的禁止没有说明法律后果由谁认定。")
	reviewer.run(`document.querySelector("#p-measures details.bases").open = true;
		document.querySelector("#p-measures input[name=basis-words]").value = "《城市照明管理规定》"; 0`)
	reviewer.run(`document.querySelector("#p-measures form button.btn:not([name])").click()`)
	reviewer.sees("#p-measures.concluded .point-problem")
	reviewer.both("points")
	reviewer.run(`document.querySelector("form[action$='/points/rest'] button").click()`)
	reviewer.until("all points concluded", `document.querySelectorAll(".point.concluded").length === 9`)

	// The opinion is composed; what is typed keeps itself and is not written
	// over without asking.
	reviewer.open(matter + "/moves/propose")
	reviewer.until("composed words", `document.querySelector("textarea[name=text]").value.includes("（一）是否违法设定行政许可")`)
	reviewer.run(`document.querySelector("input[name=conclusion][value=lawful]").click(); document.querySelector("main form.sheet button.primary").click()`)
	reviewer.reads("所列审核事项存在问题")
	reviewer.run(`document.querySelector("textarea[name=text]").focus(); document.querySelector("textarea[name=text]").setSelectionRange(0, 0)`)
	reviewer.types("我局认为：\n")
	reviewer.until("what is typed is kept", `document.querySelector("[data-kept]").textContent.length > 0`)
	reviewer.open(matter + "/moves/propose")
	reviewer.until("what was typed is back", `document.querySelector("textarea[name=text]").value.startsWith("我局认为：")`)
	reviewer.press("button[name=compose][value='1']")
	reviewer.sees("#asks")
	reviewer.until("the words as they were", `document.querySelector("textarea[name=text]").value.startsWith("我局认为：")`)
	reviewer.both("asks")
	reviewer.run(`document.querySelector("input[name=conclusion][value=amend]").click()`)
	reviewer.press("main form.sheet .acts button.primary")
	reviewer.reads("签发")

	head := visit(t, browser, server.url, "head")
	head.move(matter, "sign", func() {
		head.reads("我局认为：")
		head.press("a[href$='/moves/edit-opinion']")
		head.run(`(() => { const t = document.querySelector("textarea[name=text]"); t.value = t.value.replace("我局认为：", "经集体研究："); })()`)
		head.press("main form.sheet .acts button.primary")
		head.open(matter + "/moves/sign")
		head.reads("经集体研究：")
		head.both("sign")
		head.run(`document.querySelector("input[name=unread]").click()`)
	})
	head.open(matter + "?tab=opinions")
	head.reads("修改经过 2 次")
	head.both("opinion")
	word := head.fetches(".opinion a[href$='format=docx']")
	read, err := office.Read("意见书.docx", word, office.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	read.Text.Walk(func(u *lawtext.Unit) bool {
		text += u.Number + u.Heading + u.Text + "\n"
		return true
	})
	for _, words := range []string{"云州市司法局", "合审〔", "合法性审核意见书", "云州市城市管理局：", "经集体研究：", "第六条设定的禁止", "《城市照明管理规定》", "综上，审核结论为：应当修改。", "附件：1. 起草说明"} {
		if !strings.Contains(text, words) {
			t.Errorf("the paper does not say %s", words)
		}
	}
	if pdf := head.fetches(".opinion a[href$='format=pdf']"); !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Error("the PDF is none")
	}
	if dir := os.Getenv("HEFA_TEST_PICTURES"); dir != "" {
		_ = os.WriteFile(filepath.Join(dir, "opinion.docx"), word, 0o600)
	}
	answerAndReview(t, visit(t, browser, server.url, "drafter"), reviewer, matter)
}

// answerAndReview is the drafters' answer and the second round.
func answerAndReview(t *testing.T, drafter, reviewer *visitor, matter string) {
	drafter.open(matter + "/answers")
	drafter.reads("等待答复")
	drafter.run(`document.querySelector("#p-measures input[value=adopted]").click()`)
	drafter.press("#p-measures form button.btn")
	answer := func(verdict, reason, basis string) {
		drafter.run(`(() => { const f = document.querySelector("article.thread details form"); f.querySelector("input[value=` + verdict + `]").click();
			f.querySelector("textarea").value = ` + quote(reason) + `; f.querySelector("input[name=basis-words]").value = ` + quote(basis) + `; })()`)
		drafter.press("article.thread form button.btn")
	}
	answer("not-adopted", "“亮灯率”有国家标准。", "")
	drafter.reads("不采纳的，须写明依据")
	drafter.until("what was typed is there", `document.querySelector("article.thread textarea").value.includes("国家标准")`)
	answer("not-adopted", "“亮灯率”有国家标准。", "《城市道路照明设计标准》")
	drafter.sees("article.thread .chip.not-adopted")
	drafter.both("answers")
	drafter.nextDraft(matter, "修改稿.txt", strings.Replace(drafter.draftOf(matter), "禁止擅自接用电源", "不得擅自接用电源，由城市管理部门认定", 1))
	drafter.move(matter, "resubmit", nil)

	// The second round: the old conclusions are to be confirmed, a reason is
	// judged, and what was not adopted stays in the opinion.
	reviewer.open(matter + "/points")
	reviewer.reads("待重新确认")
	reviewer.both("second-round")
	reviewer.press("form[action$='/points/rest'] button")
	reviewer.until("all but the problem", `document.querySelectorAll(".point.concluded").length === 8`)
	reviewer.open(matter + "/answers")
	reviewer.reads("未采纳")
	reviewer.both("promises")
	reviewer.run(`(() => { const d = [...document.querySelectorAll("article.thread details")].find(e => e.innerText.includes("未落实")); d.open = true;
		d.querySelector("textarea").value = "请在正文写明统计口径。"; })()`)
	reviewer.press("article.thread details form button.seal")
	reviewer.reads("请在正文写明统计口径。")
	reviewer.open(matter + "/points")
	reviewer.run(`(() => { const c = document.querySelector("#p-measures"); c.querySelector(".foot details").open = true; c.querySelector("input[value=in-order]").click(); })()`)
	reviewer.press("#p-measures form button.btn:not([name])")
	reviewer.open(matter + "/moves/propose")
	reviewer.until("what was not adopted", `/未采纳和部分采纳的意见[^]*国家标准/.test(document.querySelector("textarea[name=text]").value)`)
	drafter.open(matter)
	drafter.reads("请在正文写明统计口径。")
}
