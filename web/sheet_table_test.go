package web

import (
	"fmt"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
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
// came after +.
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
			b.WriteString("[")
			for i, c := range row.Cells {
				if i > 0 {
					b.WriteString("|")
				}
				if c.Columns > 1 {
					fmt.Fprintf(&b, "%d:", c.Columns)
				}
				for _, l := range c.Lines {
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

// Where a line runs from one cell into the next, no table is made of it.
func TestSheetTableOfMixedLines(t *testing.T) {
	text := priced("区域|首小时", "一类|6元")
	index := text.Index()
	lines := []sheetLine{{Address: "2.1"}}
	text.Walk(func(u *lawtext.Unit) bool {
		if u.Kind == lawtext.KindCell {
			lines = append(lines, sheetLine{Address: u.Address, Runs: []sheetRun{{Text: u.Text}}})
		}
		return true
	})
	if got := tabled(lines, index, nil); len(got) != 2 || len(got[1].Table) != 2 {
		t.Errorf("whole cells are %d lines", len(got))
	}
	mixed := append(lines[:2:2], lines[3:]...)
	if got := tabled(mixed, index, nil); len(got) != len(mixed) {
		t.Errorf("a cell without a line: %d lines of %d", len(got), len(mixed))
	}
}
