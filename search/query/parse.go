package query

import (
	"strings"
	"unicode"
)

// Bounds of what is parsed.
const (
	// MaxLength is the longest query, in code points.
	MaxLength = 20_000
	// MaxDepth is how many brackets and 不含 may stand in one another.
	MaxDepth = 32
	// MaxParts is how many words, phrases and filters a query may have.
	MaxParts = 512
	// MaxPhrase is the longest word or phrase, in code points.
	MaxPhrase = 2_000
)

const (
	quoteMarks = "\"＂“”"
	opening    = "(（"
	closing    = ")）"
)

// Parse reads a query. One without any word or filter is nil, which asks for
// everything. Its error is an [*Error].
func Parse(s string) (Node, error) {
	p := &parser{source: []rune(s)}
	if len(p.source) > MaxLength {
		return nil, p.wrong(TooLong, MaxLength, len(p.source))
	}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.at < len(p.source) {
		return nil, p.wrong(Unopened, p.at, p.at+1)
	}
	return n, nil
}

type parser struct {
	source []rune
	at     int
	parts  int
}

// wrong is an error about source[from:to].
func (p *parser) wrong(code Code, from, to int, suggestions ...string) error {
	found := p.source[min(from, len(p.source)):min(to, len(p.source))]
	if len(found) > 20 {
		found = found[:20]
	}
	return &Error{Code: code, At: from, End: to, Found: string(found), Suggestions: suggestions}
}

// breaks reports whether a character ends a word.
func breaks(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(opening+closing+quoteMarks, r)
}

func (p *parser) space() {
	for p.at < len(p.source) && unicode.IsSpace(p.source[p.at]) {
		p.at++
	}
}

// peek is the next character, or 0 at the end.
func (p *parser) peek() rune {
	if p.at < len(p.source) {
		return p.source[p.at]
	}
	return 0
}

// operator is the operator that begins here as a word of its own, or "".
func (p *parser) operator() string {
	end := p.at
	for end < len(p.source) && !breaks(p.source[end]) {
		end++
	}
	switch word := string(p.source[p.at:end]); word {
	case "或", "OR", "|", "||", "且", "AND", "不含", "NOT":
		return word
	default:
		if _, ok := nearness(word); ok {
			return word
		}
	}
	return ""
}

// or reads alternatives joined by 或, up to a closing bracket or the end.
func (p *parser) or(depth int) (Node, error) {
	var list []alternative
	for {
		from := p.at
		a, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		p.space()
		word := p.operator()
		joins := word == "或" || word == "OR" || word == "|" || word == "||"
		if len(a.parts) == 0 && (joins || len(list) > 0) {
			return nil, p.wrong(Missing, from, p.at+len([]rune(word)))
		}
		list = append(list, a)
		if !joins {
			return anyOf(list), nil
		}
		p.at += len([]rune(word))
	}
}

// and reads parts that stand side by side.
func (p *parser) and(depth int) (alternative, error) {
	var a alternative
	for {
		p.space()
		if p.at == len(p.source) || strings.ContainsRune(closing, p.peek()) {
			return a, nil
		}
		word := p.operator()
		if word == "且" || word == "AND" {
			p.at += len([]rune(word))
			continue
		}
		if within, ok := nearness(word); ok {
			if err := p.near(&a, depth, within, word); err != nil {
				return a, err
			}
			continue
		}
		if word != "" && word != "不含" && word != "NOT" {
			return a, nil
		}
		bracketed := strings.ContainsRune(opening, p.peek())
		n, err := p.part(depth)
		if err != nil {
			return a, err
		}
		a.add(n, bracketed)
	}
}

// part reads one part: what is negated, a bracket, a phrase, a filter or a
// word. A word of nothing but punctuation is nil.
func (p *parser) part(depth int) (Node, error) {
	from := p.at
	switch word, r := p.operator(), p.peek(); {
	case word != "":
		p.at += len([]rune(word))
		return p.not(from, depth)
	case (r == '-' || r == '－') && p.at+1 < len(p.source) && !unicode.IsSpace(p.source[p.at+1]):
		p.at++
		return p.not(from, depth)
	case strings.ContainsRune(opening, r):
		return p.bracket(depth)
	case strings.ContainsRune(quoteMarks, r):
		return p.phrase()
	case (r == '=' || r == '＝') && p.at+1 < len(p.source) && strings.ContainsRune(quoteMarks, p.source[p.at+1]):
		return p.exact()
	case r == '/' && p.at+1 < len(p.source) && !unicode.IsSpace(p.source[p.at+1]):
		return p.regexp()
	}
	return p.word()
}

func (p *parser) not(from, depth int) (Node, error) {
	if depth == MaxDepth {
		return nil, p.wrong(TooDeep, from, p.at)
	}
	p.space()
	if p.at == len(p.source) || strings.ContainsRune(closing, p.peek()) || p.operator() == "或" || p.operator() == "OR" {
		return nil, p.wrong(Missing, from, p.at)
	}
	n, err := p.part(depth + 1)
	if n == nil || err != nil {
		return nil, err
	}
	return Not{n}, nil
}

func (p *parser) bracket(depth int) (Node, error) {
	from := p.at
	if depth == MaxDepth {
		return nil, p.wrong(TooDeep, from, from+1)
	}
	p.at++
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.at == len(p.source) {
		return nil, p.wrong(Unclosed, from, from+1, `"`+string(p.source[from:min(p.at, from+20)])+`"`)
	}
	p.at++
	return n, nil
}

// phrase reads what stands in quotation marks. “ is closed by ” and " by ",
// but where that is wanting the other will do.
func (p *parser) phrase() (Node, error) {
	from := p.at
	text, err := p.quoted()
	if err != nil {
		return nil, err
	}
	if len(NewLiteral(text)) == 0 {
		return nil, p.wrong(NothingLeft, from, p.at)
	}
	return Phrase(text), p.count(from)
}

func (p *parser) quoted() (string, error) {
	from := p.at
	marks := [2]string{`"＂`, "”"}
	if strings.ContainsRune("“”", p.source[from]) {
		marks = [2]string{"”", `"＂`}
	}
	for _, mark := range marks {
		for end := from + 1; end < len(p.source); end++ {
			if strings.ContainsRune(mark, p.source[end]) {
				p.at = end + 1
				return strings.TrimSpace(string(p.source[from+1 : end])), nil
			}
		}
	}
	return "", p.wrong(Unclosed, from, from+1, string(p.source[from])+string(p.source[from+1:min(len(p.source), from+20)])+"”")
}

func (p *parser) word() (Node, error) {
	from := p.at
	for p.at < len(p.source) && !breaks(p.source[p.at]) {
		if c := p.source[p.at]; c == ':' || c == '：' {
			if field, ok := fields[strings.ToLower(string(p.source[from:p.at]))]; ok {
				p.at++
				return p.filter(field, from)
			}
		}
		p.at++
	}
	text := string(p.source[from:p.at])
	if len(NewLiteral(strings.Map(withoutWild, text))) == 0 {
		return nil, nil
	}
	if strings.ContainsFunc(text, wild) {
		if n := len(strings.FieldsFunc(text, func(r rune) bool { return !wild(r) })); n > MaxWildcards || len(text) > 8*MaxWildcards*len("字") {
			return nil, p.wrong(TooMany, from, p.at)
		}
		return Wildcard(text), p.count(from)
	}
	return Word(text), p.count(from)
}

// count bounds the part that began at from.
func (p *parser) count(from int) error {
	if p.at-from > MaxPhrase {
		return p.wrong(TooLong, from+MaxPhrase, p.at)
	}
	if p.parts++; p.parts > MaxParts {
		return p.wrong(TooMany, from, p.at)
	}
	return nil
}
