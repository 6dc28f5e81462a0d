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
		return lawtext.Block{Rows: [][]lawtext.Cell{{cell(""), cell("车型"), cell("")}, {cell(""), cell(""), cell("")}, {cell("备注\n要求"), cell(""), cell(last)}}}
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
	shown := [2]map[lawtext.Address]int{{}, {}}
	var each func(lines []redline.Line)
	each = func(lines []redline.Line) {
		for _, l := range lines {
			var texts [2]string
			for _, s := range l.Segments {
				if s.Op != redline.Insert {
					texts[0] += s.Text
				}
				if s.Op != redline.Delete {
					texts[1] += s.Text
				}
			}
			for i, list := range [][]redline.Stretch{l.Old, l.New} {
				for _, s := range list {
					got := []rune(texts[i][s.Start:s.End])
					want := []rune(sides[i].Find(s.Address).Text)[s.From:][:len(got)]
					if string(got) != string(want) {
						t.Errorf("side %d, %s from %d: %q, want %q", i, s.Address, s.From, string(got), string(want))
					}
					shown[i][s.Address] += len(got)
				}
			}
			for _, r := range l.Rows {
				for _, c := range r.Cells {
					each(c.Lines)
				}
			}
		}
	}
	for k := range r.Changes {
		each(r.Columns(k).Both)
	}
	for i, side := range sides {
		side.Walk(func(u *lawtext.Unit) bool {
			if got, want := shown[i][u.Address], len([]rune(strings.ReplaceAll(u.Text, "\n", ""))); got != want {
				t.Errorf("side %d, %s: %d characters of %d", i, u.Address, got, want)
			}
			return true
		})
	}
	if redline.Moved.Badge() != "移" || redline.Unchanged.Badge() != "" {
		t.Error("wrong badges")
	}
}
