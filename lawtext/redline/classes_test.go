package redline

import (
	"strings"
	"testing"
)

// TestClasses holds what nature each change of form has: the first changed
// segment's class between two one-article texts.
func TestClasses(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           Class
	}{
		{"space put in", "总则规定", "总 则规定", ClassSpace},
		{"ideographic space", "总 则规定", "总　则规定", ClassSpace},
		{"zero width", "总则\u200b规定", "总则规定", ClassSpace},
		{"comma", "甲方,乙方", "甲方，乙方", ClassWidth},
		{"brackets", "办法(试行)自公布之日起施行", "办法（试行）自公布之日起施行", ClassWidth},
		{"digits", "自2024年起施行", "自２０２４年起施行", ClassWidth},
		{"zero", "二○二四年的预算", "二〇二四年的预算", ClassGlyph},
		{"zero in words", "一百零五条的规定", "一百〇五条的规定", ClassGlyph},
		{"old colon", "如下︰设施", "如下：设施", ClassGlyph},
		{"traditional", "電视臺节目", "電视台节目", ClassGlyph},
		{"account", "会计帐簿", "会计账簿", ClassGlyph},
		{"inner title marks", "依照《关于修改<某法>的决定》", "依照《关于修改〈某法〉的决定》", ClassGlyph},
		{"quotes", `称为"业主"的人`, "称为“业主”的人", ClassGlyph},
		{"words", "罚款三百元", "罚款五百元", ClassText},
		{"pause against comma", "甲、乙共有", "甲，乙共有", ClassText},
		{"sign lost", "甲、乙共有", "甲乙共有", ClassText},
	} {
		r := Compare(text("办法\n第一条 "+c.old), text("办法\n第一条 "+c.new))
		got := Class("none")
		for _, s := range r.Changes[1].Segments {
			if s.Op != Equal {
				got = s.Class
				break
			}
		}
		if got != c.want {
			t.Errorf("%s: class %s, want %s: %+v", c.name, got, c.want, r.Changes[1].Segments)
		}
	}
}

// TestReferences holds which references follow a renumbered article.
func TestReferences(t *testing.T) {
	const head = "办法\n第一条 目的是规范城市绿地管理。\n"
	old := head + "第二条 擅自占用绿地的，责令限期恢复。\n第三条 "
	new := head + "第二条 绿地实行分级管护，标准另行公布。\n第三条 擅自占用绿地的，责令限期恢复。\n第四条 "
	for _, c := range []struct {
		name, old, new string
		want           Class
	}{
		{"follows", "违反第二条的，处以罚款。", "违反第三条的，处以罚款。", ClassReference},
		{"own instrument", "违反本办法第二条的，处以罚款。", "违反本办法第三条的，处以罚款。", ClassReference},
		{"goes elsewhere", "违反第二条的，处以罚款。", "违反第一条的，处以罚款。", ClassText},
		{"another text", "违反《某某条例》第二条的，处以罚款。", "违反《某某条例》第三条的，处以罚款。", ClassText},
		{"another law without marks", "违反刑法第二条的，处以罚款。", "违反刑法第三条的，处以罚款。", ClassText},
		{"second of another text", "违反《某某条例》第一条、第二条的，处以罚款。", "违反《某某条例》第一条、第三条的，处以罚款。", ClassText},
	} {
		r := Compare(text(old+c.old), text(new+c.new))
		last := r.Changes[len(r.Changes)-1]
		got := Class("none")
		for _, s := range last.Segments {
			if s.Op == Delete {
				got = s.Class
			}
		}
		if got != c.want {
			t.Errorf("%s: class %s, want %s: %+v", c.name, got, c.want, last.Segments)
		}
	}
}

// TestReferencesToParts holds which references follow an article that was split,
// or several that were merged.
func TestReferencesToParts(t *testing.T) {
	const (
		aim   = "办法\n第一条 目的是规范城市绿地管理。\n"
		rules = "第二条 绿地实行分级管护，标准由市园林部门另行公布。\n"
		both  = "区园林部门应当每年普查辖区内的古树名木并建立档案。擅自移植古树名木的，由区园林部门责令限期恢复原状并赔偿损失。"
		one   = "区园林部门应当每年普查辖区内的古树名木并建立档案。"
		two   = "擅自移植古树名木的，由区园林部门责令限期恢复原状并赔偿损失。"
		last  = "建设单位应当在竣工后三十日内移交附属绿地图纸。\n"
	)
	split := [2]string{aim + rules + "第三条 " + both + "\n第四条 " + last + "第五条 ", aim + rules + "第三条 " + one + "\n第四条 " + two + "\n第五条 " + last + "第六条 "}
	shifted := [2]string{aim + "第二条 " + both + "\n第三条 " + last + "第四条 ", aim + rules + "第二条之一 公园不收门票。\n第三条 " + one + "\n第四条 " + two + "\n第五条 " + last + "第六条 "}
	back := func(p [2]string) [2]string { return [2]string{p[1], p[0]} }
	for _, c := range []struct {
		name     string
		texts    [2]string
		old, new string
		want     Class
	}{
		{"a list", shifted, "违反第二条的，处以罚款。", "违反第三条、第四条的，处以罚款。", ClassReference},
		{"a range", shifted, "违反本办法第二条的，处以罚款。", "违反本办法第三条至第四条的，处以罚款。", ClassReference},
		{"and", shifted, "依照第二条办理。", "依照第三条和第四条办理。", ClassReference},
		{"the second comes", split, "违反第三条的，处以罚款。", "违反第三条、第四条的，处以罚款。", ClassReference},
		{"in a list", split, "违反第二条、第三条、第四条的，处以罚款。", "违反第二条、第三条、第四条、第五条的，处以罚款。", ClassReference},
		{"all as a range", split, "违反第二条、第三条、第四条的，处以罚款。", "违反第二条至第五条的，处以罚款。", ClassReference},
		{"behind a word", split, "受到第三条约束。", "受到第三条、第四条约束。", ClassReference},
		{"merged", back(split), "违反第三条、第四条的，处以罚款。", "违反第三条的，处以罚款。", ClassReference},
		{"merged and moved on", back(shifted), "违反第三条或者第四条的，处以罚款。", "违反第二条的，处以罚款。", ClassReference},
		{"one too many", split, "违反第三条的，处以罚款。", "违反第三条、第五条的，处以罚款。", ClassText},
		{"more than its parts", shifted, "违反第二条的，处以罚款。", "违反第三条至第五条的，处以罚款。", ClassText},
		{"one of them not merged", back(split), "违反第二条、第三条的，处以罚款。", "违反第二条的，处以罚款。", ClassText},
		{"a paragraph", split, "违反第三条第二款的，处以罚款。", "违反第三条、第四条第二款的，处以罚款。", ClassText},
		{"another text", shifted, "违反《某某条例》第二条的，处以罚款。", "违反《某某条例》第三条、第四条的，处以罚款。", ClassText},
		{"other words", shifted, "违反第二条的，处以罚款。", "违反第三条、第四条和国家规定的，处以罚款。", ClassText},
	} {
		old, new := text(c.texts[0]+c.old), text(c.texts[1]+c.new)
		r := Compare(old, new)
		if bad := check(r, old, new); bad != "" {
			t.Errorf("%s: %s", c.name, bad)
		}
		last := r.Changes[len(r.Changes)-1]
		got := Class("none")
		for _, s := range last.Segments {
			if s.Op != Equal && (got == "none" || heavier(s.Class, got)) {
				got = s.Class
			}
		}
		if got != c.want {
			t.Errorf("%s: class %s, want %s: %+v", c.name, got, c.want, last.Segments)
		}
	}
}

// TestTokens holds what a redline does not cut in half.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"依照第十二条之一第二款", "依|照|第十二条之一|第二款"},
		{"第（三）项所列", "第（三）项|所|列"},
		{"自2024年1月15日起", "自|2024年1月15日|起"},
		{"二〇二四年一月一日施行", "二〇二四年一月一日|施|行"},
		{"处3,000.50元", "处|3,000.50|元"},
		{"百分之三十五", "百|分|之|三十五"},
		{"5.5%以上", "5.5%|以|上"},
		{"《云州市〈某某办法〉修正案》规定", "《云州市〈某某办法〉修正案》|规|定"},
		{"（三）甲\n（四）乙", "（三）|甲|\n|（四）|乙"},
		{"甲（三）", "甲|（|三|）"},
		{"使用Wi-Fi6的", "使|用|Wi-Fi6|的"},
		{"统一规定", "统|一|规|定"},
		{"《未完", "《|未|完"},
		{"第条", "第|条"},
		{"2024年度", "2024|年|度"},
	} {
		in := interner{ids: map[string]int32{}}
		var got []string
		for _, tok := range in.tokens(nil, c.text) {
			got = append(got, c.text[tok.start:tok.end()])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// A reference to an annex follows it, as one to an article does.
func TestReferencesToAnnexes(t *testing.T) {
	const head = "云州市办法\n第一条 收费标准见"
	annexes := []string{"收费标准\n小型车每小时三元。", "申请程序\n申请人应当在线填报。"}
	r := Compare(
		text(head+"附件1，申请程序见附件2。\n附件1 "+annexes[0]+"\n附件2 "+annexes[1]),
		text(head+"附件2，申请程序见附件3。\n附件1 名词解释\n夜间是指二十二时以后。\n附件2 "+annexes[0]+"\n附件3 "+annexes[1]))
	if got, want := marked(r.Changes[1]), "收费标准见附件[-1-]{+2+}，申请程序见附件[-2-]{+3+}。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, s := range r.Changes[1].Segments {
		if s.Op != Equal && s.Class != ClassReference {
			t.Errorf("%q is %s", s.Text, s.Class)
		}
	}
}
