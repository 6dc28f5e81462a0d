package inword

import (
	"strings"

	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// Comparison writes the clause comparison table: old, new, and what kind of
// change it is, on lying paper, its head repeated on each page. Units stand in
// the order of the new text; what was deleted stands where it was.
func Comparison(r *redline.Result, o Options) *docx.Document {
	d := docx.New(docx.Options{Title: o.Title, Paper: docx.Lying})
	d.Paragraph(docx.Line(docx.Title, o.say("table-title", o.Title)))
	d.Paragraph(comparisonLegend(o))
	t := docx.Table{Widths: []int{21, 21, 8}, Header: 1, Rows: []docx.Row{{Cells: []docx.Cell{
		headCell(o.say("column-old")), headCell(o.say("column-new")), headCell(o.say("column-remark"))}}}}
	for k := range r.Changes {
		c := &r.Changes[k]
		if c.Kind == redline.Unchanged && (c.Unit == redline.UnitTitle || o.OnlyChanges && c.Unit != redline.UnitHeading) {
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
	return docx.Cell{Shade: "E8E8E8", Paragraphs: []docx.Paragraph{docx.Line(docx.CellHead, text)}}
}

// comparisonRow is the row of the k-th change; an unchanged heading goes over
// all columns.
func comparisonRow(r *redline.Result, k int, o Options) docx.Row {
	c := &r.Changes[k]
	lines := r.LinesByCells(k)
	if c.Kind == redline.Unchanged && c.Unit == redline.UnitHeading {
		p := docx.Paragraph{Style: docx.CellHead}
		if len(lines) > 0 {
			p.Style, p.Align = level(lines[0]), docx.Center
		}
		for n, l := range lines {
			if n > 0 {
				p.Runs = append(p.Runs, docx.Text("\n"))
			}
			p.Runs = append(p.Runs, colored(l.Segments)...)
		}
		return docx.Row{Whole: true, Cells: []docx.Cell{{Columns: 3, Paragraphs: []docx.Paragraph{p}}}}
	}
	old := docx.Cell{Paragraphs: column(lines, redline.Insert)}
	changed := docx.Cell{Paragraphs: column(lines, redline.Delete)}
	if len(c.OldAddresses) == 0 {
		old = docx.Cell{}
	}
	if len(c.NewAddresses) == 0 {
		changed = docx.Cell{}
	}
	note := docx.Cell{Paragraphs: []docx.Paragraph{{Style: docx.CellText, Align: docx.Left, Runs: []docx.Run{docx.Text(remark(c, o))}}}}
	return docx.Row{Cells: []docx.Cell{old, changed, note}}
}

// column is one text's side of lines, what is only in it marked.
func column(lines []redline.Line, without redline.Op) []docx.Paragraph {
	var list []docx.Paragraph
	table := false
	for _, l := range redline.OneSide(lines, without) {
		if l.Rows != nil {
			if table {
				list = append(list, docx.Paragraph{Style: docx.CellText}) // or two tables would be one
			}
			list, table = append(list, rowLines(l.Rows)...), true
			continue
		}
		table = false
		list = append(list, docx.Paragraph{Style: docx.CellText, Runs: marked(l.Segments)})
	}
	return list
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

// rowLines writes a table inside a cell: a line for each row, cells between
// bars.
func rowLines(rows []redline.Row) []docx.Paragraph {
	var list []docx.Paragraph
	for _, r := range rows {
		p := docx.Paragraph{Style: docx.CellText, Align: docx.Left}
		for k, c := range r.Cells {
			if k > 0 {
				p.Runs = append(p.Runs, docx.Text("｜"))
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
