package main

import (
	"context"
	"testing"
)

// browserAt is a browser and the server it speaks to.
type browserAt struct {
	browser context.Context
	url     string
}

// counselAndDeputy goes on with what the sample data has begun: counsel invited
// to a matter, and the head away.
func counselAndDeputy(t *testing.T, at browserAt) {
	const lights = "云州市城市照明设施管理办法"
	counsel := visit(t, at.browser, at.url, "zheng.lv")
	counsel.open("/work")
	counsel.reads("邀请您提出意见")
	counsel.follows(lights, "td.go a")
	path := counsel.path()
	counsel.reads("请研究亮灯率考核与合同约定的关系。")
	counsel.missing("亮灯率”宜说明统计口径") // the reviewing body's own
	counsel.fill("#say textarea[name=text]", "考核与合同约定应当衔接。")
	counsel.run(`document.querySelector("#say form button.primary").click()`)
	counsel.reads("考核与合同约定应当衔接")
	reviewer := visit(t, at.browser, at.url, "reviewer")
	reviewer.open(path)
	reviewer.reads("考核与合同约定应当衔接")
	head := visit(t, at.browser, at.url, "head")
	head.open(path)
	head.press("#head .meta a[href$='/staff']")
	head.reads("在办")
	head.both("staff")
	head.press("form[action$='/revoke'] button")
	head.reads("已收回")
	counsel.open(path)
	counsel.reads("没有这个页面")

	// The head is away; the deputy signs, and both names stand.
	const rules = "云州市环境卫生作业服务规范"
	deputy := visit(t, at.browser, at.url, "bai.ying")
	deputy.open("/work")
	deputy.reads("代 韩立言")
	deputy.both("deputy")
	deputy.follows(rules, "td.go a")
	signed := deputy.path()
	deputy.press("#head a[href$='/moves/sign']")
	// Articles that nobody has read are warned of.
	deputy.run(`document.querySelectorAll("form input[type=checkbox]").forEach(e => e.checked = true)`)
	deputy.press("form button.primary")
	deputy.open(signed + "?tab=timeline")
	deputy.reads("白颖（代韩立言）")
}
