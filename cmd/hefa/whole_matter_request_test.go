package main

// requestDraft is another body's draft, of which comments are asked.
const requestDraft = `云州市停车条例
（征求意见稿）
第一条　为了规范停车秩序，制定本条例。
第二条　本市行政区域内的停车活动，适用本条例。
第三条　停车场经营者应当公示收费标准。
第四条　违反本条例规定的，由城市管理部门责令改正。
第五条　本条例自2027年6月1日起施行。`

// requested is that request; the reviewing body registers it.
var requested = wholeMatter{procedure: "request", title: "云州市停车条例（征求意见稿）", kind: "regulation", issuing: "云州市人民代表大会常务委员会",
	drafting: "云州市人民代表大会常务委员会", drafter: "reviewer", reviewer: "reviewer", head: "head", walk: askedForComments}

// askedForComments walks a request for comments on another body's draft: the
// letter with its due day, a department asked whose word is not taken over, the
// answer, a better one in its place, the end.
func askedForComments(w *walker) {
	reviewer, head := w.person("reviewer"), w.person("head")
	w.opens(requestDraft)
	w.reads("request")
	reviewer.move(w.matter, "submit", func() {
		reviewer.sees("form[data-drop=items][data-ready]")
		// One that is too large is told of, and what was written stays.
		reviewer.fill("textarea[name=reason]", "来函已登记")
		reviewer.run(`(() => { const dropped = new DataTransfer(); dropped.items.add(new File(["字".repeat(500000)], "来函.txt"));
			document.querySelector("form[data-drop] .drop").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped})); })()`)
		reviewer.run(`document.querySelector("main form button.primary").click()`)
		reviewer.reads("文件超过上限")
		reviewer.until("the words", `document.querySelector("textarea[name=reason]").value === "来函已登记"`)
		reviewer.both("too-large")
		reviewer.run(`document.querySelector("[data-list] button").click()`)
		reviewer.drops("form[data-drop=items]", "来函.txt")
	})
	reviewer.move(w.matter, "accept", func() { reviewer.run(`document.querySelector("input[name=complete]").click()`) })
	reviewer.open("/work")
	reviewer.follows(w.title, "td.go a")
	w.asksDepartment()

	w.comments("4", "“违反本条例规定”过宽，应当列明情形。")
	w.finds("content", "第四条法律责任不明确。")
	w.concludesRest()
	w.proposes("amend", "")
	w.signs()
	head.move(w.matter, "supersede", func() { head.fill("textarea[name=reason]", "漏写了部门意见。") })
	reviewer.open(w.matter + "/points")
	reviewer.reads("待重新确认")
	w.finds("content", "第四条法律责任不明确；部门意见一并转送。")
	w.concludesRest()
	w.proposes("amend", "")
	w.signs()
	reviewer.open(w.matter + "?tab=opinions")
	reviewer.reads("部门意见一并转送")
	reviewer.sees(".opinion.done .chip.must")
	reviewer.both("opinions")
	reviewer.move(w.matter, "close", nil)
	reviewer.open(w.matter)
	reviewer.reads("已终结")
}

// asksDepartment asks one department, whose word is not taken over, with the
// reason.
func (w *walker) asksDepartment() {
	w.t.Helper()
	reviewer, asked := w.person("reviewer"), w.person("drafter")
	reviewer.open(w.matter + "/rounds")
	reviewer.ticks("市城管局")
	reviewer.fill("input[name=due]", today(7))
	reviewer.press("form[action$='/rounds'] button.primary")
	round := reviewer.path()
	asked.open(round)
	asked.fill("textarea[name=text]", "建议由公安机关处罚。")
	asked.run(`document.querySelector("select[name=address]").value = "4"`)
	asked.press("button[value=save]")
	asked.press("button[value=sign]")
	reviewer.open(round)
	reviewer.run(`document.querySelector("details.treat").open = true; document.querySelector("form[action$='/treat'] select").value = "not-adopted"`)
	reviewer.fill("form[action$='/treat'] textarea", "处罚权属城市管理部门。")
	reviewer.press("form[action$='/treat'] button")
	reviewer.reads("处罚权属城市管理部门。")
	reviewer.press("form[action$='/close'] button")
	reviewer.reads("已结束")
	reviewer.both("round")
}
