package redline

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hefa/lawtext"
	"hefa/lawtext/redline/redlinetest"
)

func fragment(t *testing.T, r *Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteHTML(&b, r, HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTMLTables(t *testing.T) {
	const above, below = "云州市场地办法\n第一条　场地使用按照下列标准执行：\n", "\n第二条　本办法自公布之日起施行。"
	for _, c := range []struct{ name, old, new, want string }{
		{"a price changes, a row goes, a row comes", "|类别|限额|\n|甲类场地|三十万元|\n|乙类场地|二十万元|", "|类别|限额|\n|甲类场地|四十万元|\n|丁类摊位|五千元|",
			`<table class="rl-table"><tr><td>类别</td><td>限额</td></tr>` +
				`<tr><td>甲类场地</td><td><del class="rl-text">三十万</del><ins class="rl-text">四十万</ins>元</td></tr>` +
				`<tr class="rl-deleted"><td class="rl-deleted"><span class="rl-badge rl-deleted">删</span><del class="rl-text">乙类场地</del></td><td class="rl-deleted"><del class="rl-text">二十万元</del></td></tr>` +
				`<tr class="rl-added"><td class="rl-added"><span class="rl-badge rl-added">增</span><ins class="rl-text">丁类摊位</ins></td><td class="rl-added"><ins class="rl-text">五千元</ins></td></tr></table>`},
		{"a table goes", "|类别|限额|\n|甲类场地|三十万元|", "",
			`<table class="rl-table rl-deleted"><tr class="rl-deleted"><td class="rl-deleted"><span class="rl-badge rl-deleted">删</span><del class="rl-text">类别</del></td>`},
		{"a form stays", "|||\n|||", "|||\n|||", `<table class="rl-table"><tr><td></td><td></td></tr><tr><td></td><td></td></tr></table>`},
		{"the first row of a span goes", "|甲类场地↓3|三十万元|\n|二十五万元|\n|二十万元|", "|甲类场地↓2|二十五万元|\n|二十万元|",
			`<tr class="rl-deleted"><td rowspan="3">甲类场地</td><td class="rl-deleted"><span class="rl-badge rl-deleted">删</span><del class="rl-text">三十万元</del></td></tr><tr><td>二十五万元</td></tr><tr><td>二十万元</td></tr></table>`},
	} {
		out := fragment(t, Compare(redlinetest.Read(above+c.old+below), redlinetest.Read(above+c.new+below)))
		if !strings.Contains(out, c.want) {
			t.Errorf("%s: no\n%s\nin\n%s", c.name, c.want, out)
		}
	}
}

// shown lists the cells' words of one text that a fragment shows, and all words
// outside tables.
func shown(t *testing.T, fragment, without string) (cells []string, words string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(fragment))
	if err != nil {
		t.Fatal(err)
	}
	var visit func(n *html.Node, cell *string)
	visit = func(n *html.Node, cell *string) {
		class := ""
		for _, a := range n.Attr {
			if a.Key == "class" {
				class = a.Val
			}
		}
		isBreak := func(n *html.Node) bool { return n != nil && len(n.Attr) == 1 && n.Attr[0].Val == "rl-break" }
		switch {
		case isBreak(n) && n.Data != without && cell != nil, n.Data == "br" && !isBreak(n.PrevSibling) && cell != nil:
			*cell += "\n"
			return
		case n.Data == without, n.Data == "b", strings.Contains(class, "rl-badge"), strings.Contains(class, "rl-break"), strings.Contains(class, "rl-moved-away"):
			return
		case n.Type == html.TextNode && cell != nil:
			*cell += n.Data
		case n.Type == html.TextNode:
			words += strings.TrimSpace(n.Data)
		case n.Data == "td":
			cells = append(cells, "")
			cell = &cells[len(cells)-1]
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, cell)
		}
	}
	visit(root, nil)
	for k := range cells {
		cells[k] = strings.Trim(cells[k], "\n") // an empty cell has an end, too
	}
	return cells, words
}

// TestHTMLOfAnyTables holds the page to both texts: each cell that says
// something, in order, and all words beside the tables.
func TestHTMLOfAnyTables(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 1000 {
		a, b := redlinetest.AnyTables(random), redlinetest.AnyTables(random)
		old, new := redlinetest.Read(a), redlinetest.Read(b)
		out := fragment(t, Compare(old, new))
		for tag, text := range map[string]*lawtext.Text{"ins": old, "del": new} {
			cells, words := shown(t, out, tag)
			var wantCells []string
			wantWords := ""
			text.Walk(func(u *lawtext.Unit) bool {
				if u.Kind == lawtext.KindCell {
					wantCells = append(wantCells, u.Text)
				} else {
					wantWords += u.Heading + u.Text
				}
				return true
			})
			if got, want := strings.Join(cells, ""), strings.Join(wantCells, ""); got != want {
				t.Fatalf("%s\n——\n%s\nthe cells without %s are\n%s, want\n%s", a, b, tag, got, want)
			}
			if words != wantWords {
				t.Fatalf("%s\n——\n%s\nthe words without %s are\n%s, want\n%s", a, b, tag, words, wantWords)
			}
		}
	}
}

// What would hide in a text, or give orders to a terminal, is seen.
func TestHTMLHidesNothing(t *testing.T) {
	old := text("云州市场地办法\n第一条　场地使用费为三十万元。")
	new := text("云州市场地办法\n第一条　场地使用费为\x1b[8m\u202e三十万元\u202c。")
	out := fragment(t, Compare(old, new))
	if strings.ContainsAny(out, "\x1b\u202e\u202c") || !strings.Contains(out, "␛[8m〔U+202E〕") {
		t.Errorf("not shown, or raw:\n%s", out)
	}
}
