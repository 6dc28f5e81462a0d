package lawtext

import "strings"

// tableUnit makes a table of rows and cells.
func (b *builder) tableUnit(l *line) *Unit {
	b.table++
	t := &Unit{Kind: KindTable, Ordinal: b.table, Source: l.span()}
	at := int(l.start)
	for r, row := range *l.rows {
		u := &Unit{Kind: KindRow, Ordinal: r + 1, Source: Range{at, at}}
		for k, c := range row {
			end := at + CodePoints(c.Text)
			u.Children = append(u.Children, &Unit{
				Kind: KindCell, Ordinal: k + 1, Text: strings.TrimFunc(c.Text, blank),
				Columns: c.Columns, Rows: c.Rows, Source: Range{at, end},
			})
			u.Source.End = end
			at = end + 1
		}
		t.Children = append(t.Children, u)
	}
	return t
}
