package lawtext

import (
	"strings"
	"unicode/utf8"
)

// items reads the lines of a text without 条: 一、 and the lists inside it.
func (b *builder) items(lines []line) {
	lines, closing := cutClosing(lines)
	r := itemReader{builder: b, depths: map[markStyle]int{}}
	next := nextItems(lines)
	for i := range lines {
		l := &lines[i]
		switch {
		case l.mark.kind == markItem:
			r.open(lines, i)
		case l.rows != nil:
			deepest := r.stack[len(r.stack)-1].item
			deepest.Children = append(deepest.Children, b.tableUnit(l))
			r.grow(int(l.end))
		default:
			r.stack = r.stack[:r.target(l, next[i])+1]
			continueItem(r.stack[len(r.stack)-1].item, l)
			r.grow(int(l.end))
		}
	}
	for i := range closing {
		b.addOther(closing[i : i+1])
	}
}

// itemReader keeps the open lists while a text without 条 is read.
type itemReader struct {
	*builder
	stack  []list
	depths map[markStyle]int // where each form of mark was first met
}

// grow stretches the open items to a code point.
func (r *itemReader) grow(end int) {
	for _, l := range r.stack {
		l.item.Source.End = end
	}
}

// open adds the item of lines[i] where its form of mark belongs: forms not
// met before lie deeper.
func (r *itemReader) open(lines []line, i int) {
	l := &lines[i]
	depth, met := r.depths[l.mark.style]
	for d := range r.stack {
		if r.stack[d].style == l.mark.style {
			depth, met = d, true
		}
	}
	if !met || depth > len(r.stack) {
		depth = len(r.stack)
	}
	if depth >= maxDepth {
		depth = maxDepth - 1
	}
	r.depths[l.mark.style] = depth
	kind := KindItem
	if depth > 1 {
		kind = KindSubitem
	}
	u := &Unit{Kind: kind, Number: l.number(), Ordinal: int(l.mark.ord), Of: int(l.mark.of), Source: l.span()}
	if r.headed(lines, i, depth) {
		u.Heading = l.rest()
	} else {
		u.Text = l.rest()
	}
	if depth == 0 {
		r.add(u)
	} else {
		parent := r.stack[depth-1].item
		parent.Children = append(parent.Children, u)
	}
	r.stack = append(r.stack[:depth], list{style: l.mark.style, item: u, mark: l.mark})
	r.grow(int(l.end))
}

// headed reports whether the words behind the mark of lines[i] are a heading
// over what follows.
func (r *itemReader) headed(lines []line, i, depth int) bool {
	l := &lines[i]
	if int(l.mark.size) == len(l.text) || !short(l.rest()) || i+1 >= len(lines) {
		return l.hint == HintHeading && depth == 0
	}
	next := &lines[i+1]
	if next.mark.kind != markItem {
		return !next.quoted
	}
	if next.mark.style == l.mark.style {
		return l.hint == HintHeading
	}
	for _, open := range r.stack[:min(depth, len(r.stack))] {
		if open.style == next.mark.style {
			return false
		}
	}
	return true
}

// target is the open item that a line without a mark belongs to: the
// innermost, but the one above a list that a colon announced and that has
// ended.
func (r *itemReader) target(l *line, next mark) int {
	d := len(r.stack) - 1
	if l.quoted {
		return d
	}
	goes := goesOn(r.stack, next)
	for d > 0 && goes != d && announces(r.stack[d-1].item) && !announces(r.stack[d].item) {
		d--
	}
	return d
}

// announces reports whether the item's last words before its list end in a
// colon.
func announces(u *Unit) bool {
	s := u.Text
	for _, c := range u.Children {
		if c.Kind == KindParagraph {
			s = c.Text
		}
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '：' || r == ':'
}

// closers begin the lines that close a text without 条 and belong to none of
// its items.
var closers = []string{
	"本决定自", "本修正案自", "本通知自", "本意见自", "本规定自", "本办法自", "本公告自", "本通告自", "本解释自", "本批复自", "本方案自",
	"特此", "此复", "此令", "根据本决定", "《", "现予", "请认真贯彻", "请遵照", "以上",
}

// cutClosing cuts off the closing lines behind the last item.
func cutClosing(lines []line) (items, closing []line) {
	last := len(lines) - 1
	for last > 0 && lines[last].plain() && !lines[last].quoted {
		last--
	}
	for i := last + 1; i < len(lines); i++ {
		for _, c := range closers {
			if strings.HasPrefix(lines[i].text, c) && (c != "《" || strings.Contains(lines[i].text, "根据本")) {
				return lines[:i], lines[i:]
			}
		}
	}
	return lines, nil
}

// addOther adds lines that belong to no other unit, at the top of the scope.
func (b *builder) addOther(lines []line) *Unit {
	b.other++
	u := &Unit{Kind: KindOther, Ordinal: b.other, Text: joinLines(lines), Source: span(lines)}
	if lines[0].rows != nil {
		u.Text = ""
		u.Children = []*Unit{b.tableUnit(&lines[0])}
	}
	b.units = append(b.units, u)
	return u
}

// joinLines is the text of several lines, joined by \n.
func joinLines(lines []line) string {
	if len(lines) == 1 {
		return lines[0].text
	}
	var s strings.Builder
	for i := range lines {
		if i > 0 {
			s.WriteByte('\n')
		}
		s.WriteString(lines[i].text)
	}
	return s.String()
}
