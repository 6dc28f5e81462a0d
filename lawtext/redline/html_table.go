package redline

import "strconv"

// tabled writes the k-th change, its tables as such.
func (p *htmlPrinter) tabled(r *Result, k int) {
	lines := r.Columns(k).Both
	open := false
	for i, l := range lines {
		if l.Rows != nil {
			p.table(l)
			continue
		}
		if !open {
			p.print(`<p class="rl-line">`)
		}
		for _, s := range l.Segments {
			p.segment(s.Op, s.Class, s.Text)
		}
		last := i+1 == len(lines) || lines[i+1].Rows != nil
		switch {
		case last:
		case l.Break == Delete:
			p.print(`<del class="rl-break">¶</del>`)
		case l.Break == Insert:
			p.print(`<ins class="rl-break">¶</ins>`)
		}
		if open = !last && l.Break == Delete; !open {
			p.print("</p>")
		}
	}
}

// changed is the class of what came or went whole.
func changed(op Op) (class string, k Kind) {
	switch op {
	case Delete:
		return "rl-deleted", Deleted
	case Insert:
		return "rl-added", Added
	}
	return "", Unchanged
}

func (p *htmlPrinter) table(l Line) {
	class, _ := changed(l.Break)
	p.print(`<table class="rl-table`)
	if class != "" {
		p.print(" ", class)
	}
	p.print(`">`)
	for i, row := range laidOut(l.Rows) {
		class, kind := changed(l.Rows[i].Op)
		p.print("<tr")
		if class != "" {
			p.print(` class="`, class, `"`)
		}
		p.print(">")
		for k, c := range row {
			p.print("<td")
			if class, _ := changed(c.op); class != "" {
				p.print(` class="`, class, `"`)
			}
			p.span("colspan", c.columns)
			p.span("rowspan", c.rows)
			p.print(">")
			if k == 0 {
				p.badge(kind)
			}
			p.cell(c.lines)
			p.print("</td>")
		}
		p.print("</tr>")
	}
	p.print("</table>")
}

func (p *htmlPrinter) span(name string, n int) {
	if n > 1 {
		p.print(" ", name, `="`, strconv.Itoa(n), `"`)
	}
}

func (p *htmlPrinter) cell(lines []Line) {
	for i, l := range lines {
		for _, s := range l.Segments {
			p.segment(s.Op, s.Class, s.Text)
		}
		switch {
		case i+1 == len(lines):
		case l.Break == Delete:
			p.print(`<del class="rl-break">¶</del>`)
		case l.Break == Insert:
			p.print(`<ins class="rl-break">¶</ins><br>`)
		default:
			p.print("<br>")
		}
	}
}

// htmlCell is a cell as HTML has it: once for all rows it spans.
type htmlCell struct {
	op            Op // in a row of both texts, a column's that came or went
	columns, rows int
	lines         []Line
}

// laidOut joins the cells of rows that go on below. One whose row above is
// another's has no cell to belong to, and stands by itself.
func laidOut(rows []Row) [][]*htmlCell {
	list := make([][]*htmlCell, len(rows))
	above := map[int]*htmlCell{} // by column: those of the row before
	for i, r := range rows {
		here := make(map[int]*htmlCell, len(r.Cells))
		at := 0
		for _, c := range r.Cells {
			cell := above[at]
			if c.GoesOn && cell != nil && cell.columns == c.Columns && (c.Op == "" || cell.op == c.Op) {
				cell.rows++
			} else {
				cell = &htmlCell{columns: c.Columns, rows: 1, lines: c.Lines}
				if r.Op == Equal {
					cell.op = c.Op
				}
				list[i] = append(list[i], cell)
			}
			here[at] = cell
			at += c.Columns
		}
		above = here
	}
	return list
}
