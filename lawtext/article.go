package lawtext

import (
	"strings"
)

// article reads an article: its heading, paragraphs, items and subitems.
func (b *builder) article(lines []line) {
	l := &lines[0]
	u := &Unit{Kind: KindArticle, Number: l.number(), Ordinal: int(l.mark.ord), Of: int(l.mark.of), Source: span(lines)}
	b.add(u)
	first, content := behindMark(*l), lines[1:]
	if first.text == "" && len(content) > 0 && content[0].plain() && !content[0].quoted && short(content[0].text) &&
		len(content) > 1 && (content[1].plain() || bracketed(content[0].text)) {
		u.Heading = content[0].text
		content = content[1:]
	}
	if u.Heading == "" {
		u.Heading, first = articleHeading(first, content)
	}
	if first.text != "" {
		content = lines
		content[0] = first
	} else if len(content) == 0 {
		return
	}
	b.paragraphs(u, content)
}

// behindMark is the line without its mark; an item mark that follows at once
// (第三条 （一）…) counts.
func behindMark(l line) line {
	rest := l.rest()
	l = l.cut(len(l.text)-len(rest), len(l.text))
	l.mark = scanMark(rest)
	if l.mark.kind != markItem || l.mark.refers(rest[l.mark.size:]) || l.mark.ord != 1 {
		l.mark = mark{}
	}
	return l
}

// articleHeading takes a heading off an article's first line: in brackets
// (【…】, （…）), or a short line that is no sentence and has text below it.
func articleHeading(first line, content []line) (string, line) {
	s := first.text
	if size := bracketPrefix(s); size > 0 {
		rest := strings.TrimLeftFunc(s[size:], blank)
		if rest != "" || len(content) > 0 {
			heading := s[:size]
			first = first.cut(len(s)-len(rest), len(s))
			if m := scanMark(rest); m.kind == markItem && m.ord == 1 && !m.refers(rest[m.size:]) {
				first.mark = m
			}
			return heading, first
		}
	}
	if s != "" && first.mark.kind == markNone && len(s) <= 90 && short(s) && !strings.ContainsAny(s, "、“《") &&
		len(content) > 0 && content[0].plain() && !content[0].quoted && !short(content[0].text) {
		first.text = ""
		return s, first
	}
	return "", first
}

// bracketPrefix is the length of a heading in brackets that s begins with.
func bracketPrefix(s string) int {
	for _, pair := range [][2]string{{"【", "】"}, {"〔", "〕"}, {"［", "］"}, {"[", "]"}, {"（", "）"}, {"(", ")"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		end := strings.Index(inner[:min(len(inner), 130)], pair[1])
		if end <= 0 || strings.ContainsAny(inner[:end], "，。；：") {
			return 0
		}
		if m := scanMark(s); m.kind == markItem {
			return 0
		}
		return len(pair[0]) + end + len(pair[1])
	}
	return 0
}

func bracketed(s string) bool { return bracketPrefix(s) == len(s) }

// list is a list of items that is open while lines are read.
type list struct {
	style markStyle
	item  *Unit // the item last read
	mark  mark
}

// paragraphs reads lines into paragraphs (款) with their items. A line
// without a mark opens a paragraph, except between two items of one list,
// where it goes on with the first of them.
func (b *builder) paragraphs(holder *Unit, lines []line) {
	var (
		paragraph *Unit
		stack     []list
		count     = countParagraphs(holder)
		next      = nextItems(lines)
	)
	for i := range lines {
		l := &lines[i]
		switch {
		case l.rows != nil:
			holder.Children = append(holder.Children, b.tableUnit(l))
			paragraph, stack = nil, nil
		case l.mark.kind == markItem && plausible(l.mark, stack):
			if paragraph == nil {
				count++
				paragraph = &Unit{Kind: KindParagraph, Ordinal: count, Source: l.span()}
				holder.Children = append(holder.Children, paragraph)
			}
			stack = b.item(paragraph, stack, l)
			paragraph.Source.End = int(l.end)
		default:
			if depth := goesOn(stack, next[i]); depth >= 0 {
				stack = stack[:depth+1]
				continueItem(stack[depth].item, l)
				paragraph.Source.End = int(l.end)
				continue
			}
			count++
			paragraph = &Unit{Kind: KindParagraph, Ordinal: count, Text: l.text, Source: l.span()}
			holder.Children = append(holder.Children, paragraph)
			stack = nil
		}
	}
}

func countParagraphs(u *Unit) int {
	n := 0
	for _, c := range u.Children {
		if c.Kind == KindParagraph {
			n++
		}
	}
	return n
}

// nextItems finds for each line the mark of the next item behind it.
func nextItems(lines []line) []mark {
	next := make([]mark, len(lines))
	var m mark
	for i := len(lines) - 1; i >= 0; i-- {
		next[i] = m
		if lines[i].mark.kind == markItem {
			m = lines[i].mark
		}
	}
	return next
}

// plausible keeps numbers that open a sentence by chance from becoming items:
// a list begins with 1 or goes on.
func plausible(m mark, stack []list) bool {
	if m.ord == 1 {
		return true
	}
	for _, l := range stack {
		if l.style == m.style {
			return true
		}
	}
	return m.ord <= 30
}

// goesOn answers which open list the next item belongs to when it follows
// the list's last item, else -1.
func goesOn(stack []list, next mark) int {
	if next.kind != markItem {
		return -1
	}
	for d := len(stack) - 1; d >= 0; d-- {
		if stack[d].style == next.style && next.ord == stack[d].mark.ord+1 {
			return d
		}
	}
	return -1
}

// continueItem adds a line without a mark to an item.
func continueItem(item *Unit, l *line) {
	n := countParagraphs(item)
	if item.Text != "" || n > 0 {
		n = max(n+1, 2)
	} else {
		n = 1
	}
	if last := len(item.Children) - 1; last >= 0 && item.Children[last].Kind == KindParagraph {
		n = item.Children[last].Ordinal + 1
	}
	item.Children = append(item.Children, &Unit{Kind: KindParagraph, Ordinal: n, Text: l.text, Source: l.span()})
	item.Source.End = int(l.end)
}

// item adds the item that l opens to the list it belongs to.
func (b *builder) item(holder *Unit, stack []list, l *line) []list {
	depth := len(stack)
	for d := range stack {
		if stack[d].style == l.mark.style {
			depth = d
		}
	}
	if depth == len(stack) && depth >= maxDepth {
		depth = maxDepth - 1
	}
	parent := holder
	if depth > 0 {
		parent = stack[depth-1].item
	}
	kind := KindItem
	if depth > 0 {
		kind = KindSubitem
	}
	u := &Unit{Kind: kind, Number: l.number(), Ordinal: int(l.mark.ord), Of: int(l.mark.of), Text: l.rest(), Source: l.span()}
	parent.Children = append(parent.Children, u)
	for _, open := range stack[:depth] {
		open.item.Source.End = int(l.end)
	}
	return append(stack[:depth], list{style: l.mark.style, item: u, mark: l.mark})
}

// maxDepth bounds how deep lists nest.
const maxDepth = 6
