package web

import (
	"testing"

	"hefa/review"
	"hefa/review/calendar"
	"hefa/web/lang"
)

// The arithmetic of a due day is said as people would say it.
func TestReckoningWords(t *testing.T) {
	c, err := calendar.Official()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		from     calendar.Day
		days     int
		extended int
		stops    []calendar.Stop
		event    string
		zh, en   string
	}{
		{"2024-03-18", 15, 0, []calendar.Stop{{First: "2024-03-21", Last: "2024-03-22"}}, "accept",
			"2024年3月18日受理，15个工作日，停钟2日，4月4日至6日放假，4月7日（星期日）上班 → 2024年4月11日到期；受理当日不计入",
			"accepted 18 March 2024, 15 working days, 2 days stopped, 4–6 April off, Sunday 7 April worked → due 11 April 2024; the first day is not counted"},
		{"2024-03-18", 15, 0, []calendar.Stop{{First: "2024-03-21", Last: "2024-03-22", Why: "await-experts"}, {First: "2024-03-25", Last: "2024-03-25", Why: "suspend"}}, "accept",
			"2024年3月18日受理，15个工作日，停钟2日（等待专家意见），停钟1日（中止），4月4日至6日放假，4月7日（星期日）上班 → 2024年4月12日到期；受理当日不计入",
			"accepted 18 March 2024, 15 working days, 2 days stopped (experts asked), 1 day stopped (suspended), 4–6 April off, Sunday 7 April worked → due 12 April 2024; the first day is not counted"},
		{"2025-01-20", 25, 10, nil, "resubmit",
			"2025年1月20日再次报送，25个工作日（含延长10个），1月26日（星期日）上班，1月28日至2月4日放假，2月8日（星期六）上班 → 2025年2月28日到期；当日不计入",
			"handed in again 20 January 2025, 25 working days (10 of them added), Sunday 26 January worked, 28 January–4 February off, Saturday 8 February worked → due 28 February 2025; the first day is not counted"},
		{"2027-01-08", 1, 0, nil, "accept",
			"2027年1月8日受理，1个工作日 → 2027年1月11日到期；受理当日不计入；当年节假日安排尚未公布，为暂计",
			"accepted 8 January 2027, 1 working day → due 11 January 2027; the first day is not counted; provisional: the holidays are not announced"},
	} {
		due, err := c.Due(x.from, x.days, x.stops)
		if err != nil {
			t.Fatal(err)
		}
		r := review.Reckoning{Reckoning: due, Event: "accept", Base: x.days - x.extended, Extended: x.extended, Spans: due.Spans(), Stops: x.stops}
		if x.event == "resubmit" {
			r.Event = "resubmit"
		}
		if got := reckoningWords(lang.Zh, r); got != x.zh {
			t.Errorf("got  %s\nwant %s", got, x.zh)
		}
		if got := reckoningWords(lang.En, r); got != x.en {
			t.Errorf("got  %s\nwant %s", got, x.en)
		}
	}
}
