package office

import (
	"encoding/xml"
	"strings"
)

// maxLevels is how many levels a Word list has.
const maxLevels = 9

// level is one level of a list.
type level struct {
	start   int
	format  string
	custom  string // the pattern of numFmt "custom": 001, 002, …
	text    string // lvlText: 第%1条
	restart int    // lvlRestart, -1 unset
	legal   bool   // isLgl: every number in Arabic digits
	style   string // pStyle
	set     bool
}

// abstract is an abstractNum: a list's levels.
type abstract struct {
	levels    [maxLevels]level
	styleLink string // numStyleLink: the levels stand elsewhere
}

// instance is a num: a use of an abstract list with changes of its own.
type instance struct {
	abstract string
	start    [maxLevels]int // startOverride, -1 unset
	levels   [maxLevels]*level
}

// numbering is numbering.xml.
type numbering struct {
	abstracts map[string]*abstract
	instances map[int]*instance
	styles    *styles
}

// readNumbering reads numbering.xml.
func readNumbering(part []byte, styles *styles) (*numbering, error) {
	n := &numbering{abstracts: map[string]*abstract{}, instances: map[int]*instance{}, styles: styles}
	if part == nil {
		return n, nil
	}
	s, err := openStream(part)
	if err != nil {
		return nil, err
	}
	if _, err := s.root(); err != nil {
		return nil, err
	}
	err = s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "abstractNum":
			return n.readAbstract(s, attr(e, "abstractNumId"))
		case "num":
			return n.readInstance(s, integer(attr(e, "numId"), -1))
		}
		return s.skip()
	}, nil)
	return n, err
}

func (n *numbering) readAbstract(s *stream, id string) error {
	a := &abstract{}
	n.abstracts[id] = a
	return s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "lvl":
			if i := integer(attr(e, "ilvl"), -1); i >= 0 && i < maxLevels {
				return readLevel(s, &a.levels[i])
			}
		case "numStyleLink":
			a.styleLink = attr(e, "val")
		}
		return s.skip()
	}, nil)
}

// readLevel reads the lvl element just opened.
func readLevel(s *stream, l *level) error {
	*l = level{restart: -1, format: "decimal", set: true}
	return s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "start":
			l.start = integer(attr(e, "val"), 0)
		case "numFmt":
			l.format, l.custom = attr(e, "val"), attr(e, "format")
		case "lvlText":
			l.text = attr(e, "val")
		case "lvlRestart":
			l.restart = integer(attr(e, "val"), -1)
		case "isLgl":
			l.legal = on(e)
		case "pStyle":
			l.style = attr(e, "val")
		case "mc:AlternateContent":
			return readCustomFormat(s, l)
		}
		return s.skip()
	}, nil)
}

// readCustomFormat reads the number format of a level that offers a newer
// form and one for older programs: the first is taken.
func readCustomFormat(s *stream, l *level) error {
	done := false
	return s.children(func(xml.StartElement) error {
		return s.children(func(e xml.StartElement) error {
			if local(e.Name) == "numFmt" && !done {
				l.format, l.custom = attr(e, "val"), attr(e, "format")
				done = true
			}
			return s.skip()
		}, nil)
	}, nil)
}

func (n *numbering) readInstance(s *stream, id int) error {
	in := &instance{}
	for i := range in.start {
		in.start[i] = -1
	}
	n.instances[id] = in
	return s.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "abstractNumId":
			in.abstract = attr(e, "val")
		case "lvlOverride":
			i := integer(attr(e, "ilvl"), -1)
			if i < 0 || i >= maxLevels {
				return s.skip()
			}
			return s.children(func(e xml.StartElement) error {
				switch local(e.Name) {
				case "startOverride":
					in.start[i] = integer(attr(e, "val"), -1)
				case "lvl":
					in.levels[i] = &level{}
					return readLevel(s, in.levels[i])
				}
				return s.skip()
			}, nil)
		}
		return s.skip()
	}, nil)
}

// list answers the instance of a num and the abstract list it leads to, over
// a style link where there is one; nil for none.
func (n *numbering) list(num int) (*instance, *abstract, string) {
	in := n.instances[num]
	if in == nil {
		return nil, nil, ""
	}
	id := in.abstract
	a := n.abstracts[id]
	for range 4 {
		if a == nil || a.styleLink == "" {
			break
		}
		p, _ := n.styles.numPr(a.styleLink)
		linked := n.instances[p.num]
		if linked == nil || n.abstracts[linked.abstract] == nil {
			break
		}
		id = linked.abstract
		a = n.abstracts[id]
	}
	if a == nil {
		return nil, nil, ""
	}
	return in, a, id
}

// level is level i of a list as an instance has it.
func (in *instance) level(a *abstract, i int) level {
	if in.levels[i] != nil {
		return *in.levels[i]
	}
	return a.levels[i]
}

// counter computes the numbers paragraph by paragraph, as ECMA-376 part 1,
// 17.9 and Word do: all uses of one abstract list count together.
type counter struct {
	*numbering
	lists map[string]*standing
	used  map[usedLevel]bool
}

type usedLevel struct{ num, level int }

// standing is where one abstract list stands.
type standing struct {
	value [maxLevels]int
	begun [maxLevels]bool
}

func newCounter(n *numbering) *counter {
	return &counter{numbering: n, lists: map[string]*standing{}, used: map[usedLevel]bool{}}
}

// resolve is the list and level of a paragraph: its own, else its style's.
// ok is false where it has none.
func (c *counter) resolve(own numPr, style string) (numPr, bool) {
	p, by := c.styles.numPr(style)
	if own.num >= 0 {
		if own.level < 0 {
			own.level = max(p.level, 0)
			if l := c.styleLevel(own.num, style); l >= 0 {
				own.level = l
			}
		}
		p = own
	} else if p.num >= 0 {
		if l := c.styleLevel(p.num, by); l >= 0 {
			p.level = l
		}
		if l := c.styleLevel(p.num, style); l >= 0 {
			p.level = l
		}
		if own.level >= 0 {
			p.level = own.level
		}
	}
	p.level = max(p.level, 0)
	return p, p.num > 0 && p.level < maxLevels
}

// styleLevel is the level of a list that a style is tied to, or -1.
func (c *counter) styleLevel(num int, style string) int {
	in, a, _ := c.list(num)
	if in == nil || style == "" {
		return -1
	}
	for i := range maxLevels {
		if in.level(a, i).style == style {
			return i
		}
	}
	return -1
}

// next is the number of the next paragraph in a list, as printed; "" for
// bullets and lists without numbers.
func (c *counter) next(p numPr) string {
	in, a, id := c.list(p.num)
	if in == nil {
		return ""
	}
	counts := c.lists[id]
	if counts == nil {
		counts = &standing{}
		c.lists[id] = counts
	}
	i := p.level
	first := !c.used[usedLevel{p.num, i}]
	c.used[usedLevel{p.num, i}] = true
	switch {
	case first && in.start[i] >= 0:
		counts.value[i] = in.start[i]
	case !counts.begun[i]:
		counts.value[i] = in.startOf(a, i)
	default:
		counts.value[i]++
	}
	counts.begun[i] = true
	for j := range i {
		if !counts.begun[j] {
			counts.value[j] = in.startOf(a, j)
			counts.begun[j] = true
		}
	}
	for j := i + 1; j < maxLevels; j++ {
		r := in.level(a, j).restart
		if r < 0 || r > 0 && i < r {
			counts.begun[j] = false
		}
	}
	return in.print(a, counts, i)
}

func (in *instance) startOf(a *abstract, i int) int {
	if in.start[i] >= 0 {
		return in.start[i]
	}
	return in.level(a, i).start
}

// print writes the number of level i: its pattern with the numbers of the
// levels it names.
func (in *instance) print(a *abstract, counts *standing, i int) string {
	l := in.level(a, i)
	if l.format == "bullet" || !l.set {
		return ""
	}
	var b strings.Builder
	for rest := l.text; rest != ""; {
		j := strings.IndexByte(rest, '%')
		if j < 0 || j+1 >= len(rest) {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:j])
		k := int(rest[j+1] - '1')
		if k < 0 || k >= maxLevels {
			b.WriteByte('%')
			rest = rest[j+1:]
			continue
		}
		if k <= i {
			part := in.level(a, k)
			format := part.format
			if l.legal && format != "none" {
				format = "decimal"
			}
			b.WriteString(formatNumber(counts.value[k], format, part.custom))
		}
		rest = rest[j+2:]
	}
	return b.String()
}
