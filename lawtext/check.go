package lawtext

// maxProblems bounds how many problems of one code are listed; a text that
// has more is not numbered at all.
const maxProblems = 1000

// check lists what is odd in the numbering.
func (t *Text) check() {
	c := checker{text: t, count: map[string]int{}}
	c.units(t.Units, nil)
}

// checker follows the numbering through the text.
type checker struct {
	text  *Text
	count map[string]int
}

// sequence is one run of numbers.
type sequence struct {
	last, of int
	begun    bool
}

// report adds a problem, up to the bound.
func (c *checker) report(code string, u *Unit, detail string) {
	if c.count[code]++; c.count[code] > maxProblems {
		return
	}
	c.text.Problems = append(c.text.Problems, Problem{Code: code, Address: u.Address, Detail: detail, Source: u.Source})
}

// next takes the next number of a sequence.
func (c *checker) next(s *sequence, u *Unit) {
	n, of := u.Ordinal, u.Of
	last, lastOf := s.last, s.of
	if !s.begun {
		last, lastOf = 0, 0
	}
	s.last, s.of, s.begun = n, of, true
	switch {
	case n == last+1 && of == 0, n == last && of == lastOf+1 && last > 0:
	case n == last && of == lastOf && last > 0:
		c.report("repeat", u, u.Number)
	case n > last && (n > last+1 || of > 0):
		c.report("gap", u, u.Number)
	case n == last && of > lastOf:
		c.report("gap", u, u.Number)
	case n == 0:
	default:
		c.report("order", u, u.Number)
	}
}

// numbering is what goes on across headings: articles and top items.
type numbering struct {
	articles, items sequence
	styles          map[markStyle]*sequence // inner lists that go on across items
}

// units checks one level. run is the numbering that goes on through it.
func (c *checker) units(units []*Unit, run *numbering) {
	if run == nil {
		run = &numbering{styles: map[markStyle]*sequence{}}
	}
	headings := map[Kind]*sequence{}
	instrument := 1
	for _, u := range units {
		if n := instrument1(u.Address); n != instrument {
			instrument = n
			run = &numbering{styles: map[markStyle]*sequence{}}
			headings = map[Kind]*sequence{}
		}
		switch u.Kind {
		case KindPart, KindSubpart, KindChapter, KindSection:
			c.heading(u, headings, run)
		case KindArticle:
			c.next(&run.articles, u)
			if u.Heading == "" && len(u.Children) == 0 {
				c.report("empty", u, u.Number)
			}
			c.lists(u, run.styles)
		case KindItem:
			c.next(&run.items, u)
			if u.Heading == "" && u.Text == "" && len(u.Children) == 0 {
				c.report("empty", u, u.Number)
			}
			c.lists(u, run.styles)
		case KindAnnex:
			c.units(u.Children, nil)
		case KindPreamble, KindParagraph:
			c.lists(u, run.styles)
		}
	}
}

func instrument1(a Address) int {
	if a.own() {
		return 1
	}
	return instrument(a.steps())
}

// heading checks a heading and what stands below it.
func (c *checker) heading(u *Unit, headings map[Kind]*sequence, run *numbering) {
	s := headings[u.Kind]
	if s == nil {
		s = &sequence{}
		headings[u.Kind] = s
	}
	switch {
	case u.Number == "":
		c.report("stray-heading", u, u.Heading)
		s.last++
		s.begun = true
	case !s.begun && u.Ordinal > 1 && u.Kind != KindSection:
		// Chapters may be numbered through several parts.
		*s = sequence{last: u.Ordinal, of: u.Of, begun: true}
	default:
		c.next(s, u)
	}
	if len(u.Children) == 0 {
		c.report("empty", u, u.Number+u.Heading)
	}
	if f := firstNumbered(u); f != nil && f.Address != "" && len(f.Address) > len(u.Address) && f.Address[:len(u.Address)+1] == u.Address+"/" {
		run = &numbering{styles: run.styles}
	}
	c.units(u.Children, run)
}

// lists checks the lists inside a unit.
func (c *checker) lists(u *Unit, across map[markStyle]*sequence) {
	here := map[markStyle]*sequence{}
	for _, item := range u.Children {
		if item.Number != "" {
			style := scanMark(item.Number).style
			s := here[style]
			if s == nil {
				s = &sequence{}
				if prev := across[style]; prev != nil && item.Ordinal == prev.last+1 {
					*s = *prev
				}
				here[style] = s
			}
			if item.Ordinal == 1 && s.begun && s.last > 1 {
				*s = sequence{} // a second list
			}
			c.next(s, item)
			across[style] = s
			if item.Text == "" && item.Heading == "" && len(item.Children) == 0 {
				c.report("empty", item, item.Number)
			}
		}
		if len(item.Children) > 0 && item.Kind != KindTable {
			c.lists(item, across)
		}
	}
}
