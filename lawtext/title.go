package lawtext

import (
	"strings"
	"unicode/utf8"
)

// NormalTitle is the form in which titles are compared: without white space,
// without 中华人民共和国 before it, marks of titles inside it dropped, brackets
// full-width, without its edition （2018年修正）. 《中华人民共和国某法》 and 某法 have one
// normal title; 某法实施细则 has another.
func NormalTitle(title string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case blank(r), strings.ContainsRune("《》〈〉‹›<>＜＞「」“”", r):
			return -1
		case r == '(':
			return '（'
		case r == ')':
			return '）'
		case r == '，' || r == ',':
			return '、'
		}
		return r
	}, title)
	s = withoutEdition(s)
	for {
		rest := strings.TrimPrefix(s, "中华人民共和国")
		if rest == s || utf8.RuneCountInString(rest) < 2 {
			return s
		}
		s = rest
	}
}

// withoutEdition drops the bracket that tells a title's edition: （2018年修正）,
// （2020修订版）; 修正案（十一）, （试行） and （2019—2025年） are part of the name.
func withoutEdition(s string) string {
	name, edition, ok := strings.Cut(s, "（")
	if !ok || strings.Contains(edition, "（") {
		return s
	}
	if _, digits := scanNumber(edition, false); digits == 0 {
		return s
	}
	for _, w := range []string{"修正）", "修订）", "修改）", "修正版）", "修订版）", "修正本）", "修订本）", "版）"} {
		if strings.HasSuffix(edition, w) {
			return name
		}
	}
	return s
}

// maxTitleDepth bounds how deep titles stand in titles.
const maxTitleDepth = 8

// scanTitle reads the 《…》 that s begins with and answers what is inside,
// and its length in bytes, 0 where it does not close.
func scanTitle(s string) (title string, size int) {
	depth := 0
	for i, r := range s {
		if i > 900 || r == '\n' || r == '。' {
			break
		}
		switch r {
		case '《':
			if depth++; depth > maxTitleDepth {
				return "", 0
			}
		case '》':
			if depth--; depth == 0 {
				return s[len("《"):i], i + len("》")
			}
		}
	}
	// 《A〈B》 and 《A《B》: the last to close ends it.
	if i := strings.Index(s[:min(len(s), 302)], "》"); i > 0 && depth > 0 {
		return s[len("《"):i], i + len("》")
	}
	return "", 0
}

// titleEnds are what the titles of instruments end with.
var titleEnds = []string{
	"法", "法典", "宪法", "条例", "办法", "规定", "细则", "规则", "决定", "决议", "通知", "意见", "公告", "通告", "方案", "规范", "章程", "制度", "准则",
	"指引", "解释", "批复", "安排", "规划", "纲要", "标准", "公约", "协定", "议定书", "通则", "大纲", "目录", "指南", "命令", "令", "措施", "计划", "要点",
	"修正案", "若干问题", "共同纲领", "基本法", "规程", "函", "复函", "答复", "纪要", "清单", "图", "暂行", "试行", "政策", "宣言", "声明", "条约", "守则", "程序", "要求", "说明",
}

// notTitleEnds end what stands in 《》 and is no instrument: certificates,
// notices to one person, forms, lists of names.
var notTitleEnds = []string{
	"证", "证书", "许可证", "通知书", "决定书", "告知书", "意见书", "承诺书", "协议书", "责任书", "申请书", "建议书", "报告书", "登记表", "表", "花名册", "名册", "名单",
	"登记簿", "台账", "单", "清册", "执照", "照", "合同", "报告", "凭证", "证明", "证明书", "确认书", "登记卡", "卡", "票", "回执", "笔录", "文书", "图纸", "案卷", "函件", "报", "任务书",
	"委托书", "授权书", "承诺函", "邀请函", "催告函", "律师函", "保函", "告知函", "委托函", "裁定书", "判决书", "调解书", "说明书", "手册", "日报", "公报", "年鉴", "批准书", "保证书", "认定书", "登记书", "审批书", "检验书", "协议",
}

// instrumentTitle reports whether what stands in 《》 names an instrument;
// known, whether its last words are those of instruments or of what is none.
func instrumentTitle(title string) (is, known bool) {
	s := squeeze(title)
	for {
		trimmed := trimBracket(s)
		if trimmed == s {
			break
		}
		s = trimmed
	}
	if s == "" || utf8.RuneCountInString(s) > 200 {
		return false, false
	}
	best := 0
	for _, w := range notTitleEnds {
		if strings.HasSuffix(s, w) && len(w) > best {
			best = len(w)
		}
	}
	for _, w := range titleEnds {
		if strings.HasSuffix(s, w) && len(w) > best {
			best, is = len(w), true
		}
	}
	if w := "清单"; strings.HasSuffix(s, w) {
		return strings.Contains(s, "负面清单") || strings.Contains(s, "目录"), true
	}
	return is, best > 0
}

// trimBracket drops a bracket at the end: （试行）, (二).
func trimBracket(s string) string {
	for _, pair := range [][2]string{{"（", "）"}, {"(", ")"}, {"〔", "〕"}, {"[", "]"}} {
		if strings.HasSuffix(s, pair[1]) {
			if i := strings.LastIndex(s, pair[0]); i > 0 {
				return s[:i]
			}
		}
	}
	return s
}
