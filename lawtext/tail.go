package lawtext

import "strings"

// cutSignature cuts signature, day and imprint (版记) off the end of a scope.
func cutSignature(lines []line) (body, tail []line) {
	n := len(lines)
	i := n
	for i > 0 && n-i < 8 && imprint(&lines[i-1]) {
		i--
	}
	sign, day := i, false
	for sign > 0 && i-sign < 24 && lines[sign-1].plain() && !lines[sign-1].quoted && lines[sign-1].hint == HintNone {
		s := lines[sign-1].text
		if isDay(s) {
			day = true
		} else if !officialName(s) {
			break
		}
		sign--
	}
	if list := annexListStart(lines, sign); list < sign && (sign < i || list < i) {
		return lines[:list], lines[list:]
	}
	if sign == 0 || sign == i || (!day && (i-sign != 1 || lines[sign-1].mark.heading())) {
		return lines, nil
	}
	return lines[:sign], lines[sign:]
}

// annexListStart is where the list of annexes (附件：1.…) above the signature
// begins, or end.
func annexListStart(lines []line, end int) int {
	for i := end - 1; i > 0 && i >= end-30; i-- {
		l := &lines[i]
		if l.rows != nil || l.quoted || !short(strings.Trim(l.text, "：:；;")) && !strings.HasPrefix(l.text, "附") {
			break
		}
		if annexNameLine(l.text) {
			for i > 1 && lines[i-1].rows == nil && !lines[i-1].quoted && annexNameLine(lines[i-1].text) {
				i--
			}
			return i
		}
	}
	return end
}

// annexNameLine reports whether a line is 附件1：and a name.
func annexNameLine(s string) bool {
	_, size := annexMark(s)
	return size > 0 && size < len(s) && len(s) < 600
}

// cutImprint cuts the imprint (版记) off the end of the whole file.
func cutImprint(lines []line) (body, tail []line) {
	i := len(lines)
	for i > 1 && lines[i-1].hint == HintNotBody {
		i--
	}
	for most := 8; most > 0 && i > 1 && imprint(&lines[i-1]); most-- {
		i--
	}
	return lines[:i], lines[i:]
}

// imprint adds what stands below everything else.
func (p *parser) imprint(lines []line) {
	for i := range lines {
		b := &builder{parser: p, other: p.other}
		if u := b.addOther(lines[i : i+1]); lines[i].hint != HintNotBody {
			u.Role = imprintRole(lines[i].text)
		}
		p.other = b.other
		for _, u := range b.units {
			p.addAnnex(u)
		}
	}
}

// imprint reports whether a line belongs to what stands below the signature.
func imprint(l *line) bool {
	if !l.plain() || l.quoted {
		return false
	}
	s := l.text
	for _, w := range []string{"抄送", "主题词", "（此件", "(此件", "此件", "公开方式", "信息公开"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return strings.HasSuffix(s, "印发") && len(s) < 240
}

// imprintRole tells remarks (附注) from the imprint.
func imprintRole(s string) Role {
	if strings.HasPrefix(s, "（") || strings.HasPrefix(s, "(") || strings.HasPrefix(s, "此件") {
		return RoleRemark
	}
	return RoleImprint
}

// tail adds signature and imprint.
func (b *builder) tail(lines []line) {
	n := len(lines)
	for n > 0 && imprint(&lines[n-1]) {
		n--
	}
	from := n
	for from > 0 && (isDay(lines[from-1].text) || officialName(lines[from-1].text)) {
		from--
	}
	for i := range from {
		b.addOther(lines[i : i+1]).Role = RoleAnnexList
	}
	if n > from {
		b.units = append(b.units, &Unit{Kind: KindSignature, Role: RoleSignature, Text: joinLines(lines[from:n]), Source: span(lines[from:n])})
	}
	for i := n; i < len(lines); i++ {
		b.addOther(lines[i : i+1]).Role = imprintRole(lines[i].text)
	}
}

// annex reads one annex: its mark, its heading and what it holds.
func (p *parser) annex(lines []line) *Unit {
	l := &lines[0]
	ord, size := annexMark(l.text)
	p.annexes++
	u := &Unit{Kind: KindAnnex, Number: strings.TrimRightFunc(l.text[:size], blank), Ordinal: ord, Source: span(lines)}
	if ord == 0 {
		u.Ordinal = p.annexes
	}
	u.Heading = strings.TrimFunc(l.text[size:], blank)
	rest := lines[1:]
	if u.Heading == "" && len(rest) > 1 && rest[0].plain() && !rest[0].quoted && short(rest[0].text) {
		u.Heading = rest[0].text
		rest = rest[1:]
	}
	b := &builder{parser: p}
	mode := modeOf(rest)
	dropArticles(rest, mode)
	body := bodyStart(rest, mode)
	b.annexHead(rest[:body])
	b.body(rest[body:], mode)
	u.Children = b.units
	return u
}

// annexHead keeps the lines before the first number as paragraphs and tables
// of the annex itself.
func (b *builder) annexHead(lines []line) {
	if len(lines) == 0 {
		return
	}
	holder := &Unit{}
	b.paragraphs(holder, lines)
	b.units = append(b.units, holder.Children...)
}

// dropArticles takes the marks of articles that a text in another mode only
// speaks of.
func dropArticles(lines []line, mode mode) {
	if mode == modeArticles {
		return
	}
	for i := range lines {
		if lines[i].mark.kind == markArticle {
			lines[i].mark = mark{}
		}
	}
}
