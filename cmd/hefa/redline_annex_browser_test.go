package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// wide lets the window be so many pixels wide.
func (v *visitor) wide(pixels int64) {
	v.t.Helper()
	v.do(fmt.Sprintf("has a window %d wide", pixels), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: pixels, Height: 768, DeviceScaleFactor: 1})
		return err
	}))
}

// TestRedlineOfAnAnnexInTheBrowser compares two drafts of which a cell of an
// annex changed and an article moved behind another.
func TestRedlineOfAnAnnexInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	browser := newBrowser(t)
	reviewer, drafter := visit(t, browser, server.url, "reviewer"), visit(t, browser, server.url, "drafter")
	matter := reviewer.desk()
	reviewer.open(matter + "/moves/return-amendment")
	reviewer.fill("textarea[name=reason]", "请补充附件。")
	reviewer.press("main form button.primary")
	const moved = "\n<p>第二条　城市管理部门每季度公布一次检查结果，接受社会监督。</p>"
	drafts := []string{
		`<h2>第一章　总则</h2><p>第一条　为了规范停放秩序，制定本办法。</p>` + moved + `<h2>第二章　停放</h2><p>第三条　停放点由街道办事处会同公安机关交通管理部门划定，划定以前征求附近居民的意见，划定以后向社会公布。</p><h2>第三章　附则</h2>`,
		`<h2>第一章　总则</h2><p>第一条　为了规范停放秩序，制定本办法。</p><h2>第二章　停放</h2><p>第二条　停放点由街道办事处会同公安机关交通管理部门划定，划定以前征求附近居民的意见，划定以后向社会公布。</p><h2>第三章　附则</h2>` + strings.Replace(moved, "第二条", "第三条", 1),
	}
	for i, body := range drafts {
		page := `<h1>云州市互联网租赁电动自行车管理办法</h1>` + body + `<p>第四条　本办法自公布之日起施行。</p><p>附件1</p><p>清运收费标准</p>
<table><tr><td>区域</td><td>每辆（元）</td></tr><tr><td>老城区</td><td>` + fmt.Sprint(20+5*i) + `</td></tr></table><p>附件2</p><p>划定流程</p><p>街道办事处提出方案。</p>`
		drafter.nextDraft(matter, "稿.html", page)
	}

	t.Run("views", func(t *testing.T) { redlineViewsOfAnAnnex(t, reviewer, matter) })
	t.Run("panel", func(t *testing.T) { panelOfAnAnnex(t, reviewer, matter) })
	t.Run("selection", func(t *testing.T) { wordsSelected(t, reviewer, matter) })
	t.Run("links", func(t *testing.T) { linksBelowTheBar(t, reviewer, matter) })
	t.Run("refusal", func(t *testing.T) { refusedFarDown(t, drafter, matter) })
}

// redlineViewsOfAnAnnex looks at what changed alone, with numbers hidden.
func redlineViewsOfAnAnnex(t *testing.T, v *visitor, matter string) {
	v.t = t
	const shown = `[...document.querySelectorAll("#sheet [data-unit]:is(.unit,.pair,tr)")].map(e => e.id).join(" ")`
	for _, view := range []string{"inline", "side", "table"} {
		v.open(matter + "?only=1&hide=number&view=" + view)
		if got, want := value[string](v, shown), "a-c1 a-c3 a-3 a-annex1 a-annex1/t1"; got != want {
			t.Errorf("%s: only changes are %s, want %s", view, got, want)
		}
		if got := value[string](v, `[...document.querySelectorAll("#sheet .no")].map(e => e.innerText).join(" ")`); strings.Contains(got, "第二三条") || strings.Contains(got, "第三二条") {
			t.Errorf("%s: old and new number run together: %s", view, got)
		}
		if got := value[string](v, `document.querySelector("#sheet .away").previousElementSibling.id + " " + document.querySelector("#sheet .away a, #sheet a.away").hash`); got != "a-c1 #a-3" {
			t.Errorf("%s: where the article stood is told behind %s", view, got)
		}
		v.picture("only-" + view)
	}
	v.open(matter + "?view=table")
	if got := value[string](v, `[...document.querySelectorAll("#sheet tr[data-unit]")].filter(r => r.lastElementChild.innerText.includes("移至")).map(r => r.id).join(" ")`); got != "a-3" {
		t.Errorf("the rows %q say where they moved to", got)
	}
	v.open(matter + "?view=side")
	heads := `[...document.querySelectorAll("#sheet .heads > b")].map(e => e.innerText.replace(/\s/g, "")).join(" ")`
	if got := value[string](v, heads); got != "第4稿 第5稿" {
		t.Errorf("the columns are headed %q", got)
	}
	v.onPaper(func() {
		if !value[bool](v, `document.querySelector("#sheet .heads").offsetHeight > 0`) {
			t.Error("the columns have no heads on paper")
		}
	})
	for _, pixels := range []int64{1366, 1024} {
		v.wide(pixels)
		v.open(matter + "?view=side&hide=number,width")
		v.run(`scrollTo(0, 500); 0`)
		v.until("the heads below the bar", `Math.abs(document.querySelector("#sheet .heads").getBoundingClientRect().top - document.querySelector(".bar").getBoundingClientRect().bottom) < 2`)
	}
	v.wide(1366)
}

// panelOfAnAnnex comments on a cell, and looks at the panel's parts.
func panelOfAnAnnex(t *testing.T, v *visitor, matter string) {
	v.t = t
	v.open(matter)
	v.run(`(() => { const line = document.querySelector("#sheet p[data-unit='annex1/t1r2k2']"), a = document.createRange();
		a.selectNodeContents(line.querySelector("ins")); getSelection().removeAllRanges(); getSelection().addRange(a); })()`)
	v.keys("c")
	v.until("the cell's name on the form", `document.querySelector("#say [data-target]").innerText === "附件1表1第2行第2格"`)
	// Words of the older text have no place in the newer: the comment is on what
	// the article became.
	v.open(matter + "?view=side")
	v.run(`(() => { const line = [...document.querySelectorAll("#sheet .old p")].find(p => p.innerText.includes("停放点由")), a = document.createRange();
		a.selectNodeContents(line); getSelection().removeAllRanges(); getSelection().addRange(a); })()`)
	v.keys("c")
	v.until("the article's new number on the form", `document.querySelector("#say [data-target]").innerText === "第二条" && !document.querySelector("#say form").quote.value`)
	for _, pixels := range []int64{1250, 1366, 1920} {
		v.wide(pixels)
		v.open(matter)
		got := value[string](v, `(() => { const side = document.querySelector("#side > .tabs").getBoundingClientRect(), tabs = [...document.querySelectorAll("#side > .tabs a")].map(a => a.getBoundingClientRect());
			return tabs.filter((t, i) => t.right > side.right || tabs.some((o, k) => k > i && o.top === t.top && o.left < t.right + 8)).length + " of " + tabs.length; })()`)
		if got != "0 of 7" {
			t.Errorf("at %d pixels %s parts of the panel are cut off or run together", pixels, got)
		}
		v.picture(fmt.Sprint("panel-", pixels))
	}
	v.wide(1366)
}

// drag selects words of a line with the mouse.
func (v *visitor) drag(unit string, from, to int) {
	v.t.Helper()
	at := value[[]float64](v, fmt.Sprintf(`(() => { const line = document.querySelector("#sheet p[data-unit=" + CSS.escape(%s) + "]"); line.scrollIntoView({ block: "center" });
		const node = [...line.childNodes].find(n => n.nodeType === 3), a = document.createRange();
		a.setStart(node, %d); a.setEnd(node, %d); const r = a.getBoundingClientRect(); return [r.left + 1, r.right - 1, r.top + r.height / 2]; })()`, quote(unit), from, to))
	for _, e := range []input.DispatchMouseEventParams{
		{Type: "mousePressed", X: at[0], Buttons: 1}, {Type: "mouseMoved", X: (at[0] + at[1]) / 2, Buttons: 1}, {Type: "mouseMoved", X: at[1], Buttons: 1}, {Type: "mouseReleased", X: at[1]},
	} {
		e.Y, e.Button, e.ClickCount = at[2], "left", 1
		if _, err := chromedp.Call(v.ctx, input.DispatchMouseEvent, e); err != nil {
			v.t.Fatalf("%s drags over %s: %v", v.name, unit, err)
		}
	}
}

// wordsSelected selects words while the form of a comment is closed, and open.
func wordsSelected(t *testing.T, v *visitor, matter string) {
	v.t = t
	v.open(matter)
	const quoted = `document.querySelector("#say [data-target]").innerText + " " + document.querySelector("#say form").quote.value`
	const counted = `Number(document.querySelector(".toc a[href='#a-4'] .m.comments")?.innerText || 0)`
	before := value[int](v, counted)
	v.drag("1.1", 2, 6)
	v.until("what to do", `!document.querySelector("#say [data-selected]").hidden`)
	v.picture("selected")
	v.keys("c")
	v.until("the words", quoted+` === "第一条第一款 规范停放"`)
	v.types("宜写明。")
	v.drag("4.1", 0, 3)
	v.until("the words selected since", quoted+` === "第四条第一款 本办法"`)
	if got := value[string](v, `document.querySelector("#say textarea").value`); got != "宜写明。" {
		t.Errorf("what was typed is now %q", got)
	}
	v.run(`document.querySelector("#say .acts .btn").click(); 0`)
	v.until("one comment more in the contents", counted+fmt.Sprint(" === ", before+1))
	// A cell's comment is its table's.
	v.drag("annex1/t1r2k1", 0, 3)
	v.keys("c")
	v.types("请核对。")
	v.keys("send")
	v.sees(`article.thread[data-at="annex1/t1r2k1"]`)
	v.sees(`.toc a[data-article="annex1/t1"] .m.comments`)
}

// linksBelowTheBar follows the links between where an article is and was.
func linksBelowTheBar(t *testing.T, v *visitor, matter string) {
	v.t = t
	for _, pixels := range []int64{1366, 1024} {
		v.wide(pixels)
		for _, view := range []string{"inline", "side", "table"} {
			v.open(matter + "?view=" + view)
			for _, css := range []string{"#sheet a[href='#old-2']", "#sheet .away a"} {
				v.run(`document.querySelector(` + quote(css) + `).click(); 0`)
				const clear = `(() => { const heads = document.querySelector("#sheet .heads, .clauses thead th") || document.querySelector(".bar"), top = document.getElementById(location.hash.slice(1)).getBoundingClientRect().top;
					return top >= heads.getBoundingClientRect().bottom && top < innerHeight; })()`
				v.until(fmt.Sprintf("where the link %s leads to, below what sticks in %s at %d pixels", css, view, pixels), clear)
			}
		}
	}
	v.wide(1366)
}

// refusedFarDown sends an answer that is refused, from a comment that stands far
// below the panel's top.
func refusedFarDown(t *testing.T, v *visitor, matter string) {
	v.t = t
	v.open(matter)
	v.run(`(() => { const box = [...document.querySelectorAll("#side [data-answer]")].pop(); box.open = true; box.scrollIntoView();
		box.querySelector("[value=not-adopted]").checked = true; box.querySelector("textarea").value = "另有规定。"; box.querySelector("button.btn").click(); })()`)
	const told = `(() => { const bad = document.querySelector("#side .notice.bad"); if (!bad) return false; const r = bad.getBoundingClientRect(), form = bad.nextElementSibling;
		return document.activeElement === bad && bad.dataset.code && r.top >= document.querySelector("#side > .tabs").getBoundingClientRect().bottom && r.bottom <= innerHeight && form.querySelector("textarea").value === "另有规定。"; })()`
	v.until("what went wrong, beside the form", told)
	v.picture("refused")
}
