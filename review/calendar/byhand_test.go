package calendar

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// The cases of testdata/due.txt, each worked by hand, with stops and
// extensions.
func TestDueByHand(t *testing.T) {
	c := officialCalendar(t)
	text, err := os.ReadFile("testdata/due.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cases++
		f := strings.Split(line, "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		var days, extension int
		if read, _ := fmt.Sscanf(f[1], "%d+%d", &days, &extension); read == 0 {
			t.Fatalf("line %d: %q", n+1, f[1])
		}
		var stops []Stop
		for _, stop := range strings.Fields(f[2]) {
			first, last, _ := strings.Cut(stop, "..")
			stops = append(stops, Stop{First: Day(first), Last: Day(last)})
		}
		r, err := c.Due(Day(f[0]), days+extension, stops)
		if err != nil || r.Due != Day(f[3]) || r.Provisional {
			t.Errorf("line %d, %s: %s (%v)", n+1, line, r.Due, err)
		}
	}
	if cases < 60 {
		t.Errorf("only %d cases", cases)
	}
}
