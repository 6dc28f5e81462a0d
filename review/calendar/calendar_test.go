package calendar

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for name, text := range map[string]string{
		"no heading":   "2024-01-01,off,元旦,通知\n",
		"no such day":  "date,day,holiday,notice\n2024-02-30,off,元旦,通知\n",
		"neither":      "date,day,holiday,notice\n2024-01-01,half,元旦,通知\n",
		"twice":        "date,day,holiday,notice\n2024-01-01,off,元旦,通知\n2024-01-01,off,元旦,通知\n",
		"too few":      "date,day,holiday,notice\n2024-01-01,off\n",
		"not even CSV": "date,day,holiday,notice\n\"2024-01-01,off,元旦,通知\n",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// A holiday is off, a moved day is worked and a weekend: the official copy
// holds to that.
func TestOfficial(t *testing.T) {
	c := officialCalendar(t)
	for year := 2023; year <= 2026; year++ {
		if !c.Covers(year) {
			t.Errorf("%d is not covered", year)
		}
	}
	for day, s := range c.special {
		weekday := day.time().Weekday()
		if weekend := weekday == 0 || weekday == 6; !s.Off && !weekend {
			t.Errorf("%s is a moved working day but a %s", day, weekday)
		}
		if s.Holiday == "" || s.Notice == "" {
			t.Errorf("%s lacks its holiday or notice", day)
		}
	}
	for day, want := range map[Day]Why{"2024-02-04": Moved, "2024-02-10": Holiday, "2024-02-24": Weekend, "2024-02-26": Workday} {
		if why, _ := c.Kind(day); why != want {
			t.Errorf("%s is %s, want %s", day, why, want)
		}
	}
}
