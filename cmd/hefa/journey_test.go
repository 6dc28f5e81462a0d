package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The draft of the journey, and what it becomes: a new article five pushes the
// old one to six, whose permit turns into a notice.
const (
	journeyTitle = "云州市公共停车场收费公示办法"
	firstDraft   = `云州市公共停车场收费公示办法
（送审稿）
第一章　总则
第一条　为了规范公共停车场收费公示行为，保护停车人的合法权益，制定本办法。
第二条　本市行政区域内公共停车场的收费公示及其监督管理，适用本办法。
第三条　市发展改革部门负责公共停车场收费公示的指导和监督。
第二章　公示要求
第四条　公共停车场经营者应当在入口处的醒目位置设置收费公示牌。
第五条　公共停车场经营者设置收费公示牌，应当向市发展改革部门申请领取公示许可证。
第六条　收费公示牌应当载明下列事项：
（一）收费标准；
（二）计费方式；
（三）监督电话。
第三章　附则
第七条　本办法自2027年3月1日起施行，有效期至2032年2月29日。`
)

func secondDraft() string {
	return strings.NewReplacer(
		"第五条　公共停车场经营者设置收费公示牌，应当向市发展改革部门申请领取公示许可证。",
		"第五条　收费标准调整的，经营者应当在调整前十日更新收费公示牌。\n第六条　公共停车场经营者设置收费公示牌，应当自设置之日起十日内告知市发展改革部门。",
		"第六条　收费公示牌应当载明", "第七条　收费公示牌应当载明",
		"第七条　本办法自", "第八条　本办法自",
	).Replace(firstDraft)
}

// word makes a Word file of a text with LibreOffice.
func word(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, name+".html")
	page := "<html><head><meta charset=\"utf-8\"></head><body><p>" + strings.ReplaceAll(text, "\n", "</p><p>") + "</p></body></html>"
	if err := os.WriteFile(source, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless",
		"--writer", "--convert-to", "docx:MS Word 2007 XML", "--outdir", dir, source).CombinedOutput()
	if err != nil {
		t.Fatalf("making a Word file (make tools installs LibreOffice): %v\n%s", err, out)
	}
	return filepath.Join(dir, name+".docx")
}

// The main job, by five people at their own browsers: from a Word file to the
// text in force, found by a phrase.
func TestMainJobInTheBrowser(t *testing.T) {
	first, second := word(t, "送审稿", firstDraft), word(t, "修改稿", secondDraft())
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the server said:\n%s", server.stderr.String())
		}
	})
	browser := newBrowser(t)

	drafter := visit(t, browser, server.url, "drafter")
	drafter.open("/documents/new")
	drafter.choose("#file", first)
	drafter.sees("#confirm")
	drafter.reads("第二章")
	drafter.reads("第五条")
	drafter.reads(journeyTitle)
	drafter.picture("preview")
	drafter.press("#confirm button.primary")
	if !strings.HasPrefix(drafter.path(), "/matters/") {
		drafter.press("a[href^='/matters/']")
	}
	matter, _, _ := strings.Cut(drafter.path(), "?")
	// Two materials at once, each under the item that its name tells of.
	drafter.open(matter + "?tab=materials")
	drafter.sees("form[data-drop][data-ready]")
	drafter.run(`(() => { const form = document.querySelector("form[data-drop]"), dropped = new DataTransfer();
		for (const name of ["起草说明（定稿）.txt", "制定依据目录.txt"]) dropped.items.add(new File([name], name));
		form.querySelector(".drop").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})); })()`)
	drafter.until("both files to be listed", `[...document.querySelectorAll("form[data-drop] select")].map(e => e.value).join() === "explanation,legal-basis"`)
	drafter.press("form[data-drop] [data-send]")
	drafter.until("the files under their items", `["explanation", "legal-basis"].every(code => document.querySelector("#m-" + code + " .files a"))`)
	drafter.move(matter, "submit", func() {
		drafter.run(`document.querySelectorAll("[name^='absence-']").forEach(e => { e.value = "示例中没有这份材料" })`)
		drafter.fill("input[name=others]", "本文件不涉及")
	})
	drafter.reads("本单位法制审核")

	legal := visit(t, browser, server.url, "legal")
	legal.open("/work")
	legal.reads(journeyTitle)
	legal.move(matter, "consent", nil)

	reviewer := visit(t, browser, server.url, "reviewer")
	reviewer.open("/work")
	reviewer.reads(journeyTitle)
	reviewer.move(matter, "accept", func() {
		reviewer.run(`document.querySelector("input[name=complete]").click()`)
	})
	reviewer.open(matter + "?unit=5")
	reviewer.fill("#say textarea[name=text]", "规范性文件不得设定行政许可，请改为告知。")
	reviewer.fill("#say select[name=weight]", "must")
	reviewer.run(`document.querySelector("#say form .acts .btn").click()`)
	reviewer.sees("article.thread[data-at^='5']")
	reviewer.picture("comment")

	// The comment is the reviewing body's own until the draft goes back.
	drafter.open(matter)
	drafter.missing("不得设定行政许可")
	reviewer.move(matter, "return-amendment", nil)

	drafter.open(matter)
	drafter.reads("不得设定行政许可")
	drafter.run(`document.querySelector("article.thread input[name=verdict][value=adopted]").click()`)
	drafter.run(`document.querySelector("article.thread details[data-answer] form button").click()`)
	drafter.sees("article.thread .chip.adopted")
	drafter.press("a[href$='/drafts/new']")
	drafter.choose("#file", second)
	drafter.sees("#confirm")
	drafter.press("#confirm button.primary")
	drafter.move(matter, "resubmit", nil)

	// The redline, and the comment on the article it was made on, now six.
	reviewer.open(matter)
	reviewer.until("what was added", `[...document.querySelectorAll("ins")].some(e => e.innerText.includes("告知"))`)
	reviewer.until("what was struck", `[...document.querySelectorAll("del")].some(e => e.innerText.includes("许可证"))`)
	reviewer.sees("article.thread[data-at^='6']")
	reviewer.picture("redline")
	reviewer.run(`document.querySelector("article.thread form[action$='/resolve'] button").click()`)
	reviewer.sees("article.thread.done")
	// The review points: the statutory list, all in order with one press.
	reviewer.move(matter, "propose", func() {
		reviewer.reads("是否超越制定机关的法定职权")
		reviewer.press("form[action$='/points/rest'] button")
		reviewer.missing("其余各项均符合")
		reviewer.picture("opinion")
		reviewer.run(`document.querySelector("input[name=conclusion][value=lawful]").click()`)
		reviewer.fill("textarea[name=text]", "经审核，该文件制定主体合法，内容不违反上位法规定。")
	})

	head := visit(t, browser, server.url, "head")
	head.open("/work")
	head.reads(journeyTitle)
	head.move(matter, "sign", func() { head.run(`document.querySelector("input[name=unread]").click()`) })

	registrar := visit(t, browser, server.url, "registrar")
	registrar.open("/work")
	registrar.reads(journeyTitle)
	registrar.move(matter, "publish", func() {
		registrar.fill("input[name=issuingNumber]", "云政规〔2026〕99号")
		registrar.fill("input[name=published]", "2026-11-01")
		registrar.fill("input[name=effective]", "2026-11-02")
		// The text states another day, which is asked about once.
		registrar.press("main form button.primary")
		registrar.reads("正文写明自2027年3月1日起施行，填写的是2026年11月2日")
		registrar.picture("stated")
		registrar.run(`document.querySelector("input[name=confirmed]").click()`)
	})
	registrar.reads("现行有效")
	registrar.picture("published")

	// Everybody finds it by a phrase, at the article.
	auditor := visit(t, browser, server.url, "auditor")
	auditor.open("/search?q=" + "十日更新收费公示牌")
	auditor.reads(journeyTitle)
	auditor.reads("第五条")
	auditor.picture("found")
}

// move opens the page of one act, fills it in and makes the move.
func (v *visitor) move(matter, act string, fill func()) {
	v.t.Helper()
	v.open(matter)
	v.sees("a[href$='/moves/" + act + "']")
	v.open(matter + "/moves/" + act)
	if fill != nil {
		fill()
	}
	v.press("main form button.primary")
	v.until("the matter after "+act, `!location.pathname.includes("/moves/")`)
}
