package redline

import "strings"

// changesText lists what changed, for golden files: a line for each changed unit
// with its signs and numbers, then its text with [-deleted-] and {+inserted+}
// words.
func changesText(r *Result) string {
	var b strings.Builder
	for k := range r.Changes {
		if c := &r.Changes[k]; c.Kind != Unchanged {
			writeChange(&b, c)
		}
	}
	return b.String()
}

func writeChange(b *strings.Builder, c *Change) {
	for _, m := range c.Marks {
		b.WriteString(badges[Kind(m)])
	}
	old, new := label(c.Old, c.OldAddresses), label(c.New, c.NewAddresses)
	switch {
	case old == "" || old == new:
		b.WriteString(" " + new)
	case new == "":
		b.WriteString(" " + old)
	default:
		b.WriteString(" " + old + " → " + new)
	}
	b.WriteString("\n    ")
	for _, s := range c.Segments {
		text := strings.ReplaceAll(s.Text, "\n", "\n    ")
		switch s.Op {
		case Delete:
			text = "[-" + text + "-]"
		case Insert:
			text = "{+" + text + "+}"
		}
		b.WriteString(text)
	}
	b.WriteString("\n\n")
}
