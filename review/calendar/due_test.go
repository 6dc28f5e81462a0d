package calendar

import "testing"

// Worked by hand on the official calendars.
func TestDue(t *testing.T) {
	c, err := Official()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		from  Day
		days  int
		stops []Stop
		due   Day
		prov  bool
	}{
		{"2024-03-18", 15, nil, "2024-04-09", false},
		{"2024-03-18", 15, []Stop{{"2024-03-21", "2024-03-22"}}, "2024-04-11", false},
	} {
		r, err := c.Due(x.from, x.days, x.stops)
		if err != nil {
			t.Fatal(err)
		}
		if r.Due != x.due || r.Provisional != x.prov {
			t.Errorf("%s + %d: %s (%v), want %s", x.from, x.days, r.Due, r.Provisional, x.due)
		}
	}
}
