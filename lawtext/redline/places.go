package redline

import "hefa/lawtext"

// place is where a unit stands in the joined text of its side of a change.
type place struct {
	change int
	block  *block
	unit   *lawtext.Unit // nil for a title that no unit holds
	whole  span          // bytes of the unit with number and children
	body   span          // of these, all but the number
	own    span          // bytes of the unit's own text
}

// side is one of the two texts, by address and by change.
type side struct {
	at       map[lawtext.Address]place
	byChange [][]place
	texts    []string // joined, by change
}

// sides indexes both texts once.
func (r *Result) sides() (old, new *side) {
	r.index.Do(func() {
		r.old = sideOf(r.groups, func(g *group) []*block { return g.old })
		r.new = sideOf(r.groups, func(g *group) []*block { return g.new })
	})
	return &r.old, &r.new
}

func sideOf(groups []group, blocks func(*group) []*block) side {
	s := side{at: map[lawtext.Address]place{}, byChange: make([][]place, len(groups)), texts: make([]string, len(groups))}
	for k := range groups {
		list := blocks(&groups[k])
		s.texts[k] = joined(list)
		at := 0
		for _, b := range list {
			note := func(p place) {
				p.change, p.block = k, b
				s.byChange[k] = append(s.byChange[k], p)
				if _, twice := s.at[p.address()]; !twice {
					s.at[p.address()] = p
				}
			}
			spell(b, at, note)
			at += len(b.text) + 1
		}
	}
	return s
}

func (p place) address() lawtext.Address {
	if p.unit == nil {
		return p.block.address
	}
	return p.unit.Address
}

// spell notes where each unit of a block stands, the block beginning at a byte
// of the joined text; it goes over the units as lawtext's Plain does.
func spell(b *block, at int, note func(place)) {
	switch {
	case len(b.roots) == 0:
		s := span{at, at + len(b.text)}
		note(place{whole: s, body: s, own: s})
	case b.form == formBare:
		u := b.roots[0]
		whole := span{at, at + len(b.text)}
		note(place{unit: u, whole: whole, body: whole, own: span{whole.to - len(u.Text), whole.to}})
	case b.form == formWhole:
		spellUnit(b.roots[0], at, false, note)
	default:
		for _, u := range b.roots {
			at = spellUnit(u, at, true, note) + 1
		}
	}
}

func spellUnit(u *lawtext.Unit, at int, numbered bool, note func(place)) (end int) {
	p := place{unit: u, whole: span{from: at}}
	if numbered {
		at += len(u.Number)
	}
	p.body.from = at
	start := at
	at += len(u.Heading)
	if u.Heading != "" && u.Text != "" {
		at++
	}
	p.own = span{at, at + len(u.Text)}
	at = p.own.to
	for _, c := range u.Children {
		if at > start { // nothing parts what follows from an empty cell
			at++
		}
		start = at
		at = spellUnit(c, at, true, note)
	}
	p.whole.to, p.body.to = at, at
	note(p)
	return at
}
