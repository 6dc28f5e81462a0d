package inword

import (
	"slices"
	"strings"

	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// Comparison writes the clause comparison table: old, new, and what kind of
// change it is, on lying paper, its head repeated on each page. Units stand in
// the order of the new text; what was deleted stands where it was.
func Comparison(r *redline.Result, o Options) *docx.Document {
	d := docx.New(docx.Options{Title: o.title(), Paper: docx.Lying})
	d.Paragraph(docx.Line(docx.Title, o.say("table-title", o.title())))
	d.Paragraph(comparisonLegend(o))
	t := docx.Table{Widths: shareOf[:], Header: 1, KeepShort: true, Rows: []docx.Row{{Cells: []docx.Cell{
		headCell(o.say("column-old")), headCell(o.say("column-new")), headCell(o.say("column-remark"))}}}}
	shown := r.WithHeadings(func(k int) bool { return !o.OnlyChanges || r.Changes[k].Kind != redline.Unchanged })
	for k := range r.Changes {
		c := &r.Changes[k]
		if !shown[k] || c.Kind == redline.Unchanged && c.Unit == redline.UnitTitle {
			continue // the title stands above
		}
		t.Rows = append(t.Rows, comparisonRow(r, k, o))
	}
	d.Table(t)
	return d
}

func comparisonLegend(o Options) docx.Paragraph {
	return docx.Paragraph{Style: docx.Small, Runs: []docx.Run{docx.Text(o.say("table-legend")),
		{Text: o.say("legend-gone"), Look: bold(goneLook)}, docx.Text(o.say("legend-comma")),
		{Text: o.say("legend-new"), Look: bold(newLook)}, docx.Text(o.say("legend-comma")),
		{Text: o.say("legend-form"), Look: formLook}, docx.Text(o.say("legend-stop"))}}
}

func headCell(text string) docx.Cell {
	return docx.Cell{Shade: "E8E8E8", Blocks: []docx.Block{docx.Line(docx.CellHead, text)}}
}

// shareOf are the shares of the columns old, new and remark.
var shareOf = [...]int{21, 21, 8}

// textRoom is the room for words in the columns old and new, in twips.
func textRoom() int {
	sum := 0
	for _, share := range shareOf {
		sum += share
	}
	return docx.Lying.Width()*shareOf[0]/sum - usual.sides
}

// comparisonRow is the row of the k-th change; an unchanged heading goes over
// all columns.
func comparisonRow(r *redline.Result, k int, o Options) docx.Row {
	c := &r.Changes[k]
	lines := r.LinesByCells(k)
	if c.Kind == redline.Unchanged && c.Unit == redline.UnitHeading {
		p := docx.Paragraph{Style: docx.CellHead, KeepNext: true}
		if len(lines) > 0 {
			p.Style, p.Align = level(lines[0]), docx.Center
		}
		for n, l := range lines {
			if n > 0 {
				p.Runs = append(p.Runs, docx.Text("\n"))
			}
			p.Runs = append(p.Runs, colored(l.Segments)...)
		}
		return docx.Row{Whole: true, Cells: []docx.Cell{{Columns: 3, Blocks: []docx.Block{p}}}}
	}
	old := docx.Cell{Blocks: side(lines, redline.Insert)}
	changed := docx.Cell{Blocks: side(lines, redline.Delete)}
	if len(c.OldAddresses) == 0 {
		old = docx.Cell{}
	}
	if len(c.NewAddresses) == 0 {
		changed = docx.Cell{}
	}
	note := docx.Cell{Blocks: []docx.Block{docx.Paragraph{Style: docx.CellText, Align: docx.Left, Runs: []docx.Run{docx.Text(remark(c, o))}}}}
	return docx.Row{Cells: []docx.Cell{old, changed, note}}
}

// side is one text's side of lines, what is only in it marked.
func side(lines []redline.Line, without redline.Op) []docx.Block {
	lines = slices.Clone(lines)
	for k := range lines {
		lines[k].Rows = redline.UnmarkShared(lines[k].Rows)
	}
	var list []docx.Block
	table := false
	columns := columnsOnEither(lines, without)
	for _, l := range redline.OneSide(lines, without) {
		if l.Rows == nil {
			list, table = append(list, docx.Paragraph{Style: docx.CellText, Runs: marked(l.Segments)}), false
			continue
		}
		if table {
			list = append(list, docx.Paragraph{Style: docx.CellText}) // or two tables would be one
		}
		list, table = append(list, tableInside(l.Rows, columns[0])...), true
		columns = columns[1:]
	}
	return list
}

// columnsOnEither counts the columns of the tables on one side, as many as they
// have on the other if there are more there: both are to look alike.
func columnsOnEither(lines []redline.Line, without redline.Op) []int {
	var list []int
	for _, l := range lines {
		if l.Rows == nil {
			continue
		}
		most := map[redline.Op]int{}
		for _, op := range []redline.Op{redline.Insert, redline.Delete} {
			for _, of := range redline.OneSide([]redline.Line{l}, op) {
				most[op] = len(columnsOf(of.Rows))
			}
		}
		if _, there := most[without]; there {
			list = append(list, max(most[redline.Insert], most[redline.Delete]))
		}
	}
	return list
}

// tableInside writes a table inside a cell: as one where so many columns can be
// read there, else a line for each row.
func tableInside(rows []redline.Row, columns int) []docx.Block {
	room := textRoom()
	s, fits := settingFor(columns, room)
	if !fits {
		return rowLines(rows)
	}
	return []docx.Block{cells(rows, room, s, func(_ redline.Row, lines []redline.Line) []docx.Block {
		var list []docx.Block
		for _, l := range lines {
			list = append(list, docx.Paragraph{Style: s.style, Align: docx.Left, Runs: marked(l.Segments)})
		}
		return list
	})}
}

// marked are the runs of segments; changed words among others are bold.
func marked(segments []redline.Segment) []docx.Run {
	runs := colored(segments)
	whole := true
	for _, s := range segments {
		whole = whole && s.Op != redline.Equal
	}
	for k := range runs {
		if segments[k].Op != redline.Equal && !whole {
			runs[k].Look = bold(runs[k].Look)
		}
	}
	return runs
}

func bold(l docx.Look) docx.Look {
	l.Bold = true
	return l
}

// rowLines writes a line for each row of a table, cells between bars.
func rowLines(rows []redline.Row) []docx.Block {
	var list []docx.Block
	for _, r := range rows {
		p := docx.Paragraph{Style: docx.CellText, Align: docx.Left}
		for k, c := range r.Cells {
			if k > 0 {
				p.Runs = append(p.Runs, docx.Text("｜"))
			}
			if c.GoesOn {
				continue
			}
			for n, l := range c.Lines {
				if n > 0 {
					p.Runs = append(p.Runs, docx.Text(" "))
				}
				p.Runs = append(p.Runs, marked(l.Segments)...)
			}
		}
		list = append(list, p)
	}
	return list
}

// remark says in words what kind of change it is.
func remark(c *redline.Change, o Options) string {
	old, new := named(c.Old, c.Segments, redline.Insert), named(c.New, c.Segments, redline.Delete)
	has := map[redline.Mark]bool{}
	for _, m := range c.Marks {
		has[m] = true
	}
	var parts []string
	add := func(when bool, key string, gaps ...any) {
		if when {
			parts = append(parts, o.say(key, gaps...))
		}
	}
	numbered := strings.Join(c.Old, "")+strings.Join(c.New, "") != ""
	add(has[redline.Mark(redline.Added)], "added")
	add(has[redline.Mark(redline.Deleted)], "deleted")
	add(has[redline.Mark(redline.Split)], "split", old, new)
	add(has[redline.Mark(redline.Merged)], "merged", old, new)
	add(has[redline.Mark(redline.Moved)] && numbered, "moved", old, new)
	add(has[redline.Mark(redline.Moved)] && !numbered, "moved-here")
	add(has[redline.Mark(redline.Renumbered)] && c.Kind == redline.Renumbered, "renumbered", old, new)
	if has[redline.Mark(redline.Amended)] {
		text := changedIn(c, redline.ClassText)
		add(has[redline.MarkRewritten], "rewritten")
		add(text && !has[redline.MarkRewritten], "amended")
		add(has[redline.MarkConsequential], "consequential")
		add(!text && !has[redline.MarkConsequential], "form")
	}
	return strings.Join(parts, o.say("remark-and"))
}

// changedIn reports whether anything of a class changed.
func changedIn(c *redline.Change, class redline.Class) bool {
	for _, s := range c.Segments {
		if s.Op != redline.Equal && s.Class == class {
			return true
		}
	}
	return false
}
