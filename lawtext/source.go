package lawtext

import "strings"

// Source is what a file reader hands to [Parse]: the blocks of a document in
// reading order.
type Source struct {
	Blocks []Block
}

// Block is one line or paragraph, or one table.
type Block struct {
	// Text is the paragraph's characters. A hard line break inside it is \n.
	Text string
	// Number is the automatic number the reader computed for the paragraph
	// (第三条, （一）, 1.), or "". It is read as if it stood before Text.
	Number string
	// Hint is what the file itself says the paragraph is.
	Hint Hint
	// Level is the heading level (1 is the highest) when Hint is
	// HintHeading, else 0.
	Level int
	// Rows are a table's rows, each a list of cells; nil for a paragraph.
	Rows [][]Cell
}

// Cell is one cell of a table; its paragraphs are joined by \n.
type Cell struct {
	Text string
	// Columns and Rows are how many columns and rows it spans; 0 means 1.
	Columns, Rows int
}

// Hint is what a file's own markup says about a paragraph.
type Hint uint8

// The hints a reader can give.
const (
	HintNone     Hint = iota
	HintTitle         // the title
	HintHeading       // a heading of some level
	HintNote          // a note of adoption or amendment
	HintContents      // a line of an automatic table of contents
	HintNotBody       // a footnote or text box: never a numbered unit
)

// Plain is the source as one string, blocks and cells joined by \n and
// automatic numbers before their paragraphs: the characters that every
// [Range] of a [Unit] points into.
func (s Source) Plain() string {
	var b strings.Builder
	for i, block := range s.Blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		if block.Rows == nil {
			b.WriteString(block.line())
			continue
		}
		first := true
		for _, row := range block.Rows {
			for _, cell := range row {
				if !first {
					b.WriteByte('\n')
				}
				first = false
				b.WriteString(cell.Text)
			}
		}
	}
	return b.String()
}

// line is the paragraph with its automatic number.
func (b Block) line() string {
	if b.Number == "" {
		return b.Text
	}
	return b.Number + " " + b.Text
}
