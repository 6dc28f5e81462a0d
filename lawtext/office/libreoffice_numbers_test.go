package office

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// start is one level of a list that begins at n.
func start(level, n int, format, text string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, level, n, format, text)
}

// levels are paragraphs of list 1 on the levels given.
func levels(list ...int) string {
	var b strings.Builder
	for _, level := range list {
		b.WriteString(numbered(level, "甲。"))
	}
	return p("", "示例市办法") + b.String()
}

// numberCases are lists whose numbers alone matter.
var numberCases = map[string]file{
	"from 9 to 22": {numbering: listOf(1, start(0, 9, "chineseCounting", "第%1条")) + use(1, 1, ""), body: levels(make([]int, 14)...)},
	"from 99 to 112 in thousands": {numbering: listOf(1, start(0, 99, "chineseCountingThousand", "第%1条")) + use(1, 1, ""),
		body: levels(make([]int, 14)...)},
	"1000 in thousands":                   {numbering: listOf(1, start(0, 999, "chineseCountingThousand", "第%1条")) + use(1, 1, ""), body: levels(0, 0, 0)},
	"traditional characters":              {numbering: listOf(1, start(0, 9, "taiwaneseCountingThousand", "第%1條")) + use(1, 1, ""), body: levels(0, 0, 0)},
	"legal numerals":                      {numbering: listOf(1, start(0, 9, "chineseLegalSimplified", "（%1）")) + use(1, 1, ""), body: levels(0, 0, 0)},
	"heavenly stems":                      {numbering: listOf(1, start(0, 9, "ideographTraditional", "%1、")) + use(1, 1, ""), body: levels(0, 0)},
	"earthly branches":                    {numbering: listOf(1, start(0, 11, "ideographZodiac", "%1、")) + use(1, 1, ""), body: levels(0, 0)},
	"circles":                             {numbering: listOf(1, start(0, 9, "decimalEnclosedCircle", "%1")) + use(1, 1, ""), body: levels(0, 0)},
	"full width":                          {numbering: listOf(1, start(0, 9, "decimalFullWidth", "%1．")) + use(1, 1, ""), body: levels(0, 0)},
	"two digits":                          {numbering: listOf(1, start(0, 9, "decimalZero", "%1.")) + use(1, 1, ""), body: levels(0, 0)},
	"Roman":                               {numbering: listOf(1, start(0, 3, "upperRoman", "%1."), start(1, 8, "lowerRoman", "%2)")) + use(1, 1, ""), body: levels(0, 1, 1, 0, 1)},
	"letters":                             {numbering: listOf(1, start(0, 25, "upperLetter", "%1."), start(1, 1, "lowerLetter", "%2)")) + use(1, 1, ""), body: levels(0, 1, 1, 0, 1, 0)},
	"decimal through levels":              {numbering: listOf(1, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%1.%2", ""), lvl(2, "decimal", "%1.%2.%3", "")) + use(1, 1, ""), body: levels(0, 1, 2, 2, 1, 2, 0, 1, 2)},
	"a level passed over":                 {numbering: listOf(1, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%1.%2", ""), lvl(2, "decimal", "%1.%2.%3", "")) + use(1, 1, ""), body: levels(0, 2, 2, 0, 2)},
	"a deep level first":                  {numbering: listOf(1, lvl(0, "chineseCounting", "第%1章", ""), lvl(1, "decimal", "%1.%2", "")) + use(1, 1, ""), body: levels(1, 1, 0, 1)},
	"no number":                           {numbering: listOf(1, lvl(0, "none", "", ""), lvl(1, "chineseCounting", "第%2条", "")) + use(1, 1, ""), body: levels(0, 1, 1, 0, 1)},
	"a word and no number":                {numbering: listOf(1, lvl(0, "none", "说明", ""), lvl(1, "decimal", "%2.", "")) + use(1, 1, ""), body: levels(0, 1, 1)},
	"restarts after a chosen level alone": {numbering: listOf(1, lvl(0, "chineseCounting", "第%1章", ""), lvl(1, "chineseCounting", "第%2节", ""), lvl(2, "chineseCounting", "第%3条", `<w:lvlRestart w:val="1"/>`)) + use(1, 1, ""), body: levels(0, 1, 2, 2, 1, 2, 0, 1, 2)},
	"begins with nought":                  {numbering: listOf(1, start(0, 0, "decimal", "%1.")) + use(1, 1, ""), body: levels(0, 0)},
	"two numbers of one list go on": {numbering: listOf(1, lvl(0, "chineseCounting", "第%1条", "")) + use(1, 1, "") + use(2, 1, ""),
		body: p("", "示例市办法") + p(num(1, 0), "甲。") + p(num(2, 0), "乙。") + p(num(1, 0), "丙。")},
	"a start of its own": {numbering: listOf(1, lvl(0, "chineseCounting", "第%1条", "")) + use(1, 1, "") + use(2, 1, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>`),
		body: p("", "示例市办法") + p(num(1, 0), "甲。") + p(num(2, 0), "乙。") + p(num(2, 0), "丙。")},
	"an unknown list": {numbering: articles, body: p("", "示例市办法") + numbered(1, "甲。") + p(num(9, 0), "乙。") + numbered(1, "丙。")},
	"an empty paragraph counts": {numbering: listOf(1, lvl(0, "chineseCounting", "第%1条", "")) + use(1, 1, ""),
		body: p("", "示例市办法") + p(num(1, 0), "甲。") + p(num(1, 0), "") + p(num(1, 0), "乙。")},
}

// departures are the cases where LibreOffice departs from ECMA-376, part 1, or
// prints what is no number of a unit: what it prints, and what is computed,
// since the standard wins.
var departures = map[string]struct{ printed, computed string }{
	// 17.18.59: these formats write digits side by side; it writes tens and hundreds.
	"ideographDigital":            {"示例市办法第十条甲。第十一条乙。", "示例市办法第一〇条甲。第一一条乙。"},
	"chineseCounting from 100 on": {"示例市办法第九十九条甲。第一百条乙。第一百〇一条丙。", "示例市办法第九十九条甲。第一〇〇条乙。第一〇一条丙。"},
	// 17.9.10, w:lvlRestart: it restarts a level after every higher one.
	"automatic numbers through chapters": {"示例市办法第一章总则第一条甲。第二条乙：（一）丙；（二）丁：1.戊。第二章附则第一条己：（一）庚。",
		"示例市办法第一章总则第一条甲。第二条乙：（一）丙；（二）丁：1.戊。第二章附则第三条己：（一）庚。"},
	"restarts after a chosen level alone": {"示例市办法第一章甲。第一节甲。第一条甲。第二条甲。第二节甲。第一条甲。第二章甲。第一节甲。第一条甲。",
		"示例市办法第一章甲。第一节甲。第一条甲。第二条甲。第二节甲。第三条甲。第二章甲。第一节甲。第一条甲。"},
	// 17.9.4, w:isLgl: it does not write the higher level's number in digits.
	"isLgl": {"示例市方案第一章总则一.一甲。一.二乙。", "示例市方案第一章总则1.1甲。1.2乙。"},
	// A bullet is no number, and what was deleted stands in its plain text.
	"a bullet is no number":    {"示例市办法第一条甲：•乙。", "示例市办法第一条甲：乙。"},
	"insertions and deletions": {"示例市办法第一条甲旧新。第二条整条删除。第三条乙。", "示例市办法第一条甲新。第二条乙。"},
}

// TestLibreOfficeNumbers has LibreOffice print every case with automatic
// numbers: the numbers computed are the same but where it departs.
func TestLibreOfficeNumbers(t *testing.T) {
	files := maps.Clone(numberCases)
	for _, c := range wordCases {
		if c.file.numbering != "" {
			files[c.name] = c.file
		}
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir}
	for name, f := range files {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, f.zip(t), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("printing Word files (make tools installs LibreOffice): %v\n%s", err, out)
	}
	for name, f := range files {
		t.Run(name, func(t *testing.T) {
			printed, err := os.ReadFile(filepath.Join(dir, name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			reading, err := Read("a.docx", f.zip(t), DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			got, want := oneNought.Replace(dense(characters(reading.Text))), oneNought.Replace(dense(string(printed)))
			if departs, ok := departures[name]; ok && want == departs.printed {
				want = departs.computed
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("LibreOffice prints otherwise: %s", d)
			}
		})
	}
}

// oneNought writes the signs for nought alike.
var oneNought = strings.NewReplacer("○", "〇", "零", "〇")
