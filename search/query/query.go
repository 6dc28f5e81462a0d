// Package query is the language in which people ask for texts: words,
// "phrases", 或, 不含, brackets and filters such as 状态:现行. A query is parsed
// once, into a small tree that knows nothing of any index.
//
// The package also decides what counts as the same words: see [Fold].
package query

import (
	"slices"
	"strconv"
	"strings"

	"hefa/lawtext"
)

// Node is a query, or a part of one. A nil Node asks for everything.
type Node interface {
	// String is the node in the query language; parsing it gives an equal
	// tree.
	String() string
}

// And finds what all its parts find.
type And []Node

// Or finds what any of its parts finds.
type Or []Node

// Not finds what its part does not.
type Not struct{ Node Node }

// Word is characters that must stand together, as typed.
type Word string

// Phrase is a word in quotation marks: what stands in it is taken as it is,
// white space, brackets and operators too.
type Phrase string

// Filter narrows to texts with a property.
type Filter struct {
	Field Field
	// Value is what to look for: text for Title, Body and Number, a code of
	// [Statuses] or [Kinds] for Status and Kind, "" for Year, the normal title
	// of a law for Cites and Basis, an article's address for Article.
	Value string
	// Article is the article cited, for Cites, or "".
	Article lawtext.Address
	// From and To are the years, both included; 0 is open.
	From, To int
}

// Field is a property of a text.
type Field string

// The fields, as they are written in a query.
const (
	Title  Field = "标题"
	Body   Field = "机关" // an issuing body's full or short name, or a part of it
	Number Field = "文号"
	Year   Field = "年份"
	Status Field = "状态"
	Kind   Field = "类型"
	// Cites are the articles that cite a law, or an article of it; Basis the
	// texts that say they were made under one (根据《…》，制定本办法); Article
	// the articles of a number.
	Cites   Field = "引用"
	Basis   Field = "依据"
	Article Field = "条"
)

// OfUnits reports whether a filter is about single units of a text, not about
// the whole of it.
func (n Filter) OfUnits() bool { return n.Field == Cites || n.Field == Article }

func (n And) String() string {
	parts := make([]string, len(n))
	for i, p := range n {
		parts[i] = p.String()
		if _, ok := p.(Or); ok {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " ")
}

func (n Or) String() string {
	parts := make([]string, len(n))
	for i, p := range n {
		parts[i] = p.String()
		if and, ok := p.(And); ok && slices.ContainsFunc(and, narrows) {
			parts[i] = "(" + parts[i] + ")" // its filters are its own
		}
	}
	return strings.Join(parts, " 或 ")
}

func (n Not) String() string {
	switch n.Node.(type) {
	case And, Or:
		return "-(" + n.Node.String() + ")"
	}
	return "-" + n.Node.String()
}

func (n Word) String() string { return string(n) }

func (n Phrase) String() string { return quote(string(n)) }

// quote puts quotation marks around s that do not stand in it.
func quote(s string) string {
	if strings.Contains(s, `"`) {
		return "“" + s + "”"
	}
	return `"` + s + `"`
}

func (n Filter) String() string {
	value := n.Value
	switch n.Field {
	case Year:
		value = years(n.From, n.To)
	case Status:
		value = label(Statuses, n.Value)
	case Kind:
		value = label(Kinds, n.Value)
	case Cites, Basis:
		value = "《" + n.Value + "》" + n.Article.Chinese()
	default:
		if strings.ContainsFunc(value, breaks) || strings.ContainsAny(value, quoteMarks) {
			value = quote(value)
		}
	}
	return string(n.Field) + ":" + value
}

func years(from, to int) string {
	text := func(year int) string {
		if year == 0 {
			return ""
		}
		return strconv.Itoa(year)
	}
	if from == to {
		return text(from)
	}
	return text(from) + "-" + text(to)
}
