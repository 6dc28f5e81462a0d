package docxtest

import "strconv"

// document holds the main part to what its sequences do not say.
func (c *checker) document(root *node) {
	if root.name != "document" || len(root.children) != 1 || root.children[0].name != "body" {
		c.say("no document with one body")
		return
	}
	body := root.children[0]
	n := len(body.children)
	if n < 2 || body.children[n-1].name != "sectPr" || body.children[n-2].name != "p" && body.children[n-2].name != "moveFromRangeEnd" && body.children[n-2].name != "moveToRangeEnd" {
		c.say("the body ends in no paragraph and section")
	}
	var last *node
	for _, child := range body.children {
		if child.name == "p" {
			last = child
		}
	}
	if last != nil && mark(last) != "" {
		c.say("the last paragraph's end is %s: it cannot go or come", mark(last))
	}
	a := annotations{checker: c, ids: map[string]bool{}, open: map[string]string{}, from: map[string]int{}, to: map[string]int{}}
	a.walk(body, "")
	for id := range a.open {
		c.say("the move range %s has no end", id)
	}
	for name, n := range a.from {
		if n != 1 || a.to[name] != 1 {
			c.say("the move %s has %d places it leaves and %d it arrives at", name, n, a.to[name])
		}
	}
	for name := range a.to {
		if a.from[name] == 0 {
			c.say("the move %s leaves nowhere", name)
		}
	}
	if a.moved && len(a.from) == 0 {
		c.say("something was moved outside all move ranges")
	}
}

// mark is what happened to a paragraph's end, "" where nothing did.
func mark(p *node) string {
	for _, child := range p.children {
		if child.name != "pPr" {
			continue
		}
		for _, r := range child.children {
			if r.name == "rPr" && len(r.children) > 0 {
				return r.children[0].name
			}
		}
	}
	return ""
}

// annotations checks ids and ranges in the order of the document.
type annotations struct {
	*checker
	ids      map[string]bool
	open     map[string]string // id of an open range → its element
	from, to map[string]int    // ranges by name
	moved    bool
}

func (a *annotations) walk(n *node, inside string) {
	switch n.name {
	case "ins", "del", "moveFrom", "moveTo":
		a.id(n)
		if n.attrs["author"] == "" {
			a.say("%s without an author", n.name)
		}
		if kind := n.name; kind == "moveFrom" || kind == "moveTo" {
			a.moved = true
			// The mark of the first paragraph stands before its range begins.
			if len(n.children) > 0 && !a.within(kind) {
				a.say("%s %s outside its range", kind, n.attrs["id"])
			}
		}
		inside = n.name
	case "moveFromRangeStart", "moveToRangeStart":
		a.id(n)
		a.open[n.attrs["id"]] = n.name[:len(n.name)-len("RangeStart")]
		if n.name == "moveFromRangeStart" {
			a.from[n.attrs["name"]]++
		} else {
			a.to[n.attrs["name"]]++
		}
	case "moveFromRangeEnd", "moveToRangeEnd":
		if a.open[n.attrs["id"]] != n.name[:len(n.name)-len("RangeEnd")] {
			a.say("%s %s ends nothing", n.name, n.attrs["id"])
		}
		delete(a.open, n.attrs["id"])
	case "t":
		if inside == "del" {
			a.say("t in del")
		}
	case "delText":
		if inside != "del" {
			a.say("delText outside del")
		}
	case "body", "tc":
		a.apart(n)
	case "tbl":
		a.table(n)
	}
	for _, child := range n.children {
		a.walk(child, inside)
	}
}

func (a *annotations) within(kind string) bool {
	for _, open := range a.open {
		if open == kind {
			return true
		}
	}
	return false
}

func (a *annotations) id(n *node) {
	id := n.attrs["id"]
	if v, err := strconv.Atoi(id); err != nil || v < 1 {
		a.say("%s has the id %q", n.name, id)
	}
	if a.ids[id] {
		a.say("the id %s stands twice", id)
	}
	a.ids[id] = true
}

// table holds rows to the grid, and cells to end in a paragraph of their own.
func (a *annotations) table(n *node) {
	grid := 0
	for _, child := range n.children {
		if child.name == "tblGrid" {
			grid = len(child.children)
		}
	}
	for _, row := range n.children {
		if row.name != "tr" {
			continue
		}
		columns := 0
		for _, cell := range row.children {
			switch cell.name {
			case "trPr":
				columns += number(cell, "gridAfter", 0)
			case "tc":
				columns += number(cell.children[0], "gridSpan", 1)
				a.fits(cell)
				last := cell.children[len(cell.children)-1]
				if last.name != "p" {
					a.say("a cell ends in %s", last.name)
				} else if mark(last) != "" {
					a.say("a cell's last end is %s", mark(last))
				}
			}
		}
		if columns != grid {
			a.say("a row of %d columns in a grid of %d", columns, grid)
		}
	}
}

// apart holds tables to stand apart, since two side by side are one to Word.
func (a *annotations) apart(n *node) {
	for k, child := range n.children {
		if k > 0 && child.name == "tbl" && n.children[k-1].name == "tbl" {
			a.say("two tables side by side in %s", n.name)
		}
	}
}

// fits holds the tables in a cell to its width.
func (a *annotations) fits(cell *node) {
	room := value(cell.children[0], "tcW", "w", 0)
	for _, child := range cell.children {
		if child.name != "tbl" {
			continue
		}
		width := 0
		for _, part := range child.children {
			if part.name != "tblGrid" {
				continue
			}
			for _, column := range part.children {
				w, _ := strconv.Atoi(column.attrs["w"]) // 0 is no width
				width += w
			}
		}
		if width > room || width == 0 {
			a.say("a table of %d twips in a cell of %d", width, room)
		}
	}
}

// number is the value of a property, or else what it is without.
func number(properties *node, name string, without int) int {
	return value(properties, name, "val", without)
}

func value(properties *node, name, attribute string, without int) int {
	for _, p := range properties.children {
		if p.name == name {
			n, _ := strconv.Atoi(p.attrs[attribute]) // 0 is no column, and no width
			return n
		}
	}
	return without
}
