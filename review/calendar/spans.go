package calendar

// Span is a stretch of days of one kind within a reckoning, both ends included:
// a holiday, a weekend worked in exchange, or days on which the clock stood.
type Span struct {
	First Day `json:"first"`
	Last  Day `json:"last"`
	Why   Why `json:"why"`
	// Holiday names the holiday.
	Holiday string `json:"holiday,omitempty"`
	// Days counts the days that matter: those of the span, for a stop the
	// working days.
	Days int `json:"days"`
}

// Spans tells what made the reckoning other than a count of weekdays: what a
// person would say of it. Ordinary weekends are not told. A stop goes on over
// weekends and holidays that lie within it.
func (r Reckoning) Spans() []Span {
	spans := []Span{}
	stop := -1
	for _, d := range r.Counted {
		if d.Why != Stopped && d.N > 0 {
			stop = -1
		}
		switch d.Why {
		case Workday, Weekend:
			continue
		case Stopped:
			if stop >= 0 {
				spans[stop].Last = d.Day
				spans[stop].Days++
				continue
			}
			stop = len(spans)
		default:
			if n := len(spans) - 1; n >= 0 && spans[n].Why == d.Why && spans[n].Holiday == d.Holiday && spans[n].Last.next() == d.Day {
				spans[n].Last = d.Day
				spans[n].Days++
				continue
			}
		}
		spans = append(spans, Span{d.Day, d.Day, d.Why, d.Holiday, 1})
	}
	return spans
}
