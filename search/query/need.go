package query

// Need is a condition on the folded characters of a text, which an index of
// bigrams can answer: what fails it cannot have the pattern.
type Need interface{ need() }

// What may be needed.
type (
	// NeedAll needs each of its parts.
	NeedAll []Need
	// NeedAny needs one of its parts.
	NeedAny []Need
	// NeedTerm is one or two consecutive folded characters.
	NeedTerm string
)

func (NeedAll) need()  {}
func (NeedAny) need()  {}
func (NeedTerm) need() {}

// mostTerms is how many bigrams of a pattern are asked for; few texts are left
// by then.
const mostTerms = 16

// needRunes needs consecutive folded characters.
func needRunes(folded []rune) Need {
	switch len(folded) {
	case 0:
		return nil
	case 1, 2:
		return NeedTerm(string(folded))
	}
	var all NeedAll
	for i := 0; i+1 < len(folded) && i < mostTerms; i++ {
		all = append(all, NeedTerm(string(folded[i:i+2])))
	}
	return append(all, NeedTerm(string(folded[len(folded)-2:])))
}

// both needs a and b, any a or b; nil needs nothing.
func both(a, b Need) Need {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return NeedAll{a, b}
}

func anyNeed(parts []Need) Need {
	for _, p := range parts {
		if p == nil {
			return nil
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return NeedAny(parts)
}
