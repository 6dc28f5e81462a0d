// Package calendar counts working days: the official holidays and moved
// working days of China, due days, and clocks that are stopped.
//
// It is pure: days in, days out; it never asks what day it is. The day of an
// event is not counted (《民法典》第二百零一条).
package calendar

import (
	_ "embed" // the official calendar
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
	Off bool `json:"off"`
	// Holiday is the holiday's name, Notice the notice that fixed it.
	Holiday string `json:"holiday"`
	Notice  string `json:"notice"`
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
