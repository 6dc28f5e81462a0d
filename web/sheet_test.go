package web

import (
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
)

const sheetOld = `云州市停车管理办法
第一章　总则
第一条　为了规范停车秩序，制定本办法。
第二条　停车人应当遵守下列规定：
（一）在泊位内停放；
（二）按时缴费；
（三）服从管理。
第三条　违反本办法的，依法处理。
第四条　本办法自2024年5月1日起施行。
`

const sheetNew = `云州市停车管理办法
第一章　总则
第一条　为了规范机动车停车秩序，制定本办法。
第二条　本办法所称停车人，是指机动车驾驶人。
第三条　停车人应当遵守下列规定：
（一）在泊位内停放；
（二）按照公示的标准缴费。
第四条　本办法自2024年6月1日起施行。
`

// What a line says it shows is what stands in the text: each run of a unit's
// own characters, at the code point it is said to begin with.
func TestSheetLines(t *testing.T) {
	old, changed := lawtext.ParsePlain(sheetOld), lawtext.ParsePlain(sheetNew)
	said := remarks{"3.1(2)": {{comment: "c1", where: lawtext.Range{Start: 2, End: 5}}}}
	for name, s := range map[string]sheet{"redline": redlineSheet(old, changed, said, false, nil), "clean": cleanSheet(changed, said)} {
		own, quoted := map[lawtext.Address]string{}, ""
		for _, b := range s.Blocks {
			for _, l := range b.Lines {
				at := l.At
				for _, r := range l.Runs {
					if r.Comment != "" {
						quoted += r.Text
					}
					if r.Aside || r.Op == redline.Delete {
						continue
					}
					if have := len([]rune(own[l.Address])); have != at {
						t.Errorf("%s: %q of %s begins at %d, not %d", name, r.Text, l.Address, at, have)
					}
					own[l.Address] += r.Text
					at += len([]rune(r.Text))
				}
			}
		}
		changed.Walk(func(u *lawtext.Unit) bool {
			if u.Text != "" && own[u.Address] != u.Text {
				t.Errorf("%s: %s shows %q, want %q", name, u.Address, own[u.Address], u.Text)
			}
			return true
		})
		if quoted != "公示的" {
			t.Errorf("%s: quoted is %q", name, quoted)
		}
	}
}

// The two columns give back the two texts, line by line.
func TestSheetColumns(t *testing.T) {
	s := redlineSheet(lawtext.ParsePlain(sheetOld), lawtext.ParsePlain(sheetNew), nil, false, nil)
	var left, right []string
	for _, b := range s.Blocks {
		for i, column := range [][]sheetLine{b.Old, b.New} {
			number := b.OldNumber
			if i == 1 {
				number = b.Number
			}
			for _, l := range column {
				text := number
				number = ""
				for _, r := range l.Runs {
					if r.Text != "¶" {
						text += r.Text
					}
				}
				if i == 0 {
					left = append(left, text)
				} else {
					right = append(right, text)
				}
			}
		}
	}
	plain := func(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "　", "") }
	for i, want := range strings.Split(plain(sheetNew), "\n") {
		if i >= len(right) || right[i] != want {
			t.Errorf("right column, line %d: %q, want %q", i, right, want)
			break
		}
	}
	for _, want := range strings.Split(plain(sheetOld), "\n") {
		if !strings.Contains(strings.Join(left, "\n"), want) {
			t.Errorf("left column lacks %q: %q", want, left)
		}
	}
}

// The contents say what happened to each article; those that went are there.
func TestSheetContents(t *testing.T) {
	s := redlineSheet(lawtext.ParsePlain(sheetOld), lawtext.ParsePlain(sheetNew), nil, false, nil)
	signs := map[string]string{}
	for _, e := range s.contents() {
		for _, k := range e.Badges {
			signs[e.Number] += k.Badge()
		}
		if e.Gone {
			signs[e.Number] += "*"
		}
	}
	for number, want := range map[string]string{"第一条": "改", "第二条": "增", "第四条": "改"} {
		if signs[number] != want {
			t.Errorf("%s has %q, want %q", number, signs[number], want)
		}
	}
	if !strings.Contains(signs["第三条"], "号") || !strings.Contains(signs["第三条"], "删*") {
		t.Errorf("第三条 has %q", signs["第三条"])
	}
	if only := redlineSheet(lawtext.ParsePlain(sheetOld), lawtext.ParsePlain(sheetNew), nil, true, nil); len(only.Blocks) >= len(s.Blocks) {
		t.Error("nothing was left out")
	}
	if i := s.holder("3.1(2)"); i < 0 || s.Blocks[i].Address != "3" {
		t.Errorf("3.1(2) stands in block %d", i)
	}
}

func TestNumberRuns(t *testing.T) {
	for _, c := range []struct {
		old, now, want string
	}{
		{"第六条", "第七条", "第-六-+七+条"}, {"第十条", "第十一条", "第十+一+条"}, {"第九条", "", "-第九条-"}, {"", "第八条", "+第八条+"}, {"第一条", "第一条", "第一条"},
	} {
		got := ""
		for _, r := range (sheetBlock{Change: redline.Amended, OldNumber: c.old, Number: c.now}).NumberRuns() {
			sign := map[redline.Op]string{redline.Delete: "-", redline.Insert: "+"}[r.Op]
			got += sign + r.Text + sign
		}
		if got != c.want {
			t.Errorf("%s → %s: %s, want %s", c.old, c.now, got, c.want)
		}
	}
}

// BenchmarkRedlineSheet lays out forty articles of which every third changed.
func BenchmarkRedlineSheet(b *testing.B) {
	var old, changed strings.Builder
	old.WriteString("云州市停车管理办法\n")
	changed.WriteString("云州市停车管理办法\n")
	for i := 1; i <= 40; i++ {
		text := "　停车泊位的设置、使用和管理应当遵循统筹规划、方便群众的原则，第" + lawtext.Numeral(i) + "类泊位由区人民政府按照标准设置，并在显著位置公示收费标准、监督电话和使用时间。\n"
		old.WriteString("第" + lawtext.Numeral(i) + "条" + text)
		if i%3 == 0 {
			text = strings.Replace(text, "在显著位置公示收费标准", "在入口处以及网上公示收费依据、收费标准", 1)
		}
		changed.WriteString("第" + lawtext.Numeral(i) + "条" + text)
	}
	before, after := lawtext.ParsePlain(old.String()), lawtext.ParsePlain(changed.String())
	for b.Loop() {
		s := redlineSheet(before, after, nil, false, nil)
		if s.Changed != 13 {
			b.Fatalf("%d changed", s.Changed)
		}
	}
}
