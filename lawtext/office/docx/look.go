package docx

import (
	"bytes"
	"strconv"
)

// write writes w:rPr, its children in the schema's order.
func (l Look) write(b *bytes.Buffer) {
	if l == (Look{}) {
		return
	}
	b.WriteString("<w:rPr>")
	if l.Font != "" {
		l.Font.write(b)
	}
	for _, on := range []struct {
		is      bool
		element string
	}{{l.Bold, "b"}, {l.Strike, "strike"}, {l.DoubleStrike, "dstrike"}} {
		if on.is {
			b.WriteString("<w:" + on.element + "/>")
		}
	}
	if l.Color != "" {
		b.WriteString(`<w:color w:val="` + escaped(l.Color) + `"/>`)
	}
	if l.Size > 0 {
		size := strconv.Itoa(l.Size)
		b.WriteString(`<w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/>`)
	}
	if l.Underline != "" {
		b.WriteString(`<w:u w:val="` + escaped(l.Underline) + `"/>`)
	}
	if l.Shade != "" {
		b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="` + escaped(l.Shade) + `"/>`)
	}
	b.WriteString("</w:rPr>")
}
