package main

import (
	"bufio"
	"fmt"
	"io"
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
	for _, c := range r.Changes {
		if c.Kind == redline.Unchanged {
			continue
		}
		_, _ = fmt.Fprintf(b, "\n%s %s%s\n", l.say("kind-"+string(c.Kind)), lawtext.Visible(l.numbers(c)), l.marks(c))
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

// numbers are a change's units as written, old → new.
func (l lang) numbers(c redline.Change) string {
	from, to := strings.Join(c.Old, "、"), strings.Join(c.New, "、")
	switch {
	case from == "" && to == "":
		return l.say("unit-" + string(c.Unit))
	case from == to || from == "":
		return to
	case to == "":
		return from
	}
	return from + " → " + to
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
