package redline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hefa/lawtext"
)

// checkColumns holds that what pages show of a change gives both its texts.
func checkColumns(t *testing.T, name string, old, new *lawtext.Text) {
	t.Helper()
	r := Compare(old, new)
	o, n := r.sides()
	for k := range r.Changes {
		c, several := r.Columns(k), r.Changes[k].Several()
		both := len(r.Changes[k].Old) > 0 && len(r.Changes[k].New) > 0
		if amended := slices.Contains(r.Changes[k].Marks, Mark(Amended)); both && amended != showsChange(c.Both) {
			t.Errorf("%s, amended is %v and shown is\n%v", name, amended, c.Both)
		}
		for _, side := range []struct {
			what, want string
			lines      []Line
		}{
			{"the old text in both", withNumbers(o.texts[k], r.groups[k].old, several), OneSide(c.Both, Insert)},
			{"the old text", withNumbers(o.texts[k], r.groups[k].old, several), c.Old},
			{"the new text in both", withNumbers(n.texts[k], r.groups[k].new, several), OneSide(c.Both, Delete)},
			{"the new text", withNumbers(n.texts[k], r.groups[k].new, several), c.New},
		} {
			if d := cmp.Diff(strings.ReplaceAll(side.want, "\n", ""), charactersOf(side.lines)); d != "" {
				t.Errorf("%s, %s is not there (-want +got):\n%s", name, side.what, d)
			}
		}
	}
}

// withNumbers is a text of units, of several with their numbers.
func withNumbers(text string, units []*block, several bool) string {
	if !several {
		return text
	}
	text = ""
	for _, b := range units {
		text += b.mark() + b.text
	}
	return text
}

// showsChange reports whether a page shows that something came or went.
func showsChange(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool {
		return l.Break != Equal || slices.ContainsFunc(l.Segments, func(s Segment) bool { return s.Op != Equal }) ||
			slices.ContainsFunc(l.Rows, func(r Row) bool {
				return r.Op != Equal || slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Op+c.Alone != "" || showsChange(c.Lines) })
			})
	})
}

func charactersOf(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l.Segments {
			b.WriteString(s.Text)
		}
		for _, r := range l.Rows {
			for _, c := range r.Cells {
				b.WriteString(charactersOf(c.Lines))
			}
		}
	}
	return b.String()
}

// anyBlock is a paragraph, an item or a table, whose spans need not fit.
func anyBlock(random *rand.Rand) lawtext.Block {
	words := []string{"甲类场地", "乙类场地", "三十万元", "十五日", "二十日", "另行规定", "收费标准如下：", "按照前款规定执行。", "", "", "第一项要求\n第二项要求"}
	word := func() string { return words[random.IntN(len(words))] }
	if random.IntN(2) == 0 {
		return lawtext.Block{Text: []string{"", "（一）", "（二）"}[random.IntN(3)] + word() + word() + "。"}
	}
	rows := make([][]lawtext.Cell, 1+random.IntN(4))
	for r := range rows {
		for range 1 + random.IntN(4) {
			rows[r] = append(rows[r], lawtext.Cell{Text: word(), Columns: random.IntN(3), Rows: random.IntN(3)})
		}
	}
	return lawtext.Block{Rows: rows}
}

// anyRevision is a copy of blocks of which some went, some came and some tables
// lost a row or a column.
func anyRevision(random *rand.Rand, blocks []lawtext.Block) []lawtext.Block {
	var out []lawtext.Block
	for _, b := range blocks {
		switch random.IntN(6) {
		case 0:
			continue
		case 1:
			out = append(out, anyBlock(random))
		case 2:
			b = anyBlock(random)
		}
		rows := slices.Clone(b.Rows)
		switch at := random.IntN(3); random.IntN(4) {
		case 0:
			if at < len(rows) && len(rows) > 1 {
				rows = slices.Delete(rows, at, at+1)
			}
		case 1:
			for r, row := range rows {
				if at < len(row) && len(row) > 1 {
					rows[r] = slices.Delete(slices.Clone(row), at, at+1)
				}
			}
		}
		b.Rows = rows
		out = append(out, b)
	}
	return out
}

// Tables of any shape between paragraphs and items come and go, and both texts
// stay readable.
func TestColumnsOfAnyTables(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 7))
	law := func(blocks []lawtext.Block) *lawtext.Text {
		source := lawtext.PlainSource("云州市场地办法\n第一条　场地的使用按照本办法执行。")
		source.Blocks = append(source.Blocks, blocks...)
		return lawtext.Parse(source)
	}
	for range 3000 {
		var blocks []lawtext.Block
		for range 1 + random.IntN(4) {
			blocks = append(blocks, anyBlock(random))
		}
		old, new := law(blocks), law(anyRevision(random, blocks))
		checkJoint(t, "any tables", old, new)
		checkColumns(t, "any tables", old, new)
		if t.Failed() {
			t.Fatalf("old\n%s\nnew\n%s", written(old), written(new))
		}
	}
}
