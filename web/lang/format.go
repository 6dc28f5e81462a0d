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

// Size writes a number of bytes in the unit that reads best; a KB is 1,024
// bytes, as file managers and the limit of uploads count.
func (l Lang) Size(n int64) string {
	const kb, mb = 1 << 10, 1 << 20
	switch {
	case n < kb && l == Zh:
		return strconv.FormatInt(n, 10) + " 字节"
	case n < kb:
		return strconv.FormatInt(n, 10) + " bytes"
	case n < mb:
		return oneDecimal(float64(n)/kb) + " KB"
	}
	return oneDecimal(float64(n)/mb) + " MB"
}

func oneDecimal(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}
