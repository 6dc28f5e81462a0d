package query

// Pattern is what one leaf of a query looks for in a unit of a text.
type Pattern interface {
	// Count is how often it stands in a text.
	Count(text []byte) int
	// Spans are where it stands, in code points, in order.
	Spans(text string) []Range
	// Needs is what a text that has it is sure to have; nil is nothing.
	Needs() Need
}

// PatternOf is what a leaf looks for; nil for any other node.
func PatternOf(n Node) Pattern {
	switch n := n.(type) {
	case Word:
		return written(string(n))
	case Phrase:
		return written(string(n))
	case Exact:
		return n.pattern()
	case Wildcard:
		return n.pattern()
	case Regexp:
		return n.pattern()
	case Near:
		return n.pattern()
	}
	return nil
}

// leaf reports whether a node is one that [PatternOf] has a pattern for.
func leaf(n Node) bool {
	switch n.(type) {
	case Word, Phrase, Exact, Wildcard, Regexp, Near:
		return true
	}
	return false
}

// Leaves are the parts of a query that may stand in a hit, in reading order:
// words, phrases and patterns, but for those under a Not.
func Leaves(n Node) []Node {
	var list []Node
	if leaf(n) {
		return []Node{n}
	}
	switch n := n.(type) {
	case And:
		for _, p := range n {
			list = append(list, Leaves(p)...)
		}
	case Or:
		for _, p := range n {
			list = append(list, Leaves(p)...)
		}
	}
	return list
}

// Marks are the places in a text where the query's words, phrases and patterns
// stand, and the titles of the laws it asks citations of; in order, overlapping
// ones as one.
func Marks(n Node, text string) []Range {
	var list []Range
	for _, p := range marked(n) {
		list = append(list, p.Spans(text)...)
	}
	return joined(list)
}

// Marker is a query made ready to mark many texts.
type Marker []Pattern

// NewMarker makes a query ready.
func NewMarker(n Node) Marker { return marked(n) }

// Marks is [Marks] of the marker's query.
func (m Marker) Marks(text string) []Range {
	var list []Range
	for _, p := range m {
		list = append(list, p.Spans(text)...)
	}
	return joined(list)
}

func marked(n Node) []Pattern {
	var list []Pattern
	switch n := n.(type) {
	case Filter:
		if n.Field == Cites {
			list = append(list, NewLiteral(n.Value))
		}
	case And:
		for _, p := range n {
			list = append(list, marked(p)...)
		}
	case Or:
		for _, p := range n {
			list = append(list, marked(p)...)
		}
	default:
		if p := PatternOf(n); p != nil {
			list = append(list, p)
		}
	}
	return list
}
