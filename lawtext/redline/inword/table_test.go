package inword

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/redlinetest"
)

// lookOf is the look of the one run that has words; it fails where they stand
// more often than once, or not at all.
func lookOf(t *testing.T, body, words string) string {
	t.Helper()
	var looks []string
	for _, run := range strings.Split(body, "<w:r>")[1:] {
		if run, _, _ = strings.Cut(run, "</w:r>"); strings.Contains(run, ">"+words+"<") {
			look, _, _ := strings.Cut(run, "<w:t")
			looks = append(looks, look)
		}
	}
	if len(looks) != 1 {
		t.Errorf("%s stands %d times", words, len(looks))
		return ""
	}
	return looks[0]
}

// cellOf is the cell in which words stand first.
func cellOf(body, words string) string {
	before, after, _ := strings.Cut(body, words)
	after, _, _ = strings.Cut(after, "</w:tc>")
	return before[strings.LastIndex(before, "<w:tc>"):] + words + after
}

// A table of a text is one in the comparison table too, on either side, with
// what changed in it marked and cells over rows and columns joined.
func TestTablesInsideTheComparison(t *testing.T) {
	r := redline.Compare(
		redlinetest.Read("办法\n第一条　标准如下：\n|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十五万元|十二日|\n|丙类场地|十万元|五日|\n|其他场地由区人民政府规定→3|\n|露天市集|免收费用|全年|"),
		redlinetest.Read("办法\n第一条　标准如下：\n|类别|限额|期限|\n|甲类场地↓2|三十万元|十五日|\n|二十六万元|十二日|\n|室内展厅|另行商定|一季|\n|丙类场地|十万元|五日|\n|其他场地由区人民政府规定→3|"))
	body := document(t, Comparison(r, Options{Title: "办法", Say: keyed, Date: aDay}))
	if n := strings.Count(body, "<w:tbl>"); n != 3 || strings.Contains(body, "｜") {
		t.Errorf("%d tables, not one in each column", n)
	}
	for _, sign := range []string{`<w:vMerge w:val="restart"/>`, `<w:vMerge/>`} {
		if n := strings.Count(body, sign); n != 2 {
			t.Errorf("%s stands %d times", sign, n)
		}
	}
	if n := strings.Count(body, `<w:gridSpan w:val="3"/>`); n != 2 {
		t.Errorf("%d cells over three columns", n)
	}
	for _, gone := range []string{"露天市集", "免收费用", "全年"} {
		if !strings.Contains(lookOf(t, body, gone), "<w:strike/>") {
			t.Errorf("%s is not struck", gone)
		}
	}
	for _, came := range []string{"室内展厅", "另行商定", "一季"} {
		if !strings.Contains(lookOf(t, body, came), "<w:u ") {
			t.Errorf("%s is not underlined", came)
		}
	}
}

// As many columns as can be read are a table, in small type if need be; a wider
// one is a line for each row.
func TestWideTables(t *testing.T) {
	for _, c := range []struct {
		columns int
		tables  int
		style   string
	}{{4, 3, "CellText"}, {5, 3, "CellSmall"}, {8, 3, "CellSmall"}, {9, 1, "CellText"}, {40, 1, "CellText"}} {
		row := "\n|" + strings.Repeat("场地|", c.columns)
		old, now := redlinetest.Read("办法\n第一条　标准如下："+row+row), redlinetest.Read("办法\n第一条　标准如下："+row+row+row)
		r := redline.Compare(old, now)
		o := Options{Title: "办法", Say: keyed, Date: aDay}
		body := document(t, Comparison(r, o))
		if n := strings.Count(body, "<w:tbl>"); n != c.tables {
			t.Errorf("%d columns are %d tables", c.columns, n)
		}
		if !strings.Contains(cellOf(body, "场地"), `"`+c.style+`"`) {
			t.Errorf("%d columns are not set in %s", c.columns, c.style)
		}
		readBack(t, "so many columns", file(t, Tracked(r, o)), old, now)
		document(t, Fixed(r, o))
	}
}

// A table looks the same on both sides, also where only one is too wide.
func TestTablesLookAlike(t *testing.T) {
	table := func(columns int) *lawtext.Text {
		var rows string
		for _, word := range []string{"类别", "场地", "期限"} {
			rows += "\n|"
			for k := range columns {
				rows += word + string(rune('甲'+k)) + "|"
			}
		}
		return redlinetest.Read("办法\n第一条　标准如下：" + rows)
	}
	for _, c := range []struct{ old, now, tables int }{{8, 8, 3}, {8, 9, 1}, {9, 8, 1}} {
		body := document(t, Comparison(redline.Compare(table(c.old), table(c.now)), Options{Title: "办法", Say: keyed, Date: aDay}))
		if n := strings.Count(body, "<w:tbl>"); n != c.tables {
			t.Errorf("%d columns and %d are %d tables", c.old, c.now, n)
		}
	}
	body := document(t, Comparison(redline.Compare(table(4), table(5)), Options{Title: "办法", Say: keyed, Date: aDay}))
	if !strings.Contains(cellOf(body, "类别"), `"CellSmall"`) {
		t.Error("one side is in small type, the other is not")
	}
}

// The words of a cell that begins in another row now stand once and unmarked:
// nobody touched them.
func TestSpansStandOnce(t *testing.T) {
	for _, c := range []struct{ name, gone, came string }{
		{"the first row of a span goes", "三十万元|十五日", ""},
		{"a row comes above a span", "", "三十万元|十五日"},
		{"the first row of a span is another", "三十万元|十五日", "另行规定→2"},
	} {
		table := func(first string) string {
			rest := "|甲类场地|二十五万元|十二日|\n"
			if first != "" {
				rest = "|甲类场地↓2|" + first + "\n|二十五万元|十二日|\n"
			}
			return "办法\n第一条　标准如下：\n|类别|限额|期限|\n" + rest + "|丙类场地|十万元|五日|\n第二条　本办法自公布之日起施行。"
		}
		r := redline.Compare(redlinetest.Read(table(c.gone)), redlinetest.Read(table(c.came)))
		o := Options{Title: "办法", Say: keyed, Date: aDay}
		body := document(t, Fixed(r, o))
		if look := lookOf(t, body, "甲类场地"); look != "" {
			t.Errorf("%s: the words of the span look as if they were not the same: %s", c.name, look)
		}
		for sign, words := range map[string]string{"〔删〕": c.gone, "〔增〕": c.came} {
			words, _, _ = strings.Cut(words, "|")
			words = strings.TrimSuffix(words, "→2")
			if words != "" && !strings.Contains(cellOf(body, "甲类场地")+cellOf(body, words), sign) || strings.Contains(cellOf(body, "甲类场地"), sign) {
				t.Errorf("%s: the row of %s has no sign of its own", c.name, words)
			}
		}
		sides := document(t, Comparison(r, o))
		for _, run := range strings.Split(sides, "<w:r>")[1:] {
			if run, _, _ = strings.Cut(run, "</w:r>"); strings.Contains(run, "甲类场地") && strings.Contains(run, "<w:rPr>") {
				t.Errorf("%s: the comparison marks what stayed: %s", c.name, run)
			}
		}
	}
}

// The sign of a row that came below the first of a span is not in the cell that
// belongs to the one above, where no program shows it.
func TestSignsAreSeen(t *testing.T) {
	r, o := pair(t, "a spanned row goes")
	body := document(t, Fixed(r, o))
	if !strings.Contains(cellOf(body, "二十五万元"), "〔删〕") {
		t.Errorf("the sign is not seen: %s", cellOf(body, "二十五万元"))
	}
}

// A row that is short stays on one page, a long one goes on on the next; the
// head is repeated.
func TestRowsOfTheComparison(t *testing.T) {
	long := strings.Repeat("夜间集市的经营者应当在规定的时段内经营。", 15)
	r := redline.Compare(lawtext.ParsePlain("云州市集市办法\n第一条　本办法适用于夜间集市。\n第二条　"+long), lawtext.ParsePlain("云州市集市办法\n第一条　本办法适用于夜间集市。\n第二条　"+long+"甲"))
	rows := strings.Split(document(t, Comparison(r, Options{Title: "办法", Say: keyed, Date: aDay})), "<w:tr>")[1:]
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	for k, want := range []string{"<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", "<w:trPr><w:cantSplit/></w:trPr>", "<w:tc>"} {
		if !strings.HasPrefix(rows[k], want) {
			t.Errorf("row %d does not begin with %s", k, want)
		}
	}
}

// Whatever tables become of each other, what is read is what Word takes, and no
// cell is joined to what it does not belong to.
func TestAnyTablesOnPaper(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 13))
	for range 500 {
		a, b := redlinetest.AnyTables(random), redlinetest.AnyTables(random)
		r := redline.Compare(redlinetest.Read(a), redlinetest.Read(b))
		o := Options{Title: "办法", Say: keyed, Date: aDay}
		for _, write := range []func(*redline.Result, Options) *docx.Document{Fixed, Comparison} {
			document(t, write(r, o))
		}
		for _, s := range r.JointByCells() {
			for _, l := range s.Lines {
				if was, is := astray(l.Rows), astray(redline.JoinShared(l.Rows)); is > was {
					t.Errorf("%d cells go on from nowhere, before there were %d", is, was)
				}
			}
		}
		if t.Failed() {
			t.Fatalf("old\n%s\nnew\n%s", a, b)
		}
	}
}

// astray counts cells that belong to one above where none goes on.
func astray(rows []redline.Row) int {
	n := 0
	above := map[int]redline.Cell{}
	for _, r := range rows {
		here := map[int]redline.Cell{}
		for at, c := range columns(r) {
			if from, ok := above[at]; c.GoesOn && (!ok || !from.Spans && !from.GoesOn || from.Columns != c.Columns) {
				n++
			}
			here[at] = c
		}
		above = here
	}
	return n
}

// Columns share the room as their words ask, but none is narrower than it needs
// as long as there is room.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		asked, least, want []int
	}{
		{[]int{100, 300}, []int{50, 50}, []int{250, 750}},
		{[]int{10, 990}, []int{50, 50}, []int{50, 950}},
		{[]int{10, 90, 900}, []int{100, 100, 100}, []int{100, 100, 800}},
		{[]int{1, 1}, []int{900, 900}, []int{900, 900}}, // too many: in equal parts
		{nil, nil, []int{}},
	} {
		if got := shares(c.asked, c.least, 1000); !slices.Equal(got, c.want) {
			t.Errorf("%v share 1000 as %v, not %v", c.asked, got, c.want)
		}
	}
}
