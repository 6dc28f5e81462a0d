package web

import (
	"strings"
	"testing"

	"hefa/lawtext"
	"hefa/lawtext/redline"
)

// TestSheetHides holds that hidden natures of change are shown as none, and
// that what else changed stays.
func TestSheetHides(t *testing.T) {
	old := lawtext.ParsePlain("云州市集市办法\n第一条　集市由街道(镇)管理。\n第二条　摊位费每月三百元(含税)。\n")
	changed := lawtext.ParsePlain("云州市集市办法\n第一条　集市由街道（镇）管理。\n第二条　摊位费每月五百元（含税）。\n")
	plain, hidden := redlineSheet(old, changed, nil, true, nil), redlineSheet(old, changed, nil, true, []redline.Class{redline.ClassWidth})
	if plain.Changed != 2 || hidden.Changed != 1 {
		t.Fatalf("%d changes, %d with widths hidden", plain.Changed, hidden.Changed)
	}
	b := hidden.Blocks[len(hidden.Blocks)-1]
	for _, runs := range [][]sheetLine{b.Lines, b.Old, b.New} {
		for _, r := range runs[0].Runs {
			if r.Class == redline.ClassWidth && r.Op != redline.Equal {
				t.Errorf("hidden change is shown: %+v", r)
			}
		}
	}
	if text := lineText(b.Old[0]); text != "摊位费每月三百元(含税)。" {
		t.Errorf("older column: %s", text)
	}
	if text := lineText(b.New[0]); text != "摊位费每月五百元（含税）。" {
		t.Errorf("newer column: %s", text)
	}
}

// A row that came or went in a form without words is a change that is listed,
// counted and marked, whatever small changes are hidden.
func TestSheetOfEmptyForms(t *testing.T) {
	for name, old := range map[string]*lawtext.Text{
		"a row goes": priced("区域|首小时", "|", "|"), "a row goes and a width changes": priced("区域|首小时（元）", "|", "|"),
	} {
		now := priced("区域|首小时", "|")
		if strings.Contains(name, "width") {
			now = priced("区域|首小时(元)", "|")
		}
		s := redlineSheet(old, now, nil, true, smallClasses)
		if len(s.Blocks) != 1 || s.Changed != 1 {
			t.Fatalf("%s: %d blocks, %d changed", name, len(s.Blocks), s.Changed)
		}
		if b := s.Blocks[0]; len(b.Badges) != 1 || b.Badges[0] != redline.Amended || !strings.Contains(drawn(b.Lines), "删[|]") {
			t.Errorf("%s: %v\n%s", name, b.Badges, drawn(b.Lines))
		}
		if list := s.contents(); len(list) != 1 || len(list[0].Badges) != 1 {
			t.Errorf("%s: contents %+v", name, list)
		}
		if same := redlineSheet(now, now, nil, true, nil); len(same.Blocks) != 0 || same.Changed != 0 {
			t.Errorf("%s: %d blocks of a text and itself", name, len(same.Blocks))
		}
	}
}

func lineText(l sheetLine) string {
	text := ""
	for _, r := range l.Runs {
		text += r.Text
	}
	return text
}

// TestSheetMoves holds that a unit that moved is linked from where it stood.
func TestSheetMoves(t *testing.T) {
	s := redlineSheet(
		lawtext.ParsePlain("云州市古树办法\n第一条　古树名录由林业部门编制。\n第二条　禁止在古树上钉钉、缠绕铁丝。\n第三条　古树每年检查一次，检查结果应当公布。\n第四条　认养古树的单位可以挂牌。\n"),
		lawtext.ParsePlain("云州市古树办法\n第一条　古树名录由林业部门编制。\n第二条　古树每年检查一次，检查结果应当公布。\n第三条　认养古树的单位可以挂牌。\n第四条　禁止在古树上钉钉、缠绕铁丝。\n"), nil, false, nil)
	moves := s.Left
	ids := map[string]bool{}
	for _, b := range s.Blocks {
		moves = append(moves, b.Away...)
		ids[b.ID] = true
	}
	if len(moves) != 1 || moves[0].Number != "第二条" || moves[0].ToNumber != "第四条" || !ids[moves[0].To] {
		t.Fatalf("moves %+v", moves)
	}
	for _, b := range s.Blocks {
		if b.ID == moves[0].To && (b.Was == nil || b.Was.ID != moves[0].ID) {
			t.Errorf("moved unit leads back to %+v, which is %q", b.Was, moves[0].ID)
		}
	}
}
