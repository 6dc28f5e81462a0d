package lawtext

import "strings"

// relation is what the sentence states of the instrument cited in bytes from
// to end.
func (c *citer) relation(found Citation, from, end int) Relation {
	if found.Form == FormOwn || found.Form == FormThat || !c.relates {
		return ""
	}
	reach := 4000
	if len(c.s) > 1<<16 { // no sentence; keep the cost of each citation small
		reach = 400
	}
	head := c.s[max(0, from-600):from]
	if i := strings.LastIndex(head, "。"); i >= 0 {
		head = head[i+len("。"):]
	}
	tail := c.s[end:min(len(c.s), end+reach)]
	if i := strings.Index(tail, "。"); i >= 0 {
		tail = tail[:i]
	}
	tail, inside := withoutTitles(tail)
	lead := strings.TrimRight(withoutTitlesBefore(head), "、，和及与以")
	switch {
	case repealed(tail) && !inside && !amendingDecision(found.NormalTitle) && (revised(lead) || !leads(lead, "根据", "依照", "按照", "依据", "违反")):
		return RelationRepeals
	case strings.HasSuffix(lead, "废止"), c.lead.repeals && c.u.Kind == KindItem && len(lead) == 0:
		return RelationRepeals
	case containsAny(lead[max(0, len(lead)-6):], replaceWords), (strings.Contains(tail, "由本") || strings.Contains(tail, "被本")) && containsAny(tail, replaceWords):
		return RelationReplaces
	case leads(lead, "根据", "依据", "依照", "按照", "遵照", "贯彻", "落实", "实施", "执行") && madeUnder(tail):
		return RelationBasis
	case amendedIn(lead, tail, found), containsAny(tail, []string{"作如下修改", "作出如下修改", "作以下修改", "进行修改", "予以修改", "如下修改", "作部分修改"}),
		c.amends && (strings.HasSuffix(lead, "修改") || len(found.Addresses) > 0 && containsAny(tail, []string{"修改为", "删去", "删除", "增加"})):
		return RelationAmends
	}
	return ""
}

// amendedIn reports whether the words round a citation change the text cited:
// 将《…》第三条修改为, 《…》第五条中的“…”修改为“…”, 删去《…》第七条.
func amendedIn(lead, tail string, found Citation) bool {
	if strings.HasPrefix(tail, "修改为") || len(found.Addresses) > 0 && (strings.HasSuffix(lead, "删去") || strings.HasSuffix(lead, "删除")) {
		return true
	}
	word, ok := strings.CutPrefix(strings.TrimPrefix(tail, "中"), "的“")
	if !ok {
		word, ok = strings.CutPrefix(tail, "中“")
	}
	_, after, closed := strings.Cut(word, "”")
	return ok && closed && (strings.HasPrefix(after, "修改为") || strings.HasPrefix(after, "改为") || strings.HasPrefix(after, "删去"))
}

// withoutTitles drops what stands in 《》 and in brackets; inside reports that
// the text begins inside a bracket that closes here.
func withoutTitles(s string) (out string, inside bool) {
	var b strings.Builder
	title, bracket := 0, 0
	for _, r := range s {
		switch r {
		case '《':
			title++
		case '》':
			title = max(title-1, 0)
			continue
		case '（', '(':
			bracket++
		case '）', ')':
			if bracket == 0 {
				return b.String(), true
			}
			bracket--
			continue
		}
		if title == 0 && bracket == 0 {
			b.WriteRune(r)
		}
	}
	return b.String(), false
}

// withoutTitlesBefore drops whole titles from the words before a citation.
func withoutTitlesBefore(s string) string {
	out, _ := withoutTitles(strings.TrimSuffix(s, "《"))
	return out
}

func repealed(tail string) bool {
	return containsAny(tail, []string{"同时废止", "予以废止", "即行废止", "废止", "停止执行", "同时失效", "即行失效", "不再执行", "停止施行"}) &&
		!containsAny(tail, []string{"修改、废止", "废止程序", "修改或者废止", "废止或者", "未废止", "废止的建议"})
}

// revised reports whether the words before a title tell what revised it
// (根据《…》修正的《…》), so that what led to the revision does not lead to it.
func revised(lead string) bool {
	return strings.HasSuffix(lead, "修正的") || strings.HasSuffix(lead, "修订的") || strings.HasSuffix(lead, "修改的")
}

// amendingDecision reports whether a title names a decision that amends
// another instrument; a repeal clause names it only with what it amended.
func amendingDecision(title string) bool {
	return (strings.Contains(title, "修改") || strings.Contains(title, "修正") || strings.Contains(title, "修订")) &&
		(strings.HasSuffix(title, "决定") || strings.HasSuffix(title, "通知") || strings.HasSuffix(title, "决议"))
}

// leads reports whether the words before a citation lead to it by one of
// words: the last of them with no other clause between.
func leads(head string, words ...string) bool {
	for _, w := range words {
		if i := strings.LastIndex(head, w); i >= 0 && !strings.ContainsAny(head[i:], "；;") && strings.Count(head[i:], "，") <= 1 {
			return true
		}
	}
	return false
}

// replaceWords say that one instrument stands for another.
var replaceWords = []string{"代替", "取代", "替代"}

// madeWords follow the basis of a text.
var madeWords = []string{"制定本", "制订本", "制定如下", "制定以下", "作出如下", "作如下", "作出本", "结合本", "结合我", "结合实际", "提出如下", "通知如下", "公告如下", "解释如下", "规定如下", "批复如下", "发布本", "决定如下"}

func madeUnder(tail string) bool { return containsAny(tail, madeWords) }

// mayRelate reports whether a unit holds any word that states a relation, so
// that most units need no closer look.
func (c *citer) mayRelate(s string) bool {
	return c.amends || c.lead.repeals || containsAny(s, []string{"废止", "停止执行", "停止施行", "失效", "不再执行", "代替", "取代", "替代", "修改", "改为", "删去", "删除"}) || madeUnder(s)
}
