package main

import (
	"strings"
	"testing"
)

// What hides in a text is seen on its pages, and words selected beside it or
// across it are those of the text: a picture counts as the one character that
// it stands for.
func TestHiddenCharactersInTheBrowser(t *testing.T) {
	server := hefa(t, t.TempDir(), "serve")
	server.ready()
	v := visit(t, newBrowser(t), server.url, "drafter")
	const first = "云州市场地使用管理办法\n第一条　场地使用费为三\u202e十万\u202c元，按年收取。\n第二条　本办法自公布之日起施行。\n"
	matter := v.uploads(first, strings.Replace(first, "按年", "按季", 1))
	for _, view := range []string{"inline", "side", "table", "clean"} {
		v.open(matter + "?view=" + view)
		v.reads("三〔U+202E〕十万〔U+202C〕元")
		if page := v.page(); strings.ContainsAny(page, "\u202e\u202c") {
			t.Errorf("%s hides something:\n%s", view, page)
		}
		v.run(`import(performance.getEntriesByType("resource").find(e => e.name.includes("/desk_place")).name).then(m => { window.place = m }); 0`)
		v.until("the module", `!!window.place`)
		for _, c := range []struct{ script, want string }{
			{`a.setStart(first.firstChild, 3); a.setEnd(first.nextSibling, 2)`, "1.1|7|10|\u202e十万"}, // from the middle of a picture
			{`a.setStart(second.firstChild, second.textContent.length); a.setEnd(second.nextSibling, 1)`, "1.1|11|12|元"},
			{`a.setStart(second.previousSibling, 1); a.setEnd(second.nextSibling, 1)`, "1.1|9|12|万\u202c元"},
		} {
			got := value[string](v, `(() => { const line = document.querySelector("#sheet :is(.new, .law) p[data-unit='1.1']"), a = document.createRange();
				const [first, second] = line.querySelectorAll(".hides"); `+c.script+`; getSelection().removeAllRanges(); getSelection().addRange(a);
				const s = place.selected(); return [s.unit, s.from, s.to, s.words].join("|"); })()`)
			if got != c.want {
				t.Errorf("%s: selected %q, want %q", view, got, c.want)
			}
		}
		if words := value[string](v, `place.paragraph(document.querySelector("#sheet [id][data-unit='1']")).words`); words != "场地使用费为三\u202e十万\u202c元，按季收取。" {
			t.Errorf("%s: the article's words are %q", view, words)
		}
	}
	v.picture("hidden")
}
