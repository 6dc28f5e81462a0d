package redline

import "testing"

// An item goes and comes with its own number.
func TestItemsForReading(t *testing.T) {
	const head = "云州市办法\n第一条 应当提交下列材料：\n（一）申请书；\n"
	for _, c := range []struct{ name, old, new, want string }{
		{"one goes", head + "（二）街道办事处的书面证明；\n（三）场地平面图。", head + "（二）场地平面图。",
			"应当提交下列材料：\n（一）申请书；\n[-（二）街道办事处的书面证明；\n-][-（三）-]{+（二）+}场地平面图。"},
		{"two go", head + "（二）街道办事处的书面证明；\n（三）照片；\n（四）场地平面图。", head + "（二）场地平面图。",
			"应当提交下列材料：\n（一）申请书；\n[-（二）街道办事处的书面证明；\n（三）照片；\n-][-（四）-]{+（二）+}场地平面图。"},
		{"one comes", head + "（二）场地平面图。", head + "（二）街道办事处的书面证明；\n（三）场地平面图。",
			"应当提交下列材料：\n（一）申请书；\n{+（二）街道办事处的书面证明；\n+}[-（二）-]{+（三）+}场地平面图。"},
	} {
		r := Compare(text(c.old), text(c.new))
		change := r.Changes[1]
		change.Segments = change.ForReading()
		if got := marked(change); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, c.want)
		}
	}
}
