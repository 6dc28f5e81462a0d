package lawtext

import "strings"

// head reads title, notes, contents and preamble and answers the lines behind
// them.
func (b *builder) head(lines []line, mode mode, first bool) []line {
	body := bodyStart(lines, mode)
	h := header{builder: b, lines: lines[:body], first: first, mode: mode}
	h.read()
	return lines[body:]
}

// bodyStart is where the first numbered unit stands that is not in a table of
// contents.
func bodyStart(lines []line, mode mode) int {
	contents := false
	var entries map[mark]bool
	var first markKind // the kind of the first entry of the contents
	for i := range lines {
		l := &lines[i]
		m := l.mark
		if isContents(l.text) && !l.quoted {
			contents, entries, first = true, map[mark]bool{}, markNone
			continue
		}
		if l.hint == HintContents || l.hint == HintTitle || l.hint == HintNote {
			continue
		}
		key := mark{kind: m.kind, ord: m.ord, of: m.of}
		switch {
		case contents && m.heading():
			// Chapters whose sections are numbered from one in each repeat
			// their numbers inside the contents; the kind that came first
			// does so only where the body begins.
			if first == markNone {
				first = m.kind
			}
			if entries[key] && m.kind <= first {
				return i
			}
			entries[key] = true
		case contents && m.kind == markArticle && mode == modeArticles:
			if !entries[key] && contentsGoOn(lines, i, key) {
				entries[key] = true
				continue
			}
			return contentsEnd(lines, i)
		case contents:
			if len(entries) > 0 && bareHeading(lines, i) && i+1 < len(lines) && lines[i+1].mark.kind == markArticle {
				return i
			}
			if mode == modeItems && m.kind == markItem && entries[mark{kind: m.kind, style: m.style, ord: m.ord}] {
				return i
			}
			if mode == modeItems && m.kind == markItem {
				entries[mark{kind: m.kind, style: m.style, ord: m.ord}] = true
			}
		case m.heading(), m.kind == markArticle && mode == modeArticles, m.kind == markItem && mode == modeItems:
			return i
		case mode == modeArticles && i > 0 && l.hint == HintHeading && bareHeading(lines, i) && !titleLike(l.text) && lines[i+1].mark.kind == markArticle:
			return i
		}
	}
	if contents && mode == modeItems {
		return firstItem(lines)
	}
	return len(lines)
}

func firstItem(lines []line) int {
	for i := range lines {
		if lines[i].mark.kind == markItem {
			return i
		}
	}
	return len(lines)
}

// contentsGoOn reports whether an article's line in the contents is only an
// entry: it stands again further on.
func contentsGoOn(lines []line, i int, key mark) bool {
	if len(lines[i].text) > 150 || i+1 >= len(lines) || lines[i+1].mark.kind == markNone {
		return false
	}
	for j := i + 1; j < len(lines) && j < i+2000; j++ {
		m := lines[j].mark
		if m.kind == key.kind && m.ord == key.ord && m.of == key.of {
			return true
		}
	}
	return false
}

// contentsEnd goes back from the first article to the headings right above
// it, which belong to the body.
func contentsEnd(lines []line, i int) int {
	for i > 0 && (lines[i-1].mark.heading() || bareHeading(lines, i-1)) && !isContents(lines[i-1].text) {
		i--
		if m := lines[i].mark; m.kind == markPart || m.kind == markChapter && (i == 0 || lines[i-1].mark.kind != markPart && lines[i-1].mark.kind != markSubpart) {
			break
		}
	}
	return i
}

func preambleName(s string) bool {
	s = squeeze(s)
	return s == "序言" || s == "前言" || s == "引言"
}

// header reads the lines before the body.
type header struct {
	*builder
	lines []line
	first bool
	mode  mode
}

func (h *header) read() {
	i := h.title()
	for i < len(h.lines) {
		l := &h.lines[i]
		switch {
		case isContents(l.text) || l.hint == HintContents:
			i = h.contents(i)
		case l.hint == HintNote:
			i = h.note(i, i+1)
		case noteLike(l) && !h.inPreamble():
			i = h.note(i, noteEnd(h.lines, i))
		default:
			i = h.preamble(i)
		}
	}
}

// inPreamble reports whether the preamble has begun.
func (h *header) inPreamble() bool {
	n := len(h.units)
	return n > 0 && h.units[n-1].Kind == KindPreamble
}

// title finds the title and answers the line behind it. Lines before it
// (the head of a red-headed paper, a decree that publishes the text) are
// notes.
func (h *header) title() int {
	from, to := h.findTitle()
	if to > from {
		h.redhead(from)
		var s strings.Builder
		for _, l := range h.lines[from:to] {
			s.WriteString(l.text)
		}
		u := &Unit{Kind: KindTitle, Text: s.String(), Source: span(h.lines[from:to])}
		h.units = append(h.units, u)
		if h.first {
			h.text.Title = u.Text
		}
	}
	return to
}

// findTitle is the range of the title's lines.
func (h *header) findTitle() (from, to int) {
	for i := range h.lines {
		if h.lines[i].hint == HintTitle {
			j := i + 1
			for j < len(h.lines) && h.lines[j].hint == HintTitle {
				j++
			}
			return i, j
		}
	}
	start := -1
	for i := range h.lines {
		l := &h.lines[i]
		if !l.plain() || l.quoted || isContents(l.text) || l.hint == HintContents {
			break
		}
		if noteLike(l) || redhead(l.text) || addressee(l.text) {
			if start >= 0 {
				break
			}
			continue
		}
		if !titleText(l.text) {
			break
		}
		if start < 0 {
			start = i
		}
		to = i + 1
	}
	if late := h.lateTitle(); late >= 0 && (start < 0 || late >= to) {
		from = late
		for from > 0 && titleText(h.lines[from-1].text) && !noteLike(&h.lines[from-1]) && !isDay(h.lines[from-1].text) && !officialName(h.lines[from-1].text) && from > start+1 && late-from < 3 && !redhead(h.lines[from-1].text) {
			from--
		}
		return from, late + 1
	}
	if start < 0 {
		return 0, 0
	}
	return start, to
}

// lateTitle finds the title of a text that a decree or a notice above it
// publishes: the last line like a title, behind sentences, right before the
// body.
func (h *header) lateTitle() int {
	if h.mode != modeArticles {
		return -1
	}
	sentence := false
	late := -1
	for i := range h.lines {
		l := &h.lines[i]
		if isContents(l.text) {
			break
		}
		if l.rows != nil || l.quoted || l.mark.kind != markNone {
			continue
		}
		switch {
		case strings.HasSuffix(l.text, "。") && !noteLike(l):
			sentence = true
		case sentence && titleLike(l.text) && !noteLike(l) && (i == 0 || isDay(h.lines[i-1].text) || titleText(h.lines[i-1].text)):
			late = i
		}
	}
	return late
}

// titleText reports whether a line can be part of a title.
func titleText(s string) bool {
	return len(s) <= 360 && !strings.ContainsAny(s, "。；！？") && !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":") && !strings.HasSuffix(s, "，")
}

// noteEnd is the line behind a note: a bracket may close some lines below.
func noteEnd(lines []line, i int) int {
	s := lines[i].text
	if !strings.HasPrefix(s, "（") && !strings.HasPrefix(s, "(") {
		return i + 1
	}
	depth := 0
	for j := i; j < len(lines) && j < i+40; j++ {
		depth += strings.Count(lines[j].text, "（") + strings.Count(lines[j].text, "(")
		depth -= strings.Count(lines[j].text, "）") + strings.Count(lines[j].text, ")")
		if lines[j].hint == HintTitle || isContents(lines[j].text) {
			break
		}
		if depth <= 0 {
			return j + 1
		}
	}
	return i + 1
}

func (h *header) note(from, to int) int {
	for i := from; i < to; i++ {
		if h.lines[i].rows != nil {
			h.addOther(h.lines[i : i+1])
			continue
		}
		h.notes++
		h.units = append(h.units, &Unit{Kind: KindNote, Ordinal: h.notes, Text: h.lines[i].text, Role: headRole(h.lines[i].text), Source: span(h.lines[i : i+1])})
	}
	return to
}

// contents sets the table of contents apart: its heading, and its entries
// joined by \n as its text.
func (h *header) contents(i int) int {
	u := &Unit{Kind: KindContents}
	from := i
	if isContents(h.lines[i].text) {
		u.Heading = h.lines[i].text
		i++
	}
	body := i
	for i < len(h.lines) && h.lines[i].rows == nil && h.contentsEntry(i) {
		i++
	}
	if i > body {
		u.Text = joinLines(h.lines[body:i])
	}
	u.Source = span(h.lines[from:i])
	h.units = append(h.units, u)
	return i
}

func (h *header) contentsEntry(i int) bool {
	l := &h.lines[i]
	if l.hint == HintContents || l.mark.kind != markNone {
		return true
	}
	return !l.quoted && short(l.text) && !noteLike(l) && !preambleName(l.text) || len(l.text) < 80 && strings.Contains(l.text, "…")
}

// preamble reads the lines to the body or the contents.
func (h *header) preamble(i int) int {
	u := &Unit{Kind: KindPreamble}
	from := i
	if preambleName(h.lines[i].text) {
		u.Heading = h.lines[i].text
		i++
	}
	body := i
	for i < len(h.lines) && !isContents(h.lines[i].text) && h.lines[i].hint != HintContents && h.lines[i].hint != HintNote {
		i++
	}
	h.paragraphs(u, h.lines[body:i])
	if len(u.Children) > 0 && addressee(u.Children[0].Text) {
		u.Children[0].Role = RoleAddressee
	}
	u.Source = span(h.lines[from:i])
	h.units = append(h.units, u)
	return max(i, from+1)
}
