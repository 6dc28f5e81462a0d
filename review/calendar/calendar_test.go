package calendar

import (
	"errors"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	const head = "date,day,holiday,notice\n"
	for name, x := range map[string]struct {
		text string
		code MistakeCode
		line int
	}{
		"no heading":   {"2024-01-01,off,元旦,通知\n", MistakeHeading, 1},
		"no such day":  {head + "2024-02-30,off,元旦,通知\n", MistakeDay, 2},
		"neither":      {head + "2024-01-01,off,元旦,通知\n2024-01-02,half,元旦,通知\n", MistakeKind, 3},
		"twice":        {head + "2024-01-01,off,元旦,通知\n2024-01-01,off,元旦,通知\n", MistakeTwice, 3},
		"year 0":       {head + "0000-01-01,off,元旦,通知\n", MistakeDay, 2},
		"year 9999":    {head + "9999-12-31,off,元旦,通知\n", MistakeDay, 2},
		"NUL":          {head + "2027-01-01,off,元\x00旦,通知\n", MistakeText, 2},
		"no UTF-8":     {head + "2027-01-01,off,元旦,\xff\n", MistakeText, 2},
		"direction":    {head + "2027-01-01,off,\u202e元旦,通知\n", MistakeText, 2},
		"endless":      {head + "2027-01-01,off," + strings.Repeat("长", 501) + ",通知\n", MistakeText, 2},
		"too few":      {head + "2024-01-01,off\n", MistakeCSV, 2},
		"not even CSV": {head + "\"2024-01-01,off,元旦,通知\n", MistakeCSV, 2},
		"worked":       {head + "2024-01-03,work,元旦,通知\n", MistakeWorked, 2},
		"nothing":      {head, MistakeEmpty, 2},
	} {
		_, err := Read(strings.NewReader(x.text))
		var m *Mistake
		if !errors.As(err, &m) || m.Code != x.code || m.Line != x.line {
			t.Errorf("%s: %v", name, err)
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
