package query

import (
	"strconv"
	"strings"
)

// filter reads a filter's value; the field began at from.
func (p *parser) filter(field Field, from int) (Node, error) {
	start := p.at
	var value string
	if (field == Cites || field == Basis) && p.peek() == '《' {
		value = p.titled()
	} else if p.at < len(p.source) && strings.ContainsRune(quoteMarks, p.peek()) {
		var err error
		if value, err = p.quoted(); err != nil {
			return nil, err
		}
	} else {
		for p.at < len(p.source) && !breaks(p.source[p.at]) {
			p.at++
		}
		value = string(p.source[start:p.at])
	}
	f := Filter{Field: field, Value: value}
	var ok bool
	var suggestions []string
	switch field {
	case Year:
		f.Value = ""
		f.From, f.To, ok = parseYears(value)
		suggestions = []string{"2023", "2019-2023"}
	case Status:
		f.Value = code(Statuses, value)
		ok, suggestions = f.Value != "", proper(Statuses)
	case Kind:
		f.Value = code(Kinds, value)
		ok, suggestions = f.Value != "", proper(Kinds)
	case Cites, Basis:
		f.Value, f.Article, ok = parseCited(value, field == Cites)
		suggestions = []string{"《行政处罚法》"}
	case Article:
		f.Value, ok = parseArticle(value)
		suggestions = []string{"第九条", "9"}
	default:
		ok = len(NewLiteral(value)) > 0
	}
	switch {
	case value == "":
		return nil, p.wrong(Missing, from, p.at, suggestions...)
	case !ok:
		return nil, p.wrong(BadValue, start, p.at, suggestions...)
	}
	return f, p.count(from)
}

// titled reads 《a title, which may have brackets and blanks in it》 and what is
// written to its end.
func (p *parser) titled() string {
	start, depth := p.at, 0
	for p.at < len(p.source) {
		switch r := p.source[p.at]; {
		case r == '《':
			depth++
		case r == '》':
			depth--
		case depth <= 0 && breaks(r):
			return string(p.source[start:p.at])
		}
		p.at++
	}
	return string(p.source[start:p.at])
}

// parseYears reads 2023, 2019-2023, 2019- or -2023.
func parseYears(s string) (from, to int, ok bool) {
	s = strings.NewReplacer("年", "", "－", "-", "—", "-", "–", "-", "~", "-", "～", "-", "至", "-").Replace(s)
	first, last, span := strings.Cut(strings.Trim(s, " "), "-")
	last = strings.TrimLeft(last, "-")
	from, okFrom := year(first)
	if !span {
		return from, from, okFrom && from > 0
	}
	to, okTo := year(last)
	return from, to, okFrom && okTo && from+to > 0 && (to == 0 || from <= to)
}

// year reads a year of four digits; "" is 0.
func year(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) == 4 && n >= 1000
}
