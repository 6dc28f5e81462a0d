package lawtext

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// statute is one file of a corpus.
type statute struct{ name, text string }

// statutes reads the Markdown files in the folder that HEFA_CORPUS names, or the
// rules and drafts of the sample data.
func statutes(tb testing.TB) []statute {
	tb.Helper()
	dir := os.Getenv("HEFA_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "sample", "texts")
	}
	var list []statute
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		list = append(list, statute{strings.TrimSuffix(d.Name(), ".md"), string(data)})
		return err
	})
	if err != nil || len(list) < 30 {
		tb.Fatalf("reading %s: %d texts, %v", dir, len(list), err)
	}
	return list
}

// articleLine finds an article at the beginning of a line, by its form alone.
var articleLine = regexp.MustCompile(`^第([零〇○一二三四五六七八九十百千万0-9]+)条(?:之([一二三四五六七八九十]+))?(?:[\s\x{3000}【]|$)`)

// plainCount is the sequence of articles that reading line by line gives: it
// knows nothing of quotations, annexes or numbering, so that it goes wrong
// where a text has these, and nowhere else.
func plainCount(text string) []string {
	var list []string
	_, body, ok := strings.Cut(text, infoEnd)
	if !ok {
		body = text
	}
	for line := range strings.Lines(body) {
		line = strings.Trim(strings.TrimLeft(line, "# \u3000\t"), " \u3000\t\r\n")
		if m := articleLine.FindStringSubmatch(line); m != nil {
			list = append(list, plainNumber(m[1])+"-"+plainNumber(m[2]))
		}
	}
	return list
}

func plainNumber(s string) string {
	n, _ := Number(s)
	return fmt.Sprint(n)
}

// oddities are the texts in which the plain count goes wrong, and why.
//
//   - blank: a blank stands inside the mark of one to four articles, before its
//     last character, which the count does not read;
//   - midline: articles begin in the middle of a line, behind the sentence of
//     the one before, all but the first of each chapter;
//   - annexed: a decision numbered 一、 with the instrument it amends below it,
//     whose articles the count takes for the decision's own.
var oddities = map[string]string{
	"青岛市海上交通安全条例(2014-09-26)":                    "blank",
	"浙江省农村生活污水处理设施管理条例(2019-09-27)":              "blank",
	"刑事诉讼法(2018-10-26)":                          "blank",
	"最高人民法院关于适用《刑事诉讼法》的解释(2021-01-26)":           "blank",
	"飞行基本规则(2007-10-18)":                         "midline",
	"关于审理非法行医刑事案件具体应用法律若干问题的解释(2016-12-16)":      "annexed",
	"最高人民法院关于审理专利纠纷案件适用法律问题的若干规定(2015-01-29)":    "annexed",
	"最高人民法院关于适用《婚姻法》若干问题的解释（二）的补充规定(2017-02-28)": "annexed",
}

// TestCorpus reads a corpus: the articles agree with a plain count in 99.7 % of files and the others are explained, the
// units of every text give back each character of it, and every citation
// stands where it says.
func TestCorpus(t *testing.T) {
	list := statutes(t)
	agree := 0
	for _, s := range list {
		text := ParsePlain(s.text)
		var got []string
		for _, a := range text.Articles() {
			if a.Kind == "" {
				u := text.Find(a.Address)
				got = append(got, fmt.Sprintf("%d-%d", u.Ordinal, u.Of))
			}
		}
		if want := plainCount(s.text); slices.Equal(got, want) {
			agree++
		} else {
			t.Logf("%s (%s): %d articles, plain count %d; first apart at %v", s.name, oddities[s.name], len(got), len(want), firstApart(got, want))
			if oddities[s.name] == "" {
				t.Errorf("%s is not explained", s.name)
			}
		}
		sound(t, PlainSource(s.text), text)
		soundCitations(t, text)
		if t.Failed() {
			t.Fatalf("%s is not sound", s.name)
		}
	}
	t.Logf("%d of %d files agree with the plain count", agree, len(list))
	if agree*1000 < len(list)*997 {
		t.Errorf("%d of %d files agree with the plain count, want 99.7 %%", agree, len(list))
	}
}

func firstApart(got, want []string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	return fmt.Sprintf("%d: %v and %v", i, got[i:min(len(got), i+3)], want[i:min(len(want), i+3)])
}
