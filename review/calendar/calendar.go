// Package calendar counts working days: the official holidays and moved
// working days of China, due days, and clocks that are stopped.
//
// It is pure: days in, days out; it never asks what day it is. The day of an
// event is not counted (《民法典》第二百零一条).
package calendar

import (
	_ "embed" // the official calendar
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Day is a calendar day, YYYY-MM-DD.
type Day string

const layout = "2006-01-02"

// Why says what a day is.
type Why string

// What a day can be: an ordinary working day or weekend, a holiday's day off,
// a weekend worked in exchange for one, or a day on which the clock stood.
const (
	Workday Why = "workday"
	Weekend Why = "weekend"
	Holiday Why = "holiday"
	Moved   Why = "moved"
	Stopped Why = "stopped"
)

// Special is a day that is not what its weekday says, or a day off that falls
// on a weekend as part of a holiday.
type Special struct {
	Off bool
	// Holiday is the holiday's name, Notice the notice that fixed it.
	Holiday, Notice string
}

// Calendar knows the special days of some years; all others are weekends only
// and provisional.
type Calendar struct {
	special map[Day]Special
	years   map[int]bool
}

//go:embed calendar.csv
var official string

// Official is the calendar that comes with hefa: the State Council's notices
// for the years it covers.
func Official() (*Calendar, error) { return Read(strings.NewReader(official)) }

// Read reads a calendar as CSV: date (YYYY-MM-DD), day (off or work), holiday,
// notice; the first line names the columns. A year with a single line counts as
// official as a whole.
func Read(r io.Reader) (*Calendar, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = 4
	c := &Calendar{special: map[Day]Special{}, years: map[int]bool{}}
	for n := 1; ; n++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading the calendar: %w", err)
		}
		if n == 1 {
			if !slices.Equal(row, []string{"date", "day", "holiday", "notice"}) {
				return nil, fmt.Errorf("reading the calendar: the first line is %q", row)
			}
			continue
		}
		if err := c.add(row); err != nil {
			return nil, fmt.Errorf("reading the calendar, line %d: %w", n, err)
		}
	}
}

func (c *Calendar) add(row []string) error {
	t, err := time.Parse(layout, row[0])
	if err != nil {
		return fmt.Errorf("%q is no day", row[0])
	}
	if row[1] != "off" && row[1] != "work" {
		return fmt.Errorf("%q is neither off nor work", row[1])
	}
	day := Day(row[0])
	if _, twice := c.special[day]; twice {
		return fmt.Errorf("%s stands twice", day)
	}
	c.special[day] = Special{Off: row[1] == "off", Holiday: row[2], Notice: row[3]}
	c.years[t.Year()] = true
	return nil
}

// Covers reports whether the year's holidays are official.
func (c *Calendar) Covers(year int) bool { return c.years[year] }

// Kind says what a day is and, for a special one, its holiday's name.
func (c *Calendar) Kind(d Day) (Why, string) {
	weekend := weekend(d.time())
	s, special := c.special[d]
	switch {
	case special && s.Off:
		return Holiday, s.Holiday
	case special && weekend:
		return Moved, s.Holiday
	case weekend:
		return Weekend, ""
	}
	return Workday, ""
}

// Works reports whether a day is worked.
func (c *Calendar) Works(d Day) bool {
	why, _ := c.Kind(d)
	return why == Workday || why == Moved
}

// WorkingDaysBetween counts the working days after one day up to and including
// another; it is negative when the second comes first.
func (c *Calendar) WorkingDaysBetween(from, to Day) int {
	if to < from {
		return -c.WorkingDaysBetween(to, from)
	}
	a, b := from.time(), to.time()
	days := int(b.Sub(a).Hours() / 24)
	n := days / 7 * 5
	for d := a.AddDate(0, 0, days/7*7+1); !d.After(b); d = d.AddDate(0, 0, 1) {
		if !weekend(d) {
			n++
		}
	}
	// What differs from the plain week; so that a day far off costs nothing.
	for d, s := range c.special {
		switch {
		case d <= from || d > to:
		case s.Off && !weekend(d.time()):
			n--
		case !s.Off && weekend(d.time()):
			n++
		}
	}
	return n
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

func (d Day) time() time.Time {
	t, _ := time.Parse(layout, string(d)) // a Day is well-formed
	return t
}

func (d Day) next() Day { return Day(d.time().AddDate(0, 0, 1).Format(layout)) }

// year is the day's year.
func (d Day) year() int { return d.time().Year() }
