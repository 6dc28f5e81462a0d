package lawtext

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// splitScopes cuts the lines where an annex or a second instrument begins.
func splitScopes(lines []line) []scope {
	var scopes []scope
	from, current := 0, scope{}
	body := false // numbered units of the current scope have begun
	inContents := false
	cut := func(i int, next scope) {
		if i > from || len(scopes) > 0 {
			current.lines = lines[from:i]
			scopes = append(scopes, current)
		}
		from, current, body = i, next, false
	}
	for i := range lines {
		l := &lines[i]
		if l.rows != nil || l.quoted {
			continue
		}
		if isContents(l.text) {
			inContents = true
			continue
		}
		if l.mark.kind != markNone {
			if l.mark.kind == markArticle || l.mark.kind == markItem {
				body, inContents = true, false
			}
			continue
		}
		switch {
		case inContents:
		case i > 0 && annexLine(lines, i, body):
			cut(i, scope{annex: true})
		case body && i > 0 && instrumentLine(lines, i):
			cut(i, scope{more: true})
		}
	}
	current.lines = lines[from:]
	return append(scopes, current)
}

// isContents reports whether the line is the heading of a table of contents.
func isContents(s string) bool {
	if len(s) > 40 {
		return false
	}
	s = squeeze(s)
	return s == "目录" || s == "目次" || s == "【目录】"
}

// annexMark reads 附件, 附件1, 附表一：, 附录 A at the beginning of a line.
func annexMark(s string) (ord, size int) {
	i := -1
	for _, w := range []string{"附件", "附表", "附录", "附图", "附"} {
		if strings.HasPrefix(s, w) {
			i = len(w)
			break
		}
	}
	if i < 0 {
		return 0, 0
	}
	gap := blankPrefix(s[i:])
	if n, digits := scanNumber(s[i+gap:], false); digits > 0 {
		ord = n
		i += gap + digits
	} else if i == len("附") && s[i+gap:] != "" {
		if r, _ := utf8.DecodeRuneInString(s[i+gap:]); r != '：' && r != ':' {
			return 0, 0
		}
	}
	rest := s[i+blankPrefix(s[i:]):]
	r, w := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		return ord, len(s)
	case r == '：' || r == ':' || r == '、' || r == '.' || r == '．':
		return ord, len(s) - len(rest) + w
	case len(rest) < len(s)-i || ord > 0:
		return ord, i
	}
	return 0, 0
}

// annexLine reports whether an annex begins with line i.
func annexLine(lines []line, i int, body bool) bool {
	s := lines[i].text
	if !strings.HasPrefix(s, "附") {
		return false
	}
	_, size := annexMark(s)
	if size == 0 {
		return false
	}
	rest := strings.TrimFunc(s[size:], blank)
	if rest == "" {
		return i+1 < len(lines) && !annexList(lines, i) && (body || !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":"))
	}
	if !short(rest) || scanMark(rest).kind == markItem {
		return false
	}
	return i+1 < len(lines) && !annexList(lines, i)
}

// instrumentWords end the titles of instruments.
var instrumentWords = []string{
	"法", "条例", "办法", "规定", "细则", "规则", "决定", "决议", "通知", "意见", "公告", "通告", "方案", "规范", "章程", "制度", "准则",
	"指引", "解释", "批复", "安排", "规划", "纲要", "标准", "措施", "（试行）", "（暂行）", "（草案）", "(试行)", "(草案)", "稿）", "稿)", "若干规定",
}

// titleLike reports whether a line can be an instrument's title.
func titleLike(s string) bool {
	if len(s) > 300 || len(s) < 6 || strings.HasSuffix(s, "：") || strings.HasSuffix(s, "，") || strings.HasSuffix(s, "。") {
		return false
	}
	end := squeeze(s)
	return slices.ContainsFunc(instrumentWords, func(w string) bool { return strings.HasSuffix(end, w) }) &&
		!strings.ContainsAny(s, "。；！？")
}

// instrumentLine reports whether line i is the title of another instrument:
// its numbering begins anew within a few lines.
func instrumentLine(lines []line, i int) bool {
	l := &lines[i]
	if !l.plain() || !titleLike(l.text) && l.hint != HintTitle {
		return false
	}
	for j := i + 1; j < len(lines) && j < i+40; j++ {
		m := lines[j].mark
		switch {
		case lines[j].quoted:
			return false
		case isContents(lines[j].text):
			return true
		case m.kind == markArticle || m.kind == markChapter || m.kind == markPart:
			return m.ord == 1
		case m.kind == markItem && l.hint == HintTitle:
			return m.ord == 1
		case m.kind != markNone:
			return false
		}
	}
	return l.hint == HintTitle
}
