package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/lawtext/redline"
)

// writeRedlineText writes what changed as plain text, [-gone-] and {+new+},
// without unchanged units. What would hide in a text, or give the terminal
// orders, is shown.
func (l lang) writeRedlineText(w io.Writer, r *redline.Result) error {
	b := bufio.NewWriter(w)
	_, _ = fmt.Fprintln(b, l.say("redline-stats", r.Stats.Inserted, r.Stats.Deleted, r.Stats.Share*100))
	above := r.Above()
	for k, c := range r.Changes {
		if c.Kind == redline.Unchanged {
			continue
		}
		_, _ = fmt.Fprintf(b, "\n%s %s%s\n", l.say("kind-"+string(c.Kind)), lawtext.Visible(l.within(r, above[k])+l.numbers(c)), l.marks(c))
		for _, s := range c.Segments {
			text := lawtext.Visible(s.Text)
			switch s.Op {
			case redline.Insert:
				text = "{+" + text + "+}"
			case redline.Delete:
				text = "[-" + text + "-]"
			}
			_, _ = b.WriteString(text)
		}
		_ = b.WriteByte('\n')
	}
	return b.Flush() // tells of any error above
}

// within names the annex that a change stands in and the headings there, as
// written: its numbers stand in the text proper too, and a table has none.
func (l lang) within(r *redline.Result, above []int) string {
	names := ""
	for _, h := range above {
		if c := r.Changes[h]; c.Unit == redline.UnitAnnex {
			names += l.numbers(c) + " "
		}
	}
	return names
}

// numbers are a change's units as written, old → new.
func (l lang) numbers(c redline.Change) string {
	from, to := strings.Join(c.Old, "、"), strings.Join(c.New, "、")
	switch {
	case from == "" && to == "" && c.Unit == redline.UnitTable:
		return l.say("unit-table") + tableNumber(c)
	case from == "" && to == "":
		return l.say("unit-" + string(c.Unit))
	case from == to || from == "":
		return to
	case to == "":
		return from
	}
	return from + " → " + to
}

// tableNumber says which table of its annex or text a change is about.
func tableNumber(c redline.Change) string {
	a := append(slices.Clone(c.NewAddresses), c.OldAddresses...)[0]
	return string(a[strings.LastIndexByte(string(a), 't')+1:])
}

// marks are what else holds of a change, beside its kind.
func (l lang) marks(c redline.Change) string {
	var others []string
	for _, m := range c.Marks {
		if string(m) != string(c.Kind) {
			others = append(others, l.say("kind-"+string(m)))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return " (" + strings.Join(others, ", ") + ")"
}
