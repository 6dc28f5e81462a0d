package web

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// changedLine is a line of a text that was changed, or stands near one that
// was.
type changedLine struct {
	// Op is "insert", "delete", "equal", or "gap" for lines left out.
	Op   string
	Text string
}

// aroundChange is how many lines are shown on each side of a change.
const aroundChange = 3

// changedLines compares two texts line by line; nil where they are the same.
func changedLines(from, to string) []changedLine {
	from, to = strings.ReplaceAll(from, "\r\n", "\n"), strings.ReplaceAll(to, "\r\n", "\n")
	if from == to {
		return nil
	}
	d := diffmatchpatch.New()
	a, b, lines := d.DiffLinesToChars(from, to)
	var all []changedLine
	ops := map[diffmatchpatch.Operation]string{diffmatchpatch.DiffInsert: "insert", diffmatchpatch.DiffDelete: "delete", diffmatchpatch.DiffEqual: "equal"}
	for _, one := range d.DiffCharsToLines(d.DiffMain(a, b, false), lines) {
		for line := range strings.Lines(one.Text) {
			all = append(all, changedLine{ops[one.Type], strings.TrimSuffix(line, "\n")})
		}
	}
	near := make([]bool, len(all))
	for i, line := range all {
		if line.Op == "equal" {
			continue
		}
		for j := max(0, i-aroundChange); j <= min(len(all)-1, i+aroundChange); j++ {
			near[j] = true
		}
	}
	var shown []changedLine
	for i, line := range all {
		switch {
		case near[i]:
			shown = append(shown, line)
		case len(shown) == 0 || shown[len(shown)-1].Op != "gap":
			shown = append(shown, changedLine{Op: "gap"})
		}
	}
	return shown
}
