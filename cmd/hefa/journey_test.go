package main

import "testing"

// The first thing a stranger does: sign in and look around.
func TestStrangerLooksAround(t *testing.T) {
	p := hefa(t, t.TempDir(), "serve")
	p.ready()
	browser := newBrowser(t)
	v := visit(t, browser, p.url, "reviewer")
	v.reads("我的待办")
	v.open("/documents")
	v.reads("文件库")
	v.picture("documents")
}
