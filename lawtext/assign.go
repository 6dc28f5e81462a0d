package lawtext

import (
	"strconv"
	"strings"
)

// assign gives every unit its address and lifts further instruments out of
// their holders; there is about one unit a line.
func (t *Text) assign(lines int) {
	a := addresser{seen: make(map[Address]int, lines)}
	var top []*Unit
	instruments := 1
	var own []*Unit
	for _, u := range t.Units {
		if u.Kind != kindInstrument {
			own = append(own, u)
		}
	}
	a.scope(own, "")
	for _, u := range t.Units {
		if u.Kind != kindInstrument {
			top = append(top, u)
			continue
		}
		instruments++
		a.scope(u.Children, Address("@"+strconv.Itoa(instruments)+":"))
		top = append(top, u.Children...)
	}
	t.Units = top
}

// addresser gives addresses and keeps them apart.
type addresser struct {
	seen    map[Address]int
	prefix  Address // of the scope
	restart Kind    // the kind of heading in which articles are numbered anew, or ""
}

// scope gives addresses inside an instrument or an annex.
func (a addresser) scope(units []*Unit, prefix Address) {
	a.prefix, a.restart = prefix, restarts(units)
	a.units(units, prefix, prefix)
}

// unique is the address, with ~2, ~3 where it stands already.
func (a *addresser) unique(address Address) Address {
	n := a.seen[address] + 1
	a.seen[address] = n
	if n == 1 {
		return address
	}
	return address + "~" + Address(strconv.Itoa(n))
}

// units gives addresses to units and what is inside. base is the address of
// the headings they stand in; inner is the prefix of their articles.
func (a *addresser) units(units []*Unit, base, inner Address) {
	bare := map[Kind]int{} // last ordinal of each kind of heading
	for _, u := range units {
		switch u.Kind {
		case KindPart, KindSubpart, KindChapter, KindSection:
			if u.Number == "" {
				u.Ordinal = bare[u.Kind] + 1
			}
			bare[u.Kind] = u.Ordinal
			u.Address = a.unique(base + Address(append([]byte(headingLetter[u.Kind]), ordinal(u)...)))
			within := inner
			if u.Kind == a.restart {
				within = u.Address + "/"
			}
			a.units(u.Children, u.Address, within)
		case KindArticle:
			u.Address = a.unique(inner + Address(ordinal(u)))
			a.inside(u, stepArticle)
		case KindItem:
			u.Address = a.unique(inner + "n" + Address(ordinal(u)))
			a.inside(u, stepTop)
		case KindAnnex:
			u.Address = a.unique(a.prefix + "annex" + Address(ordinal(u)))
			addresser{seen: a.seen}.scope(u.Children, u.Address+"/")
			a.annexParagraphs(u)
		case KindParagraph:
			u.Address = a.unique(base + "." + Address(ordinal(u)))
			a.inside(u, stepParagraph)
		case KindTable:
			a.table(u)
		default:
			u.Address = a.unique(a.prefix + otherAddress(u))
			a.inside(u, stepPreamble)
		}
	}
}

// annexParagraphs corrects the addresses of paragraphs that stand in the
// annex itself: "annex1.2", without the slash.
func (a *addresser) annexParagraphs(u *Unit) {
	for _, c := range u.Children {
		if c.Kind == KindParagraph {
			c.Address = a.unique(u.Address + "." + Address(ordinal(c)))
			a.inside(c, stepParagraph)
		}
	}
}

var headingLetter = map[Kind]string{KindPart: "p", KindSubpart: "f", KindChapter: "c", KindSection: "s"}

func ordinal(u *Unit) []byte { return step{kind: stepArticle, num: u.Ordinal, of: u.Of}.append(nil) }

func otherAddress(u *Unit) Address {
	n := Address(strconv.Itoa(u.Ordinal))
	switch u.Kind {
	case KindTitle:
		return "title"
	case KindNote:
		return "note" + n
	case KindContents:
		return "toc"
	case KindPreamble:
		return "pre"
	case KindSignature:
		return "sign"
	}
	return "x" + n
}

// inside gives addresses to what is inside an article, a paragraph or an
// item whose own address ends in a step of the kind last.
func (a *addresser) inside(u *Unit, last stepKind) {
	if twice := strings.LastIndexByte(string(u.Address), '~'); last == stepItem && twice > strings.LastIndexByte(string(u.Address), ')') {
		last = stepSubitem // "(1)~2" and a bare 1 would read as "(1)~21"
	}
	for _, c := range u.Children {
		s := step{num: c.Ordinal, of: c.Of}
		switch {
		case c.Kind == KindTable:
			a.table(c)
			continue
		case c.Kind == KindParagraph:
			s.kind = stepParagraph
		case last == stepItem:
			s.kind = stepSubitem
		default:
			s.kind = stepItem
		}
		c.Address = a.unique(u.Address + Address(s.append(nil)))
		a.inside(c, s.kind)
	}
}

// table gives addresses to a table's rows and cells.
func (a *addresser) table(t *Unit) {
	t.Address = a.unique(a.prefix + "t" + Address(strconv.Itoa(t.Ordinal)))
	for _, r := range t.Children {
		r.Address = a.unique(t.Address + "r" + Address(strconv.Itoa(r.Ordinal)))
		for _, k := range r.Children {
			k.Address = a.unique(r.Address + "k" + Address(strconv.Itoa(k.Ordinal)))
		}
	}
}

// restarts finds the outermost kind of heading in which the numbering of
// articles begins anew: at least two such headings begin with the first
// article, and at least half of all that have articles.
func restarts(units []*Unit) Kind {
	for _, kind := range []Kind{KindPart, KindSubpart, KindChapter, KindSection} {
		anew, all := 0, 0
		walk(units, func(u *Unit) bool {
			if u.Kind == kind {
				if first := firstNumbered(u); first != nil {
					all++
					if first.Ordinal == 1 && first.Of == 0 {
						anew++
					}
				}
			}
			return u.Kind == KindPart || u.Kind == KindSubpart || u.Kind == KindChapter
		})
		if anew >= 2 && anew*2 >= all {
			return kind
		}
	}
	return ""
}

// firstNumbered is the first article or top item below a heading.
func firstNumbered(u *Unit) *Unit {
	for _, c := range u.Children {
		switch c.Kind {
		case KindArticle, KindItem:
			return c
		case KindPart, KindSubpart, KindChapter, KindSection:
			if f := firstNumbered(c); f != nil {
				return f
			}
		}
	}
	return nil
}
