package web

import (
	"strings"
	"time"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/web/lang"
)

// apiReckoningRead is how a due day was counted, with the sentence that says
// so.
type apiReckoningRead struct {
	review.Reckoning
	Words string `json:"words"`
}

// reckoningWords says how a due day was counted, as people would:
// "2024年3月18日受理，15个工作日，停钟2日，4月4日至6日放假，4月7日（星期日）上班
// → 2024年4月11日到期；受理当日不计入".
func reckoningWords(l lang.Lang, r review.Reckoning) string {
	parts := []string{l.Say("reckon."+string(r.Event), l.Day(string(r.From)))}
	if r.Extended > 0 {
		parts = append(parts, l.Say("reckon.extended", r.Days, r.Extended))
	} else {
		parts = append(parts, l.Say("reckon.days", r.Days))
	}
	parts = append(parts, stopWords(l, r)...)
	for _, s := range r.Spans {
		switch s.Why {
		case calendar.Holiday:
			parts = append(parts, l.Say("reckon.off", spanWords(l, s.First, s.Last)))
		case calendar.Moved:
			for d := s.First; d <= s.Last; d = nextDay(d) {
				parts = append(parts, movedWords(l, d))
			}
		}
	}
	said := strings.Join(parts, l.Say("reckon.comma")) + l.Say("reckon.due", l.Day(string(r.Due)))
	switch r.Event {
	case "accept":
		said += l.Say("reckon.first-day-accept")
	default:
		said += l.Say("reckon.first-day")
	}
	if r.StoppedOn != "" {
		said += l.Say("reckon.standing", l.Day(string(r.StoppedOn)))
	}
	if r.Provisional {
		said += l.Say("reckon.provisional")
	}
	return said
}

// stopWords tells of the working days on which the clock stood, by what let it
// stand where that is known.
func stopWords(l lang.Lang, r review.Reckoning) []string {
	days := map[string]int{}
	var order []string
	for _, d := range r.Counted {
		if d.Why != calendar.Stopped {
			continue
		}
		why := ""
		for _, s := range r.Stops {
			if s.First <= d.Day && d.Day <= s.Last {
				why = s.Why
			}
		}
		if days[why] == 0 {
			order = append(order, why)
		}
		days[why]++
	}
	var parts []string
	for _, why := range order {
		if key := "stop." + why; lang.Has(key) {
			parts = append(parts, l.Say("reckon.stopped-for", days[why], l.Say(key)))
		} else {
			parts = append(parts, l.Say("reckon.stopped", days[why]))
		}
	}
	return parts
}

func dayTime(d calendar.Day) time.Time {
	t, _ := time.Parse(time.DateOnly, string(d)) // a reckoning's days are well-formed
	return t
}

func nextDay(d calendar.Day) calendar.Day {
	return calendar.Day(dayTime(d).AddDate(0, 0, 1).Format(time.DateOnly))
}

// monthDay writes a day without its year.
func monthDay(l lang.Lang, d calendar.Day) string {
	t := dayTime(d)
	if l == lang.En {
		return t.Format("2 January")
	}
	return t.Format("1月2日")
}

func spanWords(l lang.Lang, first, last calendar.Day) string {
	if first == last {
		return monthDay(l, first)
	}
	from, to := monthDay(l, first), monthDay(l, last)
	if a, b := dayTime(first), dayTime(last); a.Month() == b.Month() {
		if l == lang.En {
			from = a.Format("2")
		} else {
			to = b.Format("2日")
		}
	}
	return l.Say("reckon.to", from, to)
}

func movedWords(l lang.Lang, d calendar.Day) string {
	weekday := l.Say("weekday." + string(rune('0'+int(dayTime(d).Weekday()))))
	if l == lang.En {
		return l.Say("reckon.worked", weekday, monthDay(l, d))
	}
	return l.Say("reckon.worked", monthDay(l, d), weekday)
}
