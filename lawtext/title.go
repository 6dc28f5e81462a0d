package lawtext

import (
	"strings"
	"unicode/utf8"
)

// NormalTitle is the form in which titles are compared: without white space,
// without 中华人民共和国 before it, marks of titles inside it dropped, brackets
// full-width. 《中华人民共和国某法》 and 某法 have one normal title; 某法实施细则 has
// another.
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
	for {
		rest := strings.TrimPrefix(s, "中华人民共和国")
		if rest == s || utf8.RuneCountInString(rest) < 2 {
			return s
		}
		s = rest
	}
}

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
			depth++
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
	"委托书", "授权书", "裁定书", "判决书", "调解书", "说明书", "手册", "日报", "公报", "年鉴", "批准书", "保证书", "认定书", "登记书", "审批书", "检验书", "协议",
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

// knownLaws are laws that texts name without 《》.
var knownLaws = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`宪法 民法典 民法通则 民法总则 刑法 刑事诉讼法 民事诉讼法 行政诉讼法 行政处罚法 行政许可法 行政强制法 行政复议法 立法法 监察法 公务员法
		组织法 选举法 代表法 预算法 审计法 统计法 会计法 税收征收管理法 政府采购法 招标投标法 价格法 公司法 合伙企业法 企业破产法 证券法 保险法 商业银行法 票据法 信托法 反垄断法
		反不正当竞争法 广告法 产品质量法 消费者权益保护法 食品安全法 药品管理法 疫苗管理法 传染病防治法 安全生产法 消防法 突发事件应对法 道路交通安全法 治安管理处罚法
		土地管理法 城乡规划法 城市房地产管理法 建筑法 环境保护法 水污染防治法 大气污染防治法 固体废物污染环境防治法 噪声污染防治法 水法 水土保持法 防洪法 森林法 草原法 矿产资源法
		海洋环境保护法 野生动物保护法 劳动法 劳动合同法 就业促进法 社会保险法 工会法 教育法 义务教育法 高等教育法 职业教育法 教师法 未成年人保护法 妇女权益保障法 老年人权益保障法
		残疾人保障法 国家赔偿法 仲裁法 律师法 公证法 人民调解法 专利法 商标法 著作权法 合同法 物权法 侵权责任法 婚姻法 继承法 收养法 担保法 电子商务法 网络安全法 数据安全法
		个人信息保护法 密码法 保守国家秘密法 国家安全法 反恐怖主义法 出境入境管理法 居民身份证法 档案法 农业法 种子法 农产品质量安全法 农村土地承包法 村民委员会组织法 城市居民委员会组织法
		海商法 对外贸易法 外商投资法 海关法 计量法 标准化法 节约能源法 可再生能源法 循环经济促进法 清洁生产促进法 旅游法 文物保护法 公共图书馆法 慈善法 红十字会法 献血法 精神卫生法
		兵役法 国防法 国防动员法 引渡法 戒严法 香港基本法 澳门基本法 税收征管法 增值税法 个人所得税法 企业所得税法 车船税法 契税法 环境保护税法 耕地占用税法 印花税法 港口法 航道法 公路法 铁路法 民用航空法
		邮政法 电力法 煤炭法 测绘法 气象法 防震减灾法 特种设备安全法 动物防疫法 进出境动植物检疫法 渔业法 畜牧法 农业技术推广法 科学技术进步法 促进科技成果转化法`) {
		m[s] = true
	}
	return m
}()

// longestLaw is the length in code points of the longest name in knownLaws.
const longestLaw = 14
