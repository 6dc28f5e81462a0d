package web

import (
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/web/lang"
)

func TestVisible(t *testing.T) {
	for words, want := range map[string]string{
		"":                    "",
		"三十万元<b>&\n\t":        "三十万元&lt;b&gt;&amp;\n\t",
		"三\u202e十<万\u202c。":   `三<span class="hides" data-code="202E">〔U+202E〕</span>十&lt;万<span class="hides" data-code="202C">〔U+202C〕</span>。`,
		"\x00\x1b甲\U000e0041": `<span class="hides" data-code="0">␀</span><span class="hides" data-code="1B">␛</span>甲<span class="hides" data-code="E0041">〔U+E0041〕</span>`,
	} {
		if got := string(visible(words)); got != want {
			t.Errorf("%q is written %s, want %s", words, got, want)
		}
	}
}

// In every view of a text and of a redline what would hide is seen; places and
// the words a comment quotes are those of the text.
func TestSheetHidesNothing(t *testing.T) {
	law := func(words string) *lawtext.Text {
		source := lawtext.PlainSource("云州市场地办法\n第一章　总\u202e则\n第一条　场地使用费为" + words + "。\n第二条　收费标准如下：")
		source.Blocks = append(source.Blocks, lawtext.Block{Rows: [][]lawtext.Cell{{{Text: "甲类\u2066" + words}, {Text: "丙\u200b类"}}}})
		return lawtext.Parse(source)
	}
	old, now := law("三\u202e十万元\u202c"), law("五\u202e十万元\u202c")
	var cell lawtext.Address
	now.Walk(func(u *lawtext.Unit) bool {
		if strings.HasPrefix(u.Text, "丙") {
			cell = u.Address
		}
		return true
	})
	said := remarks{"1.1": {{comment: "c1", where: lawtext.Range{Start: 7, End: 9}}}}
	a, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	all, err := newPages(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		s := redlineSheet(old, now, said, false, nil)
		if view == viewClean {
			s = cleanSheet(now, said)
		}
		var b strings.Builder
		data := map[string]any{"Sheet": s, "Contents": s.contents(), "Query": deskQuery{View: view}, "Say": false}
		for _, part := range []string{"sheet", "sheet-contents"} {
			if err := all[lang.Zh]["redline"].ExecuteTemplate(&b, part, data); err != nil {
				t.Fatal(err)
			}
		}
		page := b.String()
		if strings.ContainsAny(page, "\u202e\u202c\u2066\u200b") || strings.Count(page, `data-code="202E"`) < 3 ||
			!strings.Contains(page, `data-code="2066"`) || !strings.Contains(page, `data-code="200B"`) {
			t.Errorf("%s hides something:\n%s", view, page)
		}
		if want := `<p data-unit="` + string(cell) + `" data-at="0">`; !strings.Contains(page, want) {
			t.Errorf("%s: no %s, so that words of the cell cannot be spoken of:\n%s", view, want, page)
		}
		quoted := ""
		for _, b := range s.Blocks {
			for _, l := range b.Lines {
				for _, r := range l.Runs {
					if r.Comment != "" {
						quoted += r.Text
					}
				}
			}
		}
		if quoted != "\u202e十" {
			t.Errorf("%s: quoted is %q", view, quoted)
		}
	}
}
