package lawtext

import "strings"

// Parse finds the units of a document. It never fails: a document without
// any structure is a text of paragraphs, and what is odd is in
// [Text.Problems].
func Parse(src Source) *Text {
	lines := unwrap(flatten(src))
	p := &parser{text: &Text{}}
	markLines(lines, amendingTitle(lines))
	lines = cutMidline(lines)
	lines, imprint := cutImprint(lines)
	for i, s := range splitScopes(lines) {
		p.scope(s, i == 0)
	}
	p.imprint(imprint)
	p.text.assign(len(lines))
	p.text.check()
	p.text.readFacts()
	return p.text
}

// parser holds what is known of the text while it is built.
type parser struct {
	text    *Text
	annexes int // so far, of the current instrument
	other   int // KindOther units so far, of the current instrument
}

// amendingTitle reports whether the first lines name a decision that amends
// other texts; in these, quotations hold whole articles.
func amendingTitle(lines []line) bool {
	for i := range lines[:min(len(lines), 6)] {
		s := lines[i].text
		if len(s) < 400 && strings.Contains(s, "修改") && (strings.Contains(s, "决定") || strings.Contains(s, "修正案") || strings.Contains(s, "通知")) ||
			len(s) < 100 && strings.Contains(s, "修正案") {
			return true
		}
	}
	return false
}

// scope is a run of lines with numbering of its own: an instrument or an
// annex.
type scope struct {
	lines []line
	annex bool
	// more is set for an instrument behind the first.
	more bool
}

// scope reads one scope into the text.
func (p *parser) scope(s scope, first bool) {
	if s.annex {
		p.addAnnex(p.annex(s.lines))
		return
	}
	p.annexes, p.other = 0, 0
	b := &builder{parser: p}
	lines, tail := cutSignature(s.lines)
	mode := modeOf(lines)
	dropArticles(lines, mode)
	rest := b.head(lines, mode, first)
	b.body(rest, mode)
	b.tail(tail)
	p.other = b.other
	if s.more {
		p.text.Units = append(p.text.Units, &Unit{Kind: kindInstrument, Source: span(s.lines), Children: b.units})
		return
	}
	p.text.Units = append(p.text.Units, b.units...)
}

// addAnnex adds an annex to the instrument it belongs to.
func (p *parser) addAnnex(u *Unit) {
	if n := len(p.text.Units); n > 0 && p.text.Units[n-1].Kind == kindInstrument {
		last := p.text.Units[n-1]
		last.Children = append(last.Children, u)
		return
	}
	p.text.Units = append(p.text.Units, u)
}

// kindInstrument holds a second instrument's units until addresses are
// given; it does not appear in a finished text.
const kindInstrument Kind = "instrument"

// mode is how a scope is numbered.
type mode int

const (
	modeNone     mode = iota
	modeArticles      // 第一条
	modeItems         // 一、（一）1.
)

// modeOf looks for the scope's own articles. A text whose 一、 come first and
// whose articles do not begin with the first one only speaks of articles.
func modeOf(lines []line) mode {
	top, articles := false, 0
	for i := range lines {
		switch m := lines[i].mark; m.kind {
		case markArticle:
			if m.ord <= 1 || !top {
				return modeArticles
			}
			articles++
		case markItem:
			top = true
		}
	}
	if articles > 8 {
		return modeArticles
	}
	if top {
		return modeItems
	}
	return modeNone
}

// builder builds the units of one scope.
type builder struct {
	*parser
	units []*Unit
	open  [4]*Unit // open part, subpart, chapter, section
	notes int
	other int
	table int
}

// add appends a unit to the innermost open heading.
func (b *builder) add(u *Unit) {
	for i := len(b.open) - 1; i >= 0; i-- {
		if h := b.open[i]; h != nil {
			h.Children = append(h.Children, u)
			return
		}
	}
	b.units = append(b.units, u)
}

// heading opens a unit above the article.
func (b *builder) heading(u *Unit, level int) {
	for i := level; i < len(b.open); i++ {
		b.open[i] = nil
	}
	b.add(u)
	b.open[level] = u
}

// body reads the lines behind head and preamble.
func (b *builder) body(lines []line, mode mode) {
	for i := 0; i < len(lines); {
		l := &lines[i]
		switch {
		case l.mark.heading():
			i += b.numberedHeading(lines[i:])
		case bareHeading(lines, i):
			b.heading(&Unit{Kind: KindChapter, Heading: l.text, Source: span(lines[i : i+1])}, 2)
			i++
		case l.mark.kind == markArticle && mode == modeArticles:
			end := articleEnd(lines, i+1)
			b.article(lines[i:end])
			i = end
		case l.mark.kind == markItem && mode == modeItems:
			end := articleEnd(lines, i+1)
			b.items(lines[i:end])
			i = end
		default:
			end := i + 1
			for end < len(lines) && !opens(lines, end, mode) {
				end++
			}
			b.loose(lines[i:end])
			i = end
		}
	}
}

func opens(lines []line, i int, mode mode) bool {
	m := lines[i].mark
	return m.heading() || bareHeading(lines, i) || m.kind == markArticle && mode == modeArticles || m.kind == markItem && mode == modeItems
}

// articleEnd is where the next article or heading opens.
func articleEnd(lines []line, i int) int {
	for i < len(lines) {
		if m := lines[i].mark; m.kind == markArticle || m.heading() || bareHeading(lines, i) {
			break
		}
		i++
	}
	return i
}

var headingLevels = map[markKind]struct {
	kind  Kind
	level int
}{
	markPart: {KindPart, 0}, markSubpart: {KindSubpart, 1}, markChapter: {KindChapter, 2}, markSection: {KindSection, 3},
}

// numberedHeading opens the heading that lines begin with and answers how
// many lines it took.
func (b *builder) numberedHeading(lines []line) int {
	l := &lines[0]
	h := headingLevels[l.mark.kind]
	n := 1
	heading := l.rest()
	if headingGoesOn(lines, heading) {
		heading += lines[1].text
		n = 2
	}
	u := &Unit{Kind: h.kind, Number: l.number(), Ordinal: int(l.mark.ord), Of: int(l.mark.of), Heading: heading, Source: span(lines[:n])}
	b.heading(u, h.level)
	return n
}

// headingGoesOn reports whether the second line is the rest of a heading
// that wraps, or the heading of a number that stands alone.
func headingGoesOn(lines []line, heading string) bool {
	if len(lines) < 2 || !lines[1].plain() || lines[1].quoted || !short(lines[1].text) {
		return false
	}
	if runes(squeeze(heading)) <= 1 { // 总 / 则
		return true
	}
	if strings.HasSuffix(heading, "、") || strings.HasSuffix(heading, "和") || strings.HasSuffix(heading, "与") || strings.HasPrefix(lines[1].text, "、") {
		return true
	}
	if len(lines) < 3 {
		return false
	}
	m := lines[2].mark
	return lines[1].hint == HintNone && (m.heading() || m.kind == markArticle && len(heading) >= 30)
}

// short reports whether s can be a heading: up to 40 characters, no sentence.
func short(s string) bool {
	if len(s) > 120 {
		return false
	}
	return !strings.ContainsAny(s, "。；：;:，！？!?") || strings.HasPrefix(s, "（") && strings.HasSuffix(s, "）")
}

// bareNames are headings that occur without a number.
var bareNames = map[string]bool{"总则": true, "附则": true, "罚则": true, "法律责任": true, "监督管理": true, "分则": true}

// bareHeading reports whether line i is a chapter's heading that has lost
// its number.
func bareHeading(lines []line, i int) bool {
	l := &lines[i]
	if !l.plain() || l.quoted || !short(l.text) || i+1 >= len(lines) {
		return false
	}
	if l.hint == HintHeading {
		return true
	}
	return l.hint == HintNone && len(l.text) < 60 && bareNames[squeeze(l.text)] && lines[i+1].mark.kind == markArticle
}

// loose reads lines that stand outside articles: paragraphs of the chapter,
// or text that belongs nowhere.
func (b *builder) loose(lines []line) {
	for i := range b.open {
		if h := b.open[len(b.open)-1-i]; h != nil {
			b.paragraphs(h, lines)
			return
		}
	}
	u := &Unit{Kind: KindPreamble, Source: span(lines)}
	if len(b.units) > 0 && b.units[len(b.units)-1].Kind == KindPreamble {
		u = b.units[len(b.units)-1]
		u.Source.End = int(lines[len(lines)-1].end)
		b.paragraphs(u, lines)
		return
	}
	b.paragraphs(u, lines)
	b.units = append(b.units, u)
}
