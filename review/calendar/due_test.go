package calendar

import (
	"encoding/json"
	"os"
	"testing"
)

func officialCalendar(t *testing.T) *Calendar {
	t.Helper()
	c, err := Official()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Worked by hand on the official calendars; the remark is the working.
func TestDue(t *testing.T) {
	c := officialCalendar(t)
	for _, x := range []struct {
		from   Day
		days   int
		stops  []Stop
		due    Day
		remark string
	}{
		{"2024-03-04", 1, nil, "2024-03-05", "Monday: the day itself is not counted"},
		{"2024-03-08", 1, nil, "2024-03-11", "Friday: Saturday and Sunday off"},
		{"2024-03-09", 1, nil, "2024-03-11", "an event on a Saturday"},
		{"2024-03-04", 5, nil, "2024-03-11", "5 to 8, then 11"},
		{"2024-03-04", 0, nil, "2024-03-04", "no day allowed"},
		{"2024-03-18", 15, nil, "2024-04-09", "19–22, 25–29, 1–3 April, then 7 (worked), 8, 9"},
		{"2024-03-18", 15, []Stop{{First: "2024-03-21", Last: "2024-03-22"}}, "2024-04-11", "the same with two days stopped"},
		{"2024-03-18", 15, []Stop{{First: "2024-03-23", Last: "2024-03-24"}}, "2024-04-09", "a stop over a weekend costs nothing"},
		{"2024-03-18", 15, []Stop{{First: "2024-03-21", Last: "2024-03-22"}, {First: "2024-03-22", Last: "2024-03-25"}}, "2024-04-12", "stops that overlap count once: 21, 22, 25"},
		{"2024-02-02", 1, nil, "2024-02-04", "Friday before Spring Festival: Sunday 4 is worked"},
		{"2024-02-02", 6, nil, "2024-02-09", "4 (worked), 5, 6, 7, 8, 9"},
		{"2024-02-09", 1, nil, "2024-02-18", "10–17 off, Sunday 18 worked"},
		{"2024-02-09", 5, nil, "2024-02-22", "18 (worked), 19, 20, 21, 22"},
		{"2024-02-08", 7, nil, "2024-02-23", "9, then 18 to 23 without a weekend between"},
		{"2024-04-30", 1, nil, "2024-05-06", "Labour Day: 1–5 off"},
		{"2024-05-10", 1, nil, "2024-05-11", "Saturday 11 worked"},
		{"2024-05-10", 2, nil, "2024-05-13", "11 (worked), Sunday off, 13"},
		{"2024-06-07", 1, nil, "2024-06-11", "Dragon Boat on Monday 10"},
		{"2024-09-13", 2, nil, "2024-09-18", "Saturday 14 worked, 15–17 off, 18"},
		{"2024-09-27", 2, nil, "2024-09-30", "Sunday 29 worked, 30"},
		{"2024-09-30", 1, nil, "2024-10-08", "National Day: 1–7 off"},
		{"2024-09-30", 5, nil, "2024-10-12", "8–11, Saturday 12 worked"},
		{"2024-12-31", 1, nil, "2025-01-02", "New Year"},
		{"2025-01-24", 3, nil, "2025-02-05", "Sunday 26 worked, 27, then 28 January to 4 February off, 5"},
		{"2025-01-27", 4, nil, "2025-02-08", "5, 6, 7, Saturday 8 worked"},
		{"2025-04-25", 3, nil, "2025-04-29", "Sunday 27 worked, 28, 29"},
		{"2025-09-26", 3, nil, "2025-09-30", "Sunday 28 worked, 29, 30"},
		{"2025-09-30", 3, nil, "2025-10-11", "1–8 off; 9, 10, Saturday 11 worked"},
		{"2026-02-13", 1, nil, "2026-02-14", "Saturday 14 worked"},
		{"2026-02-14", 5, nil, "2026-02-28", "15–23 off; 24–27, Saturday 28 worked"},
		{"2026-09-18", 5, nil, "2026-09-24", "Sunday 20 worked, 21–24"},
		{"2026-09-30", 2, nil, "2026-10-09", "1–7 off; 8, 9"},
		{"2023-01-20", 1, nil, "2023-01-28", "21–27 off, Saturday 28 worked"},
		{"2023-09-28", 3, nil, "2023-10-09", "29 September to 6 October off, 7 and 8 worked, 9"},
	} {
		r, err := c.Due(x.from, x.days, x.stops)
		if err != nil {
			t.Fatal(err)
		}
		if r.Due != x.due || r.Provisional {
			t.Errorf("%s + %d (%s): %s, want %s", x.from, x.days, x.remark, r.Due, x.due)
		}
		if len(x.stops) == 0 && c.WorkingDaysBetween(x.from, r.Due) != x.days {
			t.Errorf("%s to %s are %d working days, want %d", x.from, r.Due, c.WorkingDaysBetween(x.from, r.Due), x.days)
		}
	}
}

// Years without a notice are weekends only, and say so.
func TestProvisional(t *testing.T) {
	c := officialCalendar(t)
	for _, x := range []struct {
		from        Day
		days        int
		due         Day
		provisional bool
	}{
		{"2026-12-30", 1, "2026-12-31", false},
		{"2026-12-31", 1, "2027-01-01", true},
		{"2027-01-08", 5, "2027-01-15", true},
		{"2022-12-30", 1, "2023-01-03", true},
	} {
		r, err := c.Due(x.from, x.days, nil)
		if err != nil || r.Due != x.due || r.Provisional != x.provisional {
			t.Errorf("%s + %d: %s, provisional %v (%v)", x.from, x.days, r.Due, r.Provisional, err)
		}
	}
}

// The arithmetic is shown day by day.
func TestReckoning(t *testing.T) {
	c := officialCalendar(t)
	r, err := c.Due("2024-03-18", 15, []Stop{{First: "2024-03-21", Last: "2024-03-22"}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/reckoning.json"
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(got)+"\n" {
		t.Errorf("the arithmetic differs from %s:\n%s", golden, got)
	}
	counts := map[Why]int{}
	for _, d := range r.Counted {
		counts[d.Why]++
	}
	if r.Stopped != 2 || counts[Stopped] != 2 || counts[Holiday] != 3 || counts[Moved] != 1 || counts[Workday] != 14 {
		t.Errorf("stopped %d, %v", r.Stopped, counts)
	}
}

func TestDueRefuses(t *testing.T) {
	c := officialCalendar(t)
	if _, err := c.Due("2024-13-01", 1, nil); err == nil {
		t.Error("a day that is none")
	}
	if _, err := c.Due("2024-01-01", 1_000_000, nil); err == nil {
		t.Error("a count without end")
	}
	if _, err := c.Due("2024-01-01", 1, []Stop{{First: "2024-01-02", Last: "9999-12-31"}}); err == nil {
		t.Error("a stop without end")
	}
}

func TestBetween(t *testing.T) {
	c := officialCalendar(t)
	for _, x := range []struct {
		from, to Day
		n        int
	}{
		{"2024-03-18", "2024-03-18", 0},
		{"2024-03-18", "2024-03-22", 4},
		{"2024-03-22", "2024-03-18", -4},
		{"2024-03-22", "2024-03-24", 0},
		{"2024-09-30", "2024-10-08", 1},
	} {
		if n := c.WorkingDaysBetween(x.from, x.to); n != x.n {
			t.Errorf("%s to %s: %d, want %d", x.from, x.to, n, x.n)
		}
	}
}
