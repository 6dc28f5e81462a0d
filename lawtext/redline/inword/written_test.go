package inword

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/office/docx/docxtest"
	"hefa/lawtext/redline"
	"hefa/lawtext/redline/redlinetest"
)

// keyed says the key and the gaps.
func keyed(key string, gaps ...any) string {
	s := "[" + strings.TrimPrefix(key, "redline-paper.")
	for _, g := range gaps {
		s += " " + fmt.Sprint(g)
	}
	return s + "]"
}

func document(t *testing.T, d *docx.Document) string {
	t.Helper()
	data := file(t, d)
	for _, wrong := range docxtest.Check(data) {
		t.Error(wrong)
	}
	parts, err := docxtest.Parts(data)
	if err != nil {
		t.Fatal(err)
	}
	return parts["word/document.xml"]
}

func pair(t *testing.T, name string) (*redline.Result, Options) {
	t.Helper()
	for _, p := range pairs {
		if p.name == name {
			return redline.Compare(redlinetest.Read(p.old), redlinetest.Read(p.new)), Options{Title: "办法", Say: keyed, Date: aDay}
		}
	}
	t.Fatal("no pair", name)
	return nil, Options{}
}

func TestMovesAreMoves(t *testing.T) {
	r, o := pair(t, "moved across chapters")
	body := document(t, Tracked(r, o))
	if n := strings.Count(body, "<w:moveFromRangeStart "); n < 2 || n != strings.Count(body, "<w:moveToRangeEnd ") {
		t.Errorf("%d moves", n)
	}
	if !strings.Contains(body, `w:author="hefa" w:date="2026-03-01T09:00:00Z"`) {
		t.Error("no neutral author, or no date")
	}
	o.PlainMoves = true
	if plain := document(t, Tracked(r, o)); strings.Contains(plain, "w:move") {
		t.Error("moves though they were to be plain")
	}
}

func TestFixedTracksNothing(t *testing.T) {
	for _, p := range pairs {
		r, o := pair(t, p.name)
		for kind, d := range map[string]*docx.Document{"fixed": Fixed(r, o), "comparison": Comparison(r, o)} {
			body := document(t, d)
			for _, sign := range []string{"<w:ins ", "<w:del ", "w:move", "w:author", "<w:vanish"} {
				if strings.Contains(body, sign) {
					t.Errorf("%s of %s holds %s", kind, p.name, sign)
				}
			}
			if r.Stats.Inserted > 0 && !strings.Contains(body, `<w:u w:val="`) || r.Stats.Deleted > 0 && !strings.Contains(body, "<w:strike/>") {
				t.Errorf("%s of %s has no sign but colour", kind, p.name)
			}
		}
	}
}

func TestFixedSaysWhatMoved(t *testing.T) {
	r, o := pair(t, "moved across chapters")
	body := document(t, Fixed(r, o))
	for _, want := range []string{"〔移〕", "[moved-to 第五条]", "〔改〕"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

// Word shows two tables without a paragraph between them as one.
func TestTablesStandApart(t *testing.T) {
	for _, name := range []string{"two tables stay", "the first of two tables goes", "a second table comes"} {
		r, o := pair(t, name)
		for kind, d := range map[string]*docx.Document{"tracked": Tracked(r, o), "fixed": Fixed(r, o)} {
			if body := document(t, d); strings.Contains(body, "</w:tbl><w:tbl>") || strings.Count(body, "</w:tbl>") != 2 {
				t.Errorf("%s of %s: not two tables, or two as one", kind, name)
			}
		}
	}
	r, o := pair(t, "two tables stay")
	if body := document(t, Comparison(r, o)); strings.Count(body, `<w:p><w:pPr><w:pStyle w:val="CellText"/></w:pPr></w:p>`) != 2 {
		t.Error("two tables run together in the comparison")
	}
}

// What a text hides is seen on the papers that are read and signed; a file with
// tracked changes holds the text itself.
func TestPapersHideNothing(t *testing.T) {
	r := redline.Compare(redlinetest.Read("办法\n第一条　场地使用费为三十万元。"), redlinetest.Read("办法\n第一条　场地使用费为\x1b\u202e三十万元\u202c。"))
	o := Options{Title: "场地\u202e办法", Say: keyed, Date: aDay}
	for kind, d := range map[string]*docx.Document{"fixed": Fixed(r, o), "comparison": Comparison(r, o), "tracked": Tracked(r, o)} {
		if parts, err := docxtest.Parts(file(t, d)); err != nil || !strings.Contains(parts["docProps/core.xml"], "场地〔U+202E〕办法") {
			t.Errorf("the title property of %s hides something: %v", kind, err)
		}
		if kind == "tracked" {
			continue
		}
		if body := document(t, d); strings.ContainsAny(body, "\u202e\u202c") || !strings.Contains(body, "␛〔U+202E〕") {
			t.Errorf("%s hides something", kind)
		}
	}
	if body := document(t, Tracked(r, o)); !strings.Contains(body, "\u202e") || strings.Contains(body, "〔U+202E〕") {
		t.Error("tracked changes do not give the text")
	}
}

func TestRemarks(t *testing.T) {
	for name, want := range map[string][]string{
		"split":                 {"[split 第二条 第二条、第三条]", "[renumbered 第三条 第四条]"},
		"merge":                 {"[merged 第二条、第三条 第二条]", "[renumbered 第四条 第三条]"},
		"moved across chapters": {"[moved 第四条 第五条]", "[amended]"},
		"end comes":             {"[added]"},
		"end goes":              {"[deleted]"},
	} {
		r, o := pair(t, name)
		body := document(t, Comparison(r, o))
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: no %s", name, w)
			}
		}
		if !strings.Contains(body, "<w:tblHeader/>") || !strings.Contains(body, `w:orient="landscape"`) || !strings.Contains(body, "[table-title 办法]") {
			t.Errorf("%s: no head repeated, no lying paper, or no title", name)
		}
		if name == "moved across chapters" && !strings.Contains(body, `<w:gridSpan w:val="3"/>`) {
			t.Error("no heading over all columns")
		}
		o.OnlyChanges = true
		if only := document(t, Comparison(r, o)); strings.Count(only, "<w:tr>") >= strings.Count(body, "<w:tr>") {
			t.Errorf("%s: unchanged units shown", name)
		}
	}
}

// Where only changes are asked for, a table of an annex stands under the
// annex's heading.
func TestOnlyChangesOfAnAnnex(t *testing.T) {
	fees := func(fee string) *lawtext.Text {
		text := lawtext.ParsePlain("云州市停车办法\n第一条　收费见附件。\n附件1\n巡查路线\n上午巡查东区。\n附件2\n收费标准\n区域收费如下：")
		annex := text.Units[len(text.Units)-1]
		annex.Children = append(annex.Children, &lawtext.Unit{Kind: lawtext.KindTable, Address: "annex2/t1", Children: []*lawtext.Unit{
			{Kind: lawtext.KindRow, Address: "annex2/t1r1", Children: []*lawtext.Unit{{Kind: lawtext.KindCell, Address: "annex2/t1r1k1", Text: fee}}}}})
		return text
	}
	body := document(t, Comparison(redline.Compare(fees("五元"), fees("六元")), Options{Title: "办法", OnlyChanges: true, Say: keyed, Date: aDay}))
	if !strings.Contains(body, "收费标准") || strings.Contains(body, "巡查路线") {
		t.Error("the table does not stand under its annex alone")
	}
}

// Hostile texts are written in bounded time and stay what Word takes.
func TestHostileTexts(t *testing.T) {
	long := strings.Repeat("甲\x01乙\ufffe𠮷<&", 100_000)
	var many, shuffled strings.Builder
	many.WriteString("云州市办法\n")
	shuffled.WriteString("云州市办法\n")
	for k := range 20_000 {
		fmt.Fprintf(&many, "第%d条　词%d\n", k+1, k)
		fmt.Fprintf(&shuffled, "第%d条　词%d\n", k+1, (k*7919)%20_000)
	}
	for name, p := range map[string][2]string{
		"one long paragraph": {"云州市办法\n第一条　" + long, "云州市办法\n第一条　丙" + long},
		"20,000 articles":    {many.String(), shuffled.String()},
		"nothing to a text":  {"", "云州市办法\n第一条　甲。"},
		"a text to nothing":  {"云州市办法\n第一条　甲。", ""},
		"nothing to nothing": {"", ""},
	} {
		r := redline.Compare(lawtext.ParsePlain(p[0]), lawtext.ParsePlain(p[1]))
		for kind, write := range map[string]func(*redline.Result, Options) *docx.Document{"tracked": Tracked, "fixed": Fixed, "comparison": Comparison} {
			begun := time.Now()
			data := file(t, write(r, Options{Date: aDay, Say: keyed}))
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("%s of %s took %v", kind, name, took)
			}
			for _, wrong := range docxtest.Check(data) {
				t.Errorf("%s of %s: %s", kind, name, wrong)
			}
		}
	}
}

// corpusPairs are the last two versions of each statute in the folder that
// HEFA_CORPUS names; the redline's gold pairs where there is no such folder.
func corpusPairs(t testing.TB) (pairs [][2]*lawtext.Text, names []string) {
	t.Helper()
	dir := os.Getenv("HEFA_CORPUS")
	if dir == "" {
		return goldPairs(t)
	}
	data, err := os.ReadFile(filepath.Join(dir, "pairs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var lists [][]string
	if err := json.Unmarshal(data, &lists); err != nil {
		t.Fatal(err)
	}
	for _, l := range lists {
		var p [2]*lawtext.Text
		for k, name := range l[len(l)-2:] {
			content, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			r, err := office.Read(name, content, office.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			p[k] = r.Text
		}
		pairs, names = append(pairs, p), append(names, filepath.Base(l[len(l)-1]))
	}
	return pairs, names
}

// goldPairs are the pairs to which the redline's own tests hold it.
func goldPairs(t testing.TB) (pairs [][2]*lawtext.Text, names []string) {
	t.Helper()
	files, err := filepath.Glob("../testdata/gold/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("reading gold pairs: %d files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		old, rest, _ := strings.Cut(strings.TrimPrefix(string(data), "-- old --\n"), "-- new --\n")
		changed, _, ok := strings.Cut(rest, "-- map --")
		if !ok {
			t.Fatalf("%s is no pair", name)
		}
		pairs, names = append(pairs, [2]*lawtext.Text{redlinetest.Read(old), redlinetest.Read(changed)}), append(names, filepath.Base(name))
	}
	return pairs, names
}

// BenchmarkWrite writes the pair of a corpus that has most to write.
func BenchmarkWrite(b *testing.B) {
	pairs, names := corpusPairs(b)
	largest, size := 0, 0
	for k, p := range pairs {
		if n := len(file(b, Tracked(redline.Compare(p[0], p[1]), Options{}))); n > size {
			largest, size = k, n
		}
	}
	b.Log(names[largest])
	r := redline.Compare(pairs[largest][0], pairs[largest][1])
	for name, write := range map[string]func(*redline.Result, Options) *docx.Document{"tracked": Tracked, "fixed": Fixed, "comparison": Comparison} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.SetBytes(int64(len(file(b, write(r, Options{Say: keyed})))))
			}
		})
	}
}
