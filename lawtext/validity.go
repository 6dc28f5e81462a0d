package lawtext

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// periodWords lead to how long a text is valid.
var periodWords = []string{"有效期", "试行期", "施行期限", "实施期限", "执行期限", "施行期", "试行", "暂行"}

// trialWords are those of periodWords without 期: most sentences have none, and
// need to be searched for these alone.
var trialWords = slices.DeleteFunc(slices.Clone(periodWords), func(w string) bool { return strings.Contains(w, "期") })

// validityIn reads 有效期至…, 有效期5年, 试行2年, 施行…至…止 and …废止 in a sentence
// without white space; from is the day of effect.
func validityIn(s, from string) string {
	for _, w := range periodWords {
		for at := 0; at < len(s); {
			i := strings.Index(s[at:], w)
			if i < 0 {
				break
			}
			at += i + len(w)
			if day := period(s[at:], from); day != "" {
				return day
			}
		}
	}
	return endBehind(s)
}

// period reads what stands behind 有效期.
func period(s, from string) string {
	s = trimAny(s, "限", "为", "是", "：", "，为期", "自", "截至", "截止", "到", "至", "为")
	if day, size := scanDay(s); size > 0 {
		rest := trimAny(s[size:], "起", "，", "到")
		if until, ok := strings.CutPrefix(rest, "至"); ok {
			if end, size := scanDay(until); size > 0 {
				return end
			}
		}
		return day
	}
	if day := endOf(s); day != "" {
		return day
	}
	months, size := scanPeriod(s)
	if size == 0 || from == "" {
		return ""
	}
	return addMonths(from, months)
}

// scanPeriod reads 5年, 六个月, 两年零六个月, 三年半 and answers months.
func scanPeriod(s string) (months, size int) {
	n, w := scanNumber(s, true)
	if w == 0 || n == 0 || n > 120 {
		return 0, 0
	}
	rest := strings.TrimPrefix(s[w:], "个")
	switch {
	case strings.HasPrefix(rest, "月"):
		return n, len(s) - len(rest) + len("月")
	case !strings.HasPrefix(rest, "年") || n > 30:
		return 0, 0
	}
	rest = rest[len("年"):]
	months = 12 * n
	if strings.HasPrefix(rest, "半") {
		return months + 6, len(s) - len(rest) + len("半")
	}
	after := strings.TrimPrefix(rest, "零")
	if m, w := scanNumber(after, false); w > 0 && m < 12 && strings.HasPrefix(after[w:], "个月") {
		return months + m, len(s) - len(after) + w + len("个月")
	}
	return months, len(s) - len(rest)
}

// addMonths is the last day of a period that begins with a day.
func addMonths(day string, months int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	end := t.AddDate(0, months, 0)
	if end.Day() != t.Day() { // 31 August and six months: the month is shorter
		end = end.AddDate(0, 0, -end.Day()+1)
	}
	return end.AddDate(0, 0, -1).Format(time.DateOnly)
}

// endOf reads 2026年底 and 2026年6月底.
func endOf(s string) string {
	year, w := scanNumber(s, true)
	rest, ok := strings.CutPrefix(s[w:], "年")
	if w == 0 || !ok || year < 1900 || year > 2200 {
		return ""
	}
	if strings.HasPrefix(rest, "底") || strings.HasPrefix(rest, "末") || strings.HasPrefix(rest, "年底") {
		return fmt.Sprintf("%04d-12-31", year)
	}
	month, w := scanNumber(rest, true)
	if w == 0 || month < 1 || month > 12 || !strings.HasPrefix(rest[w:], "月底") && !strings.HasPrefix(rest[w:], "月末") {
		return ""
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// endBehind reads the end that follows the day of effect without a word for
// the period: 自…起施行，至…止; 自…起施行，…废止.
func endBehind(s string) string {
	for _, w := range effectWords {
		_, rest, ok := strings.Cut(s, w)
		if !ok || strings.HasPrefix(rest, "的") {
			continue
		}
		rest = trimAny(rest, "，", "于")
		until, bound := strings.CutPrefix(rest, "至")
		day, size := scanDay(until)
		if size == 0 {
			continue
		}
		after := trimAny(until[size:], "起", "自行", "自动")
		if bound || strings.HasPrefix(after, "废止") || strings.HasPrefix(after, "失效") || strings.HasPrefix(after, "终止") {
			return day
		}
	}
	return ""
}
