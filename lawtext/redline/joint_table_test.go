package redline

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext/redline/redlinetest"
)

// drawn are the tables of the joint text: a table's sign, then its rows with
// theirs. A cell that goes on from above is ↑, one that does so in one text only
// has the sign of the text in which it does not.
func drawn(r *Result) string {
	var b strings.Builder
	sign := map[Op]string{Equal: "=", Delete: "-", Insert: "+"}
	for _, s := range r.Joint() {
		for _, l := range s.Lines {
			if l.Rows == nil {
				continue
			}
			fmt.Fprintf(&b, "table %s\n", sign[l.Break])
			for _, row := range l.Rows {
				b.WriteString(sign[row.Op])
				for _, c := range row.Cells {
					b.WriteString(" |" + sign[c.Alone])
					if c.GoesOn {
						b.WriteString("↑")
					}
					for _, l := range c.Lines {
						for _, s := range l.Segments {
							switch {
							case s.Op == Equal || row.Op != Equal:
								b.WriteString(s.Text)
							default:
								b.WriteString("[" + sign[s.Op] + s.Text + "]")
							}
						}
					}
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

const (
	aboveTables = "云州市场地办法\n第一条　为了规范场地使用，制定本办法。\n第二条　场地使用按照下列标准执行：\n"
	belowTables = "\n前款标准每两年调整一次。\n第三条　本办法自公布之日起施行。"
)

func TestJointTables(t *testing.T) {
	prices := "|类别|限额|期限|\n|甲类场地|三十万元|十五日|\n|乙类场地|二十万元|十日|"
	bodies := "|机构|职责|\n|登记窗口|受理申请材料|\n|复核科室|查验现场条件|"
	shops := "|摊位|租金|期限|\n|东侧|五百元|一个月|\n|西侧|四百元|两个月|"
	for _, c := range []struct{ name, old, new, want string }{
		{"the first of two goes", prices + "\n\n" + bodies, bodies,
			"table -\n- |类别 |限额 |期限\n- |甲类场地 |三十万元 |十五日\n- |乙类场地 |二十万元 |十日\ntable =\n= |机构 |职责\n= |登记窗口 |受理申请材料\n= |复核科室 |查验现场条件\n"},
		{"the first of two of one width goes", prices + "\n\n" + shops, shops,
			"table -\n- |类别 |限额 |期限\n- |甲类场地 |三十万元 |十五日\n- |乙类场地 |二十万元 |十日\ntable =\n= |摊位 |租金 |期限\n= |东侧 |五百元 |一个月\n= |西侧 |四百元 |两个月\n"},
		{"a first of two comes", bodies, prices + "\n\n" + bodies,
			"table +\n+ |类别 |限额 |期限\n+ |甲类场地 |三十万元 |十五日\n+ |乙类场地 |二十万元 |十日\ntable =\n= |机构 |职责\n= |登记窗口 |受理申请材料\n= |复核科室 |查验现场条件\n"},
		{"the second goes", prices + "\n\n" + bodies, prices,
			"table =\n= |类别 |限额 |期限\n= |甲类场地 |三十万元 |十五日\n= |乙类场地 |二十万元 |十日\ntable -\n- |机构 |职责\n- |登记窗口 |受理申请材料\n- |复核科室 |查验现场条件\n"},
		{"two rows change places", "|类别|限额|\n|甲类场地|三十万元以下|\n|乙类场地|二十万元以下|", "|类别|限额|\n|乙类场地|二十万元以下|\n|甲类场地|三十万元以下|",
			"table =\n= |类别 |限额\n+ |乙类场地 |二十万元以下\n= |甲类场地 |三十万元以下\n- |乙类场地 |二十万元以下\n"},
		{"rows of one number", "|序号|情形|\n|1|占用道路经营，拒不改正的|\n|2|收市后不清理垃圾的|", "|序号|情形|\n|1|使用高音喇叭招揽顾客的|\n|2|占用道路经营，拒不改正的|\n|3|收市后不清理垃圾的|",
			"table =\n= |序号 |情形\n+ |1 |使用高音喇叭招揽顾客的\n= |[-1][+2] |占用道路经营，拒不改正的\n= |[-2][+3] |收市后不清理垃圾的\n"},
		{"a spanned row goes", "|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|\n|丙类场地|十万元|五日|", "|类别|限额|期限|\n|甲类场地|三十万元|十五日|\n|丙类场地|十万元|五日|",
			"table =\n= |类别 |限额 |期限\n= |甲类场地 |三十万元 |十五日\n- |↑ |二十五万元 |十二日\n= |丙类场地 |十万元 |五日\n"},
		{"the first row of a span goes", "|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|\n|丙类场地|十万元|五日|", "|类别|限额|期限|\n|甲类场地|二十五万元|十二日|\n|丙类场地|十万元|五日|",
			"table =\n= |类别 |限额 |期限\n- |甲类场地 |三十万元 |十五日\n= |+[+甲类场地] |二十五万元 |十二日\n= |丙类场地 |十万元 |五日\n"},
		{"a row comes above a span", "|类别|限额|期限|\n|甲类场地|二十五万元|十二日|\n|丙类场地|十万元|五日|", "|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|\n|丙类场地|十万元|五日|",
			"table =\n= |类别 |限额 |期限\n+ |甲类场地 |三十万元 |十五日\n= |-[-甲类场地] |二十五万元 |十二日\n= |丙类场地 |十万元 |五日\n"},
		{"a form stays", "|||\n|||", "|||\n|||", "table =\n= | |\n= | |\n"},
		{"a form goes", "|||\n|||", "", "table -\n- | |\n- | |\n"},
		{"a form comes", "", "|||\n|||", "table +\n+ | |\n+ | |\n"},
		{"a form is filled in", "|||\n|||", "|户名||\n|||", "table =\n= |[+户名] |\n= | |\n"},
	} {
		old, new := redlinetest.Read(aboveTables+c.old+belowTables), redlinetest.Read(aboveTables+c.new+belowTables)
		if d := cmp.Diff(c.want, drawn(Compare(old, new))); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
		checkJoint(t, c.name, old, new)
		checkJoint(t, c.name+", at the end", redlinetest.Read(aboveTables+c.old), redlinetest.Read(aboveTables+c.new))
	}
}

// TestJointOfAnyTables holds the joint text to both texts, whatever tables of
// spanning and empty cells become of each other.
func TestJointOfAnyTables(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		a, b := redlinetest.AnyTables(random), redlinetest.AnyTables(random)
		checkJoint(t, a+"\n——\n"+b, redlinetest.Read(a), redlinetest.Read(b))
		if t.Failed() {
			return
		}
	}
}

// A reference in a cell that only follows a renumbered article is one of those,
// as it is outside tables.
func TestReferencesInCells(t *testing.T) {
	table := func(article string) string {
		return "\n附件1　处罚裁量基准\n|违法行为|依据|\n|占用停放点|违反第" + article + "条规定|"
	}
	r := Compare(
		redlinetest.Read("云州市场地办法\n第一条　场地按次收费。\n第二条　不得占用停放点。"+table("二")),
		redlinetest.Read("云州市场地办法\n第一条　场地按次收费。\n第二条　收费标准应当公示。\n第三条　不得占用停放点。"+table("三")))
	classes := map[Class]int{}
	for _, s := range r.Joint() {
		for _, l := range s.Lines {
			for _, row := range l.Rows {
				for _, c := range row.Cells {
					for _, s := range c.Lines[0].Segments {
						if s.Op != Equal {
							classes[s.Class]++
						}
					}
				}
			}
		}
	}
	if want := (map[Class]int{ClassReference: 2}); !maps.Equal(classes, want) {
		t.Errorf("in cells %v changed, want %v", classes, want)
	}
}

// A table of empty cells ends where it stands, in an article that changed its
// place against the other half of what it was, too.
func TestJointEmptyTableInASplit(t *testing.T) {
	const head, tail = "云州市办法\n第一条　为了规范，制定本办法。\n", "\n第三条　本办法自公布之日起施行。"
	one := redlinetest.Read(head + "第二条　申请人有下列情形之一的，应当提交书面申请书和身份证明。\n申请材料应当由登记窗口保存三年以上。" + tail)
	two := redlinetest.Read(head + "第二条　申请材料应当由登记窗口保存三年以上。\n|||\n|||\n第三条　申请人有下列情形之一的，应当提交书面申请书和身份证明。" + tail)
	checkJoint(t, "split", one, two)
	checkJoint(t, "merged", two, one)
}
