// Package redlinetest makes texts with tables, for the tests of redlines.
package redlinetest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"hefa/lawtext"
)

// Read makes a text of lines; those that begin with | are rows of a table, an
// empty line parting two. A cell that ends in ↓2 spans two rows, one that ends in
// →2 two columns; ¶ parts the paragraphs of a cell.
func Read(s string) *lawtext.Text {
	var src lawtext.Source
	table := false
	for line := range strings.SplitSeq(s, "\n") {
		inner, row := strings.CutPrefix(line, "|")
		switch {
		case row:
			if !table {
				src.Blocks = append(src.Blocks, lawtext.Block{})
			}
			last := &src.Blocks[len(src.Blocks)-1]
			last.Rows = append(last.Rows, cells(inner))
		case line != "":
			src.Blocks = append(src.Blocks, lawtext.Block{Text: line})
		}
		table = row
	}
	return lawtext.Parse(src)
}

func cells(row string) []lawtext.Cell {
	var list []lawtext.Cell
	for cell := range strings.SplitSeq(strings.TrimSuffix(row, "|"), "|") {
		c := lawtext.Cell{Text: cell}
		if at := strings.IndexAny(cell, "↓→"); at >= 0 {
			c.Text = cell[:at]
			_, _ = fmt.Sscanf(cell[at:], "↓%d", &c.Rows)
			_, _ = fmt.Sscanf(cell[at:], "→%d", &c.Columns)
		}
		c.Text = strings.ReplaceAll(c.Text, "¶", "\n")
		list = append(list, c)
	}
	return list
}

// words are so few that tables are often alike.
var words = strings.Fields("甲类场地 乙类场地 三十万元 十五日 二十万元 十日 登记窗口 受理申请材料")

func word(random *rand.Rand) string { return words[random.IntN(len(words))] }

// AnyTables is a text for [Read] with up to three tables in its second article,
// some one after another, some of empty cells, some with cells of several
// paragraphs or that span rows.
func AnyTables(random *rand.Rand) string {
	var b strings.Builder
	b.WriteString("云州市场地办法\n第一条　为了规范场地使用，制定本办法。\n第二条　场地使用按照下列标准执行：\n")
	for range random.IntN(4) {
		anyTable(&b, random)
		if random.IntN(2) == 0 {
			b.WriteString(word(random) + "由本市规定。")
		}
		b.WriteString("\n")
	}
	if random.IntN(2) == 0 {
		b.WriteString("前款标准每两年调整一次。\n")
	}
	if random.IntN(2) == 0 {
		b.WriteString("第三条　本办法自公布之日起施行。")
	}
	return strings.TrimRight(b.String(), "\n")
}

func anyTable(b *strings.Builder, random *rand.Rand) {
	width, height := 2+random.IntN(3), 1+random.IntN(4)
	left := make([]int, width) // rows that the cell of a column still spans
	filled := random.IntN(3) > 0
	for r := range height {
		b.WriteString("|")
		for c := range width {
			if left[c]--; left[c] > 0 {
				continue
			}
			if filled && random.IntN(4) > 0 {
				b.WriteString(word(random))
				for random.IntN(4) == 0 {
					b.WriteString("¶" + word(random))
				}
			}
			if span := 1 + random.IntN(height-r); span > 1 && c > 0 {
				left[c] = span
				fmt.Fprintf(b, "↓%d", span)
			}
			b.WriteString("|")
		}
		b.WriteString("\n")
	}
}
