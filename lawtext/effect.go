package lawtext

import "strings"

// readEffect finds the day of effect and the end of validity in the text's
// own last units, and works out those that are counted from another day.
func (t *Text) readEffect() {
	units := t.lastTexts(400)
	for i := len(units) - 1; i >= 0; i-- {
		s := lastWords(units[i].Text)
		if !containsAny(s, effectWords) && !containsAny(s, periodWords) {
			continue
		}
		if day := t.effectIn(s); day != "" {
			t.Effective = day
			t.ValidUntil = validityIn(s, day)
			break
		}
	}
	for i := len(units) - 1; i >= 0 && t.ValidUntil == ""; i-- {
		if !contains(units[i].Text, "本") {
			continue
		}
		if s := lastWords(units[i].Text); ownValidity(s) {
			t.ValidUntil = validityIn(s, t.Effective)
		}
	}
}

// interpreterWords stand behind the body that interprets a text, and where
// they do not stand, right before it.
var interpreterWords = []struct{ before, behind string }{
	{"由", "负责解释"}, {"由", "解释。"}, {"由", "解释，"}, {"由", "解释；"}, {"解释工作由", "承担"}, {"解释工作由", "负责"}, {"解释权归", "所有"}, {"解释权归", "。"}, {"解释权属于", "。"},
}

// readInterpreter finds the body that interprets the text: 本办法由…负责解释.
func (t *Text) readInterpreter() {
	units := t.lastTexts(40)
	for i := len(units) - 1; i >= 0; i-- {
		s := units[i].Text
		if !strings.Contains(s, "解释") {
			continue
		}
		for _, w := range interpreterWords {
			end := strings.Index(s, w.behind)
			if w.behind == "。" {
				end = len(strings.TrimSuffix(s, "。"))
			}
			if end < 0 {
				continue
			}
			from := strings.LastIndex(s[:end], w.before)
			if from < 0 || !strings.Contains(s[:from], "本") || end-from > 150 {
				continue
			}
			if body := strings.Trim(s[from+len(w.before):end], "，、"); body != "" && !strings.ContainsAny(body, "。；，") {
				t.Interpreter = body
				return
			}
		}
	}
}

// lastWords are the last words of a unit, without white space.
func lastWords(s string) string { return squeeze(s[max(0, len(s)-1<<14):]) }

// ownValidity reports whether a sentence says how long the text itself is
// valid, and not a licence it speaks of.
func ownValidity(s string) bool {
	words := periodWords
	if !contains(s, "期") {
		words = trialWords
	}
	i := -1
	for _, w := range words {
		if at := index(s, w); at >= 0 && (i < 0 || at < i) {
			i = at
		}
	}
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

// effectIn reads 自…起施行 in a sentence without white space; "" where it
// states no day.
func (t *Text) effectIn(s string) string {
	for at := 0; at < len(s); {
		day, i, size := nextDay(s[at:])
		own := s[at:]
		if size > 0 {
			own = s[at : at+i]
		}
		if published := t.effectFrom(own, s[at:]); published != "" {
			return published
		}
		if size == 0 {
			return ""
		}
		if inForceFrom(s[:at+i], s[at+i+size:]) {
			return day
		}
		at += i + size
	}
	return ""
}

// inForceFrom reports whether the words around a day bring the text into force
// on it: 自…起施行, …起施行, 有效期自…至….
func inForceFrom(before, after string) bool {
	begun, started := false, strings.HasPrefix(strings.TrimPrefix(after, "零时"), "起")
	for _, w := range []string{"自", "从", "于", "定于"} {
		begun = begun || strings.HasSuffix(before, w)
	}
	after = strings.TrimPrefix(strings.TrimPrefix(after, "零时"), "起")
	if strings.HasPrefix(after, "至") || strings.HasPrefix(after, "到") {
		before = before[max(0, len(before)-90):]
		return containsAny(before, periodWords) && strings.Contains(before, "本")
	}
	return (begun || started) && inForce(after)
}

// effectFrom reads 自公布之日起…施行 in the words before the next day of s.
func (t *Text) effectFrom(own, s string) string {
	for at := 0; ; {
		i := strings.IndexRune(own[at:], '自')
		if i < 0 {
			return ""
		}
		at += i + len("自")
		if day := t.effectAt(s[at:]); day != "" {
			return day
		}
	}
}

// effectAt reads what stands behind 自 where that is no day: 公布之日起施行,
// 公布之日起30日后施行, 公布后的次日起施行.
func (t *Text) effectAt(s string) string {
	for _, w := range []string{"公布", "发布", "颁布", "印发", "公告", "下发", "签发", "通过", "批准"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		days := 0
		rest = trimAny(rest, "之", "后的", "的", "之")
		if next, ok := strings.CutPrefix(rest, "次日"); ok {
			days, rest = 1, next
		}
		rest = trimAny(rest, "日", "起", "满")
		if n, size := scanNumber(rest, false); size > 0 {
			after, ok := strings.CutPrefix(rest[size:], "日")
			if !ok || strings.HasPrefix(after, "内") {
				return ""
			}
			days, rest = n, trimAny(after, "后", "起")
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

// trimAny drops each word that s begins with, in turn.
func trimAny(s string, words ...string) string {
	for _, w := range words {
		s = strings.TrimPrefix(s, w)
	}
	return s
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
