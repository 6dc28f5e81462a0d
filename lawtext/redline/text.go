package redline

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText writes a redline for a terminal or a mail: a line for each changed
// unit with its signs and numbers, then its text with [-deleted-] and
// {+inserted+} words. Unchanged units are left out.
func WriteText(w io.Writer, r *Result) error {
	b := bufio.NewWriter(w)
	for k := range r.Changes {
		if c := &r.Changes[k]; c.Kind != Unchanged {
			writeChange(b, c)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing redline as text: %w", err)
	}
	return nil
}

// bufio.Writer keeps the first error for Flush, so writes are not checked.
func writeChange(b *bufio.Writer, c *Change) {
	for _, m := range c.Marks {
		_, _ = b.WriteString(badges[Kind(m)])
	}
	old, new := label(c.Old, c.OldAddresses), label(c.New, c.NewAddresses)
	switch {
	case old == "" || old == new:
		_, _ = b.WriteString(" " + new)
	case new == "":
		_, _ = b.WriteString(" " + old)
	default:
		_, _ = b.WriteString(" " + old + " → " + new)
	}
	_, _ = b.WriteString("\n    ")
	for _, s := range c.Segments {
		text := strings.ReplaceAll(s.Text, "\n", "\n    ")
		switch s.Op {
		case Delete:
			text = "[-" + text + "-]"
		case Insert:
			text = "{+" + text + "+}"
		}
		_, _ = b.WriteString(text)
	}
	_, _ = b.WriteString("\n\n")
}
