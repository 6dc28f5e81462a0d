package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day writes YYYY-MM-DD as 2024年3月28日 or 28 March 2024; "" stays "".
func (l Lang) Day(ymd string) string {
	t, err := time.Parse(time.DateOnly, ymd)
	if err != nil {
		return ymd
	}
	if l == En {
		return t.Format("2 January 2006")
	}
	return t.Format("2006年1月2日")
}

// Time writes an instant to the minute, in the instant's own zone.
func (l Lang) Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if l == En {
		return t.Format("2 January 2006, 15:04")
	}
	return t.Format("2006年1月2日 15:04")
}

// Number writes a whole number with thousands separators.
func (l Lang) Number(n any) string {
	s := fmt.Sprint(n)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Size writes a number of bytes in the unit that reads best.
func (l Lang) Size(n int64) string {
	switch {
	case n < 1000 && l == Zh:
		return strconv.FormatInt(n, 10) + " 字节"
	case n < 1000:
		return strconv.FormatInt(n, 10) + " bytes"
	case n < 1e6:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
