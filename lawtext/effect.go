package lawtext

import "strings"

// readEffect finds the day of effect and the end of validity in the text's
// own last units, and works out those that are counted from another day.
func (t *Text) readEffect() {
	units := t.lastTexts(400)
	for i := len(units) - 1; i >= 0; i-- {
		s := units[i].Text
		if !strings.Contains(s, "施行") && !strings.Contains(s, "实施") && !strings.Contains(s, "执行") && !strings.Contains(s, "有效") &&
			!strings.Contains(s, "生效") && !strings.Contains(s, "试行") && !strings.Contains(s, "实行") {
			continue
		}
		if day := t.effectIn(s); day != "" {
			t.Effective = day
			t.ValidUntil = validityIn(s, day)
			break
		}
	}
	for i := len(units) - 1; i >= 0 && t.ValidUntil == ""; i-- {
		if ownValidity(units[i].Text) {
			t.ValidUntil = validityIn(units[i].Text, t.Effective)
		}
	}
}

// readInterpreter finds the body that interprets the text: 本办法由…负责解释.
func (t *Text) readInterpreter() {
	units := t.lastTexts(40)
	for i := len(units) - 1; i >= 0; i-- {
		s := units[i].Text
		end := strings.Index(s, "负责解释")
		if end < 0 {
			end = strings.Index(s, "解释。")
		}
		if end < 0 {
			continue
		}
		from := strings.LastIndex(s[:end], "由")
		if from < 0 || !strings.Contains(s[:from], "本") || end-from > 150 {
			continue
		}
		if body := strings.Trim(s[from+len("由"):end], "，、"); body != "" && !strings.ContainsAny(body, "。；，") {
			t.Interpreter = body
			return
		}
	}
}

// ownValidity reports whether a sentence says how long the text itself is
// valid, and not a licence it speaks of.
func ownValidity(s string) bool {
	i := strings.Index(s, "有效期")
	if i < 0 {
		return false
	}
	before := s[:i]
	j := strings.LastIndex(before, "本")
	return j >= 0 && len(before)-j <= 60 && containsAny(before[j:], instrumentWords) && !strings.Contains(before[j:], "。")
}

// lastTexts are the last units with text of the first instrument, annexes
// left out, in reading order.
func (t *Text) lastTexts(most int) []*Unit {
	var list []*Unit
	t.Walk(func(u *Unit) bool {
		if u.Kind == KindAnnex || u.Kind == KindNote || u.Kind == KindContents || u.Kind == KindTitle || !u.Address.own() {
			return false
		}
		if u.Text != "" {
			list = append(list, u)
		}
		return true
	})
	return list[max(0, len(list)-most):]
}

var effectWords = []string{"施行", "实施", "执行", "生效", "试行", "实行"}

// effectIn reads 自…起施行 in a sentence; "" where it states no day.
func (t *Text) effectIn(s string) string {
	for at := 0; at < len(s); {
		i := strings.Index(s[at:], "自")
		if i < 0 {
			return ""
		}
		at += i + len("自")
		if day := t.effectAt(s[at:]); day != "" {
			return day
		}
	}
	return ""
}

// effectAt reads what stands behind 自.
func (t *Text) effectAt(s string) string {
	s = strings.TrimLeftFunc(s, blank)
	if day, size := scanDay(s); size > 0 {
		rest := strings.TrimLeftFunc(s[size:], blank)
		rest = strings.TrimPrefix(rest, "零时")
		if inForce(strings.TrimPrefix(rest, "起")) {
			return day
		}
		if i := strings.Index(rest, "至"); i >= 0 && i <= len("起施行，有效期") && strings.HasPrefix(rest, "至") {
			return "" // a period of something else
		}
		return ""
	}
	for _, w := range []string{"公布", "发布", "颁布", "印发", "公告", "下发", "签发", "通过", "批准"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, "之")
		rest = strings.TrimPrefix(rest, "日")
		rest = strings.TrimPrefix(rest, "起")
		days := 0
		if n, size := scanNumber(rest, false); size > 0 && strings.HasPrefix(rest[size:], "日后") {
			days, rest = n, rest[size+len("日后"):]
		} else if n, size := scanNumber(rest, false); size > 0 && strings.HasPrefix(rest[size:], "日内") {
			_ = n
			return ""
		}
		if !inForce(rest) {
			return ""
		}
		from := t.Published
		if from == "" || w == "通过" {
			from = t.Adopted
		}
		return addTime(from, 0, days)
	}
	return ""
}

// inForce reports whether the words behind a day bring the text itself into
// force: 施行 but not 施行的《…》.
func inForce(s string) bool {
	s = strings.TrimLeft(strings.TrimLeftFunc(s, blank), "，,")
	s = strings.TrimPrefix(s, "正式")
	for _, w := range effectWords {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return !strings.HasPrefix(rest, "的")
		}
	}
	return false
}

// validityIn reads 有效期至…, 有效期5年, 试行2年; from is the day of effect.
func validityIn(s, from string) string {
	for _, w := range []string{"有效期", "试行期", "施行期限", "试行"} {
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
	return ""
}

// period reads what stands behind 有效期.
func period(s, from string) string {
	s = strings.TrimLeftFunc(s, blank)
	for _, w := range []string{"限", "为", "是", "：", "自", "截至", "截止", "到", "至"} {
		s = strings.TrimPrefix(s, w)
	}
	if day, size := scanDay(s); size > 0 {
		rest := strings.TrimLeft(s[size:], "起，")
		if until, ok := strings.CutPrefix(rest, "至"); ok {
			if end, size := scanDay(until); size > 0 {
				return end
			}
		}
		return day
	}
	if n, size := scanNumber(s, false); size > 0 && n > 0 && n <= 30 {
		rest := strings.TrimPrefix(s[size:], "个")
		if strings.HasPrefix(rest, "年") && from != "" {
			return addTime(from, n, -1)
		}
	}
	return ""
}
