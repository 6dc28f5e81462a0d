package storage

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Day is a calendar day, YYYY-MM-DD; "" is a day not known, NULL in the
// database.
type Day string

const dayLayout = "2006-01-02"

// DayOf is the day of an instant in the instant's own zone.
func DayOf(t time.Time) Day { return Day(t.Format(dayLayout)) }

// ParseDay reads YYYY-MM-DD; "" is no day. Anything else is an [Invalid], and
// so is a day before 1900 or after 2200, which nobody means.
func ParseDay(field, s string) (Day, error) {
	if s == "" {
		return "", nil
	}
	if t, err := time.Parse(dayLayout, s); err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return "", &Invalid{Field: field, Code: "day"}
	}
	return Day(s), nil
}

// Add is the day n days later.
func (d Day) Add(n int) Day {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		return d
	}
	return DayOf(t.AddDate(0, 0, n))
}

// Value implements [driver.Valuer].
func (d Day) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Scan implements [database/sql.Scanner].
func (d *Day) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*d = ""
	case time.Time:
		*d = DayOf(v)
	case []byte:
		*d = Day(v)
	case string:
		*d = Day(v)
	default:
		return fmt.Errorf("reading a day: unexpected %T", v)
	}
	return nil
}
