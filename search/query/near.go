package query

import "strconv"

// Near finds Left and Right in one unit with at most Within characters between
// them, in either order.
type Near struct {
	Left, Right Node // each a leaf, or Left another Near
	Within      int
}

// Bounds of Near.
const (
	// UsualNear is how near NEAR without a number is.
	UsualNear = 20
	// MaxNear is the greatest distance.
	MaxNear = 1_000
)

func (n Near) String() string {
	return n.Left.String() + " NEAR/" + strconv.Itoa(n.Within) + " " + n.Right.String()
}

func (n Near) pattern() Pattern { return near{PatternOf(n.Left), PatternOf(n.Right), n.Within} }

type near struct {
	left, right Pattern
	within      int
}

// Needs implements [Pattern].
func (p near) Needs() Need { return both(p.left.Needs(), p.right.Needs()) }

// Count implements [Pattern]: how many places of Left have Right near them.
func (p near) Count(text []byte) int {
	if p.left.Count(text) == 0 || p.right.Count(text) == 0 {
		return 0
	}
	left, _ := p.pairs(string(text))
	return len(left)
}

// Spans implements [Pattern]: the places of both that are near each other.
func (p near) Spans(text string) []Range {
	left, right := p.pairs(text)
	return joined(append(left, right...))
}

func (p near) pairs(text string) (left, right []Range) {
	lefts, rights := p.left.Spans(text), p.right.Spans(text)
	return p.close(lefts, rights), p.close(rights, lefts)
}

// close are those of list that have another of others near. Both are in order,
// and so are their ends.
func (p near) close(list, others []Range) []Range {
	var kept []Range
	first := 0
	for _, a := range list {
		for first < len(others) && others[first].End+p.within < a.Start {
			first++
		}
		for i := first; i < len(others) && others[i].Start <= a.End+p.within; i++ {
			if others[i] != a {
				kept = append(kept, a)
				break
			}
		}
	}
	return kept
}
