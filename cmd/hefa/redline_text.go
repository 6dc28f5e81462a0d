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
		_, _ = fmt.Fprintf(b, "\n%s %s%s\n", l.say("kind-"+string(c.Kind)), lawtext.Visible(l.nameOf(r, above[k], c)), l.marks(c))
		for _, s := range c.ForReading() {
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

// nameOf says where a change stands and what its units are called: loose lines
// of an annex are called by the annex alone.
func (l lang) nameOf(r *redline.Result, above []int, c redline.Change) string {
	annex, own := l.within(r, above), l.numbers(c)
	if own == "" && (annex == "" || c.Unit != redline.UnitAnnex) {
		own = l.unnumbered(c)
	}
	return strings.TrimSuffix(annex+own, " ")
}

// within names the annex that a change stands in and the headings there, as
// written: its numbers stand in the text proper too, and a table has none.
func (l lang) within(r *redline.Result, above []int) string {
	names := ""
	for _, h := range above {
		if c := r.Changes[h]; c.Unit == redline.UnitAnnex {
			names += strings.TrimLeft(l.numbers(c)+" ", " ")
		}
	}
	return names
}

// numbers are a change's units as written, old → new; "" where none has one.
func (l lang) numbers(c redline.Change) string {
	from, to := strings.Join(c.Old, "、"), strings.Join(c.New, "、")
	switch {
	case from == to || from == "":
		return to
	case to == "":
		return from
	}
	return from + " → " + to
}

// unnumbered names a unit that has no number by what it is: the line below the
// title that tells the stage of a draft is no preamble.
func (l lang) unnumbered(c redline.Change) string {
	a := string(append(slices.Clone(c.NewAddresses), c.OldAddresses...)[0])
	own := a[strings.LastIndexAny(a, "/:")+1:]
	switch {
	case c.Unit == redline.UnitTable:
		return l.say("unit-table") + tableNumber(c)
	case strings.HasPrefix(own, "note"):
		return l.say("unit-note")
	case strings.HasPrefix(own, "sign"):
		return l.say("unit-signature")
	}
	return l.say("unit-" + string(c.Unit))
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
