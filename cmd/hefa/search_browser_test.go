package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A cleanup officer searches exhaustively for a pasted list, reads the work
// paper, opens a hit with its words marked, keeps the search, and writes a query
// by keyboard alone.
func TestSearchInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	v := visit(t, newBrowser(t), server.url, "cleanup")

	// The switch, and a list.
	v.open("/search")
	v.press("button.switch")
	v.sees("body.exactly")
	v.fill("textarea[name=list]", "管理\n停放")
	v.press("details.ask-list button")
	v.reads("已检索")
	v.reads("逐字核对，一处不漏")
	v.sees(".literals tbody tr:nth-child(2)")
	v.sees(".hit mark")
	v.both("exhaustive")
	here := v.path()
	places := value[int](v, `[...document.querySelectorAll(".literals tbody tr")].map(r => Number(r.cells[3].innerText.replace(",", ""))).reduce((a, b) => a + b)`)

	// The work paper lists each place, at the link's own address.
	v.press(".proof a[href^='/search/paper']")
	v.reads("检索工作底稿")
	if got := value[int](v, `document.querySelectorAll(".paper-text tr").length`); got != places || got == 0 {
		t.Errorf("the paper lists %d places, the page counted %d", got, places)
	}
	v.both("paper")
	v.press(".paper-text td.where a")
	v.sees(".law mark")
	if at := value[string](v, `decodeURIComponent(location.hash)`); !strings.HasPrefix(at, "#a-") || !value[bool](v, `!!document.getElementById(decodeURIComponent(location.hash).slice(1))`) {
		t.Errorf("the hit leads to %q", at)
	}

	// Saved, and there again.
	v.open(here)
	v.fill("form[action='/searches'] input[name=name]", "停放名单")
	v.press("form[action='/searches'] button")
	v.reads("停放名单")
	v.reads("没有新的命中")
	v.both("saved")
	v.press("section.saved h2 a")
	v.sees("body.exactly .literals")

	// By keyboard alone: to the field, down the suggestions, J to the first hit.
	v.open("/search")
	v.run(`document.activeElement.blur()`)
	v.key("/")
	v.until("the field", `document.activeElement.name === "q"`)
	v.types("云州市")
	v.sees(`[role=option]`)
	if !value[bool](v, `document.activeElement.getAttribute("aria-expanded") === "true"`) {
		t.Error("the field does not say that it has suggestions")
	}
	v.picture("suggestions")
	v.do("goes down", chromedp.KeyEvent(kb.ArrowDown))
	v.sees(`[role=option][aria-selected=true]`)
	chosen := value[string](v, `document.querySelector("[aria-selected=true]").dataset.query`)
	v.do("takes it", chromedp.KeyEvent("\r"))
	v.until("the search", `new URLSearchParams(location.search).get("q") === `+quote(chosen))
	v.sees(".hit a.where")
	v.run(`document.activeElement.blur()`)
	v.key("j")
	v.until("the first hit", `document.activeElement.matches(".hit.here a.where")`)
	v.key("?")
	v.sees("dialog#keys[open]")
}
