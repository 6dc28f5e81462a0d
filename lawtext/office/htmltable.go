package office

import (
	"strconv"
	"strings"

	"hefa/lawtext"
)

// pageTable is an open table.
type pageTable struct {
	rows [][]lawtext.Cell
	cell *strings.Builder // of the open cell, or nil
}

func (p *page) table() *pageTable {
	if n := len(p.tables); n > 0 {
		return p.tables[n-1]
	}
	return nil
}

func (t *pageTable) openCell(attrs map[string]string) {
	t.endCell()
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	span := func(name string) int {
		n, err := strconv.Atoi(attrs[name])
		if err != nil || n < 2 || n > maxSpan {
			return 0
		}
		return n
	}
	row := &t.rows[len(t.rows)-1]
	*row = append(*row, lawtext.Cell{Columns: span("colspan"), Rows: span("rowspan")})
	t.cell = &strings.Builder{}
}

func (t *pageTable) endCell() {
	if t.cell == nil {
		return
	}
	row := t.rows[len(t.rows)-1]
	row[len(row)-1].Text = t.cell.String()
	t.cell = nil
}

// endTable closes the innermost table: into the cell it stands in, or as a
// block. A table of one cell is only a frame.
func (p *page) endTable() {
	n := len(p.tables)
	if n == 0 {
		return
	}
	t := p.tables[n-1]
	t.endCell()
	p.tables = p.tables[:n-1]
	var rows [][]lawtext.Cell
	cells := 0
	for _, row := range t.rows {
		if len(row) > 0 {
			rows = append(rows, row)
			cells += len(row)
		}
	}
	outer := p.table()
	switch {
	case cells == 0:
	case outer != nil && outer.cell != nil:
		for _, row := range rows {
			for _, c := range row {
				outer.addLine(c.Text)
			}
		}
	case cells == 1:
		for line := range strings.SplitSeq(rows[0][0].Text, "\n") {
			p.blocks = append(p.blocks, lawtext.Block{Text: line})
		}
	default:
		p.blocks = append(p.blocks, lawtext.Block{Rows: rows})
	}
}

func (t *pageTable) addLine(s string) {
	if s == "" {
		return
	}
	if t.cell.Len() > 0 {
		t.cell.WriteByte('\n')
	}
	t.cell.WriteString(s)
}
