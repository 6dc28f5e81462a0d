package redline

import (
	"slices"
	"strconv"
)

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
	for i, row := range Grid(l.Rows, true) {
		op := l.Rows[i].Op
		class, kind := changed(op)
		p.print("<tr")
		if class != "" {
			p.print(` class="`, class, `"`)
		}
		p.print(">")
		own := slices.IndexFunc(row, func(c GridCell) bool { return c.Op == op })
		for k, c := range row {
			p.print("<td")
			if class, _ := changed(c.Op); class != "" {
				p.print(` class="`, class, `"`)
			}
			p.span("colspan", c.Columns)
			p.span("rowspan", c.Rows)
			p.print(">")
			if k == own {
				p.badge(kind)
			}
			p.cell(c.Lines)
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
