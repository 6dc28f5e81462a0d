package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeVersion is that of .ci/tools.
const axeVersion = "4.14.1"

// axe reads the script that looks for faults of accessibility.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(cache, "hefa", "tools", "axe-core-"+axeVersion+".min.js"))
	if err != nil {
		t.Fatalf("no axe-core: run make tools: %v", err)
	}
	return string(script)
}

// faults are the serious and critical ones that axe finds on the page as it
// stands, each on a line.
func (v *visitor) faults(script string) string {
	v.t.Helper()
	v.run(script + "; window.faults = null; 0")
	v.run(`axe.run(document, {resultTypes: ["violations"]}).then(r => {
		window.faults = r.violations.filter(f => f.impact === "serious" || f.impact === "critical")
			.map(f => f.id + ": " + f.help + "\n" + f.nodes.slice(0, 4).map(n => "    " + n.target.join(" ") + " " + n.html.slice(0, 160) + "\n      " + n.failureSummary.replace(/\n/g, " ")).join("\n")).join("\n");
	}, e => { window.faults = "axe failed: " + e; }); 0`)
	v.until("axe", `window.faults !== null`)
	return value[string](v, `window.faults`)
}

// looked are the pages on which there is no serious fault, by who opens them:
// a new page is one more line. {matter} and {document} are those of the review
// that the sample data is in the midst of, {submitted} and the like a matter in
// that state; run is done on the page first.
var looked = []struct{ name, as, path, run string }{
	{"my work", "reviewer", "/work", ""},
	{"matters", "reviewer", "/matters", ""},
	{"workspace", "reviewer", "{matter}", ""},
	{"workspace, writing", "reviewer", "{matter}?unit=9", `document.querySelectorAll("#say details").forEach(d => { d.open = true })`},
	{"workspace, side by side", "reviewer", "{matter}?view=side", ""},
	{"workspace, table", "reviewer", "{matter}?view=table", ""},
	{"workspace, clean", "reviewer", "{matter}?view=clean", ""},
	{"workspace, keys", "reviewer", "{matter}", `document.getElementById("keys").showModal()`},
	{"materials", "reviewer", "{matter}?tab=materials", ""},
	{"changes", "reviewer", "{matter}?tab=changes", ""},
	{"said before", "reviewer", "{matter}?tab=before&kind=measures", ""},
	{"timeline", "reviewer", "{matter}?tab=timeline", ""},
	{"opinions", "reviewer", "{matter}?tab=opinions", ""},
	{"proposing an opinion", "reviewer", "{matter}/moves/propose", ""},
	{"review points beside the text", "reviewer", "{matter}?tab=points", ""},
	{"review points", "reviewer", "{matter}/points", `document.querySelectorAll(".point details").forEach(d => { d.open = true })`},
	{"answers beside changes", "reviewer", "{matter}/answers", ""},
	{"answers of a drafter", "drafter", "{matter}/answers", ""},
	{"workspace of a drafter", "drafter", "{matter}", ""},
	{"upload", "drafter", "/documents/new", ""},
	{"place in the procedure", "reviewer", "{matter}/procedure", ""},
	{"accepting", "reviewer", "{submitted}/moves/accept", ""},
	{"returning for completion", "reviewer", "{submitted}/moves/return-completion", ""},
	{"submitting", "drafter", "{drafting}/moves/submit", `document.querySelectorAll("form details").forEach(d => { d.open = true })`},
	{"resubmitting", "drafter", "{completion}/moves/resubmit", ""},
	{"signing", "head", "{opinion-proposed}/moves/sign", ""},
	{"editing the opinion", "head", "{opinion-proposed}/moves/edit-opinion", ""},
	{"superseding", "head", "{opinion-signed}/moves/supersede", ""},
	{"publishing", "registrar", "{opinion-signed}/moves/publish", ""},
	{"extending", "head", "{matter}/moves/extend", ""},
	{"staff", "head", "{matter}/staff", ""},
	{"asking departments", "reviewer", "{matter}/rounds", ""},
	{"notices", "reviewer", "/notices", ""},
	{"procedures", "reviewer", "/procedures", ""},
	{"a procedure", "reviewer", "/procedures/decision/1", ""},
	{"editing a procedure", "admin", "/procedures/decision/edit", ""},
	{"calendar", "admin", "/calendar", ""},
	{"people", "admin", "/people", ""},
	{"one's own page", "head", "/me", ""},
	{"audit", "auditor", "/audit", ""},
	{"cleanup", "cleanup", "/cleanup", ""},
	{"document", "drafter", "/documents/{document}", ""},
	{"reader", "drafter", "/documents/{document}/texts/2", ""},
	{"redline", "drafter", "/documents/{document}/redline?from=2&to=3", ""},
	{"search", "reviewer", "/search?q=停放", ""},
	{"search, its fields", "reviewer", "/search", `document.querySelectorAll("main details").forEach(d => { d.open = true })`},
	{"search, exhaustive", "cleanup", "/search?exact=1&list=停放%0A车辆", `document.querySelectorAll("main details").forEach(d => { d.open = true })`},
	{"search, suggesting", "cleanup", "/search", `const f = document.querySelector("[data-suggest]"); f.focus(); f.value = "云州"; f.dispatchEvent(new InputEvent("input"))`},
	{"search, a mistake", "reviewer", "/search?q=状态:好", ""},
	{"work paper", "cleanup", "/search/paper?exact=1&list=停放%0A车辆", ""},
	{"saved searches", "cleanup", "/searches", ""},
	{"searches in vain", "cleanup", "/search/misses", ""},
	{"index", "admin", "/index", ""},
	{"a problem", "reviewer", "/nowhere", ""},
	{"documents", "reviewer", "/documents", ""},
}

// inState is the address of a matter that stands in a state, of the person's own.
func (v *visitor) inState(state string) string {
	v.t.Helper()
	id := value[string](v, `(() => { const r = new XMLHttpRequest(); r.open("GET", "/api/v1/matters?size=100", false); r.send();
		return JSON.parse(r.responseText).items.find(m => m.state === `+quote(state)+`)?.id || ""; })()`)
	if id == "" {
		v.t.Fatalf("%s finds no matter in the state %s", v.name, state)
	}
	return "/matters/" + id
}

// axe-core finds no serious fault on any page, on a desk and on a telephone.
func TestAccessibility(t *testing.T) {
	script := axe(t)
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	browser := newBrowser(t)
	visitors := map[string]*visitor{}
	for _, who := range []string{"reviewer", "drafter", "head", "registrar", "cleanup", "admin", "auditor"} {
		visitors[who] = visit(t, browser, server.url, who)
	}
	ctx, end := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	stranger := &visitor{t: t, ctx: ctx, url: server.url, name: "nobody"}
	matter := visitors["reviewer"].desk()
	document := value[string](visitors["reviewer"], `(() => { const r = new XMLHttpRequest(); r.open("GET", "/api/v1`+matter+`", false); r.send(); return JSON.parse(r.responseText).document; })()`)
	check := func(v *visitor, name string) {
		t.Helper()
		for _, size := range [][2]int64{{1366, 768}, {390, 844}} {
			v.do("changes windows", chromedp.EmulateViewport(size[0], size[1]))
			v.picture(fmt.Sprintf("%s-%d", strings.ReplaceAll(name, " ", "-"), size[0]))
			if found := v.faults(script); found != "" {
				t.Errorf("%s at %d pixels:\n%s", name, size[0], found)
			}
			if wide := value[int](v, `document.documentElement.scrollWidth - innerWidth`); wide > 1 {
				t.Errorf("%s at %d pixels is %d too wide", name, size[0], wide)
			}
		}
	}
	stranger.open("/sign-in")
	check(stranger, "sign-in")
	for _, one := range looked {
		v := visitors[one.as]
		v.do("changes windows", chromedp.EmulateViewport(1366, 768))
		path := strings.NewReplacer("{matter}", matter, "{document}", document).Replace(one.path)
		if state, rest, ok := strings.Cut(strings.TrimPrefix(path, "{"), "}"); ok {
			path = v.inState(state) + rest
		}
		v.open(path)
		if one.run != "" {
			v.run(one.run + "; 0")
		}
		check(v, one.name)
	}
	preview := visitors["drafter"]
	preview.do("changes windows", chromedp.EmulateViewport(1366, 768))
	preview.open("/documents/new")
	file := filepath.Join(t.TempDir(), "办法.txt")
	if err := os.WriteFile(file, []byte(firstDraft), 0o600); err != nil {
		t.Fatal(err)
	}
	preview.choose("#file", file)
	preview.sees("#confirm")
	check(preview, "preview")
}
