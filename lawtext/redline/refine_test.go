package redline

import (
	"testing"

	"hefa/lawtext/redline/redlinetest"
)

// A row that went or came is marked apart from what changed in the line next
// to it.
func TestRowsAreMarkedApart(t *testing.T) {
	const head = "云州市场地办法\n第一条　标准如下：\n|甲类场地|三十万元|\n"
	for _, c := range []struct{ name, old, new, want string }{
		{"the last row goes", "|乙类场地|二十万元|\n前款标准每三年调整一次。", "前款标准每两年调整一次。", "[-乙类场地\n二十万元\n-]前款标准每[-三-]{+两+}年调整一次。"},
		{"a row comes", "前款标准每三年调整一次。", "|乙类场地|二十万元|\n前款标准每两年调整一次。", "{+乙类场地\n二十万元\n+}前款标准每[-三-]{+两+}年调整一次。"},
		{"an empty row goes", "|||\n前款标准每三年调整一次。", "前款标准每两年调整一次。", "[-\n-]前款标准每[-三-]{+两+}年调整一次。"},
		{"a row comes after an amended cell", "|乙类场地|二十万元以下|", "|乙类场地|三十万元以下|\n|丙类场地|十万元|", "乙类场地\n[-二十万-]{+三十万+}元以下{+\n丙类场地\n十万元+}"},
		{"nothing is left between", "|乙类场地|二十万元|\n三年调整一次。", "两年调整一次。", "[-乙类场地\n二十万元\n三-]{+两+}年调整一次。"},
	} {
		r := Compare(redlinetest.Read(head+c.old), redlinetest.Read(head+c.new))
		got := ""
		for _, s := range r.Changes[1].Segments {
			got += map[Op]string{Delete: "[-", Insert: "{+"}[s.Op] + s.Text + map[Op]string{Delete: "-]", Insert: "+}"}[s.Op]
		}
		if want := "标准如下：\n甲类场地\n三十万元\n" + c.want; got != want {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, want)
		}
	}
}
