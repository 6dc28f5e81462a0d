package calendar

import (
	"maps"
	"slices"
)

// New is a calendar of weekends only.
func New() *Calendar { return &Calendar{special: map[Day]Special{}, years: map[int]bool{}} }

// Set makes a day special. Its year counts as official from then on.
func (c *Calendar) Set(d Day, s Special) {
	c.special[d] = s
	c.years[d.year()] = true
}

// With is the calendar with the years that newer covers taken from there, as a
// whole.
func (c *Calendar) With(newer *Calendar) *Calendar {
	merged := &Calendar{special: maps.Clone(c.special), years: maps.Clone(c.years)}
	maps.DeleteFunc(merged.special, func(d Day, _ Special) bool { return newer.years[d.year()] })
	maps.Copy(merged.special, newer.special)
	maps.Copy(merged.years, newer.years)
	return merged
}

// Years lists the years whose holidays are official, in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Listed is a special day.
type Listed struct {
	Day Day `json:"day"`
	Special
}

// Days lists the special days of a year, in order; of all years where it is 0.
func (c *Calendar) Days(year int) []Listed {
	list := []Listed{}
	for _, d := range slices.Sorted(maps.Keys(c.special)) {
		if year == 0 || d.year() == year {
			list = append(list, Listed{d, c.special[d]})
		}
	}
	return list
}

// Change is a day that two calendars do not know as the same.
type Change struct {
	Day Day `json:"day"`
	// From and To are nil where the day is an ordinary one.
	From *Special `json:"from,omitempty"`
	To   *Special `json:"to,omitempty"`
}

// Changes lists the days that newer would change, in order.
func (c *Calendar) Changes(newer *Calendar) []Change {
	merged := c.With(newer)
	list := []Change{}
	days := maps.Clone(c.special)
	maps.Copy(days, merged.special)
	for _, d := range slices.Sorted(maps.Keys(days)) {
		before, had := c.special[d]
		after, has := merged.special[d]
		if had == has && before == after {
			continue
		}
		change := Change{Day: d}
		if had {
			change.From = &before
		}
		if has {
			change.To = &after
		}
		list = append(list, change)
	}
	return list
}
