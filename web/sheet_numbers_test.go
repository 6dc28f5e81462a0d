package web

import (
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
)

// Each of the articles that one was split into, or several were merged from,
// begins with its own number, and the later ones have anchors.
func TestSheetNumbersOfSeveral(t *testing.T) {
	const first, second = "市商务主管部门负责夜间集市的统筹协调，有关部门按照各自职责做好相关工作。", "街道办事处应当每季度听取摊主和周边居民的意见，并公开处理结果。"
	one := lawtext.ParsePlain("云州市夜间集市管理办法\n第一条　为了规范夜间集市，制定本办法。\n第二条　" + first + second)
	two := lawtext.ParsePlain("云州市夜间集市管理办法\n第一条　为了规范夜间集市，制定本办法。\n第二条　" + first + "\n第三条　" + second)
	for name, c := range map[string]struct {
		old, new *lawtext.Text
		numbers  []string
		ids      []string
	}{
		"split":  {one, two, []string{"第二条", "第三条"}, []string{anchor("3")}},
		"merged": {two, one, []string{"第二条", "第三条"}, nil},
	} {
		s := redlineSheet(c.old, c.new, nil, false, nil)
		b := s.Blocks[len(s.Blocks)-1]
		if len(b.NumberRuns()) > 0 {
			t.Errorf("%s: before all stands %v", name, b.NumberRuns())
		}
		var numbers, ids []string
		for _, l := range b.Lines {
			if l.ID != "" {
				ids = append(ids, l.ID)
			}
			for _, r := range l.Runs {
				if n := strings.TrimSpace(r.Text); strings.HasSuffix(n, "条") {
					numbers = append(numbers, n)
				}
			}
		}
		if !slices.Equal(numbers, c.numbers) || !slices.Equal(ids, c.ids) {
			t.Errorf("%s: numbers %v, want %v; anchors %v, want %v", name, numbers, c.numbers, ids, c.ids)
		}
	}
}
