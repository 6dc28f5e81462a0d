package web

import (
	"slices"
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/office"
	"hefa/lawtext/redline"
)

// bikes is a text whose annex has a table, as written in a file.
func bikes(t *testing.T, fee string, replace ...string) *lawtext.Text {
	t.Helper()
	page := strings.NewReplacer(replace...).Replace(`<h1>云州市共享单车停放办法</h1>
<h2>第一章　总则</h2>
<p>第一条　为了规范停放，制定本办法。</p>
<h2>第二章　停放</h2>
<p>第二条　停放点由街道办事处划定。</p>
<p>第三条　违反第二条停放的，由企业清运。</p>
<p>附件1</p><p>清运收费标准</p>
<table><tr><td>区域</td><td>每辆（元）</td></tr><tr><td>老城区</td><td>` + fee + `</td></tr></table>
<p>附件2</p><p>划定流程</p><p>街道办事处提出方案。</p>`)
	reading, err := office.Read("办法.html", []byte(page), office.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return reading.Text
}

// Where only changes are asked for, a change inside an annex stands under the
// annex's heading, and the contents name the table.
func TestOnlyChangesInAnAnnex(t *testing.T) {
	s := redlineSheet(bikes(t, "20"), bikes(t, "25"), nil, true, nil)
	var shown []string
	for _, b := range s.Blocks {
		shown = append(shown, string(b.Kind)+" "+string(b.Address))
	}
	if want := []string{"annex annex1", "table annex1/t1"}; !slices.Equal(shown, want) {
		t.Errorf("shown %v, want %v", shown, want)
	}
	var listed []string
	for _, e := range s.contents() {
		listed = append(listed, e.Number+" "+e.Hint)
	}
	if want := []string{"附件1 清运收费标准", "表1 区域 每辆（元）"}; !slices.Equal(listed, want) {
		t.Errorf("the contents list %q, want %q", listed, want)
	}
}

// Where changes of numbers are hidden, the new number alone is shown; the older
// column keeps its own. Units that came keep theirs marked.
func TestSheetHidesNumbers(t *testing.T) {
	old := bikes(t, "20")
	now := bikes(t, "20", "第二条　", "第二条　企业应当投保第三者责任险。</p>\n<p>第三条　", "第三条　违反第二条停放的，由企业", "第四条　违反第三条停放的，由企业及时")
	draw := func(runs []sheetRun) string {
		text := ""
		for _, r := range runs {
			text += map[redline.Op]string{redline.Delete: "-", redline.Insert: "+"}[r.Op] + r.Text
		}
		return text
	}
	hide := []redline.Class{redline.ClassNumber, redline.ClassReference}
	s := redlineSheet(old, now, nil, false, hide)
	got := map[lawtext.Address]sheetBlock{}
	for _, b := range s.Blocks {
		got[b.Address] = b
	}
	for address, want := range map[lawtext.Address]string{"2": "+第二条||+第二条", "3": "第三条|第二条|第三条", "4": "第四条|第三条|第四条"} {
		b := got[address]
		if drawn := draw(b.NumberRuns()) + "|" + draw(b.OldRuns()) + "|" + draw(b.NewRuns()); drawn != want {
			t.Errorf("the number of %s is shown as %s, want %s", address, drawn, want)
		}
		if b.Renumbered() || slices.Contains(b.Badges, redline.Renumbered) {
			t.Errorf("%s still says that its number changed: %v", address, b.Badges)
		}
	}
	if b := got["4"]; draw(b.Lines[0].Runs) != "违反第三条停放的，由企业+及时清运。" {
		t.Errorf("the reference is shown as %s", draw(b.Lines[0].Runs))
	}
	if got["3"].Changed() || !got["4"].Changed() || s.Changed != 2 {
		t.Errorf("%d changed", s.Changed)
	}
	for _, e := range s.contents() {
		if e.Was != "" {
			t.Errorf("the contents say that %s was %s", e.Number, e.Was)
		}
	}
	// The figures are those of what is shown: all but the three characters of
	// the reference on either side.
	all := redlineSheet(old, now, nil, false, nil)
	if in, out := all.Stats.Inserted-s.Stats.Inserted, all.Stats.Deleted-s.Stats.Deleted; in != 3 || out != 3 {
		t.Errorf("hiding a reference takes %d and %d characters off the figures", in, out)
	}
}
