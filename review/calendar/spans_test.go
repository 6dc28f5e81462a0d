package calendar

import (
	"fmt"
	"strings"
	"testing"
)

func TestSpans(t *testing.T) {
	c := officialCalendar(t)
	for _, x := range []struct {
		from  Day
		days  int
		stops []Stop
		want  string
	}{
		{"2024-03-04", 5, nil, ""},
		{"2024-03-18", 15, []Stop{{First: "2024-03-21", Last: "2024-03-22"}}, "stopped 2024-03-21 2024-03-22 2, holiday 2024-04-04 2024-04-06 3, moved 2024-04-07 2024-04-07 1"},
		{"2024-03-18", 15, []Stop{{First: "2024-03-21", Last: "2024-03-25"}}, "stopped 2024-03-21 2024-03-25 3, holiday 2024-04-04 2024-04-06 3, moved 2024-04-07 2024-04-07 1"},
		{"2024-01-26", 15, []Stop{{First: "2024-02-08", Last: "2024-02-19"}},
			"moved 2024-02-04 2024-02-04 1, stopped 2024-02-08 2024-02-19 4, holiday 2024-02-10 2024-02-17 8"},
		{"2025-09-29", 3, nil, "holiday 2025-10-01 2025-10-08 8"},
	} {
		r, err := c.Due(x.from, x.days, x.stops)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range r.Spans() {
			got = append(got, fmt.Sprintf("%s %s %s %d", s.Why, s.First, s.Last, s.Days))
		}
		if strings.Join(got, ", ") != x.want {
			t.Errorf("%s + %d: %s, want %s", x.from, x.days, strings.Join(got, ", "), x.want)
		}
	}
}

// A newer notice replaces its years as a whole, and what it changes is told.
func TestWith(t *testing.T) {
	c := officialCalendar(t)
	newer, err := Read(strings.NewReader("\ufeffdate,day,holiday,notice\n2027-01-01,off,元旦,通知\n2026-10-01,off,国庆节,通知\n"))
	if err != nil {
		t.Fatal(err)
	}
	merged := c.With(newer)
	if !merged.Covers(2027) || c.Covers(2027) || len(merged.Days(2026)) != 1 || len(merged.Days(2025)) != len(c.Days(2025)) {
		t.Errorf("merged: %v", merged.Days(2026))
	}
	if merged.Works("2026-10-02") != true || c.Works("2026-10-02") {
		t.Error("2 October 2026 is an ordinary Friday in the newer calendar only")
	}
	changes := c.Changes(newer)
	if want := len(c.Days(2026)) + 1; len(changes) != want {
		t.Errorf("%d changes, want %d", len(changes), want)
	}
	if last := changes[len(changes)-1]; last.Day != "2027-01-01" || last.From != nil || last.To == nil {
		t.Errorf("%+v", last)
	}
	if len(c.Changes(c)) != 0 {
		t.Error("a calendar changes itself")
	}
}
