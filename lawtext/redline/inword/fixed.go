package inword

import (
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/office/docx"
	"hefa/lawtext/redline"
)

// The looks of what changed: each by colour and by sign, so that black and
// white paper and colour-blind readers tell them apart.
var (
	goneLook  = docx.Look{Strike: true, Color: "A01818"}
	newLook   = docx.Look{Underline: "single", Color: "0B5C2E"}
	formLook  = docx.Look{Underline: "dotted", Color: "5A5A5A"} // form, numbers, references
	badgeLook = docx.Look{Bold: true, Color: "1F3F7F", Size: 24, Font: docx.Hei}
)

// Fixed writes a redline in colours and signs that stay: no tracked changes,
// nothing that can be accepted by mistake. What moved stands where it is now,
// with a line where it was.
func Fixed(r *redline.Result, o Options) *docx.Document {
	d := docx.New(docx.Options{Title: o.title()})
	legend(d, o)
	for _, s := range r.JointByCells() {
		var c *redline.Change
		if s.Change >= 0 {
			c = &r.Changes[s.Change]
		}
		lines := s.Lines
		switch s.Way {
		case redline.Leaves:
			d.Paragraph(departure(c, o))
			continue
		case redline.Arrives:
			lines = r.LinesByCells(s.Change)
		}
		fixedLines(d, lines, signs(c, s.Way))
	}
	return d
}

// legend explains the signs.
func legend(d *docx.Document, o Options) {
	p := docx.Paragraph{Style: docx.Small}
	p.Runs = append(p.Runs, docx.Text(o.say("legend")), docx.Run{Text: o.say("legend-new"), Look: newLook}, docx.Text(o.say("legend-comma")),
		docx.Run{Text: o.say("legend-gone"), Look: goneLook}, docx.Text(o.say("legend-comma")),
		docx.Run{Text: o.say("legend-form"), Look: formLook}, docx.Text(o.say("legend-comma")), docx.Text(o.say("legend-signs", allSigns())))
	d.Paragraph(p)
	d.Paragraph(docx.Paragraph{Style: docx.Small})
}

func allSigns() string {
	var s string
	for _, k := range []redline.Kind{redline.Added, redline.Deleted, redline.Amended, redline.Moved, redline.Split, redline.Merged, redline.Renumbered} {
		s += "〔" + k.Badge() + "〕"
	}
	return s
}

// signs are the one-character signs of a change, in brackets; "" for none. A
// unit shown old beside new has its sign on either.
func signs(c *redline.Change, way redline.Way) string {
	if c == nil {
		return ""
	}
	var s string
	switch way {
	case redline.Goes:
		s = redline.Deleted.Badge()
	case redline.Comes:
		s = redline.Added.Badge()
	default:
		for _, m := range c.Marks {
			s += redline.Kind(m).Badge()
		}
	}
	if s == "" {
		return ""
	}
	return "〔" + s + "〕"
}

// departure is the line where a moved unit was.
func departure(c *redline.Change, o Options) docx.Paragraph {
	p := docx.Paragraph{Runs: []docx.Run{{Text: "〔" + redline.Moved.Badge() + "〕", Look: badgeLook}}}
	p.Runs = append(p.Runs, docx.Run{Text: named(c.Old, c.Segments, redline.Insert), Look: goneLook},
		docx.Text(o.say("moved-to", named(c.New, c.Segments, redline.Delete))))
	return p
}

// named is how a unit is called: its numbers, or else the first words of it.
func named(numbers []string, segments []redline.Segment, without redline.Op) string {
	numbers = slices.DeleteFunc(slices.Clone(numbers), func(n string) bool { return n == "" })
	if len(numbers) > 0 {
		return lawtext.Visible(strings.Join(numbers, "、"))
	}
	var text []rune
	for _, s := range segments {
		if s.Op != without {
			text = append(text, []rune(s.Text)...)
		}
	}
	first, _, _ := strings.Cut(lawtext.Visible(string(text)), "\n")
	if short := []rune(first); len(short) > 12 {
		return string(short[:12]) + "……"
	}
	return first
}

// fixedLines writes lines, the signs before the first words. Where a line's end
// went, the lines run together over a struck sign.
func fixedLines(d *docx.Document, lines []redline.Line, signs string) {
	var open *docx.Paragraph
	for _, l := range lines {
		if l.Rows != nil {
			if signs != "" {
				d.Paragraph(docx.Paragraph{Runs: []docx.Run{{Text: signs, Look: badgeLook}}, NoIndent: true})
				signs = ""
			}
			d.Table(fixedTable(l.Rows))
			continue
		}
		whole := wholeLine(l)
		p := styled(l)
		if open != nil {
			p = *open
		} else if signs != "" {
			p.Runs = append(p.Runs, docx.Run{Text: signs, Look: badgeLook})
			signs = ""
		}
		p.Runs = append(p.Runs, colored(l.Segments)...)
		open = nil
		switch {
		case l.Break == redline.Delete && !whole:
			p.Runs = append(p.Runs, docx.Run{Text: "¶", Look: goneLook})
			open = &p
			continue
		case l.Break == redline.Insert && !whole:
			p.Runs = append(p.Runs, docx.Run{Text: "¶", Look: newLook})
		}
		d.Paragraph(p)
	}
	if open != nil {
		d.Paragraph(*open)
	}
}

// wholeLine reports whether a line came or went with its end and all.
func wholeLine(l redline.Line) bool {
	return !slices.ContainsFunc(l.Segments, func(s redline.Segment) bool { return s.Op != l.Break })
}

// colored are the runs of segments, what changed marked and what would hide
// shown.
func colored(segments []redline.Segment) []docx.Run {
	runs := make([]docx.Run, 0, len(segments))
	for _, s := range segments {
		run := docx.Text(lawtext.Visible(s.Text))
		switch s.Op {
		case redline.Delete:
			run.Look = goneLook
		case redline.Insert:
			run.Look = newLook
			if s.Class != redline.ClassText {
				run.Look = formLook
			}
		}
		runs = append(runs, run)
	}
	return runs
}

// fixedTable marks rows that came or went by sign too.
func fixedTable(rows []redline.Row) docx.Table {
	rows = redline.JoinShared(rows)
	room := docx.Upright.Width()
	s, _ := settingFor(len(columnsOf(rows)), room)
	s.narrow = 7 // for a sign in brackets
	return signed(cells(rows, room, s, func(_ redline.Row, lines []redline.Line) []docx.Block {
		var list []docx.Block
		for _, l := range lines {
			list = append(list, docx.Paragraph{Style: s.style, Runs: colored(l.Segments)})
		}
		return list
	}), rows)
}

// signed puts the sign of each row that came or went into the first cell that is
// its own: not one of a row above, nor one that it shares with rows that stayed.
func signed(t docx.Table, rows []redline.Row) docx.Table {
	for k, r := range rows {
		kind := redline.Added
		switch r.Op {
		case redline.Equal:
			continue
		case redline.Delete:
			kind = redline.Deleted
		}
		own := slices.IndexFunc(r.Cells, func(c redline.Cell) bool { return !c.GoesOn && c.Op == "" && !(c.Spans && unchanged(c)) })
		if own < 0 {
			continue // no cell is
		}
		cell := &t.Rows[k].Cells[own]
		p := cell.Blocks[0].(docx.Paragraph)
		badge := badgeLook
		if p.Style == docx.CellSmall {
			badge.Size = 0
		}
		p.Runs = append([]docx.Run{{Text: "〔" + kind.Badge() + "〕", Look: badge}}, p.Runs...)
		cell.Blocks[0] = p
	}
	return t
}

// unchanged reports whether all words of a cell are those of both texts.
func unchanged(c redline.Cell) bool {
	return !slices.ContainsFunc(c.Lines, func(l redline.Line) bool {
		return slices.ContainsFunc(l.Segments, func(s redline.Segment) bool { return s.Op != redline.Equal })
	})
}

// level is the style of a row over the whole table.
func level(l redline.Line) docx.Style {
	if l.Kind == lawtext.KindSection {
		return docx.CellText
	}
	return docx.CellHead
}
