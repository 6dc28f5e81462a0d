package lawtext

import (
	"strings"
	"unicode/utf8"
)

// readFacts reads days, numbers and bodies off notes, signature and the
// last articles.
func (t *Text) readFacts() {
	for _, u := range t.Units {
		if !u.Address.own() {
			break
		}
		switch u.Kind {
		case KindNote:
			t.readNote(u.Text)
		case KindSignature:
			t.readSignature(u.Text)
		}
	}
	if t.Number == "" && t.Title != "" {
		t.Number = issuingNumber(t.Title)
	}
	if t.Issuer == "" {
		t.Issuer = titleIssuer(t.Title)
	}
	t.readEffect()
	t.readInterpreter()
}

// titleIssuer is the body that a title begins with: 云州市人民政府关于….
func titleIssuer(title string) string {
	body, _, ok := strings.Cut(title, "关于")
	if !ok || body == "" || !officialName(body) {
		return ""
	}
	return strings.TrimPrefix(squeeze(body), "中华人民共和国")
}

// readNote reads a line of the notes, day by day.
func (t *Text) readNote(s string) {
	if n := issuingNumber(s); n != "" && t.Number == "" {
		t.Number = n
	}
	if t.readRedhead(squeeze(s)) {
		return
	}
	for len(s) > 0 {
		day, at, size := nextDay(s)
		if size == 0 {
			return
		}
		s = s[at+size:]
		clause := s
		if _, next, n := nextDay(s); n > 0 {
			clause = s[:next]
		}
		clause = squeeze(clause)
		switch {
		case strings.Contains(clause, "通过") && strings.Contains(clause, "现予"):
			t.Adopted = day
			t.setIssuer(clause)
		case containsAny(clause, []string{"公布", "发布", "颁布", "印发"}) && !strings.Contains(clause, "废止"):
			t.Published = day
			if n := decree(clause); n != "" && t.Number == "" {
				t.Number = n
			}
			t.setIssuer(clause)
		case strings.Contains(clause, "通过") && !strings.Contains(clause, "修正") && !strings.Contains(clause, "修订"):
			if t.Adopted == "" {
				t.Adopted = day
			}
			t.setIssuer(clause)
		case strings.HasPrefix(clause, "施行"), strings.HasPrefix(clause, "起施行"), strings.HasPrefix(clause, "实施"), strings.HasPrefix(clause, "起实施"):
			t.Effective = day
		case strings.Contains(clause, "批准") && t.Adopted == "":
			t.Adopted = day
			t.setIssuer(clause)
		}
	}
}

// readRedhead reads a line of a red-headed paper or of a decree.
func (t *Text) readRedhead(s string) bool {
	if body, ok := strings.CutSuffix(s, "文件"); ok && t.Issuer == "" && officialName(body) {
		t.Issuer = body
		return true
	}
	if body, number, ok := strings.Cut(s, "令"); ok && officialName(body) && (number == "" || decreeNumber(s)) {
		t.Issuer = strings.TrimPrefix(body, "中华人民共和国")
		t.Number = s
		return true
	}
	if strings.HasSuffix(t.Number, "令") && decreeNumber(s) {
		t.Number += s
		return true
	}
	if day, size := scanDay(s); size > 0 && size == len(s) {
		t.Published = day
		return true
	}
	return false
}

// setIssuer reads the body at the beginning of a clause of the notes.
func (t *Text) setIssuer(clause string) {
	if t.Issuer != "" {
		return
	}
	clause = strings.TrimLeft(clause, "经由，,")
	end := len(clause)
	for _, w := range []string{"第", "通过", "公布", "发布", "颁布", "印发", "批准", "令", "公告", "以", "审判委员会", "检察委员会", "常务会议", "会议", "《"} {
		from := 0
		if w == "第" {
			// 第十三届人民代表大会 is part of the body's name.
			for {
				i := strings.Index(clause[from:], "第")
				if i < 0 {
					from = len(clause)
					break
				}
				from += i
				_, size := scanNumber(clause[from+3:], false)
				if size > 0 && strings.HasPrefix(clause[from+3+size:], "届") {
					from += 3 + size
					continue
				}
				break
			}
			end = min(end, from)
			continue
		}
		if i := strings.Index(clause, w); i >= 0 && (w != "令" || i > 0) {
			end = min(end, i)
		}
	}
	name := dropTerm(clause[:end])
	name = strings.TrimPrefix(name, "中华人民共和国")
	if n := utf8.RuneCountInString(name); n >= 2 && n <= 40 {
		t.Issuer = name
	}
}

// dropTerm takes 第十三届 out of a body's name.
func dropTerm(s string) string {
	end := strings.Index(s, "届")
	if end < 0 {
		return s
	}
	start := end
	for start > 0 {
		r, w := utf8.DecodeLastRuneInString(s[:start])
		if hanDigit(r) < 0 && hanUnit(r) == 0 && arabicDigit(r) < 0 {
			break
		}
		start -= w
	}
	if start == end {
		return s
	}
	return strings.TrimSuffix(s[:start], "第") + s[end+len("届"):]
}

// decree reads the number of a decree: 云州市人民政府令第12号.
func decree(clause string) string {
	i := strings.Index(clause, "令第")
	if i < 0 {
		return ""
	}
	_, size := scanNumber(clause[i+6:], false)
	end := i + 6 + size
	if size == 0 || !strings.HasPrefix(clause[end:], "号") {
		return ""
	}
	return strings.TrimLeft(strings.TrimPrefix(clause[:end+3], "中华人民共和国"), "以，,经由")
}

// issuingNumber finds an issuing number (发文字号) such as 云政发〔2024〕3号.
func issuingNumber(s string) string {
	if len(s) > 3000 {
		return ""
	}
	for _, pair := range [][2]string{{"〔", "〕"}, {"[", "]"}, {"［", "］"}, {"【", "】"}, {"（", "）"}, {"(", ")"}} {
		i := strings.Index(s, pair[0])
		if i <= 0 {
			continue
		}
		inner := s[i+len(pair[0]):]
		year, size := scanNumber(inner, false)
		if size == 0 || year < 1900 || year > 2200 || !strings.HasPrefix(inner[size:], pair[1]) {
			continue
		}
		rest := strings.TrimLeftFunc(inner[size+len(pair[1]):], blank)
		rest = strings.TrimPrefix(rest, "第")
		_, digits := scanNumber(rest, false)
		if digits == 0 || !strings.HasPrefix(strings.TrimLeftFunc(rest[digits:], blank), "号") {
			continue
		}
		tail := strings.TrimLeftFunc(rest[digits:], blank)
		from := wordsBefore(s[:i])
		if from == i {
			continue
		}
		return s[from : len(s)-len(tail)+len("号")]
	}
	return ""
}

// wordsBefore is where the run of Han characters before the end of s begins,
// at most ten of them.
func wordsBefore(s string) int {
	at := len(s)
	for n := 0; n < 12 && at > 0; n++ {
		r, w := utf8.DecodeLastRuneInString(s[:at])
		if r < 0x4E00 || r > 0x9FFF {
			break
		}
		at -= w
	}
	return at
}

// readSignature reads body and day of the signature.
func (t *Text) readSignature(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		if day, size := scanDay(squeeze(line)); size > 0 {
			if t.Adopted == "" {
				t.Adopted = day
			}
			if t.Published == "" {
				t.Published = day
			}
			continue
		}
		if t.Issuer == "" && officialName(line) {
			t.Issuer = squeeze(line)
		}
	}
}
