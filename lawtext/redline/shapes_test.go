package redline

import (
	"slices"
	"testing"

	"hefa/lawtext/redline/redlinetest"
)

// A table without words may come or go and not a character change: the article
// is amended all the same.
func TestEmptyFormsAmend(t *testing.T) {
	const above, below = "云州市场地办法\n第一条　登记按照下列格式：\n", "\n前款格式可以下载。\n第二条　本办法自公布之日起施行。"
	for _, c := range []struct {
		name, old, new string
		want           Kind
	}{
		{"a form goes", "|||\n|||", "", Amended},
		{"a form comes", "", "|||\n|||", Amended},
		{"an empty row goes", "|姓名|住址|\n|||\n|||", "|姓名|住址|\n|||", Amended},
		{"an empty column comes", "|姓名|住址|\n|||", "||姓名|住址|\n||||", Amended},
		{"two cells become one", "||姓名|\n|||", "|姓名→2|\n|||", Amended},
		{"a cell spans two rows", "|姓名|住址|\n|||", "|姓名↓2|住址|\n||", Amended},
		{"a row becomes a column", "|姓名|住址|", "|姓名|\n|住址|", Amended},
		{"a form stands elsewhere", "|||\n\n填写说明如下。", "填写说明如下。\n|||", Amended},
		{"a paragraph becomes a table", "姓名", "|姓名|", Amended},
		{"nothing", "|姓名|住址|\n|||", "|姓名|住址|\n|||", Unchanged},
		{"a span of one", "|姓名→1|住址↓1|\n|||", "|姓名|住址|\n|||", Unchanged},
	} {
		r := Compare(redlinetest.Read(above+c.old+below), redlinetest.Read(above+c.new+below))
		article := r.Changes[1]
		if article.Unit != UnitArticle || article.Kind != c.want || !slices.Equal(article.Marks, []Mark{Mark(c.want)}) {
			t.Errorf("%s: %s is %s with %v, want %s", c.name, article.Unit, article.Kind, article.Marks, c.want)
		}
		if s := article.Segments; len(s) != 1 || s[0].Op != Equal || article.Similarity != 1 {
			t.Errorf("%s: %v, alike by %v", c.name, s, article.Similarity)
		}
		if n := r.Stats.Units[Amended]; n != map[Kind]int{Amended: 1}[c.want] || r.Stats.Runs != 0 {
			t.Errorf("%s: %d units amended, %d runs", c.name, n, r.Stats.Runs)
		}
	}
}
