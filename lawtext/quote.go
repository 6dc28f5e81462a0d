package lawtext

import (
	"strings"
	"unicode/utf8"
)

// markLines finds the mark of each line. Lines inside a quotation that runs
// over several lines have none: the new articles that an amending decision
// quotes are not articles of the decision.
func markLines(lines []line, amending bool) {
	q := quotation{lines: lines, amending: amending, opened: -1}
	for i := range lines {
		l := &lines[i]
		if l.rows != nil {
			continue
		}
		m := scanMark(l.text)
		if m.kind != markNone && m.refers(l.text[m.size:]) {
			m = mark{}
		}
		if m.heading() && !headingLike(l.text[m.size:]) {
			m = mark{}
		}
		if l.hint == HintNotBody || l.hint == HintNote {
			m = mark{}
		}
		if m.kind == markArticle && q.farOff(m, l.text[m.size:]) {
			m = mark{}
		}
		l.mark = m
		q.see(i)
	}
	q.forget(len(lines))
}

// headingLike reports whether the text behind a chapter's number can be its
// heading: short, and no sentence.
func headingLike(rest string) bool {
	if len(rest) > 180 {
		return false
	}
	rest = strings.TrimFunc(rest, blank)
	r, _ := utf8.DecodeLastRuneInString(rest)
	return !strings.ContainsRune("。；;：:，,", r)
}

// quotation follows the quotation marks from line to line.
type quotation struct {
	lines    []line
	amending bool  // the text is a decision that amends others
	opened   int   // the line that left a quotation open, or -1
	article  int32 // the last article of the text's own
	item     int32 // the last 一、 of the text's own
}

// farOff reports whether a number that touches the words behind it is far
// from the one expected: 第一百零三条以外的… opens nothing.
func (q *quotation) farOff(m mark, rest string) bool {
	if rest == "" || blankPrefix(rest) > 0 || q.article == 0 || m.ord == 1 || strings.HasPrefix(rest, "【") {
		return false
	}
	return m.ord > q.article+3 || m.ord < q.article-1
}

// see takes line i.
func (q *quotation) see(i int) {
	l := &q.lines[i]
	opens, closes := quoteBalance(l.text)
	if q.opened >= 0 && q.own(l) {
		q.forget(i)
	}
	if q.opened >= 0 || quoteStart(l.text) {
		l.quoted = true
		l.mark = mark{}
	}
	switch {
	case q.opened >= 0 && closes && !opens:
		q.opened = -1
	case q.opened < 0 && opens:
		q.opened = i
	}
	switch {
	case l.mark.kind == markArticle:
		q.article = l.mark.ord
	case l.mark.kind == markItem && l.mark.style == styleHan:
		q.item = l.mark.ord
	}
}

// own reports whether a line inside an open quotation goes on with the
// text's own numbering, so that the quotation was never closed by mistake.
func (q *quotation) own(l *line) bool {
	m := l.mark
	switch {
	case m.kind == markArticle:
		return !q.amending && q.article > 0 && (m.ord == q.article+1 || m.of > 0 && m.ord == q.article)
	case m.kind == markItem && m.style == styleHan:
		return q.item > 0 && m.ord == q.item+1
	case m.heading():
		return !q.amending && l.hint == HintHeading
	}
	return false
}

// forget undoes an open quotation before line end.
func (q *quotation) forget(end int) {
	if q.opened < 0 {
		return
	}
	for i := q.opened + 1; i < end; i++ {
		l := &q.lines[i]
		if quoteStart(l.text) || l.rows != nil {
			continue
		}
		l.quoted = false
		if m := scanMark(l.text); m.kind != markNone && !m.refers(l.text[m.size:]) && (!m.heading() || headingLike(l.text[m.size:])) && l.hint != HintNotBody && l.hint != HintNote {
			l.mark = m
			if m.kind == markArticle {
				q.article = m.ord
			}
		}
	}
	q.opened = -1
}

func quoteStart(s string) bool {
	return strings.HasPrefix(s, "“") || strings.HasPrefix(s, "「") || strings.HasPrefix(s, "『") || strings.HasPrefix(s, `"`)
}

// quoteBalance reports whether the line leaves a quotation open, and whether
// it closes one it did not open.
func quoteBalance(s string) (opens, closes bool) {
	depth := 0
	for i := 0; i+2 < len(s); i++ {
		// “ ” 「 」 are three bytes each; looking at bytes keeps this fast.
		if b := s[i]; b != 0xE2 && b != 0xE3 {
			if b > 0xE3 && continues(s, i) {
				i += 2
			}
			continue
		}
		switch s[i : i+3] {
		case "“", "「":
			depth++
		case "”", "」":
			if depth > 0 {
				depth--
			} else {
				closes = true
			}
		}
	}
	return depth > 0, closes
}
