package redline

import (
	"slices"
	"strconv"
	"strings"

	"hefa/lawtext"
)

// holdsTable reports whether a table stands in a group.
func (g *group) holdsTable() bool {
	tabled := func(b *block) bool { return b.tabled }
	return slices.ContainsFunc(g.old, tabled) || slices.ContainsFunc(g.new, tabled)
}

// sameShape reports whether the tables of both sides have the same rows, columns
// and cells at the same places of the same words: an empty form, a row or a
// column can come or go without a word.
func (g *group) sameShape() bool {
	return !g.holdsTable() || shapeOf(g.old) == shapeOf(g.new)
}

// shapeOf writes blocks down, their tables cell by cell.
func shapeOf(blocks []*block) string {
	var b strings.Builder
	for _, one := range blocks {
		for _, u := range one.roots {
			switch one.form {
			case formBare:
				b.WriteString(one.text)
			case formWhole:
				writeShape(&b, u)
			default:
				b.WriteString(u.Number)
				writeShape(&b, u)
			}
		}
	}
	return b.String()
}

func writeShape(b *strings.Builder, u *lawtext.Unit) {
	if u.Kind == lawtext.KindTable {
		writeTable(b, u)
		return
	}
	b.WriteString(u.Heading)
	b.WriteString(u.Text)
	for _, c := range u.Children {
		b.WriteString(c.Number)
		writeShape(b, c)
	}
}

// writeTable writes a table with marks that no text has.
func writeTable(b *strings.Builder, table *lawtext.Unit) {
	b.WriteString("\x00")
	for _, r := range rowsOf(table, Equal) {
		for _, c := range r.Cells {
			b.WriteString("\x01" + strconv.Itoa(c.Columns))
			if c.GoesOn {
				b.WriteString("\x02")
			} else {
				b.WriteString("\x03" + c.unit.Plain())
			}
		}
		b.WriteString("\x04")
	}
	b.WriteString("\x00")
}
