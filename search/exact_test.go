package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/search"
	"hefa/search/query"
	"hefa/storage"
)

// annexed has what plain texts have not: a table, an annex and a signature.
const annexed = `<h1>云州市停车收费标准（试行）</h1>
<p>（2023年5月4日云州市人民政府第12次常务会议通过）</p>
<p>各县（区）人民政府：</p>
<p>第一条　本标准依据《中华人民共和国价格法》第十八条制定，适用于全市。</p>
<p>第二条　收费标准如下：</p>
<table><tr><td>类型</td><td>每小时（元）</td></tr><tr><td>小型车</td><td>５.00</td></tr><tr><td>大型车</td><td>10.00</td></tr></table>
<p>附件：收费公示牌样式</p>
<p>云州市人民政府</p>
<p>2023年5月10日</p>
<p>附件</p>
<p>收费公示牌样式</p>
<p>一、公示牌应当写明“收费标准”；监督电话：12345。</p>
`

// ownTexts are texts of our own, by name.
func ownTexts(t testing.TB) map[string]*lawtext.Text {
	t.Helper()
	texts := map[string]*lawtext.Text{}
	read := func(name string, data []byte) {
		r, err := office.Read(name, data, office.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimSuffix(name, filepath.Ext(name))] = r.Text
	}
	files, err := filepath.Glob("../sample/texts/*/*.md")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d texts, %v", len(files), err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read(filepath.Base(path), data)
	}
	read("云州市停车收费标准.html", []byte(annexed))
	r := rand.New(rand.NewPCG(21, 22))
	for i := range 5 {
		title := fmt.Sprintf("云州市第%d号管理办法", i)
		read(title+".md", []byte(madeUp(r, title, 30)))
	}
	return texts
}

// shelved is a town with all of our own texts as versions in force.
func shelved(t testing.TB, texts map[string]*lawtext.Text) (*town, map[string]storage.ID) {
	c := newTown(t)
	ids := map[string]storage.ID{}
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ids[name] = c.shelve(name, texts[name])
	}
	c.caughtUp()
	return c, ids
}

func (c *town) shelve(name string, text *lawtext.Text) storage.ID {
	c.t.Helper()
	id := c.document(text.Title, storage.Normative, c.government, c.transport)
	c.act(id, func(tx *storage.Tx) error {
		f := storage.File{Hash: fakeHash(name), Name: name + ".md", MediaType: "text/markdown", Size: 1}
		if err := tx.AddFile(&f); err != nil {
			return err
		}
		r := storage.Reading{Reader: "test", Format: "markdown", Text: text}
		if err := tx.AddReading(f.Hash, &r); err != nil {
			return err
		}
		return tx.AddVersion(&storage.Version{Document: id, Title: text.Title, Published: "2020-01-01", Effective: "2020-01-01", File: f, Reading: r.ID})
	})
	return id
}

// scanned are the units of a text as a plain scan reads them, by address: an
// article with all that is inside it, a heading alone, anything else whole.
func scanned(t *lawtext.Text) map[lawtext.Address]string {
	articles := map[lawtext.Address]bool{}
	for _, a := range t.Articles() {
		articles[a.Address] = true
	}
	units := map[lawtext.Address]string{}
	var whole func(u *lawtext.Unit) string
	whole = func(u *lawtext.Unit) string {
		s := u.Number + u.Heading + u.Text
		for _, c := range u.Children {
			s += whole(c)
		}
		return s
	}
	var inside func(u *lawtext.Unit) bool // whether there is an article in it
	inside = func(u *lawtext.Unit) bool {
		return articles[u.Address] || slices.ContainsFunc(u.Children, inside)
	}
	var read func(list []*lawtext.Unit)
	read = func(list []*lawtext.Unit) {
		for _, u := range list {
			switch {
			case u.Kind == lawtext.KindContents:
			case articles[u.Address] || !inside(u) && u.Kind != lawtext.KindAnnex:
				units[u.Address] = bare(whole(u))
			default:
				units[u.Address] = bare(u.Number + u.Heading + u.Text)
				read(u.Children)
			}
		}
	}
	read(t.Units)
	return units
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// stretch is a random part of a random unit.
func stretch(r *rand.Rand, texts map[string]map[lawtext.Address]string) string {
	names := sortedKeys(texts)
	units := texts[names[r.IntN(len(names))]]
	addresses := sortedKeys(units)
	runes := []rune(units[addresses[r.IntN(len(addresses))]])
	if len(runes) == 0 {
		return "，"
	}
	length := min(1+r.IntN(20), len(runes))
	at := r.IntN(len(runes) - length + 1)
	return string(runes[at : at+length])
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// TestExactEqualsAScan asks for random stretches of our own texts, with the
// punctuation in them, and compares each address and each count with a plain
// scan; with folding on, with a scan of the folded texts.
func TestExactEqualsAScan(t *testing.T) {
	texts := ownTexts(t)
	c, ids := shelved(t, texts)
	units := map[string]map[lawtext.Address]string{}
	for name, text := range texts {
		units[name] = scanned(text)
	}
	r := rand.New(rand.NewPCG(23, 24))
	marks := 0
	for i := range 1000 {
		literal, fold := stretch(r, units), i >= 500
		want := map[string]int{}
		for name := range units {
			for address, unit := range units[name] {
				if n := plain(literal, unit, fold); n > 0 {
					want[string(ids[name])+"#"+string(address)] = n
				}
			}
		}
		if strings.ContainsFunc(literal, unicode.IsPunct) {
			marks++
		}
		asked := literal
		if i%3 == 0 { // white space counts for nothing
			asked = strings.Join(strings.Split(literal, ""), []string{" ", "\u200b", "　\n"}[i%9/3])
		}
		result, err := c.Search.Search(context.Background(), operator, search.Query{Q: asked, Exact: true, Fold: fold, Size: 100_000})
		if len(want) == 0 && err != nil {
			continue // folded, nothing but punctuation is left
		}
		if err != nil {
			t.Fatalf("%q: %v", literal, err)
		}
		got, sum := map[string]int{}, 0
		for _, h := range result.Hits {
			got[string(h.Document)+"#"+string(h.Address)] = len(h.Places)
			sum += len(h.Places)
		}
		if !reflect.DeepEqual(got, want) || result.Occurrences != sum || result.Total != len(want) || result.Literals[0].Occurrences != sum {
			t.Fatalf("%q, folding %v: found %d times in %v, stands in %v", literal, fold, result.Occurrences, got, want)
		}
	}
	if marks < 300 {
		t.Errorf("only %d literals had punctuation in them", marks)
	}
}

// plain is how often a literal stands in a unit.
func plain(literal, unit string, fold bool) int {
	if !fold {
		return strings.Count(unit, literal)
	}
	l := squash(literal)
	if l == "" {
		return 0
	}
	n := strings.Count(squash(unit), l)
	if hasNumber(l) {
		n = len(query.PatternOf(query.Exact{Text: literal, Fold: true}).Spans(unit))
	}
	return n
}

// squash folds a text and drops the sentence ends too.
func squash(s string) string { return strings.ReplaceAll(query.FoldString(s), "。", "") }

// hasNumber reports whether a folded literal has a number that could be
// written otherwise, in figures or in Chinese.
func hasNumber(s string) bool {
	digits := 0
	for _, r := range s {
		if !strings.ContainsRune("0123456789十百千", r) {
			digits = 0
		} else if digits++; digits > 1 || strings.ContainsRune("十百千", r) {
			return true
		}
	}
	return false
}

func TestExactReadsNothingInALiteral(t *testing.T) {
	c := newTown(t)
	text := "云州市记号办法\n第一章　总则\n第一条　甲 OR 乙（丙“丁”）-戊，状态:现行。\n第二条　有下列情形的：\n（一）甲；\n（二）提出。\n提\u200b交的，第３条。\n第二章　附则\n第三条　本办法自2024年1月1日起施行。\n"
	id := c.shelve("记号", lawtext.ParsePlain(text))
	c.caughtUp()
	for literal, want := range map[string][]string{
		"甲 OR 乙（": {"1 第一条 1.1"},
		"“丁”）-戊":  {"1 第一条 1.1"},
		"状态:现行":   {"1 第一条 1.1"},
		"状态：现行":   nil,
		"(":       nil,
		"章总":      {"c1  c1"},
		"章附":      {"c2  c2"},
		"条甲":      {"1 第一条 1"},
		"）提出":     {"2 第二条 2.1(2)"},
		"提出。提交":   {"2 第二条 2.1(2)"},
		"第3条":     nil,
		"第３条":     {"2 第二条 2.2"},
		"办法自":     {"3 第三条 3.1"},
	} {
		result, err := c.Search.Search(context.Background(), operator, search.Query{Q: literal, Exact: true})
		if err != nil {
			t.Fatalf("%s: %v", literal, err)
		}
		var got []string
		for _, h := range result.Hits {
			for _, p := range h.Places {
				got = append(got, fmt.Sprintf("%s %s %s", h.Address, h.Article, p.Address))
				if marked := p.Segments(); !slices.ContainsFunc(marked, func(s search.Segment) bool {
					return s.Marked && query.Strip(s.Text) == query.Strip(literal)
				}) {
					t.Errorf("%s marks %+v", literal, marked)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is found at %v, not %v", literal, got, want)
		}
	}
	list, err := c.Search.Search(context.Background(), operator, search.Query{Literals: []string{"提出", "没有", "甲"}, Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []search.LiteralCount{
		{Literal: "提出", Total: 1, Documents: 1, Articles: 1, Occurrences: 1},
		{Literal: "没有"}, {Literal: "甲", Total: 2, Documents: 1, Articles: 2, Occurrences: 2}}
	if !reflect.DeepEqual(list.Literals, want) || list.Total != 2 || list.Occurrences != 3 || list.Documents != 1 {
		t.Errorf("a list finds %+v, %+v", list.Literals, list)
	}
	result, all, err := c.All(context.Background(), operator, search.Query{Literals: []string{"提出", "没有", "甲"}, Exact: true})
	if err != nil || result.Total != 2 || len(result.Hits) != 0 {
		t.Fatalf("all is %+v, %v", result, err)
	}
	n := 0
	for h := range all {
		n += len(h.Places)
	}
	if n != result.Occurrences {
		t.Errorf("all hits have %d places of %d", n, result.Occurrences)
	}
	if h := list.Hits[1]; h.Document != id || len(h.Places) != 2 || h.Places[0].Literal != "甲" || h.Places[1].Literal != "提出" {
		t.Errorf("the second hit is %+v", h)
	}
}
