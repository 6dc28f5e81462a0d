package redline

import (
	"strings"
	"testing"
)

// marked draws a change's segments.
func marked(c Change) string {
	var b strings.Builder
	for _, s := range c.Segments {
		switch s.Op {
		case Delete:
			b.WriteString("[-" + s.Text + "-]")
		case Insert:
			b.WriteString("{+" + s.Text + "+}")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// How a lawyer would draw single sentences.
func TestSentences(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"本办法自2024年12月31日起施行，有效期至2029年12月30日。", "本办法自2025年3月1日起施行，有效期至2030年2月28日。",
			"本办法自[-2024年12月31日起施行，有效期至2029年12月30日-]{+2025年3月1日起施行，有效期至2030年2月28日+}。"},
		{"补贴比例为百分之十五，期限为三十五个工作日。", "补贴比例为百分之三十五，期限为十五个工作日。",
			"补贴比例为百分之[-十五，期限为三十五-]{+三十五，期限为十五+}个工作日。"},
		{"主管部门 应当　对申请材料进行审查。", "主管部门应当对申请材料进行审查。", "主管部门[- -]应当[-　-]对申请材料进行审查。"},
	} {
		r := Compare(text("云州市办法\n第一条 甲。\n第二条 "+c.old), text("云州市办法\n第一条 甲。\n第二条 "+c.new))
		if got := marked(r.Changes[2]); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}
