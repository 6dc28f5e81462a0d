package lawtext

import (
	"errors"
	"slices"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for _, s := range []string{
		"title", "pre", "pre.1", "pre.1(2)", "toc", "note1", "sign", "x1", "p1", "p1f2", "p1f2c3s4", "c2", "c2s1", "c2.1", "12", "12-1", "12.2", "12.2(3)", "12.2(3)1",
		"12-1.2(3)1", "12(3)", "12(3-1)", "n1", "n1(2)3", "n1(2)3(4)5", "n1.2", "t1r2k3", "annex1", "annex1.2", "annex1/3", "annex1/n1(2)", "annex2/c1s1", "c2/12.1",
		"p1f2c3/1", "@2:12.2(3)", "@3:annex1/t1r1k1", "12~2", "12~2.1(1)", "0", "annex1~2/3", "t12",
	} {
		a, err := ParseAddress(s)
		if err != nil || a.String() != s {
			t.Errorf("ParseAddress(%q) = %q, %v", s, a, err)
		}
		if got := joinSteps(a.steps()); got != a {
			t.Errorf("steps of %q join to %q", s, got)
		}
	}
	for _, s := range []string{
		"", "0012", "12.", "12..1", "12()", "12(3", "(3)", ".1", "c", "n", "12/3", "title/1", "@1:3", "@2:", "@:3", "12~1", "12~", "条", "12 ", "t1k1", "r1", "12-0", "c2s1c3",
		"12345678901", "12.2.3", "sign1", "a", "12x1",
	} {
		a, err := ParseAddress(s)
		var e *AddressError
		if !errors.As(err, &e) {
			t.Errorf("ParseAddress(%q) = %q, %v; want an AddressError", s, a, err)
		}
	}
}

func TestAddressCompare(t *testing.T) {
	want := []Address{
		"title", "note1", "toc", "pre", "pre.1", "p1", "p1f1", "p1f1c1", "c1", "c1s1", "c2", "c2/1", "1", "1.1", "1.1(1)", "1.1(2)", "1.1(2)1", "1.1(2-1)", "1.2", "1(3)", "1~2", "1-1", "2", "10", "n1", "n1(2)",
		"x1", "t1", "t1r1", "t1r1k2", "t1r2", "sign", "annex1", "annex1/1", "annex2", "@2:title", "@2:1", "bad(", "worse(",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, Address.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("sorted\n%q, want\n%q", got, want)
	}
}

func TestAddressParts(t *testing.T) {
	for _, c := range []struct{ a, parent, article, chinese Address }{
		{"12.2(3)1", "12.2(3)", "12", "第十二条第二款第（三）项第1目"},
		{"12-1.2", "12-1", "12-1", "第十二条之一第二款"},
		{"12", "", "12", "第十二条"},
		{"12~2", "", "12~2", "第十二条（第2处）"},
		{"@2:12.1", "@2:12", "@2:12", "第二件：第十二条第一款"},
		{"@2:12", "", "@2:12", "第二件：第十二条"},
		{"annex1/3.1", "annex1/3", "annex1/3", "附件1第三条第一款"},
		{"annex1/3", "annex1", "annex1/3", "附件1第三条"},
		{"c2/3", "c2", "c2/3", "第二章第三条"},
		{"c2s1", "c2", "", "第二章第一节"},
		{"p1f2", "p1", "", "第一编第二分编"},
		{"n1(2)3", "n1(2)", "n1", "一、（二）3."},
		{"t1r2k3", "t1r2", "", "表1第2行第3格"},
		{"title", "", "", "标题"},
		{"pre.1", "pre", "", "序言第一款"},
		{"sign", "", "", "落款"},
	} {
		if got := c.a.Parent(); got != c.parent {
			t.Errorf("%q.Parent() = %q, want %q", c.a, got, c.parent)
		}
		if got := c.a.Article(); got != c.article {
			t.Errorf("%q.Article() = %q, want %q", c.a, got, c.article)
		}
		if got := c.a.Chinese(); got != string(c.chinese) {
			t.Errorf("%q.Chinese() = %q, want %q", c.a, got, c.chinese)
		}
	}
}

func TestResolve(t *testing.T) {
	text := ParsePlain("示例市办法\n第一编　总则\n第一章　甲\n第一条　只有一款。\n第二条　下列情形：\n（一）甲；\n（二）乙。\n前款除外。\n第三条　下列：\n（一）甲。\n又下列：\n（一）乙。")
	for a, want := range map[Address]Address{
		"1": "1", "1.1": "1.1", "2(2)": "2.1(2)", "2.1(2)": "2.1(2)", "2(3)": "", "3(1)": "", "3.2(1)": "3.2(1)", "c1": "p1c1", "9": "", "bad(": "",
	} {
		var got Address
		if u := text.Resolve(a); u != nil {
			got = u.Address
		}
		if got != want {
			t.Errorf("Resolve(%q) = %q, want %q", a, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"12.2(3)1", "@2:annex1/c2s1", "t1r2k3", "12~2", "n1(2)3"} {
		f.Add(s, "12")
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		a, err := ParseAddress(s)
		if err != nil {
			return
		}
		if joined := joinSteps(a.steps()); joined != a {
			t.Errorf("%q joins to %q", s, joined)
		}
		if p := a.Parent(); p != "" {
			if _, err := ParseAddress(p.String()); err != nil {
				t.Errorf("parent %q of %q: %v", p, s, err)
			}
		}
		if b := Address(other); a.Compare(b) != -b.Compare(a) {
			t.Errorf("%q and %q compare to %d and %d", a, b, a.Compare(b), b.Compare(a))
		}
		_ = a.Chinese()
	})
}
