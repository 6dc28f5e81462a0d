package redline_test

import (
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
)

// Each stretch gives back exactly the own characters of its unit.
func TestStretches(t *testing.T) {
	form := func(last string) lawtext.Block {
		cell := func(s string) lawtext.Cell { return lawtext.Cell{Text: s} }
		return lawtext.Block{Rows: [][]lawtext.Cell{{cell(""), cell("车型"), cell("")}, {cell(""), cell(""), cell("")}, {cell("备注"), cell(""), cell(last)}}}
	}
	withForm := func(s, last string) *lawtext.Text {
		src := lawtext.PlainSource(s)
		src.Blocks = append(src.Blocks, form(last), lawtext.Block{Text: "表中各栏应当填写。"})
		return lawtext.Parse(src)
	}
	old := withForm("云州市停车办法\n第一条　为了规范停车，制定本办法。\n第二条　停车人应当：\n（一）缴费；\n（二）离场。\n第三条　登记表如下：\n", "无")
	changed := withForm("云州市停车办法\n第一章　总则\n第一条　为了规范停车秩序，制定本办法。\n第二条　停车人应当遵守：\n（一）限时；\n（二）按标准缴费。\n第三条　登记表如下：\n", "")
	r := redline.Compare(old, changed)
	sides := []*lawtext.Text{old, changed}
	seen := 0
	for k, c := range r.Changes {
		var texts [2]strings.Builder
		for _, s := range c.Segments {
			if s.Op != redline.Insert {
				texts[0].WriteString(s.Text)
			}
			if s.Op != redline.Delete {
				texts[1].WriteString(s.Text)
			}
		}
		o, n := r.Stretches(k)
		for i, list := range [][]redline.Stretch{o, n} {
			for _, s := range list {
				seen++
				if got, want := texts[i].String()[s.Start:s.End], sides[i].Find(s.Address).Text; got != want {
					t.Errorf("side %d, %s: %q, want %q", i, s.Address, got, want)
				}
			}
		}
	}
	if seen < 9 {
		t.Errorf("only %d stretches", seen)
	}
	if redline.Moved.Badge() != "移" || redline.Unchanged.Badge() != "" {
		t.Error("wrong badges")
	}
}
