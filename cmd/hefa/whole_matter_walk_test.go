package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// walker carries one matter on, as the people of its procedure.
type walker struct {
	wholeMatter
	t *testing.T
	// people are signed in, each at a browser of their own.
	people map[string]*visitor
	// matter is its address.
	matter string
}

func (w *walker) person(account string) *visitor { return w.people[account] }

// opens hands in the first draft of a new document, as the person who drafts
// it or, of another body's, as the one who registers the letter.
func (w *walker) opens(text string) {
	w.t.Helper()
	v := w.person(w.drafter)
	file := filepath.Join(w.t.TempDir(), "送审稿.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	v.open("/documents/new")
	v.choose("#file", file)
	v.sees("#confirm")
	v.fill("#confirm [name=title]", w.title)
	if w.kind != "" {
		v.fill("#confirm select[name=kind]", w.kind)
	}
	for field, body := range map[string]string{"issuing": w.issuing, "drafting": w.drafting} {
		if body != "" {
			v.picks("#confirm select[name="+field+"]", body)
		}
	}
	if w.procedure == "request" {
		v.fill("#confirm input[name=due]", today(20))
	}
	v.press("#confirm button.primary")
	if !strings.HasPrefix(v.path(), "/matters/") {
		v.press("a[href^='/matters/']")
	}
	w.matter, _, _ = strings.Cut(v.path(), "?")
}

// picks chooses what a list names.
func (v *visitor) picks(css, words string) {
	v.t.Helper()
	v.run(`(() => { const s = document.querySelector(` + quote(css) + `), o = [...s.options].find(e => e.text.trim() === ` + quote(words) + `);
		if (!o) throw new Error("no such choice"); s.value = o.value; })()`)
}

// reads sees that the matter runs by the procedure, drawn as a picture.
func (w *walker) reads(procedure string) {
	w.t.Helper()
	v := w.person(w.drafter)
	v.open(w.matter + "/procedure")
	v.sees("a[href^='/procedures/" + procedure + "/']")
}

// submits says what was done and why the rest does not apply, and where the
// department has a legal office before the review, its consent.
func (w *walker) submits() {
	w.t.Helper()
	v := w.person(w.drafter)
	v.move(w.matter, "submit", func() {
		v.run(`document.querySelectorAll("[name^='absence-']").forEach(e => { e.value = "另行报送" })`)
		v.run(`document.querySelectorAll("form details").forEach(e => { e.open = true })`)
		for _, step := range w.done {
			v.fill("select[name=status-"+step+"]", "done")
			v.fill("input[name=last-"+step+"]", today(-2))
			if step == "consultation" {
				v.fill("input[name=first-"+step+"]", today(-40))
			}
		}
		v.fill("input[name=others]", "本文件不涉及")
		v.both("submit")
	})
	if w.legal == "" {
		v.reads("完整性检查")
		return
	}
	legal := w.person(w.legal)
	legal.move(w.matter, "consent", func() {
		legal.reads("本文件不涉及")
		legal.both("consent")
	})
}

// isReturnedAndCompleted returns the submission with all that is missing named
// at once; the drafters drop the files where they submit.
func (w *walker) isReturnedAndCompleted() {
	w.t.Helper()
	reviewer, drafter := w.person(w.reviewer), w.person(w.drafter)
	reviewer.move(w.matter, "return-completion", func() {
		for code, note := range map[string]string{"explanation": "请报送起草说明。", "legal-basis": "请逐条列明制定依据。"} {
			reviewer.run(`(() => { const box = document.querySelector("input[name=missing][value=` + code + `]"); if (!box.checked) box.click(); })()`)
			reviewer.fill("input[name=note-"+code+"]", note)
		}
		reviewer.fill("textarea[name=reason]", "请一并补齐后再报。")
		reviewer.both("return")
	})
	drafter.open(w.matter)
	drafter.reads("请一并补齐后再报。")
	drafter.open(w.matter + "?tab=materials")
	drafter.reads("请报送起草说明。")
	drafter.reads("请逐条列明制定依据。")
	drafter.move(w.matter, "resubmit", func() {
		drafter.reads("请一并补齐后再报。")
		drafter.sees("form[data-drop=items][data-ready]")
		drafter.drops("form[data-drop=items]", "起草说明.txt")
		drafter.until("the file in its field", `document.querySelector("input[name=file-explanation]").files.length === 1`)
		// One is still missing: the page says so, and keeps the other file.
		drafter.run(`document.querySelector("main form button.primary").click()`)
		drafter.sees(".in-the-way")
		drafter.until("the file kept", `document.querySelector("input[name=file-explanation]").files.length === 1`)
		drafter.both("still-missing")
		drafter.drops("form[data-drop=items]", "制定依据.txt")
	})
	reviewer.open(w.matter + "?tab=materials")
	reviewer.until("both files under their items", `["explanation", "legal-basis"].every(code => document.querySelector("#m-" + code + " .files a"))`)
}

// drops drops files on a form, each with its own name as what it says.
func (v *visitor) drops(form string, names ...string) {
	v.t.Helper()
	v.run(fmt.Sprintf(`(() => { const dropped = new DataTransfer();
		for (const name of %s.split("/")) dropped.items.add(new File([name], name));
		document.querySelector(%s + " .drop").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})); })()`,
		quote(strings.Join(names, "/")), quote(form)))
}

// comments says of an article what must be changed.
// finds concludes that a review point is a problem.
// concludesRest finds all points in order that nothing speaks against.
// proposes takes the opinion as it was composed.
// answersAndRevises adopts the point and not the comment, with reason and
// basis, and hands in the next draft.
func (w *walker) answersAndRevises() {
	w.t.Helper()
	v := w.person(w.drafter)
	v.open(w.matter + "/answers")
	v.run(`document.querySelector("#p-measures input[value=adopted]").click()`)
	v.press("#p-measures form button.btn")
	v.run(`(() => { const f = document.querySelector("article.thread details form"); f.querySelector("input[value=not-adopted]").click();
		f.querySelector("textarea").value = "标志牌的设置另有国家标准。"; f.querySelector("input[name=basis-words]").value = "《道路交通标志和标线》"; })()`)
	v.press("article.thread form button.btn")
	v.sees("article.thread .chip.not-adopted")
	file := filepath.Join(w.t.TempDir(), "修改稿.txt")
	if err := os.WriteFile(file, []byte(strings.Replace(secondDraft(), journeyTitle, w.title, 1)), 0o600); err != nil {
		w.t.Fatal(err)
	}
	v.open(w.matter)
	v.press("a[href$='/drafts/new']")
	v.choose("#file", file)
	v.sees("#confirm")
	v.press("#confirm button.primary")
	v.move(w.matter, "resubmit", nil)
}

// secondRound confirms what was concluded, finds the promise kept, and accepts
// the reason for what was not adopted.
// isSuperseded takes the signed opinion out of force; both stay to be seen.
// showsWhatWasNotAdopted reads the last opinion as those do who are bound by
// it.
