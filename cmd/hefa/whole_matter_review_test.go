package main

import "fmt"

func (w *walker) comments(article, words string) {
	w.t.Helper()
	v := w.person(w.reviewer)
	v.open(w.matter + "?unit=" + article)
	v.fill("#say textarea[name=text]", words)
	v.fill("#say select[name=weight]", "must")
	v.run(`document.querySelector("#say form .acts .btn").click()`)
	v.reads(words)
}

func (w *walker) finds(point, remark string) {
	w.t.Helper()
	w.concludes(point, "problem", remark)
}

func (w *walker) concludes(point, verdict, remark string) {
	w.t.Helper()
	v := w.person(w.reviewer)
	v.open(w.matter + "/points")
	v.run(fmt.Sprintf(`(() => { const c = document.querySelector("#p-" + %s); c.querySelector(".foot details").open = true;
		c.querySelector("input[value=" + %s + "]").click(); c.querySelector("textarea").value = %s; })()`, quote(point), quote(verdict), quote(remark)))
	v.press("#p-" + point + " form button.btn:not([name])")
	v.sees("#p-" + point + ".concluded")
}

func (w *walker) concludesRest() {
	w.t.Helper()
	v := w.person(w.reviewer)
	v.open(w.matter + "/points")
	v.press("form[action$='/points/rest'] button")
	v.until("no point open", `!document.querySelector(".point:not(.concluded)")`)
}

func (w *walker) proposes(conclusion, risk string) {
	w.t.Helper()
	v := w.person(w.reviewer)
	v.move(w.matter, "propose", func() {
		v.run(`document.querySelector("input[name=conclusion][value=` + conclusion + `]").click()`)
		if risk != "" {
			v.fill("textarea[name=risk]", risk)
		}
	})
}

func (w *walker) signs() {
	w.t.Helper()
	head := w.person(w.head)
	head.open("/work")
	head.reads(w.title)
	head.move(w.matter, "sign", func() { head.run(`document.querySelector("input[name=unread]")?.click()`) })
}

func (w *walker) secondRound() {
	w.t.Helper()
	v := w.person(w.reviewer)
	v.open(w.matter + "/points")
	v.reads("待重新确认")
	w.concludes("measures", "in-order", "已改为告知。")
	v.open(w.matter + "/answers")
	v.reads("标志牌的设置另有国家标准。")
	v.press("article.thread form[action$='/check'] button")
	v.until("the reason accepted", `document.querySelector("article.thread .settled").innerText.includes("认可不采纳的理由")`)
	w.concludesRest()
}

func (w *walker) isSuperseded(reason string) {
	w.t.Helper()
	head := w.person(w.head)
	head.move(w.matter, "supersede", func() {
		head.fill("textarea[name=reason]", reason)
		head.both("supersede")
	})
	drafter := w.person(w.drafter)
	drafter.open(w.matter + "?tab=opinions")
	drafter.sees(".opinion.done .chip.must")
	drafter.reads(reason)
	drafter.both("superseded")
}

func (w *walker) showsWhatWasNotAdopted() {
	w.t.Helper()
	v := w.person(w.drafter)
	v.open(w.matter + "?tab=opinions")
	v.until("what was not adopted", `/未采纳和部分采纳的意见[^]*标志牌的设置另有国家标准[^]*《道路交通标志和标线》/.test(document.querySelector(".opinion .words").innerText)`)
	v.sees(".opinion .chip." + w.final)
	if w.supersedes {
		v.until("which it replaces, and what replaces that", `document.querySelectorAll(".opinion > p a[href^='#o-']").length === 2`)
	}
	v.both("opinions")
}

func (w *walker) isPublished() {
	w.t.Helper()
	v := w.person(w.registrar)
	v.move(w.matter, "publish", func() {
		v.fill("input[name=issuingNumber]", "云"+w.procedure+"〔2026〕1号")
		v.fill("input[name=published]", today(0))
		v.fill("input[name=effective]", today(0))
		// What is published contradicts the text: that takes a second word.
		v.press("main form button.primary")
		v.reads("正文标题下仍写着“送审稿”，公布的文本不应再有。")
		v.run(`document.querySelector("input[name=confirmed]").click()`)
	})
	v.reads("现行有效")
}
