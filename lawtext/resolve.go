package lawtext

// Index finds units by address.
type Index map[Address]*Unit

// Index lists every unit of the text by its address; for many look-ups it is
// faster than [Text.Resolve].
func (t *Text) Index() Index {
	x := Index{}
	t.Walk(func(u *Unit) bool {
		x[u.Address] = u
		return true
	})
	return x
}

// Resolve answers the unit that an address names, or nil. Besides exact
// addresses it reads them as citations mean them: "12(3)" is the third item
// of the only paragraph of 12 that has items, and "c2" a chapter inside a
// part where only one chapter has that number.
func (t *Text) Resolve(a Address) *Unit { return t.Index().Resolve(a) }

// Resolve is [Text.Resolve] over the index.
func (x Index) Resolve(a Address) *Unit {
	if u := x[a]; u != nil {
		return u
	}
	steps := a.steps()
	for i := range steps {
		if i > 0 && steps[i].kind == stepItem && steps[i-1].kind != stepParagraph {
			return x.implied(steps, i)
		}
	}
	if i := len(withoutInstrument(steps)); i > 0 {
		return x.nested(steps)
	}
	return nil
}

// implied inserts the only paragraph that has items before the item steps[i].
func (x Index) implied(steps []step, i int) *Unit {
	holder := x[joinSteps(steps[:i])]
	if holder == nil {
		return nil
	}
	var with *Unit
	for _, c := range holder.Children {
		if c.Kind == KindParagraph && len(c.Children) > 0 {
			if with != nil {
				return nil
			}
			with = c
		}
	}
	if with == nil {
		return nil
	}
	var rest []byte
	for _, s := range steps[i:] {
		rest = s.append(rest)
	}
	return x[with.Address+Address(rest)]
}

// nested finds a chapter or section that stands inside a part, named without
// the part.
func (x Index) nested(steps []step) *Unit {
	rest := withoutInstrument(steps)
	first := rest[0]
	if first.kind != stepChapter && first.kind != stepSubpart && first.kind != stepSection || len(rest) > 2 {
		return nil
	}
	var found *Unit
	for a, u := range x {
		s := a.steps()
		if len(s) <= len(steps) || instrument(s) != instrument(steps) {
			continue
		}
		s = s[len(s)-len(rest):]
		same := true
		for i := range rest {
			same = same && s[i].kind == rest[i].kind && s[i].num == rest[i].num && s[i].of == rest[i].of && s[i].twice == 0
		}
		if same {
			if found != nil {
				return nil
			}
			found = u
		}
	}
	return found
}

// At is the innermost unit at a code point of the source, or nil.
func (t *Text) At(offset int) *Unit {
	var found *Unit
	t.Walk(func(u *Unit) bool {
		if u.Source.Start <= offset && offset < max(u.Source.End, u.Source.Start+1) {
			found = u
			return true
		}
		return false
	})
	return found
}
