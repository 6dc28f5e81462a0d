package redline

import "testing"

// An article that went to another chapter moved; the shorter ones it passed on
// its way did not.
func TestMovedToAnotherChapter(t *testing.T) {
	const (
		long  = "摊主应当遵守下列规定，在划定的摊位内经营，保持通道畅通，收市后清理垃圾，妥善保管燃气设备，并接受街道办事处的日常巡查和市场监督管理部门的抽样检验。"
		short = "夜间集市不得占用消防车通道。"
		other = "经营管理单位应当明码标价。"
		last  = "违反本办法的，由城市管理部门责令改正。"
	)
	r := Compare(
		text("云州市夜间集市管理办法\n第一章 总则\n第一条 为了规范夜间集市，制定本办法。\n第二条 "+long+"\n第三条 "+short+"\n第二章 管理\n第四条 "+other+"\n第五条 "+last),
		text("云州市夜间集市管理办法\n第一章 总则\n第一条 为了规范夜间集市，制定本办法。\n第二条 "+short+"\n第二章 管理\n第三条 "+other+"\n第四条 "+long+"\n第五条 "+last))
	want := map[string]Kind{"第二条": Moved, "第三条": Renumbered, "第四条": Renumbered, "第五条": Unchanged}
	for _, c := range r.Changes {
		if c.Unit == UnitArticle && len(c.Old) > 0 && want[c.Old[0]] != "" && c.Kind != want[c.Old[0]] {
			t.Errorf("%v, now %v, is %s, want %s", c.Old, c.New, c.Kind, want[c.Old[0]])
		}
	}
}
