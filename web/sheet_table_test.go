package web

import (
	"fmt"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/redlinetest"
)

// priced is a text whose last article has a table; cells are parted by bars.
func priced(rows ...string) *lawtext.Text {
	source := lawtext.PlainSource("云州市停车收费办法\n第一条　收费分区执行。\n第二条　收费标准如下：")
	var table [][]lawtext.Cell
	for _, r := range rows {
		var row []lawtext.Cell
		for c := range strings.SplitSeq(r, "|") {
			row = append(row, lawtext.Cell{Text: c})
		}
		table = append(table, row)
	}
	if len(rows) > 0 {
		source.Blocks = append(source.Blocks, lawtext.Block{Rows: table})
	}
	return lawtext.Parse(source)
}

// drawn writes lines down: a table's rows in brackets, what went after -, what
// came after +, the paragraphs of a cell parted by /. A cell over several columns
// says how many, one over several rows too after ×; a row that has no word has
// the sign of what became of it.
func drawn(lines []sheetLine) string {
	var b strings.Builder
	runs := func(l sheetLine) {
		for _, r := range l.Runs {
			b.WriteString(map[redline.Op]string{redline.Delete: "-", redline.Insert: "+"}[r.Op] + r.Text)
		}
	}
	for _, l := range lines {
		runs(l)
		for _, row := range l.Table {
			b.WriteString(row.Sign().Badge() + "[")
			for i, c := range row.Cells {
				if i > 0 {
					b.WriteString("|")
				}
				if c.Columns > 1 {
					fmt.Fprintf(&b, "%d:", c.Columns)
				}
				if c.Rows > 1 {
					fmt.Fprintf(&b, "×%d:", c.Rows)
				}
				for k, l := range c.Lines {
					if k > 0 {
						b.WriteString("/")
					}
					runs(l)
				}
			}
			b.WriteString("]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// A table inside an article stays a table in each column of a redline.
func TestSheetTable(t *testing.T) {
	old := priced("区域|首小时|之后", "一类|6元|", "二类|4元|2元")
	for name, c := range map[string]struct {
		now            *lawtext.Text
		one, old, both string
	}{
		"a cell amended": {priced("区域|首小时|之后", "一类|5元|", "二类|4元|2元"),
			"收费标准如下：\n[区域|首小时|之后][一类|-6+5元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|-6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|+5元|][二类|4元|2元]\n"},
		"a row gone": {priced("区域|首小时|之后", "二类|4元|2元"),
			"收费标准如下：\n[区域|首小时|之后][-一类|-6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][-一类|-6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][二类|4元|2元]\n"},
		"the last row gone": {priced("区域|首小时|之后", "一类|6元|"),
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][-二类|-4元|-2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][-二类|-4元|-2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|]\n"},
		"the table gone": {priced(),
			"收费标准如下：\n[-区域|-首小时|-之后][-一类|-6元|][-二类|-4元|-2元]\n",
			"收费标准如下：\n[-区域|-首小时|-之后][-一类|-6元|][-二类|-4元|-2元]\n",
			"收费标准如下：\n"},
		"a row added": {priced("区域|首小时|之后", "一类|6元|", "二类|4元|2元", "三类|1元|免费"),
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元][+三类|+1元|+免费]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元][+三类|+1元|+免费]\n"},
		"nothing": {old,
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元]\n",
			"收费标准如下：\n[区域|首小时|之后][一类|6元|][二类|4元|2元]\n"},
	} {
		blocks := redlineSheet(old, c.now, nil, false, nil).Blocks
		b := blocks[len(blocks)-1]
		for _, side := range []struct{ what, got, want string }{{"in one column", drawn(b.Lines), c.one}, {"old", drawn(b.Old), c.old}, {"new", drawn(b.New), c.both}} {
			if side.got != side.want {
				t.Errorf("%s, %s:\n%swant\n%s", name, side.what, side.got, side.want)
			}
		}
	}
}

// Of two tables in a row, the one that went does not run into the one that stays.
func TestSheetTablesInARow(t *testing.T) {
	two := func(tables ...[]string) *lawtext.Text {
		source := lawtext.PlainSource("云州市停车收费办法\n第一条　收费标准如下：")
		for _, rows := range tables {
			block := lawtext.Block{}
			for _, r := range rows {
				var row []lawtext.Cell
				for c := range strings.SplitSeq(r, "|") {
					row = append(row, lawtext.Cell{Text: c})
				}
				block.Rows = append(block.Rows, row)
			}
			source.Blocks = append(source.Blocks, block)
		}
		return lawtext.Parse(source)
	}
	fees, hours := []string{"区域|首小时|之后", "一类|6元|5元"}, []string{"日期|开放时间", "周末|全天开放"}
	const feesStay, hoursStay = "[区域|首小时|之后][一类|6元|5元]\n", "[日期|开放时间][周末|全天开放]\n"
	const feesGo, hoursGo = "[-区域|-首小时|-之后][-一类|-6元|-5元]\n", "[-日期|-开放时间][-周末|-全天开放]\n"
	for name, c := range map[string]struct {
		now  *lawtext.Text
		want string
	}{
		"the first gone":  {two(hours), feesGo + hoursStay},
		"the second gone": {two(fees), feesStay + hoursGo},
	} {
		blocks := redlineSheet(two(fees, hours), c.now, nil, false, nil).Blocks
		if got := drawn(blocks[len(blocks)-1].Lines); got != "收费标准如下：\n"+c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

// What became of tables is told in one column row by row, and where columns came
// or went cell by cell; both texts' columns have the tables that were and are.
// Tables are lines that begin with |, see [redlinetest.Read].
func TestSheetTablesBecome(t *testing.T) {
	const fees = "|类别|限额|期限|\n|甲类场地|三十万元|十五日|\n|乙类场地|二十万元|十日|"
	const feesStay, feesGo = "[类别|限额|期限][甲类场地|三十万元|十五日][乙类场地|二十万元|十日]\n", "[-类别|-限额|-期限][-甲类场地|-三十万元|-十五日][-乙类场地|-二十万元|-十日]"
	const next = "\n前款标准每两年调整一次。"
	const stays = "前款标准每两年调整一次。\n"
	for _, c := range []struct{ name, old, now, one, was, is string }{
		{"the last row went before a paragraph that was amended",
			fees + "\n前款标准每三年评估一次。", "|类别|限额|期限|\n|甲类场地|三十万元|十五日|\n前款标准每两年评估一次。",
			"[类别|限额|期限][甲类场地|三十万元|十五日][-乙类场地|-二十万元|-十日]\n前款标准每-三+两年评估一次。\n",
			"[类别|限额|期限][甲类场地|三十万元|十五日][-乙类场地|-二十万元|-十日]\n前款标准每-三年评估一次。\n",
			"[类别|限额|期限][甲类场地|三十万元|十五日]\n前款标准每+两年评估一次。\n"},
		{"another table of the same width took its place",
			fees + next, "|车型|泊位|费率|\n|小型客车|一百个|每小时五元|" + next,
			feesGo + "[+车型|+泊位|+费率][+小型客车|+一百个|+每小时五元]\n" + stays,
			feesGo + "\n" + stays, "[+车型|+泊位|+费率][+小型客车|+一百个|+每小时五元]\n" + stays},
		{"the table became items",
			fees + next, "（一）甲类场地三十万元，十五日；\n（二）乙类场地二十万元，十日。" + next,
			feesGo + "\n+（一）+甲类场地三十万元，十五日；\n+（二）+乙类场地二十万元，十日。\n" + stays,
			feesGo + "\n" + stays, "+（一）+甲类场地三十万元，十五日；\n+（二）+乙类场地二十万元，十日。\n" + stays},
		{"items became the table",
			"（一）甲类场地三十万元，十五日；\n（二）乙类场地二十万元，十日。" + next, fees + next,
			"-（一）甲类场地三十万元，十五日；\n-（二）-乙类场地二十万元，十日。\n" + strings.ReplaceAll(feesGo, "-", "+") + "\n" + stays,
			"-（一）-甲类场地三十万元，十五日；\n-（二）-乙类场地二十万元，十日。\n" + stays, strings.ReplaceAll(feesGo, "-", "+") + "\n" + stays},
		{"a row below a spanning cell went",
			"|类别|限额|\n|甲类↓3|三十万元|\n|二十万元|\n|十万元|" + next, "|类别|限额|\n|甲类↓2|三十万元|\n|十万元|" + next,
			"[类别|限额][×3:甲类|三十万元][-二十万元][十万元]\n" + stays,
			"[类别|限额][×3:甲类|三十万元][-二十万元][十万元]\n" + stays, "[类别|限额][×2:甲类|三十万元][十万元]\n" + stays},
		{"the first row of a span went",
			"|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|" + next, "|类别|限额|期限|\n|甲类场地|二十五万元|十二日|" + next,
			"[类别|限额|期限][×2:甲类场地|-三十万元|-十五日][二十五万元|十二日]\n" + stays,
			"[类别|限额|期限][×2:甲类场地|-三十万元|-十五日][二十五万元|十二日]\n" + stays, "[类别|限额|期限][甲类场地|二十五万元|十二日]\n" + stays},
		{"all rows of a span went",
			"|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|\n|乙类|十万元|五日|" + next, "|类别|限额|期限|\n|乙类|十万元|五日|" + next,
			"[类别|限额|期限][×2:-甲类场地|-三十万元|-十五日][-二十五万元|-十二日][乙类|十万元|五日]\n" + stays,
			"[类别|限额|期限][×2:-甲类场地|-三十万元|-十五日][-二十五万元|-十二日][乙类|十万元|五日]\n" + stays, "[类别|限额|期限][乙类|十万元|五日]\n" + stays},
		{"a paragraph of a cell went",
			"|类别|要求|\n|甲类|设置围挡。¶配备照明。|" + next, "|类别|要求|\n|甲类|设置围挡。|" + next,
			"[类别|要求][甲类|设置围挡。/-配备照明。]\n" + stays, "[类别|要求][甲类|设置围挡。/-配备照明。]\n" + stays, "[类别|要求][甲类|设置围挡。]\n" + stays},
		{"a column went",
			fees + next, "|类别|期限|\n|甲类场地|十五日|\n|乙类场地|十日|" + next,
			"[类别|-限额|期限][甲类场地|-三十万元|十五日][乙类场地|-二十万元|十日]\n" + stays,
			"[类别|-限额|期限][甲类场地|-三十万元|十五日][乙类场地|-二十万元|十日]\n" + stays, "[类别|期限][甲类场地|十五日][乙类场地|十日]\n" + stays},
		{"a column came and a row went",
			fees + next, "|类别|限额|期限|备注|\n|甲类场地|三十万元|十五日|可以延长|" + next,
			"[类别|限额|期限|+备注][甲类场地|三十万元|十五日|+可以延长][-乙类场地|-二十万元|-十日|]\n" + stays,
			"[类别|限额|期限][甲类场地|三十万元|十五日][-乙类场地|-二十万元|-十日]\n" + stays, "[类别|限额|期限|+备注][甲类场地|三十万元|十五日|+可以延长]\n" + stays},
		{"a cell was split in two",
			"|场地类别与限额→2|期限|\n|甲类|三十万元|十五日|" + next, "|场地类别|限额|期限|\n|甲类|三十万元|十五日|" + next,
			"[2:-场地类别与限额|-期限][+场地类别|+限额|+期限][甲类|三十万元|十五日]\n" + stays,
			"[2:-场地类别与限额|-期限][甲类|三十万元|十五日]\n" + stays, "[+场地类别|+限额|+期限][甲类|三十万元|十五日]\n" + stays},
		{"an empty form went", "|||\n|||" + next, next[1:], "删[|]删[|]\n" + stays, "删[|]删[|]\n" + stays, stays},
		{"an empty form came", next[1:], "|||\n|||" + next, "增[|]增[|]\n" + stays, stays, "增[|]增[|]\n" + stays},
		{"an empty form stays", "|||" + next, "|||" + "\n前款标准每三年调整一次。",
			"[|]\n前款标准每-两+三年调整一次。\n", "[|]\n前款标准每-两年调整一次。\n", "[|]\n前款标准每+三年调整一次。\n"},
		{"the table went and the words before it were amended", fees, "",
			feesGo + "\n", feesGo + "\n", ""},
	} {
		text := func(tables string) *lawtext.Text {
			return redlinetest.Read("云州市场地办法\n第一条　场地的使用适用本办法。\n第二条　场地使用按照下列标准执行：\n" + tables)
		}
		blocks := redlineSheet(text(c.old), text(c.now), nil, false, nil).Blocks
		b := blocks[len(blocks)-1]
		const head = "场地使用按照下列标准执行：\n"
		for _, side := range []struct{ what, got, want string }{{"in one column", drawn(b.Lines), c.one}, {"old", drawn(b.Old), c.was}, {"new", drawn(b.New), c.is}} {
			if side.got != head+side.want {
				t.Errorf("%s, %s:\n%swant\n%s", c.name, side.what, side.got, head+side.want)
			}
		}
	}
}

// A comment on words of a cell is led to from them: in a row that was amended,
// beside a column that went, and in the text as it is.
func TestSheetTableComments(t *testing.T) {
	old := redlinetest.Read("云州市场地办法\n第一条　标准如下：\n|类别|限额|期限|\n|甲类场地|三十万元|十五日¶可以延长|")
	now := redlinetest.Read("云州市场地办法\n第一条　标准如下：\n|类别|期限|\n|甲类场地|二十日¶可以延长五日|")
	var address lawtext.Address
	now.Walk(func(u *lawtext.Unit) bool {
		if strings.HasPrefix(u.Text, "二十日") {
			address = u.Address
		}
		return true
	})
	said := remarks{address: {{comment: "c1", where: lawtext.Range{Start: 4, End: 8}}}}
	for _, c := range []struct {
		what string
		s    sheet
		at   int // where the line of the words begins
	}{{"redline", redlineSheet(old, now, said, false, nil), 4}, {"clean", cleanSheet(now, said), 0}} {
		quoted := ""
		for _, row := range c.s.Blocks[len(c.s.Blocks)-1].Lines[1].Table {
			for _, cell := range row.Cells {
				for _, l := range cell.Lines {
					for _, r := range l.Runs {
						if r.Comment == "" {
							continue
						}
						if l.Address != address || l.At != c.at || r.Op == redline.Delete {
							t.Errorf("%s: %q stands in %s from %d", c.what, r.Text, l.Address, l.At)
						}
						quoted += r.Text
					}
				}
			}
		}
		if quoted != "可以延长" {
			t.Errorf("%s: quoted is %q", c.what, quoted)
		}
	}
}
