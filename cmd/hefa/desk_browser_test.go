package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// deskTitle is a matter of the sample data in its third round of review.
const deskTitle = "云州市互联网租赁电动自行车管理办法"

// desk is the address of that matter's workspace.
func (v *visitor) desk() string {
	v.t.Helper()
	v.open("/matters")
	path := value[string](v, `[...document.querySelectorAll("a[href^='/matters/']")].find(a => a.innerText.includes(`+quote(deskTitle)+`))?.getAttribute("href") || ""`)
	if path == "" {
		v.t.Fatalf("%s finds no matter %s on\n%s", v.name, deskTitle, v.page())
	}
	return strings.SplitN(path, "?", 2)[0]
}

// keys presses keys one after another, as on a keyboard.
func (v *visitor) keys(list ...string) {
	v.t.Helper()
	for _, k := range list {
		switch k {
		case "all":
			v.do("selects all", chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		case "send":
			v.do("sends", chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
		case "escape":
			v.do("presses escape", chromedp.KeyEvent("\x1b"))
		default:
			v.key(k)
		}
	}
}

// key presses one key: what it types comes only where the page lets it.
func (v *visitor) key(k string) {
	v.t.Helper()
	for _, event := range []input.DispatchKeyEventParams{{Type: input.DispatchKeyEventTypeKeyDown, Key: k, Text: k}, {Type: input.DispatchKeyEventTypeKeyUp, Key: k}} {
		if _, err := chromedp.Call(v.ctx, input.DispatchKeyEvent, event); err != nil {
			v.t.Fatalf("%s presses %s: %v", v.name, k, err)
		}
	}
}

// types puts text where the cursor is, as an input method does.
func (v *visitor) types(text string) {
	v.t.Helper()
	if _, err := chromedp.Call(v.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		v.t.Fatalf("%s types: %v", v.name, err)
	}
}

// at goes to an article by keyboard alone.
func (v *visitor) at(article string) {
	v.t.Helper()
	const where = `(() => { const all = [...document.querySelectorAll("#sheet .k-article")];
		return all.findIndex(u => u.dataset.unit === %s) - all.findIndex(u => u.classList.contains("here")); })()`
	for range 40 {
		switch by := value[int](v, fmt.Sprintf(where, quote(article))); {
		case by == 0:
			return
		case by > 0:
			v.keys("l")
		default:
			v.keys("h")
		}
	}
	v.t.Fatalf("%s does not come to article %s by keyboard", v.name, article)
}

// nextDraft brings a matter's next draft as a file.
func (v *visitor) nextDraft(matter, name, text string) {
	v.t.Helper()
	file := filepath.Join(v.t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.open(matter)
	v.press("a[href$='/drafts/new']")
	v.choose("#file", file)
	v.sees("#confirm")
	v.press("#confirm button.primary")
}

// draftOf is the newest draft of the matter as plain text.
func (v *visitor) draftOf(matter string) string {
	v.t.Helper()
	v.run(`fetch("/api/v1` + matter + `").then(a => a.json()).then(m => fetch("/api/v1/documents/" + m.document + "/drafts/" + m.draft + "/content"))
		.then(a => a.text()).then(text => { window.draft = text; }); 0`)
	v.until("the draft", `!!window.draft`)
	return value[string](v, `window.draft`)
}

// Wording is proposed by keyboard, seen by a colleague without reloading,
// adopted by the drafter, and done when the next draft has it; ticks of what
// was read hold where the article is the same.
func TestWorkspaceInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	browser := newBrowser(t)
	reviewer, head := visit(t, browser, server.url, "reviewer"), visit(t, browser, server.url, "head")
	matter := reviewer.desk()
	head.open(matter)
	reviewer.open(matter)

	// The colleague is writing when the proposal comes.
	head.keys("c")
	head.types("我正在写的一句话")

	// By keyboard: the keys' list, two articles ticked, wording proposed.
	reviewer.keys("?")
	reviewer.sees("dialog#keys[open]")
	reviewer.picture("keys")
	reviewer.keys("escape")
	reviewer.until("the list to close", `!document.querySelector("dialog[open]")`)
	for _, article := range []string{"1", "9"} {
		reviewer.at(article)
		reviewer.keys("r")
		reviewer.sees("#a-" + article + ` .tick[aria-pressed="true"]`)
	}
	reviewer.reads("已读 2/12")
	reviewer.at("9")
	reviewer.keys("e")
	reviewer.until("the article's words", `document.activeElement.name === "proposed" && document.activeElement.value.startsWith("经营企业应当及时清理")`)
	reviewer.keys("all")
	reviewer.types("经营企业应当及时清理违规停放和损坏的车辆；接到通知的，应当在三小时内清理。")
	reviewer.keys("send")
	reviewer.sees(`article.thread[data-article="9"] .proposal ins`)
	reviewer.picture("proposed")

	head.sees(`article.thread.new[data-article="9"] .proposal`)
	if got := value[string](head, `document.querySelector("#say textarea[name=text]").value`); got != "我正在写的一句话" {
		t.Errorf("what the colleague was writing became %q", got)
	}
	if !value[bool](head, `document.activeElement.name === "text"`) {
		t.Error("the colleague's cursor was taken away")
	}
	// A rival for the same words, and one for other words.
	head.run(`document.activeElement.blur()`)
	propose := func(v *visitor, article, words string) {
		v.at(article)
		v.keys("e")
		v.until("the field for wording", `document.activeElement.name === "proposed"`)
		v.keys("all")
		v.types(words)
		v.keys("send")
		v.until("the proposal", `[...document.querySelectorAll('article.thread[data-article="`+article+`"] .proposal ins')].length > 0`)
		v.run(`document.activeElement.blur()`)
	}
	propose(head, "9", "经营企业应当及时清理车辆。")
	head.sees(".rivals .thread + .thread")
	reviewer.sees(".rivals .thread + .thread")
	reviewer.picture("rivals")
	propose(reviewer, "4", "经营企业投放车辆，应当符合国家标准。")

	// The drafters see nothing of it until it is sent over.
	drafter := visit(t, browser, server.url, "drafter")
	drafter.open(matter)
	drafter.missing("三小时内清理")
	text := drafter.draftOf(matter)
	reviewer.move(matter, "return-amendment", nil)
	drafter.open(matter)
	drafter.sees(".rivals .thread + .thread")
	drafter.run(`[...document.querySelectorAll(".rivals .thread")].find(c => c.innerText.includes("三小时")).querySelector(".adopt button").click()`)
	drafter.sees(".rivals .chip.adopted")
	drafter.reads("已列入修改清单")
	// The rival now asks to be compared first.
	drafter.sees(".rivals .adopt input[name=confirmed]")
	drafter.picture("adopted")
	drafter.keys("g", "l")
	drafter.sees(".planned .chip.should")
	drafter.reads("待改")

	// The next draft has the words of one, and others for article 4.
	next := strings.Replace(text, "应当在二小时内清理", "应当在三小时内清理", 1)
	if next == text {
		t.Fatalf("the draft reads otherwise:\n%s", text)
	}
	at := strings.Index(next, "第四条")
	end := at + strings.Index(next[at:], "\n")
	next = next[:end] + "具体办法另行制定。" + next[end:]
	drafter.nextDraft(matter, "第四稿.md", next)
	drafter.open(matter + "?tab=changes")
	drafter.sees(".planned.done .chip.ok")
	drafter.reads("已改")
	drafter.picture("changes")
	drafter.open(matter)
	drafter.until("the warning", `[...document.querySelectorAll('.thread[data-article="4"] .adopt')].some(f => f.innerText.includes("原文已经改动") && f.querySelector("input[name=confirmed][required]"))`)
	drafter.picture("warned")
	drafter.run(`const f = document.querySelector('.thread[data-article="4"] .adopt'); f.confirmed.checked = true; f.querySelector("button").click()`)
	drafter.sees(`.thread[data-article="4"] .chip.adopted`)

	// Ticks hold on the new draft where the article is the same.
	reviewer.open(matter)
	reviewer.sees(`#a-1 .tick[aria-pressed="true"]`)
	reviewer.sees(`#a-9 .tick[aria-pressed="false"]`)
	reviewer.sees(`a[href*="from=3"][href*="to=4"]`)
}

// What was typed outlives a killed tab, and comes back on another machine.
func TestAutosaveInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	browser := newBrowser(t)
	doomed := visit(t, browser, server.url, "reviewer")
	matter := doomed.desk()
	doomed.open(matter)
	doomed.at("3")
	doomed.keys("c")
	doomed.types("这句话还没有发出")
	doomed.until("it to be kept", `document.querySelector("#say [data-kept]").innerText.includes("已自动保存")`)
	if err := chromedp.Cancel(doomed.ctx); err != nil {
		t.Fatal(err)
	}

	elsewhere := visit(t, browser, server.url, "reviewer")
	elsewhere.open(matter)
	elsewhere.until("the words", `document.querySelector("#say textarea[name=text]").value === "这句话还没有发出" && document.querySelector("#say").open`)
	elsewhere.reads("上次没有发出的内容已恢复")
	colleague := visit(t, browser, server.url, "head")
	colleague.open(matter)
	if value[string](colleague, `document.querySelector("#say textarea[name=text]").value`) != "" {
		t.Error("a colleague reads what was not sent")
	}
	elsewhere.run(`document.querySelector("#say textarea[name=text]").focus()`)
	elsewhere.keys("send")
	elsewhere.sees(`article.thread[data-article="3"].on`)
	elsewhere.open(matter)
	if got := value[string](elsewhere, `document.querySelector("#say textarea[name=text]").value`); got != "" {
		t.Errorf("after it was sent the form holds %q", got)
	}
	// A link to speak of an article shows it beside the form.
	elsewhere.open(matter + "?unit=9#say")
	elsewhere.until("article 9 beside the form", `(() => { const at = document.querySelector("#a-9").getBoundingClientRect();
		return scrollY > 0 && at.top > 0 && at.top < innerHeight && document.activeElement.matches("#say textarea"); })()`)
}

// No shortcut fires while an input method composes.
func TestNoShortcutDuringComposition(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	v := visit(t, newBrowser(t), server.url, "reviewer")
	v.open(v.desk())
	press := func(key string, composing bool) {
		v.run(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: ` + quote(key) + `, bubbles: true, isComposing: ` + map[bool]string{true: "true", false: "false"}[composing] + `}))`)
	}
	press("?", true)
	press("c", true)
	if value[bool](v, `!!document.querySelector("dialog[open]") || document.querySelector("#say").open`) {
		t.Error("a shortcut fires during composition")
	}
	press("c", false)
	v.until("the form", `document.querySelector("#say").open`)
}
