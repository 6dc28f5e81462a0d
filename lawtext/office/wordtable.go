package office

import (
	"encoding/xml"
	"strings"

	"hefa/lawtext"
)

// maxSpan bounds how many columns one cell may claim.
const maxSpan = 1000

// wordCell is one cell while its table is read.
type wordCell struct {
	blocks  []lawtext.Block
	span    int
	goesOn  bool // continues the cell above (vMerge)
	merging bool
	gone    bool // by a tracked change
}

// table reads the table just opened.
func (d *docx) table() error {
	d.flush()
	var rows [][]wordCell
	err := d.stream.children(d.rows(&rows), nil)
	if err != nil {
		return err
	}
	if len(rows) == 1 && len(rows[0]) == 1 {
		// A frame around text, not a table.
		d.blocks = append(d.blocks, rows[0][0].blocks...)
		return nil
	}
	if cells := mergeCells(rows); len(cells) > 0 {
		d.blocks = append(d.blocks, lawtext.Block{Rows: cells})
	}
	return nil
}

func (d *docx) rows(rows *[][]wordCell) func(e xml.StartElement) error {
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch name := local(e.Name); name {
		case "tr":
			row, keep, err := d.row()
			if keep && len(row) > 0 {
				*rows = append(*rows, row)
			}
			return err
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return d.stream.children(visit, nil)
		case "mc:AlternateContent":
			return d.alternate(visit)
		}
		return d.stream.skip()
	}
	return visit
}

func (d *docx) row() (row []wordCell, keep bool, err error) {
	keep = true
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch local(e.Name) {
		case "trPr":
			return d.stream.children(func(e xml.StartElement) error {
				if name := local(e.Name); name == "ins" || name == "del" {
					keep = d.change(name)
				}
				return d.stream.skip()
			}, nil)
		case "tc":
			cell, err := d.cell()
			if !cell.gone {
				row = append(row, cell)
			}
			return err
		case "sdt", "sdtContent", "customXml":
			return d.stream.children(visit, nil)
		}
		return d.stream.skip()
	}
	err = d.stream.children(visit, nil)
	return row, keep, err
}

func (d *docx) cell() (wordCell, error) {
	c := wordCell{span: 1}
	outer := d.blocks
	d.blocks = nil
	d.enter(len(outer))
	defer func() { d.nested-- }()
	err := d.stream.children(func(e xml.StartElement) error {
		if local(e.Name) != "tcPr" {
			return d.block(e)
		}
		return d.stream.children(func(e xml.StartElement) error {
			switch local(e.Name) {
			case "gridSpan":
				c.span = min(max(integer(attr(e, "val"), 1), 1), maxSpan)
			case "vMerge":
				c.merging = true
				c.goesOn = attr(e, "val") != "restart"
			case "cellIns":
				c.gone = !d.change("ins")
			case "cellDel":
				c.gone = !d.change("del")
			}
			return d.stream.skip()
		}, nil)
	}, nil)
	d.flush()
	c.blocks = d.blocks
	d.blocks = outer
	return c, err
}

// mergeCells joins the cells that continue those above them.
func mergeCells(rows [][]wordCell) [][]lawtext.Cell {
	out := make([][]lawtext.Cell, len(rows))
	type place struct{ row, cell int }
	above := map[int]place{} // by grid column: the cell that vMerge may continue
	for r, row := range rows {
		column := 0
		for _, c := range row {
			text := cellText(c.blocks)
			p, known := above[column]
			if c.goesOn && known {
				top := &out[p.row][p.cell]
				top.Rows = r - p.row + 1
				if text != "" {
					top.Text = strings.TrimPrefix(top.Text+"\n"+text, "\n")
				}
			} else {
				cell := lawtext.Cell{Text: text}
				if c.span > 1 {
					cell.Columns = c.span
				}
				out[r] = append(out[r], cell)
				delete(above, column)
				if c.merging {
					above[column] = place{r, len(out[r]) - 1}
				}
			}
			column += c.span
		}
	}
	return out
}

// cellText is what a cell holds, paragraphs and nested tables joined by \n.
func cellText(blocks []lawtext.Block) string {
	var b strings.Builder
	add := func(s string) {
		if strings.TrimSpace(s) == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s)
	}
	for _, block := range blocks {
		for _, row := range block.Rows {
			for _, c := range row {
				add(c.Text)
			}
		}
		if block.Rows == nil {
			add(strings.TrimSpace(block.Number + " " + block.Text))
		}
	}
	return b.String()
}
