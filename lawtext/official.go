package lawtext

import (
	"strings"
	"unicode/utf8"
)

// redhead makes the lines before the title notes.
func (h *header) redhead(to int) {
	for i := 0; i < to; {
		if h.lines[i].rows != nil {
			h.addOther(h.lines[i : i+1])
			i++
			continue
		}
		i = h.note(i, i+1)
	}
}

// redhead reports whether a line belongs to the head of an official paper:
// the issuing mark (…文件), the issuing number, secrecy, urgency, the number
// of a decree.
func redhead(s string) bool {
	if len(s) > 120 {
		return false
	}
	s = squeeze(s)
	if s == "" || s == "公开" || s == "特急" || s == "加急" || s == "平急" || strings.HasPrefix(s, "机密") || strings.HasPrefix(s, "秘密") || strings.HasPrefix(s, "签发人") || strings.HasPrefix(s, "绝密") {
		return true
	}
	if strings.HasSuffix(s, "文件") && !strings.HasSuffix(s, "规范性文件") || strings.HasSuffix(s, "人民政府令") || strings.HasSuffix(s, "委员会令") || strings.HasSuffix(s, "国务院令") {
		return true
	}
	if n, size := scanNumber(s, false); size == len(s) && n > 0 {
		return true // the copy's serial number
	}
	return issuingNumber(s) == s || decreeNumber(s)
}

// headRole is the element of an official paper's head that a line is.
func headRole(s string) Role {
	s = squeeze(s)
	switch {
	case addressee(s):
		return RoleAddressee
	case len(s) > 120 || !redhead(s) && !strings.Contains(s, "签发人"):
		return ""
	case issuingNumber(s) != "" || decreeNumber(s):
		return RoleNumber
	case strings.HasSuffix(s, "文件") || strings.HasSuffix(s, "令"):
		return RoleMasthead
	}
	return RoleClass
}

// decreeNumber reports whether s is 第12号, alone or behind 令.
func decreeNumber(s string) bool {
	s, ok := strings.CutSuffix(s, "号")
	if !ok {
		return false
	}
	i := strings.LastIndex(s, "第")
	if i < 0 {
		return false
	}
	_, size := scanNumber(s[i+3:], false)
	return size > 0 && size == len(s[i+3:]) && (i == 0 || strings.HasSuffix(s[:i], "令") || strings.HasSuffix(s[:i], "公告") || strings.HasSuffix(s[:i], "（") || strings.HasSuffix(s[:i], "("))
}

// addressee reports whether a line names those a paper is sent to
// (主送机关).
func addressee(s string) bool {
	return strings.HasSuffix(s, "：") && !strings.ContainsAny(s, "。；《") && !strings.Contains(s, "如下") && (strings.Contains(s, "政府") || strings.Contains(s, "单位") || strings.Contains(s, "局") || strings.Contains(s, "委") || strings.Contains(s, "部门"))
}

var noteWords = []string{"通过", "公布", "发布", "施行", "批准", "修订", "修正", "颁布", "印发", "实施", "令第", "废止", "公告"}

// noteLike reports whether a line is a note of adoption or amendment: it
// begins with a day, or stands in brackets, and says what was done.
func noteLike(l *line) bool {
	s := l.text
	if l.rows != nil || l.quoted || l.hint == HintTitle || len(s) > 2400 {
		return false
	}
	if strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(") {
		if l.mark.kind == markItem && l.mark.ord < 1000 {
			return false
		}
		_, day := firstDay(s)
		return day && containsAny(s, noteWords) || draftNote(s) || issuingNumber(s) != "" || decreeNumber(strings.TrimRight(squeeze(s), "）)"))
	}
	if redhead(s) {
		return true
	}
	at, ok := firstDay(s)
	if !ok || at > 0 {
		return false
	}
	return containsAny(s, noteWords) && !strings.HasSuffix(s, "。") && len(s) < 600 || isDay(s)
}

// draftNote reports whether s is （征求意见稿） and the like on its own line.
func draftNote(s string) bool {
	s = strings.Trim(squeeze(s), "（）()")
	return strings.HasSuffix(s, "稿") && len(s) < 60 || s == "草案" || s == "试行" || s == "暂行"
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if contains(s, w) {
			return true
		}
	}
	return false
}

// officialName reports whether a line looks like a signature: a body, or an
// office and a name.
func officialName(s string) bool {
	if len(s) > 150 || strings.ContainsAny(s, "。；：，《》") {
		return false
	}
	s = squeeze(s)
	for _, w := range []string{"省长", "市长", "县长", "区长", "州长", "主席", "主任", "总理", "局长", "部长"} {
		if strings.HasPrefix(s, w) && utf8.RuneCountInString(s) <= 12 {
			return true
		}
	}
	for _, w := range []string{"政府", "局", "委员会", "办公室", "办公厅", "部", "厅", "院", "法院", "检察院", "委", "署", "中心", "领导小组", "国务院"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
