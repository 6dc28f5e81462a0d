package lawtext

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// DateInName is the last (YYYY-MM-DD) or （YYYY-MM-DD） in a file name, or "".
func DateInName(name string) string {
	name = strings.NewReplacer("（", "(", "）", ")").Replace(name)
	for end := len(name); ; {
		i := strings.LastIndexByte(name[:end], '(')
		if i < 0 {
			return ""
		}
		if len(name) > i+11 && name[i+11] == ')' {
			if _, err := time.Parse(time.DateOnly, name[i+1:i+11]); err == nil {
				return name[i+1 : i+11]
			}
		}
		end = i
	}
}

// scanDay reads the day that s begins with: 2024年1月1日, 二〇二四年一月一日,
// 2024-01-01. Its size is 0 where there is none.
func scanDay(s string) (day string, size int) {
	year, i := scanNumber(s, true)
	if i == 0 || year < 1900 || year > 2200 {
		return "", 0
	}
	i += blankPrefix(s[i:])
	if strings.HasPrefix(s[i:], "-") || strings.HasPrefix(s[i:], ".") || strings.HasPrefix(s[i:], "/") {
		return scanIsoDay(s, year, i)
	}
	parts := [2]int{}
	rest, ok := strings.CutPrefix(s[i:], "年")
	if !ok {
		return "", 0
	}
	for p, unit := range []string{"月", "日"} {
		rest = strings.TrimLeftFunc(rest, blank)
		n, w := scanNumber(rest, true)
		if w == 0 {
			return "", 0
		}
		parts[p] = n
		rest = strings.TrimLeftFunc(rest[w:], blank)
		if rest, ok = strings.CutPrefix(rest, unit); !ok {
			return "", 0
		}
	}
	day = formatDay(year, parts[0], parts[1])
	if day == "" {
		return "", 0
	}
	return day, len(s) - len(rest)
}

func scanIsoDay(s string, year, i int) (string, int) {
	sep := s[i]
	month, w := scanNumber(s[i+1:], false)
	i += 1 + w
	if w == 0 || i >= len(s) || s[i] != sep {
		return "", 0
	}
	d, w := scanNumber(s[i+1:], false)
	if w == 0 {
		return "", 0
	}
	day := formatDay(year, month, d)
	if day == "" {
		return "", 0
	}
	return day, i + 1 + w
}

// formatDay is YYYY-MM-DD, or "" where the calendar has no such day.
func formatDay(year, month, day int) string {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return ""
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// addTime moves a day by years and days; "" stays "".
func addTime(day string, years, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(years, 0, days).Format(time.DateOnly)
}

// isDay reports whether s is a day and nothing else.
func isDay(s string) bool {
	if len(s) > 120 {
		return false
	}
	s = squeeze(s)
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "（"), "("), "）")
	_, size := scanDay(s)
	return size > 0 && size == len(s)
}

// nextDay finds the first day in s and where it stands; size is 0 where
// there is none.
func nextDay(s string) (day string, at, size int) {
	digit := false
	for i, r := range s {
		d := arabicDigit(r) >= 0 || hanDigit(r) >= 0
		if d && !digit {
			if day, size := scanDay(s[i:]); size > 0 {
				return day, i, size
			}
		}
		digit = d
	}
	return "", 0, 0
}

// firstDay is the byte offset of the first day in s, brackets and blanks
// before it left out of the count.
func firstDay(s string) (int, bool) {
	s = strings.TrimLeft(s, "（( \u3000")
	if len(s) > 3000 {
		s = s[:3000]
		for !utf8.ValidString(s) && len(s) > 0 {
			s = s[:len(s)-1]
		}
	}
	_, at, size := nextDay(s)
	return at, size > 0
}
