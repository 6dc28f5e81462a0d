package web

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hefa/search"
)

// newSearchingSite is a site with an index that follows its log.
func newSearchingSite(t *testing.T) *site {
	t.Helper()
	return newSite(t, func(c *Config) { c.Search = following(t, c.Store) })
}

// indexed waits until the index of the site has seen everything.
func (s *site) indexed(b *browser) {
	s.t.Helper()
	position, err := s.Store.Position(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	if a := b.get("/api/v1/search?q=x&after=" + strconv.FormatInt(position, 10)); a.status != http.StatusOK {
		s.t.Fatalf("waiting for the index: %d %s", a.status, a.body)
	}
}

// searchFor is the page of a search.
func (b *browser) searchFor(form url.Values) answer { return b.get("/search?" + form.Encode()) }

var tags = regexp.MustCompile(`<[^>]*>`)

// words are what a page says, without its tags.
func (a answer) words() string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(a.body, " "))), " ")
}

const parking = "云州市停车管理办法\n第一条　为了规范停车，制定本办法。\n" +
	"第二条　工商行政管理部门负责停车收费的监督。\n质量技术监督部门负责计时器具，工商行政管理部门配合。\n第三条　本办法自公布之日起施行。\n"

func TestSearchPage(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("stranger")
	id := s.published("云州市停车管理办法", parking, s.Government)
	s.published("云州市集市管理办法", "云州市集市管理办法\n第一条　工商行政管理部门管理集市。\n", s.Housing)
	s.Open("云州市秘密草案", "第一条　工商行政管理部门不得知道。\n")
	s.indexed(b)

	a := b.searchFor(url.Values{"q": {"工商行政管理部门"}})
	said := a.words()
	for _, want := range []string{"2 件 2 条 3 处", "第二条第二款 质量技术监督部门负责计时器具，", "云州市集市管理办法", "现行有效", "云州市人民政府"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q: %s", want, said)
		}
	}
	for _, want := range []string{"<mark>工商行政管理部门</mark>", "/documents/" + string(id) + "/texts/v1?words=", "#a-2.2", `kind=normative`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(said, "不得知道") || strings.Contains(said, "秘密草案") {
		t.Error("a stranger finds a draft")
	}
	if said := s.as("drafter").searchFor(url.Values{"q": {"不得知道"}}).words(); !strings.Contains(said, "秘密草案") {
		t.Errorf("the drafter does not find the draft: %s", said)
	}
	if said := b.searchFor(url.Values{"q": {"工商行政管理部门"}, "body": {string(s.Housing)}}).words(); strings.Contains(said, "停车管理办法") || !strings.Contains(said, "1 件 1 条 1 处") {
		t.Errorf("by body: %s", said)
	}
	if said := b.searchFor(url.Values{"q": {"停车"}, "status": {"repealed"}}).words(); !strings.Contains(said, "这些筛选条件下没有找到") {
		t.Errorf("nothing with these filters: %s", said)
	}
	if said := b.searchFor(url.Values{"q": {"停车"}, "page": {"9"}}).words(); !strings.Contains(said, "没有这一页") {
		t.Errorf("a page beyond the last: %s", said)
	}
	// The hit leads to the article, with the words marked.
	link := regexp.MustCompile(`href="(/documents/` + string(id) + `/texts/v1\?words=[^"#]*)`).FindStringSubmatch(a.body)
	if link == nil {
		t.Fatal("no link to a hit")
	}
	reader := b.get(html.UnescapeString(link[1]))
	if n := strings.Count(reader.body, "<mark>工商行政管理部门</mark>"); n != 2 {
		t.Errorf("the reader marks %d places", n)
	}
}

// A mistake in the query is shown where it is, and nothing of a text or a
// question is taken for a tag.
func TestSearchMistakes(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("stranger")
	for q, want := range map[string]struct{ code, wrong, suggested string }{
		"停车 “收费":     {"query-unclosed", "“", "停车 “收费”"},
		"停车 状态:很好":   {"query-bad-value", "很好", "停车 状态:现行"},
		"停车）":        {"query-unopened", "）", "停车"},
		"<b>状态:</b>": {"", "", ""},
	} {
		a := b.searchFor(url.Values{"q": {q}})
		if want.code == "" {
			if strings.Contains(a.body, "<b>状态") {
				t.Errorf("%s comes back as a tag", q)
			}
			continue
		}
		if a.status != http.StatusUnprocessableEntity || a.code() != want.code || !strings.Contains(a.body, `<mark class="wrong">`+want.wrong+"</mark>") {
			t.Errorf("%s: %d %s %s", q, a.status, a.code(), a.words())
		}
		if !strings.Contains(html.UnescapeString(a.body), "/search?q="+url.QueryEscape(want.suggested)+`"`) {
			t.Errorf("%s: nothing leads to %q", q, want.suggested)
		}
	}
	s.published("云州市尖括号办法", "第一条　尖括号<script>alert(1)</script>写在这里。\n", s.Government)
	s.indexed(b)
	a := b.searchFor(url.Values{"q": {"尖括号"}})
	if !strings.Contains(a.words(), "alert(1)") || strings.Contains(a.body, "<script>alert") {
		t.Error("a text's tags reach the page")
	}
}

// What a person has just done is found at once, without waiting by hand.
func TestSearchAwaitsOwnChange(t *testing.T) {
	s := newSearchingSite(t)
	b := s.as("drafter")
	for n := range 5 {
		word := "暗号" + strconv.Itoa(n)
		a := b.upload("/api/v1/documents", "draft.txt", []byte("第一条　"+word+"写在稿中。\n"))
		if a.status != http.StatusCreated {
			t.Fatalf("%d %s", a.status, a.body)
		}
		if said := b.searchFor(url.Values{"q": {word}}).words(); !strings.Contains(said, "1 件 1 条 1 处") {
			t.Fatalf("change %d is not found: %s", n, said)
		}
	}
}

func TestSearchForm(t *testing.T) {
	f := readSearch(url.Values{"q": {" 停车 "}, "body": {"a", "b"}, "kind": {"rule", ""}, "page": {"3"}, "lang": {"en"}})
	for got, want := range map[string]string{
		f.Here():                           "/search?body=a&body=b&kind=rule&q=" + url.QueryEscape("停车"),
		f.Toggle("body", "a"):              "/search?body=b&kind=rule&q=" + url.QueryEscape("停车"),
		f.Toggle("body", "c"):              "/search?body=a&body=b&body=c&kind=rule&q=" + url.QueryEscape("停车"),
		f.Toggle("kind", "rule"):           "/search?body=a&body=b&q=" + url.QueryEscape("停车"),
		f.Toggle("kind", "law"):            "/search?body=a&body=b&kind=law&q=" + url.QueryEscape("停车"),
		f.Only("某办法"):                      "/search?body=a&body=b&kind=rule&q=" + url.QueryEscape(`标题:某办法 停车`),
		readSearch(url.Values{}).Here():    "/search",
		f.Toggle("year", "2015")[0:8]:      "/search?",
		f.With("q", "收费")[len("/search"):]: "?body=a&body=b&kind=rule&q=" + url.QueryEscape("收费"),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for name, bad := range map[string]url.Values{"kind": {"kind": {"x"}}, "status": {"status": {"x"}}, "body": {"body": {"x"}},
		"year": {"year": {"0"}}, "on": {"on": {"yesterday"}}} {
		if _, err := readSearch(bad).query(); err == nil {
			t.Errorf("a bad %s is taken", name)
		}
	}
}

func TestDrawYears(t *testing.T) {
	p := drawYears(searchForm{Values: url.Values{"year": {"2015"}}}, []search.Count{{Value: "2015", Count: 40}, {Value: "2006", Count: 1}, {Value: "", Count: 3}})
	if p == nil || p.First != 2006 || p.Last != 2015 || len(p.Bars) != 2 || !p.Chosen {
		t.Fatalf("%+v", p)
	}
	newest, oldest := p.Bars[0], p.Bars[1]
	if newest.Height != yearsHeight || newest.X+newest.Width > yearsWidth || oldest.X != 0 || oldest.Height != 3 || !newest.On {
		t.Errorf("%+v", p.Bars)
	}
	if drawYears(searchForm{}, nil) != nil {
		t.Error("nothing is drawn as something")
	}
}

// While the index is behind, the page says so soon instead of waiting for it.
func TestSearchBehind(t *testing.T) {
	s := newSite(t, func(c *Config) {
		index, err := search.Open(context.Background(), t.TempDir(), c.Store)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := index.Close(); err != nil {
				t.Error(err)
			}
		})
		c.Search = index
	})
	b := s.as("cleanup")
	start := time.Now()
	a := b.searchFor(url.Values{"q": {"停车"}})
	if took := time.Since(start); a.status != http.StatusOK || took < ownChangeWithin || took > 2*ownChangeWithin {
		t.Errorf("%d after %s", a.status, took)
	}
	if said := a.words(); !strings.Contains(said, "索引正在重建") && !strings.Contains(said, "尚未列出") {
		t.Errorf("the page does not say that something may be missing: %s", said)
	}
	if !strings.Contains(a.body, `class="proof unsure"`) {
		t.Error("the page looks complete")
	}
}
