package docx

import "strings"

// short reports whether a row takes less than half a page, as far as can be told
// without setting it: Chinese characters are as wide as they are high, others
// half as wide.
func (d *Document) short(r Row, columns []int, margin int) bool {
	return r.height(columns, margin) < d.options.Paper.height()/2
}

func (r Row) height(columns []int, margin int) int {
	highest, at := 0, 0
	for _, c := range r.Cells {
		width := -2 * margin
		for range max(1, c.Columns) {
			width += columns[at]
			at++
		}
		height := 0
		for _, block := range c.Blocks {
			height += block.height(max(1, width))
		}
		highest = max(highest, height)
	}
	return highest
}

func (t Table) height(width int) int {
	sum := 0
	columns := columnsOf(t, width)
	for _, r := range t.Rows {
		sum += r.height(columns, t.margin())
	}
	return sum
}

func (p Paragraph) height(width int) int {
	s := styles[p.Style]
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	most := max(2, width/(s.size*5)) // half characters of a line
	lines := 0
	for line := range strings.SplitSeq(b.String(), "\n") {
		lines += max(1, (Halves(line)+most-1)/most)
	}
	return s.before + lines*s.line + s.after
}

// Halves is how many half characters wide a text is, about.
func Halves(s string) int {
	n := 0
	for _, r := range s {
		n++
		if Wide(r) {
			n++
		}
	}
	return n
}

// Wide reports whether a character is as wide as it is high: those from the
// first Chinese block on.
func Wide(r rune) bool { return r >= 0x2E80 }
