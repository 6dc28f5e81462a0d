package query

// alternative is what stands between two 或: parts side by side.
type alternative struct {
	parts []Node
	// filters and others count its bare filters and its other parts; leading
	// are the filters before the first other part.
	filters, others, leading int
	// mixed: a filter stands between other parts; bracketed: the last part
	// stood in brackets.
	mixed, trailing, bracketed bool
}

// add takes a part in; one in brackets of its own keeps its filters to itself.
func (a *alternative) add(n Node, bracketed bool) {
	if n != nil {
		a.bracketed = bracketed
	}
	switch {
	case n == nil:
		return
	case !bracketed && narrows(n):
		a.filters++
		if a.others == 0 {
			a.leading++
		} else {
			a.trailing = true
		}
	default:
		a.mixed = a.mixed || a.trailing
		a.others++
	}
	if inner, ok := n.(And); ok {
		a.parts = append(a.parts, inner...)
		return
	}
	a.parts = append(a.parts, n)
}

// narrows reports whether a part is a filter, or the negation of one.
func narrows(n Node) bool {
	if not, ok := n.(Not); ok {
		n = not.Node
	}
	_, ok := n.(Filter)
	return ok
}

// anyOf joins alternatives. Filters that stand once, before the first words or
// after the last ones, narrow all of them: 停放 或 收费 状态:现行 asks for what
// is in force, whichever word stands in it.
func anyOf(list []alternative) Node {
	last := len(list) - 1
	before, after := 0, 0
	if last > 0 && alone(list) {
		switch first, end := &list[0], &list[last]; {
		case first.leading > 0 && first.leading == first.filters && first.others > 0:
			before = first.leading
		case end.filters > 0 && end.leading == 0 && !end.mixed:
			after = end.filters
		}
	}
	outer := And(list[0].parts[:before:before])
	list[0].parts = list[0].parts[before:]
	end := len(list[last].parts) - after
	trailing := list[last].parts[end:]
	list[last].parts = list[last].parts[:end]
	var any Or
	for _, a := range list {
		switch n := allOf(a.parts).(type) {
		case nil:
		case Or:
			any = append(any, n...)
		default:
			any = append(any, n)
		}
	}
	if len(any) > 1 {
		outer = append(outer, any)
	} else {
		outer = append(outer, any...)
	}
	return allOf(append(outer, trailing...))
}

// alone reports whether just one alternative has filters.
func alone(list []alternative) bool {
	n := 0
	for _, a := range list {
		if a.filters > 0 {
			n++
		}
	}
	return n == 1
}

func allOf(parts []Node) Node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return And(parts)
}
