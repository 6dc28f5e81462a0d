package calendar

import (
	"fmt"
	"time"
)

// Stop is a stretch of days on which the clock stood, both ends included.
type Stop struct {
	First Day `json:"first"`
	Last  Day `json:"last"`
	// Why is a code of what let it stand, for whoever shows the arithmetic.
	Why string `json:"why,omitempty"`
}

// Reckoning is a due day with its arithmetic.
type Reckoning struct {
	// From is the day of the event, which is not counted.
	From Day `json:"from"`
	// Days is the number of working days allowed.
	Days int `json:"days"`
	// Due is the last of them.
	Due Day `json:"due"`
	// Provisional: a day counted lies in a year whose holidays are not
	// official, so Due may yet change.
	Provisional bool `json:"provisional"`
	// Stopped counts the working days on which the clock stood.
	Stopped int `json:"stopped"`
	// Counted are all days after From up to Due, in order.
	Counted []Counted `json:"counted"`
}

// Counted is one day of the arithmetic.
type Counted struct {
	Day Day `json:"day"`
	// N is the day's number among the working days, 0 for a day not counted.
	N   int `json:"n,omitempty"`
	Why Why `json:"why"`
	// Holiday names the holiday that makes it a day off or a moved day.
	Holiday string `json:"holiday,omitempty"`
}

// longest is the most calendar days a reckoning may span.
const longest = 4000

// Due counts days working days from an event, leaving out the days on which
// the clock stood.
func (c *Calendar) Due(from Day, days int, stops []Stop) (Reckoning, error) {
	if _, err := time.Parse(layout, string(from)); err != nil {
		return Reckoning{}, fmt.Errorf("counting from %q: not a day", from)
	}
	r := Reckoning{From: from, Days: days, Due: from, Counted: []Counted{}}
	for n := 0; n < days; {
		r.Due = r.Due.next()
		if len(r.Counted) == longest {
			return Reckoning{}, fmt.Errorf("counting %d working days from %s: it does not end", days, from)
		}
		one := Counted{Day: r.Due}
		one.Why, one.Holiday = c.Kind(r.Due)
		r.Provisional = r.Provisional || !c.Covers(r.Due.year())
		if works := one.Why == Workday || one.Why == Moved; works && stopped(r.Due, stops) {
			one.Why = Stopped
			r.Stopped++
		} else if works {
			n++
			one.N = n
		}
		r.Counted = append(r.Counted, one)
	}
	return r, nil
}

func stopped(d Day, stops []Stop) bool {
	for _, s := range stops {
		if s.First <= d && d <= s.Last {
			return true
		}
	}
	return false
}
