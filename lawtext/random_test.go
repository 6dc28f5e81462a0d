package lawtext

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces are what the structure of a text is made of; put together at random
// they reach corners that no sample does.
var pieces = []string{
	"第", "一", "二", "三", "十", "1", "2", "１", "条", "章", "节", "编", "分编", "之一", "第一条", "第二条", "第一章", "第二章", "（一）", "（二）", "（", "）", "(1)", "1.", "2．",
	"一、", "二、", "①", "②", "“", "”", "「", "」", "。", "；", "：", "，", "\n", "\n", "\n", "\n\n", " ", "　", "\u200b", "附件", "附件1", "附：", "附表", "目录", "目　录", "总则", "附则",
	"示例市人民政府", "2024年1月1日", "（2024年1月1日通过）", "办法", "《", "》", "《某某法》", "本办法", "前款", "本条", "至", "、", "（以下简称某法）", "该法", "刑法", "关于修改", "的决定", "规定", "项", "款", "【名】", "# ", "## ", "<!-- INFO END -->", "序言", "本办法自",
	"起施行", "有效期5年", "抄送：", "甲", "乙丙丁", "为了加强管理，制定本办法。", "\r\n", "…", "-", "－", "号", "〔2024〕3号", "令",
}

func TestRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10000 {
		var b strings.Builder
		for range r.IntN(60) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		text := ParsePlain(s)
		sound(t, PlainSource(s), text)
		soundCitations(t, text)
		if t.Failed() {
			t.Fatalf("text %q", s)
		}
	}
}

// soundCitations checks that each citation stands where it says and names
// addresses.
func soundCitations(t *testing.T, text *Text) {
	t.Helper()
	units := text.Index()
	for _, c := range Citations(text) {
		u := units[c.Place]
		if u == nil {
			t.Errorf("citation %q in no unit %q", c.Raw, c.Place)
			continue
		}
		if units.Resolve(c.Unit) == nil {
			t.Errorf("citation %q in no unit %q", c.Raw, c.Unit)
		}
		all := []rune(u.Text)
		if c.Range.Start < 0 || c.Range.End > len(all) || c.Range.Start >= c.Range.End || string(all[c.Range.Start:c.Range.End]) != c.Raw {
			t.Errorf("citation %q has range %v of %q", c.Raw, c.Range, u.Text)
		}
		for _, a := range c.Addresses {
			if _, err := ParseAddress(a.String()); err != nil {
				t.Errorf("citation %q: %v", c.Raw, err)
			}
		}
	}
}

// TestRandomSources does the same with what file readers add: automatic
// numbers, hints, hard line breaks and tables.
func TestRandomSources(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	line := func() string {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 10000 {
		var src Source
		for range r.IntN(12) {
			b := Block{Text: line(), Hint: Hint(r.IntN(6)), Level: r.IntN(4)}
			switch r.IntN(6) {
			case 0:
				b.Number = line()
			case 1:
				b = Block{Rows: [][]Cell{{{Text: line()}, {Text: line()}}, {{Text: line()}}}}
			case 2, 3:
				b.Hint = HintNone
			}
			src.Blocks = append(src.Blocks, b)
		}
		text := Parse(src)
		sound(t, src, text)
		soundCitations(t, text)
		if t.Failed() {
			t.Fatalf("source %#v", src)
		}
	}
}
