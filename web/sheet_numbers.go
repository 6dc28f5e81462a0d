package web

import (
	"slices"
	"strings"

	"hefa/lawtext/redline"
)

func joinNumbers(numbers []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(numbers), func(n string) bool { return n == "" }), "、")
}

// quietNumber reports whether a change of a unit's own number is hidden; that
// of a unit which came or went is the unit's.
func quietNumber(c *redline.Change, hide []redline.Class) bool {
	return slices.Contains(hide, redline.ClassNumber) && len(c.Old) > 0 && len(c.New) > 0
}

// Renumbered reports whether the number differs from the one before, to be seen.
func (b sheetBlock) Renumbered() bool {
	return !b.Quiet && b.OldNumber != "" && b.Number != "" && b.OldNumber != b.Number
}

// NumberRuns are the unit's number in one column, what changed in it marked.
func (b sheetBlock) NumberRuns() []sheetRun {
	switch {
	case b.Several, b.OldNumber == "" && b.Number == "":
		return nil
	case b.Change == "" || b.OldNumber == b.Number || b.Quiet:
		return []sheetRun{{Text: b.Number, Aside: true}}
	case b.Number == "":
		return []sheetRun{{Op: redline.Delete, Class: redline.ClassNumber, Text: b.OldNumber, Aside: true}}
	case b.OldNumber == "":
		return []sheetRun{{Op: redline.Insert, Class: redline.ClassNumber, Text: b.Number, Aside: true}}
	}
	old, now := []rune(b.OldNumber), []rune(b.Number)
	head, tail := 0, 0
	for head < min(len(old), len(now)) && old[head] == now[head] {
		head++
	}
	for tail < min(len(old), len(now))-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	var runs []sheetRun
	for _, r := range []sheetRun{
		{Text: string(now[:head])},
		{Op: redline.Delete, Class: redline.ClassNumber, Text: string(old[head : len(old)-tail])},
		{Op: redline.Insert, Class: redline.ClassNumber, Text: string(now[head : len(now)-tail])},
		{Text: string(now[len(now)-tail:])},
	} {
		if r.Aside = true; r.Text != "" {
			runs = append(runs, r)
		}
	}
	return runs
}

// markNumbers finds the numbers that lines of several units begin with.
func markNumbers(lines []sheetLine, c *redline.Change) {
	for _, l := range lines {
		for k := range l.Runs {
			r := &l.Runs[k]
			number := strings.TrimSpace(r.Text)
			if r.Op != redline.Delete && !r.Aside || number != "" && !slices.Contains(c.Old, number) && !slices.Contains(c.New, number) {
				break
			}
			r.Number = true
		}
	}
}

// OldRuns and NewRuns are the unit's number in two columns: each text's own.
func (b sheetBlock) OldRuns() []sheetRun {
	if b.Quiet {
		b.Number = b.OldNumber
	}
	return oneSide(b.NumberRuns(), redline.Insert)
}

// NewRuns is the other side of [sheetBlock.OldRuns].
func (b sheetBlock) NewRuns() []sheetRun { return oneSide(b.NumberRuns(), redline.Delete) }

func oneSide(runs []sheetRun, without redline.Op) []sheetRun {
	return slices.DeleteFunc(runs, func(r sheetRun) bool { return r.Op == without })
}
