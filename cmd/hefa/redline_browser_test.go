package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// codeArticles is how many articles the largest code in force has.
const codeArticles = 1260

// code writes a code of that size in words of our own, and a revised copy: some
// articles reworded, some added, some gone, one moved far, brackets widened.
func code() (old, revised string) {
	r := rand.New(rand.NewPCG(7, 7))
	clauses := []string{"当事人应当在合理期限内通知对方", "登记机构应当查验申请人提交的证明材料", "占有人应当返还原物并支付必要费用", "受托人不得将事务转托他人",
		"保管人应当妥善保管保管物", "出租人应当按照约定交付租赁物(含附属设施)", "合伙人对合伙事务享有平等的权利", "监护人应当尊重被监护人的意愿", "债权人可以请求债务人提供担保", "相邻权利人应当给予必要的便利"}
	articles := make([]string, codeArticles)
	for i := range articles {
		articles[i] = fmt.Sprintf("第%d类事项中，%s；%s，自事由发生之日起%d日内提出。%s的，依照其约定。", i+1, clauses[r.IntN(10)], clauses[r.IntN(10)], 3+r.IntN(90), clauses[r.IntN(10)])
	}
	write := func(list []string) string {
		var b strings.Builder
		b.WriteString("云州市示例法典\n")
		for i, a := range list {
			if i%60 == 0 {
				fmt.Fprintf(&b, "第%s章　第%d组事项\n", articleNumber(i/60+1), i/60+1)
			}
			fmt.Fprintf(&b, "第%s条　%s\n", articleNumber(i+1), a)
		}
		return b.String()
	}
	later := slices.Clone(articles)
	for i := range later {
		switch i % 9 {
		case 2:
			later[i] = strings.Replace(later[i], "应当", "必须及时", 1)
		case 5:
			later[i] = strings.NewReplacer("(", "（", ")", "）").Replace(later[i])
		}
	}
	far := later[40]
	later = slices.Delete(later, 40, 41)
	later = slices.Insert(later, 700, far, "新设的管理人应当每年公开一次财产清册，并接受受益人查询。")
	later = slices.Delete(later, 900, 902)
	return write(articles), write(later)
}

// articleNumber writes a number below 10,000 as articles are numbered.
func articleNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	s, zero := "", false
	for _, unit := range []struct {
		size int
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.size % 10
		switch {
		case d > 0:
			if zero && s != "" {
				s += "零"
			}
			if d != 1 || unit.size != 10 || s != "" {
				s += string(digits[d])
			}
			s, zero = s+unit.name, false
		case s != "":
			zero = true
		}
	}
	return s
}

// uploads begins a matter with one text as its draft and has another follow.
func (v *visitor) uploads(first, second string) (matter string) {
	v.t.Helper()
	v.open("/documents/new")
	for _, text := range []string{first, second} {
		file := filepath.Join(v.t.TempDir(), "稿.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			v.t.Fatal(err)
		}
		v.choose("#file", file)
		v.sees("#confirm")
		v.press("#confirm button.primary")
		if !strings.HasPrefix(v.path(), "/matters/") {
			v.press("a[href^='/matters/']")
		}
		if text != second {
			matter, _, _ = strings.Cut(v.path(), "?")
			v.press("a[href$='/drafts/new']")
		}
	}
	return matter
}

// TestRedlineInTheBrowser compares two drafts of a code in every view, and
// works with keys, filters, links and paper. Times are told, not judged: other
// work on the machine is no fault of the page.
func TestRedlineInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	v := visit(t, newBrowser(t), server.url, "drafter")
	matter := v.uploads(code())
	document := value[string](v, `(() => { const r = new XMLHttpRequest(); r.open("GET", "/api/v1`+matter+`", false); r.send(); return JSON.parse(r.responseText).document; })()`)
	address := "/documents/" + document + "/redline?from=1&to=2"

	for _, view := range []struct{ name, unit, old, new string }{
		{"inline", ".marked .unit.changed", "del.rl-text", "ins.rl-text"},
		{"side", ".pair.changed", ".pair > .old del.rl-text", ".pair > .new ins.rl-text"},
		{"table", ".clauses tr.changed", "td.old del.rl-text", "td.new ins.rl-text"},
	} {
		v.open(address + "&view=" + view.name)
		v.watch()
		for _, css := range []string{view.unit, view.old, view.new} {
			v.sees(css)
		}
		v.told(view.name)
		changed := value[int](v, `document.querySelectorAll("#sheet [data-change]").length`)
		v.keys("j")
		here := value[string](v, `document.querySelector("#sheet .here").id`)
		v.keys("j", "k")
		if again := value[string](v, `document.querySelector("#sheet .here").id`); again != here {
			t.Errorf("%s: J, J, K leads to %s, J to %s", view.name, again, here)
		}
		v.run(`document.querySelector("details.hide").open = true; document.querySelector("details.hide a[href*='hide=width']").click(); 0`)
		v.until("the filter", `location.search.includes("hide=width")`)
		v.sees("details.hide a[aria-checked=true]")
		if left := value[int](v, `document.querySelectorAll("#sheet [data-change]").length`); left >= changed || left == 0 {
			t.Errorf("%s: %d changes, %d with widths hidden", view.name, changed, left)
		}
		if n := value[int](v, `document.querySelectorAll("#sheet .rl-width").length`); n > 0 {
			t.Errorf("%s: %d hidden changes are marked", view.name, n)
		}
		v.open(address + "&only=1&view=" + view.name)
		if n := value[int](v, `document.querySelectorAll("#sheet [data-unit]:is(.unit,.pair,tr)").length`); n > changed+60 {
			t.Errorf("%s: %d units where only %d changed", view.name, n, changed)
		}
		v.run(`document.querySelector("#sheet .away a, #sheet a.away").click(); 0`)
		v.until("where the unit went", `document.querySelector(":target")?.textContent.includes("第41类事项")`)
	}

	// Paper: signs, not colours, and nothing to press.
	for _, view := range []string{"inline", "side", "table"} {
		v.open(address + "&only=1&view=" + view)
		v.onPaper(func() {
			for css, sign := range map[string]string{"ins": "underline double", "del": "line-through"} {
				got := value[string](v, `(() => { const c = getComputedStyle(document.querySelector("#sheet `+css+`"));
					return [c.color, c.backgroundColor, c.textDecorationLine + " " + c.textDecorationStyle].join("; "); })()`)
				if !strings.HasPrefix(got, "rgb(0, 0, 0); rgba(0, 0, 0, 0); "+sign) {
					t.Errorf("%s on paper, %s: %s", view, css, got)
				}
			}
			if n := value[int](v, `[...document.querySelectorAll("button, .bar")].filter(e => e.offsetParent).length`); n > 0 {
				t.Errorf("%s on paper: %d buttons and bars", view, n)
			}
		})
	}
	paper, err := chromedp.Run(v.ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatalf("printing: %v", err)
	}
	if !bytes.HasPrefix(paper, []byte("%PDF")) {
		t.Fatal("no paper")
	}
	v.picture("printed")
}

// onPaper does something while the page looks as it is printed.
func (v *visitor) onPaper(look func()) {
	v.t.Helper()
	media := func(name string) {
		v.t.Helper()
		v.do("looks at paper", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
			return err
		}))
	}
	media("print")
	look()
	media("")
}

// watch notes the largest paint of the page at hand, and its long tasks while
// it is scrolled from end to end.
func (v *visitor) watch() {
	v.t.Helper()
	v.run(`window.seen = { paint: 0, task: 0, done: false };
		new PerformanceObserver(l => { for (const e of l.getEntries()) seen.paint = Math.max(seen.paint, e.startTime) }).observe({ type: "largest-contentful-paint", buffered: true });
		setTimeout(() => {
			new PerformanceObserver(l => { for (const e of l.getEntries()) seen.task = Math.max(seen.task, e.duration) }).observe({ type: "longtask" });
			const step = () => { scrollBy(0, 1500); if (scrollY + innerHeight < document.documentElement.scrollHeight - 2) requestAnimationFrame(step); else { scrollTo(0, 0); setTimeout(() => { seen.done = true }, 300); } };
			step();
		}, 100); 0`)
	v.until("the end of the page", "window.seen.done")
}

// told logs what was noted.
func (v *visitor) told(view string) {
	v.t.Helper()
	v.t.Logf("%s: %s", view, value[string](v, `(() => { const n = performance.getEntriesByType("navigation")[0];
		return "first byte " + Math.round(n.responseStart - n.requestStart) + " ms, " + Math.round(n.decodedBodySize / 1024) + " KB, largest paint " +
			Math.round(seen.paint) + " ms, longest task while scrolling " + Math.round(seen.task) + " ms"; })()`))
}
