package office

import (
	"fmt"

	"hefa/lawtext"
)

// maxParagraphs bounds the paragraphs, cells included, of one text. The
// longest law has some thousands; a file that packs well can hold millions,
// and costs gigabytes to lay out.
const maxParagraphs = 100_000

// bounded refuses a text of more paragraphs than any has.
func bounded(src lawtext.Source) error {
	n := len(src.Blocks)
	for i := range src.Blocks {
		for _, row := range src.Blocks[i].Rows {
			n += len(row)
		}
	}
	if n > maxParagraphs {
		return refuse(ErrTooLarge, fmt.Sprintf("%d paragraphs", n))
	}
	return nil
}
