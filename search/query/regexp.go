package query

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// Regexp is a regular expression (RE2), looked for within each paragraph as it
// is printed; nothing is folded.
type Regexp string

// Bounds of regular expressions.
const (
	// MaxRegexp is the longest one, in code points.
	MaxRegexp = 500
	// maxProgram is how many steps a compiled one may have.
	maxProgram = 5_000
)

func (n Regexp) String() string { return "/" + strings.ReplaceAll(string(n), "/", `\/`) + "/" }

// compile reads the expression; its second answer says what is wrong with it.
func (n Regexp) compile() (*regexp.Regexp, Code) {
	tree, err := syntax.Parse(string(n), syntax.Perl)
	if err != nil {
		return nil, BadRegexp
	}
	program, err := syntax.Compile(tree.Simplify())
	switch {
	case err != nil:
		return nil, BadRegexp
	case len(program.Inst) > maxProgram:
		return nil, TooLong
	}
	expr, err := regexp.Compile(string(n))
	switch {
	case err != nil:
		return nil, BadRegexp
	case expr.MatchString(""):
		return nil, NothingLeft
	}
	return expr, ""
}

func (n Regexp) pattern() Pattern {
	expr, _ := n.compile()
	tree, err := syntax.Parse(string(n), syntax.Perl)
	if expr == nil || err != nil {
		return Literal{} // which the parser refuses; it finds nothing
	}
	return lines{expr: expr, needs: needRegexp(tree.Simplify())}
}

// mostAlternatives is how many alternatives of an expression are asked for.
const mostAlternatives = 64

// needRegexp is what a text must have to match.
func needRegexp(re *syntax.Regexp) Need {
	switch re.Op {
	case syntax.OpLiteral:
		return needRunes(NewLiteral(string(re.Rune)))
	case syntax.OpCapture, syntax.OpPlus:
		return needRegexp(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needRegexp(re.Sub[0])
		}
	case syntax.OpConcat:
		var all Need
		for _, sub := range re.Sub {
			all = both(all, needRegexp(sub))
		}
		return all
	case syntax.OpAlternate:
		if len(re.Sub) > mostAlternatives {
			return nil
		}
		parts := make([]Need, len(re.Sub))
		for i, sub := range re.Sub {
			parts[i] = needRegexp(sub)
		}
		return anyNeed(parts)
	}
	return nil
}
