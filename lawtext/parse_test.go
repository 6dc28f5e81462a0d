package lawtext

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestArticles(t *testing.T) {
	text := ParsePlain("示例市办法\n第一章　总则\n第一条　甲：\n（一）乙；\n（二）丙。\n丁。\n第一条之一 【名】戊。\n附件\n第一条　己。")
	want := []Article{
		{Number: "第一条", Address: "1", Chapter: "第一章 总则", Text: "甲：\n（一）乙；\n（二）丙。\n丁。"},
		{Number: "第一条之一", Address: "1-1", Chapter: "第一章 总则", Heading: "【名】", Text: "【名】\n戊。"},
	}
	if d := cmp.Diff(want, text.Articles()); d != "" {
		t.Error(d)
	}
	text = ParsePlain("示例市通知\n各县：\n一、甲\n（一）乙。\n二、丙。")
	want = []Article{
		{Number: "一、", Address: "n1", Heading: "甲", Kind: KindItem, Text: "甲\n（一）乙。"},
		{Number: "二、", Address: "n2", Kind: KindItem, Text: "丙。"},
	}
	if d := cmp.Diff(want, text.Articles()); d != "" {
		t.Error(d)
	}
}

func TestWriteJSON(t *testing.T) {
	text := ParsePlain("示例市办法\n第一条　甲。\n第三条　<乙>\n\"丙\"：\n（一）丁。")
	var streamed bytes.Buffer
	if err := text.WriteJSON(&streamed); err != nil {
		t.Fatal(err)
	}
	whole, err := json.Marshal(text.Parsed())
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if err := json.Unmarshal(streamed.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(whole, &want); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseEmpty(t *testing.T) {
	for _, src := range []Source{{}, {Blocks: []Block{{}}}, {Blocks: []Block{{Rows: [][]Cell{}}}}, {Blocks: []Block{{Rows: [][]Cell{{{Text: "甲"}}}}}}} {
		sound(t, src, Parse(src))
	}
	if text := ParsePlain(""); len(text.Articles()) != 0 {
		t.Error("articles in an empty text")
	}
}

func TestParseTable(t *testing.T) {
	src := Source{Blocks: []Block{
		{Text: "示例市办法"}, {Text: "收费见下表：", Number: "第一条"},
		{Rows: [][]Cell{{{Text: "项目", Columns: 2}}, {{Text: "甲"}, {Text: "1元\n2元"}}}},
		{Text: "表外另议。"}, {Text: "附件1"}, {Rows: [][]Cell{{{Text: "乙"}}}},
	}}
	text := Parse(src)
	sound(t, src, text)
	for a, want := range map[Address]string{"t1r1k1": "项目", "t1r2k2": "1元\n2元", "1.2": "表外另议。", "annex1/t1r1k1": "乙"} {
		if u := text.Find(a); u == nil || u.Text != want {
			t.Errorf("at %s: %+v, want %q", a, u, want)
		}
	}
	if u := text.At(strings.Index(src.Plain(), "甲") / 3); u == nil {
		t.Error("nothing at the table")
	}
}

func TestWrappedLines(t *testing.T) {
	src := Source{Blocks: []Block{{Text: "第一条　县级以上\n人民政府应当负责。\n第二条　乙。"}}}
	text := Parse(src)
	sound(t, src, text)
	if got := len(text.Articles()); got != 2 {
		t.Errorf("%d articles, want 2", got)
	}
}

// TestMarkdown holds that a number is found within the marks of Markdown, and
// that the blanks of forms are no such marks.
func TestMarkdown(t *testing.T) {
	src := PlainSource("# **示例办法**\n\n**第一章 总则**\n\n**第一条** 甲：\n\n- （一）乙；\n* **（二）** 丙 ** 丁。\n\n## **第二条**\n\n__年__月**日。\n- 戊。\n")
	text := Parse(src)
	sound(t, src, text)
	var got []string
	for _, a := range text.Articles() {
		got = append(got, string(a.Address)+" "+a.Chapter+" "+a.Text)
	}
	want := "1 第一章 总则 甲：\n（一）乙；\n（二）丙 ** 丁。 | 2 第一章 总则 __年__月**日。\n- 戊。"
	if s := strings.Join(got, " | "); s != want || text.Title != "示例办法" {
		t.Errorf("%q: %q\nwant %q", text.Title, s, want)
	}
}

// TestHeadingGoesOn holds the headings of chapters that wrap.
func TestHeadingGoesOn(t *testing.T) {
	for first, rest := range map[string]string{"第一章 供水设施的规划、": "建设和维护", "第一章 供水设施的规划": "、建设和维护", "第一章 供水设施的规划和": "维护"} {
		articles := ParsePlain("示例办法\n" + first + "\n" + rest + "\n第一条 甲。").Articles()
		if len(articles) != 1 || articles[0].Chapter != first+rest {
			t.Errorf("%+v", articles)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ name, body, published, effective, until string }{
		{"day", "第一条 本办法自2024年1月1日起施行，有效期至2028年12月31日。", "", "2024-01-01", "2028-12-31"},
		{"years", "第一条 本办法自2024年1月1日起施行，有效期5年。", "", "2024-01-01", "2028-12-31"},
		{"han years", "第一条 本办法自二〇二四年一月一日起施行，有效期为五年。", "", "2024-01-01", "2028-12-31"},
		{"trial", "第一条 本办法自2024年3月1日起试行，试行期2年。", "", "2024-03-01", "2026-02-28"},
		{"publication", "（2024年2月3日示例市人民政府令第1号公布）\n第一条 本办法自公布之日起施行。", "2024-02-03", "2024-02-03", ""},
		{"days later", "（2024年2月3日示例市人民政府令第1号公布）\n第一条 本办法自公布之日起30日后施行。", "2024-02-03", "2024-03-04", ""},
		{"another's", "第一条 自2020年1月1日起施行的《某办法》同时废止。", "", "", ""},
		{"licence", "第一条 许可证有效期5年。\n第二条 本办法自2024年1月1日起施行。", "", "2024-01-01", ""},
		{"letters", "第一条 本办法自2024年8月l日起施行。", "", "2024-08-01", ""},
		{"apart", "第一条 本办法自2024年1月1日起施行。\n第二条 本办法有效期三年。", "", "2024-01-01", "2026-12-31"},
		{"from to", "第一条 本办法有效期自2024年1月1日至2025年12月31日。", "", "2024-01-01", "2025-12-31"},
		{"note", "2023年12月1日 施行\n第一条 甲。", "", "2023-12-01", ""},
	} {
		text := ParsePlain("示例市某办法\n" + c.body)
		if text.Published != c.published || text.Effective != c.effective || text.ValidUntil != c.until {
			t.Errorf("%s: published %q, effective %q, until %q; want %q, %q, %q", c.name, text.Published, text.Effective, text.ValidUntil, c.published, c.effective, c.until)
		}
	}
}

func TestInterpreter(t *testing.T) {
	for s, want := range map[string]string{
		"第一条 甲。\n第二条 本办法由示例市水务局负责解释。":          "示例市水务局",
		"第一条 本办法由示例市水务局会同示例市财政局负责解释。自公布之日起施行。": "示例市水务局会同示例市财政局",
		"第一条 争议由法院解释。": "",
	} {
		if got := ParsePlain("示例办法\n" + s).Interpreter; got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

func TestDateInName(t *testing.T) {
	for name, want := range map[string]string{
		"示例办法(2024-01-31).md": "2024-01-31", "示例办法（2024-01-31）.docx": "2024-01-31", "示例办法(2024-02-31).md": "",
		"甲(2020-01-01)乙(2021-01-01).txt": "2021-01-01", "示例办法.md": "", "示例(试行)(2019-05-06)(1).md": "2019-05-06", "(": "",
	} {
		if got := DateInName(name); got != want {
			t.Errorf("DateInName(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestHostile reads texts made to hurt; each must end soon and soundly.
func TestHostile(t *testing.T) {
	const n = 20000
	for name, s := range map[string]string{
		"one line":      strings.Repeat("县级以上人民政府应当加强领导", n),
		"articles":      strings.Repeat("第一条\n", n),
		"touching":      strings.Repeat("第一条", n),
		"items":         "第一条 有\n" + strings.Repeat("（一）甲\n", n),
		"nesting":       "一、甲\n" + strings.Repeat("（一）甲\n1.乙\n（1）丙\n①丁\n1）戊\n", n/4),
		"quotations":    "第一条 “甲\n" + strings.Repeat("“甲\n第三条 乙\n", n),
		"contents":      "目录\n" + strings.Repeat("第一条 甲\n第二条 乙\n", n),
		"headings":      strings.Repeat("第一章\n", n),
		"open brackets": "题\n" + strings.Repeat("（2024年1月1日通过\n", n),
		"annexes":       "第一条 甲。\n" + strings.Repeat("附件\n", n),
		"titles":        strings.Repeat("某某办法\n第一条 甲。\n", n),
		"digits":        "第" + strings.Repeat("一", n) + "条",
		"cut lines":     "第一条 " + strings.Repeat("县级以上人民政府应当加强领导县级以上人民政府应当加强领导\n", n),
		"titles cited":  "第一条 " + strings.Repeat("《甲法》第三条、第四条至第九条和前款，", n),
		"open titles":   "第一条 " + strings.Repeat("《〈", 20*n),
		"ranges":        "第一条 " + strings.Repeat("第一条至第九万条、", n/10),
		"invalid":       strings.Repeat("第\xff条\n\xe7\xac", n),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text := ParsePlain(s)
			_ = Citations(text)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
			if len(text.Problems) > 6*maxProblems {
				t.Errorf("%d problems", len(text.Problems))
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	samples, err := filepath.Glob("testdata/text/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range samples {
		if strings.HasSuffix(s, ".golden") {
			continue
		}
		data, err := os.ReadFile(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		sound(t, PlainSource(s), ParsePlain(s))
	})
}
