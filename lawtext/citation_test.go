package lawtext

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// citationHost is the text that each labelled sentence ends: it stands there
// as the third paragraph of article 3.
const citationHost = "云州市水井管理办法\n第一条　为了管理水井，制定本办法。\n第二条　甲。\n第三条　第一段。\n第二段：\n（一）甲；\n（二）乙。\n"

// TestCitationSet reads sentences labelled with what they cite: normal title
// and addresses, "-" for nothing; a third part is the relation stated.
// Precision and recall are over citations with the right title and the right
// addresses.
func TestCitationSet(t *testing.T) {
	var all score
	for _, name := range []string{"testdata/citations.txt", "testdata/citations-varied.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var set score
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
				set.add(t, line)
			}
		}
		t.Logf("%s: %d sentences, %d citations, precision %.4f, recall %.4f", name, set.sentences, set.labelled, set.precision(), set.recall())
		if set.precision() < 0.99 || set.recall() < 0.99 {
			t.Errorf("%s: precision %.4f, recall %.4f", name, set.precision(), set.recall())
		}
		all.sentences += set.sentences
	}
	if all.sentences < 300 {
		t.Errorf("%d sentences", all.sentences)
	}
}

// score counts labelled citations, those found, and those found rightly.
type score struct{ right, found, labelled, sentences int }

func (s score) precision() float64 { return float64(s.right) / float64(s.found) }
func (s score) recall() float64    { return float64(s.right) / float64(s.labelled) }

// add scores one labelled sentence.
func (s *score) add(t *testing.T, line string) {
	t.Helper()
	sentence, label, ok := strings.Cut(line, "\t")
	if !ok {
		t.Fatalf("no label: %q", line)
	}
	var want, got []string
	if label != "-" {
		want = strings.Split(label, " ; ")
	}
	text := ParsePlain(citationHost + strings.ReplaceAll(sentence, `\n`, "\n"))
	for i, c := range Citations(text) {
		var addresses []string
		for _, a := range c.Addresses {
			addresses = append(addresses, a.String())
		}
		named := c.NormalTitle + "|" + strings.Join(addresses, " ")
		if i < len(want) && strings.Count(want[i], "|") > 1 {
			named += "|" + string(c.Relation)
		}
		got = append(got, named)
		u := []rune(text.Find(c.Place).Text)
		if string(u[c.Range.Start:c.Range.End]) != c.Raw {
			t.Errorf("%s: range holds %q, raw %q", sentence, string(u[c.Range.Start:c.Range.End]), c.Raw)
		}
	}
	s.sentences++
	s.labelled += len(want)
	s.found += len(got)
	left := slices.Clone(want)
	for _, g := range got {
		if i := slices.Index(left, g); i >= 0 {
			s.right++
			left = slices.Delete(left, i, i+1)
		}
	}
	if !slices.Equal(got, want) {
		t.Logf("%s\n got %q\nwant %q", sentence, got, want)
	}
}

func TestRelations(t *testing.T) {
	for _, c := range []struct{ title, body, want string }{
		{"示例市办法", "第一条　根据《示例法》、《云岭省条例》，结合本市实际，制定本办法。", "示例法 made-under, 云岭省条例 made-under"},
		{"示例市办法", "第一条　本办法自2024年1月1日起施行。《示例市旧办法》（示政发〔2010〕5号）和《示例市更旧办法》同时废止。", "示例市旧办法 repeals, 示例市更旧办法 repeals"},
		{"示例市办法", "第一条　2004年发布的《示例市旧办法》和2010年《示例市人民政府关于修改〈示例市旧办法〉的决定》同时废止。", "示例市旧办法 repeals, 示例市人民政府关于修改示例市旧办法的决定 "},
		{"示例市办法", "第一条　《示例市旧办法》（根据《关于修改〈示例市旧办法〉的决定》修正）同时废止。", "示例市旧办法 repeals, 关于修改示例市旧办法的决定 "},
		{"示例市办法", "第一条　违反《示例法》第三条的，依法处罚。", "示例法 "},
		{"示例市人民政府关于修改《示例市办法》的决定", "现决定对《示例市办法》作如下修改：\n一、将第三条修改为：“违反本办法第五条的，处罚款。”", "示例市办法 amends, 示例市办法 amends, 示例市办法 "},
		{"示例市人民政府关于修改《示例市办法》的决定", "一、第三条第二款修改为：“依照本办法第五条的规定。”\n二、删去第九条。", "示例市办法 amends, 示例市办法 , 示例市办法 amends"},
		{"示例市标准", "第一条　本标准代替《示例市旧标准》。", "示例市旧标准 replaces"},
	} {
		var got []string
		for _, x := range Citations(ParsePlain(c.title + "\n" + c.body)) {
			if x.Form != FormOwn {
				got = append(got, x.NormalTitle+" "+string(x.Relation))
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, s, c.want)
		}
	}
}

// TestCitedCut holds what is said where a text cites more than is listed.
func TestCitedCut(t *testing.T) {
	cited := ParsePlain("示例办法\n第一条　甲。\n第二条　依照《甲法》第一条至第九万条。").Cited()
	if n := len(cited.Citations); n != 1 || !cited.Citations[0].Cut || len(cited.Citations[0].Addresses) != maxRange || cited.Cut != nil {
		t.Errorf("one long range: %d citations, %+v", n, cited.Cut)
	}
	cited = ParsePlain("示例办法\n第一条　甲。\n第二条　" + strings.Repeat("第一条", maxCitations+5) + "\n第三条　依照《甲法》。").Cited()
	if cited.Cut == nil || cited.Cut.Place != "2.1" || cited.Cut.At != 3*maxCitations || len(cited.Citations) != maxCitations {
		t.Errorf("%d citations, cut %+v", len(cited.Citations), cited.Cut)
	}
	var b strings.Builder
	if err := cited.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var read Cited
	if err := json.Unmarshal([]byte(b.String()), &read); err != nil || read.Cut == nil || *read.Cut != *cited.Cut || len(read.Citations) != maxCitations {
		t.Errorf("%v, %+v", err, read.Cut)
	}
}

func FuzzCitations(f *testing.F) {
	for _, name := range []string{"testdata/citations.txt", "testdata/citations-varied.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			sentence, _, _ := strings.Cut(line, "\t")
			f.Add(strings.ReplaceAll(sentence, `\n`, "\n"))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		soundCitations(t, ParsePlain(citationHost+strings.ToValidUTF8(s, "")))
		soundCitations(t, ParsePlain("云州市人民政府关于修改《云州市水井办法》的决定\n"+strings.ToValidUTF8(s, "")))
	})
}
