package lawtext

import (
	"strings"
	"testing"
)

// TestAnnexes holds the annexes of a paper apart from the list that announces
// them, also where an annex is a form of short lines.
func TestAnnexes(t *testing.T) {
	const (
		body   = "示例市人民政府关于加强供水管理的通知\n各区人民政府：\n现通知如下：\n一、甲。\n二、乙。\n"
		sign   = "示例市人民政府\n2024年3月1日\n"
		first  = "附件1\n供水标准\n一、居民\n二、商业\n"
		second = "附件2\n申请表\n申请人：\n地址：\n"
	)
	for _, c := range []struct{ name, source, want string }{
		{"list, signature, annexes", body + "附件：1.供水标准\n2.申请表\n" + sign + first + second, "x1 x2 sign annex1 annex2"},
		{"numbered list", body + "附件1：供水标准\n附件2：申请表\n" + sign + first + second, "x1 x2 sign annex1 annex2"},
		{"one annex", body + "附件：供水标准\n" + sign + "附件\n供水标准\n项目\n单价\n", "x1 sign annex1"},
		{"no list", body + sign + first + second, "sign annex1 annex2"},
		{"no signature", body + first + second, "annex1 annex2"},
		{"list alone", body + "附件：1.供水标准\n2.申请表\n" + sign, "x1 x2 sign"},
		{"list before annexes", body + "附件：1.供水标准\n2.申请表\n" + first + second, "x1 x2 annex1 annex2"},
		{"a name that wraps", body + "附件：1.示例市居民生活用水和商业用水的\n供水标准\n2.申请表\n" + sign + first, "x1 x2 x3 sign annex1"},
		{"names beside the numbers", "示例办法\n第一条 甲。\n附件1 供水标准\n居民 3元\n商业 5元\n附件2：申请表\n申请人\n地址\n", "annex1 annex2"},
		{"one line each", "示例办法\n第一条 甲。\n附表1\n居民水价表\n附表2\n商业水价表\n", "annex1 annex2"},
		{"numbers inside", "示例办法\n第一条 甲。\n附件1\n供水标准\n1.居民\n2.商业\n附件2\n申请表\n申请人\n", "annex1 annex2"},
	} {
		src := PlainSource(c.source)
		text := Parse(src)
		sound(t, src, text)
		var got []string
		for _, u := range text.Units {
			if u.Kind == KindAnnex || u.Kind == KindSignature || u.Role == RoleAnnexList {
				got = append(got, string(u.Address))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
