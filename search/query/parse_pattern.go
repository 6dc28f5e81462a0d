package query

import (
	"strconv"
	"strings"
)

// nearness reads NEAR, NEAR/10 or 邻10: the distance an operator asks for.
func nearness(word string) (within int, ok bool) {
	if word == "NEAR" {
		return UsualNear, true
	}
	digits, english := strings.CutPrefix(word, "NEAR/")
	if !english {
		var chinese bool
		if digits, chinese = strings.CutPrefix(word, "邻"); !chinese {
			return 0, false
		}
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0 && len(digits) <= 9 && digits[0] != '+'
}

// near joins the part read last with the next one.
func (p *parser) near(a *alternative, depth, within int, word string) error {
	from := p.at
	p.at += len([]rune(word))
	if within > MaxNear {
		return p.wrong(BadValue, from, p.at, "NEAR/"+strconv.Itoa(MaxNear))
	}
	if len(a.parts) == 0 {
		return p.wrong(Missing, from, p.at)
	}
	p.space()
	start := p.at
	if p.at == len(p.source) || strings.ContainsRune(closing, p.peek()) || p.operator() != "" {
		return p.wrong(Missing, from, p.at)
	}
	right, err := p.part(depth)
	if err != nil {
		return err
	}
	last := len(a.parts) - 1
	if !leaf(a.parts[last]) || a.bracketed {
		return p.wrong(NotNear, from, p.at)
	}
	if _, chained := right.(Near); chained || !leaf(right) {
		return p.wrong(NotNear, start, p.at)
	}
	a.parts[last] = Near{a.parts[last], right, within}
	return p.count(from)
}

// exact reads ="…".
func (p *parser) exact() (Node, error) {
	from := p.at
	p.at++
	text, err := p.quoted()
	if err != nil {
		return nil, err
	}
	n := Exact{Text: text}
	if n.Empty() {
		return nil, p.wrong(NothingLeft, from, p.at)
	}
	return n, p.count(from)
}

// regexp reads /…/, in which \/ is a stroke.
func (p *parser) regexp() (Node, error) {
	from := p.at
	var text strings.Builder
	for p.at++; p.at < len(p.source) && p.source[p.at] != '/'; p.at++ {
		if p.source[p.at] == '\\' && p.at+1 < len(p.source) {
			p.at++
			if p.source[p.at] != '/' {
				text.WriteRune('\\')
			}
		}
		text.WriteRune(p.source[p.at])
	}
	if p.at == len(p.source) {
		return nil, p.wrong(Unclosed, from, from+1)
	}
	p.at++
	if p.at-from > MaxRegexp {
		return nil, p.wrong(TooLong, from+MaxRegexp, p.at)
	}
	n := Regexp(text.String())
	if _, code := n.compile(); code != "" {
		return nil, p.wrong(code, from, p.at)
	}
	return n, p.count(from)
}

func withoutWild(r rune) rune {
	if wild(r) {
		return -1
	}
	return r
}
