package lawtext

import (
	"strings"
)

// cutMidline cuts lines in which the next article begins behind a sentence
// (…。第十三条 …), as texts that lost their line ends have it.
func cutMidline(lines []line) []line {
	last, cuts := int32(0), false
	for i := range lines {
		l := &lines[i]
		if l.mark.kind == markArticle {
			last = l.mark.ord
		}
		if l.quoted || l.rows != nil || l.hint != HintNone && l.hint != HintHeading || last == 0 {
			continue
		}
		if at, _ := midline(l.text, max(int(l.mark.size), 1), last); at > 0 {
			cuts = true
			break
		}
	}
	if !cuts {
		return lines
	}
	out := make([]line, 0, len(lines)+len(lines)/8+8)
	last = 0
	for _, l := range lines {
		if l.mark.kind == markArticle {
			last = l.mark.ord
		}
		if !l.quoted && l.rows == nil && l.hint == HintNone && last > 0 {
			out, last = cutLineAt(out, l, last)
			continue
		}
		out = append(out, l)
	}
	return out
}

// cutLineAt appends l, cut before each article that begins inside it.
func cutLineAt(out []line, l line, last int32) ([]line, int32) {
	from, code, m := 0, l.start, l.mark
	for {
		at, next := midline(l.text, from+max(int(m.size), 1), last)
		if at == 0 {
			break
		}
		piece := l.cutFrom(from, at, code)
		piece.mark = m
		out = append(out, piece)
		if l.joints == nil {
			code += runes(l.text[from:at]) // counted once, however many articles share the line
		} else {
			code = l.code(at)
		}
		from, m, last = at, next, next.ord
	}
	if from == 0 {
		return append(out, l), last
	}
	piece := l.cutFrom(from, len(l.text), code)
	piece.mark = m
	return append(out, piece), last
}

// midline finds behind offset from the mark of the article after last, behind
// the end of a sentence and before a blank.
func midline(s string, from int, last int32) (int, mark) {
	for from < len(s) {
		j := index(s[from:], "第")
		if j < 0 {
			return 0, mark{}
		}
		from += j
		before := strings.TrimRightFunc(s[max(0, from-16):from], blank)
		if strings.HasSuffix(before, "。") || strings.HasSuffix(before, "。”") {
			m := scanMark(s[from:])
			next := m.ord == last+1 && m.of == 0 || m.ord == last && m.of > 0
			if m.kind == markArticle && next && blankPrefix(s[from+int(m.size):]) > 0 && from+int(m.size) < len(s) && !m.refers(s[from+int(m.size):]) {
				return from, m
			}
		}
		from += len("第")
	}
	return 0, mark{}
}
