package calendar

import "testing"

// The count by weeks agrees with going day by day, and a day at the end of
// time costs no more than tomorrow.
func TestBetweenAgreesWithCounting(t *testing.T) {
	c, err := Official()
	if err != nil {
		t.Fatal(err)
	}
	for from := Day("2022-12-25"); from < "2023-01-08"; from = from.next() {
		want, to := 0, from
		for range 500 {
			to = to.next()
			if c.Works(to) {
				want++
			}
			if got := c.WorkingDaysBetween(from, to); got != want {
				t.Fatalf("from %s to %s: %d, want %d", from, to, got, want)
			}
			if got := c.WorkingDaysBetween(to, from); got != -want {
				t.Fatalf("from %s back to %s: %d, want %d", to, from, got, -want)
			}
		}
	}
	if n := c.WorkingDaysBetween("2026-11-23", "9999-12-31"); n < 2_000_000 {
		t.Errorf("to the end of time: %d", n)
	}
}
