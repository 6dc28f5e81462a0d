package office

import (
	"fmt"

	"hefa/lawtext"
)

// bounded refuses a text of more paragraphs, table cells included, than
// most; 0 is no bound.
func bounded(src lawtext.Source, most int) error {
	n := len(src.Blocks)
	for i := range src.Blocks {
		for _, row := range src.Blocks[i].Rows {
			n += len(row)
		}
	}
	if most > 0 && n > most {
		return refuse(ErrTooLarge, fmt.Sprintf("%d paragraphs", n))
	}
	return nil
}
