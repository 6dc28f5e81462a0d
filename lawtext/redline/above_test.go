package redline

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

const aboveOld = `云州市集市办法
第一章　总则
第一条　集市由街道办事处设立。
第二条　街道办事处每季度公布一次检查结果。
第二章　摊位
第三条　摊位由街道办事处划定，划定后向社会公布。
第三章　附则
第四条　本办法自公布之日起施行。
附件1　摊位收费标准
|区域|每月（元）|
|东区|三十|
附件2　巡查路线
|时段|路线|
|上午|东区|`

// TestAbove holds that what changed is shown under its chapter or annex, and
// headings over nothing that changed are not shown.
func TestAbove(t *testing.T) {
	for name, c := range map[string]struct {
		change []string
		shown  []string
	}{
		"a cell of an annex":     {[]string{"三十", "四十"}, []string{"附件1", "t1"}},
		"a line of a chapter":    {[]string{"划定，划定后", "划定，三日内"}, []string{"第二章", "第三条"}},
		"an article that went":   {[]string{"第三条　摊位由街道办事处划定，划定后向社会公布。\n", ""}, []string{"第二章", "第三条"}},
		"an annex's table added": {[]string{"|上午|东区|", "|上午|东区|\n一、巡查应当有记录。\n|姓名|签字|\n|甲|乙|"}, []string{"附件2", "annex2.2", "t3"}},
		"an article that moved": {[]string{"第二条　街道办事处每季度公布一次检查结果。\n", "", "第三章　附则\n", "第三章　附则\n第二条　街道办事处每季度公布一次检查结果。\n"},
			[]string{"第一章", "第三章", "第二条"}},
	} {
		r := Compare(text(aboveOld), text(strings.NewReplacer(c.change...).Replace(aboveOld)))
		shown := r.WithHeadings(func(k int) bool { return r.Changes[k].Kind != Unchanged })
		var names []string
		for k := range r.Changes {
			if !shown[k] {
				continue
			}
			numbers, addresses := r.Changes[k].New, r.Changes[k].NewAddresses
			if len(addresses) == 0 {
				numbers, addresses = r.Changes[k].Old, r.Changes[k].OldAddresses
			}
			if name := numbers[0]; name != "" {
				names = append(names, name)
			} else {
				names = append(names, string(addresses[0]))
			}
		}
		if !slices.Equal(names, c.shown) {
			t.Errorf("%s: shown %v, want %v", name, names, c.shown)
		}
		var b bytes.Buffer
		if err := WriteHTML(&b, r, HTMLOptions{OnlyChanges: true}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "<section"); n != len(c.shown) {
			t.Errorf("%s: %d units as HTML, want %d:\n%s", name, n, len(c.shown), b.String())
		}
	}
}
