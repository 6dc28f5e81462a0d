package docx

import (
	"bytes"
	"fmt"
)

// Paper is the paper of a section: A4 with the margins of GB/T 9704-2012, 22
// lines of 28 characters, page numbers outside; upright or lying.
type Paper uint8

// The papers.
const (
	Upright Paper = iota
	Lying
)

// Measures of GB/T 9704-2012, 5.1 and 5.2, in twips (1/1440 inch): A4, margins
// of 37 mm above, 28 mm at the binding, and what leaves 156 × 225 mm of text.
const (
	shortSide = 11906
	longSide  = 16838
	above     = 2098
	below     = 1984
	binding   = 1588
	outside   = 1474
	// lineGrid parts 225 mm into 22 lines. The 28 characters of 156 mm are not
	// left to the grid, whose cells LibreOffice gives in pairs to characters
	// wider than one, but to closer.
	lineGrid = 579
	// closer is what characters of 16 points stand closer by.
	closer = -5
	footer = 1191 // the number's line lies 7 mm below the text
)

// Width is the width of the text, in twips.
func (p Paper) Width() int {
	if p == Lying {
		return longSide - above - below
	}
	return shortSide - binding - outside
}

// height is the height of the text, in twips.
func (p Paper) height() int {
	if p == Lying {
		return shortSide - binding - outside
	}
	return longSide - above - below
}

// write writes w:sectPr, its children in the schema's order. Lying paper is
// the upright one turned, its head to the binding.
func (p Paper) write(b *bytes.Buffer) {
	b.WriteString(`<w:sectPr><w:footerReference w:type="even" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>`)
	if p == Lying {
		fmt.Fprintf(b, `<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, longSide, shortSide)
		fmt.Fprintf(b, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="850" w:gutter="0"/>`, binding, below, outside, above)
	} else {
		fmt.Fprintf(b, `<w:pgSz w:w="%d" w:h="%d"/>`, shortSide, longSide)
		fmt.Fprintf(b, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`, above, outside, below, binding, footer)
	}
	fmt.Fprintf(b, `<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`, lineGrid)
}

// footerPart is the page number between dashes, at the outer edge.
func footerPart(align Align) string {
	indent := `<w:ind w:leftChars="100" w:left="320"/>`
	if align == Right {
		indent = `<w:ind w:rightChars="100" w:right="320"/>`
	}
	number := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	return xmlHead + `<w:ftr` + namespaces + `><w:p><w:pPr><w:pStyle w:val="` + Footer.id() + `"/>` + indent + `<w:jc w:val="` + string(align) + `"/></w:pPr>` +
		`<w:r><w:t xml:space="preserve">— </w:t></w:r>` + number + `<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}
