package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a person waits for one thing on a page.
const patience = 20 * time.Second

// newBrowser starts a Chromium that ends with the test. Without one the test
// fails.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium: run make test, or make tools")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.WindowSize(1366, 768), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	browser, shut := chromedp.NewContext(allocator)
	t.Cleanup(shut)
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return browser
}

// visitor is one person at a browser of their own.
type visitor struct {
	t    *testing.T
	ctx  context.Context
	url  string
	name string
}

// visit opens a window that shares nothing with others and signs in.
func visit(t *testing.T, browser context.Context, url, account string) *visitor {
	t.Helper()
	ctx, end := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	v := &visitor{t: t, ctx: ctx, url: url, name: account}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("opening a window: %v", err)
	}
	v.open("/sign-in")
	v.fill("input[name=account]", account)
	v.fill("input[name=password]", "hefa-sample")
	v.press("form[action='/sign-in'] button.primary")
	v.sees("main")
	return v
}

// do runs steps within the person's patience; a picture of the page is kept
// where one fails and HEFA_TEST_PICTURES names a folder.
func (v *visitor) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.picture("failed")
		v.t.Fatalf("%s %s: %v\non the page:\n%s", v.name, what, err, v.page())
	}
}

func (v *visitor) open(path string) {
	v.t.Helper()
	v.do("opens "+path, chromedp.Navigate(v.url+path))
}

// fill puts text into a field as if it had been typed.
func (v *visitor) fill(css, text string) {
	v.t.Helper()
	v.do("fills "+css, chromedp.WaitReady(chromedp.CSS(css)), chromedp.SetValue(chromedp.CSS(css), text))
}

func (v *visitor) choose(css, file string) {
	v.t.Helper()
	v.do("chooses a file for "+css, chromedp.SetUploadFiles(chromedp.CSS(css), []string{file}))
}

// press activates a button or link that leads to another page, and waits for it.
func (v *visitor) press(css string) {
	v.t.Helper()
	v.run(fmt.Sprintf(`(() => { const e = document.querySelector(%s); if (!e) throw new Error("nothing to press");
		document.documentElement.dataset.left = "1"; e.click(); })()`, quote(css)))
	v.until("the next page after "+css, `!document.documentElement.dataset.left && document.readyState === "complete"`)
}

// sees waits until something is there.
func (v *visitor) sees(css string) {
	v.t.Helper()
	v.until(css, fmt.Sprintf(`!!document.querySelector(%s)`, quote(css)))
}

// reads waits until the page holds the words.
func (v *visitor) reads(words string) {
	v.t.Helper()
	v.until("the words "+words, fmt.Sprintf(`document.body && document.body.innerText.includes(%s)`, quote(words)))
}

// missing fails the test if the page holds the words.
func (v *visitor) missing(words string) {
	v.t.Helper()
	if strings.Contains(v.page(), words) {
		v.t.Fatalf("%s reads %q", v.name, words)
	}
}

func (v *visitor) path() string {
	v.t.Helper()
	return value[string](v, `location.pathname + location.search`)
}

func (v *visitor) page() string {
	return value[string](v, `document.body ? document.body.innerText : ""`)
}

// until waits for a condition in the page.
func (v *visitor) until(what, condition string) {
	v.t.Helper()
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(v.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		cancel()
		if err == nil && ok {
			return
		}
		if time.Since(begun) > patience {
			v.picture("waited")
			v.t.Fatalf("%s waited for %s in vain (%v)\non the page %s:\n%s", v.name, what, err, v.path(), v.page())
		}
	}
}

// run runs a script for what it does.
func (v *visitor) run(script string) {
	v.t.Helper()
	value[any](v, script)
}

func value[T any](v *visitor, script string) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		v.picture("failed")
		v.t.Fatalf("%s runs %s: %v", v.name, script, err)
	}
	return got
}

// picture keeps the page as a PNG in the folder HEFA_TEST_PICTURES, if set.
func (v *visitor) picture(name string) {
	v.t.Helper()
	dir := os.Getenv("HEFA_TEST_PICTURES")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(v.t.Name(), "/", "-")+"-"+v.name+"-"+name+".png"), png, 0o600)
	}
	if err != nil {
		v.t.Logf("keeping a picture: %v", err)
	}
}

// quote writes a string as JavaScript.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}
