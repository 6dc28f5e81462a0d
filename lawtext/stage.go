package lawtext

import "strings"

// DraftStage is the words by which a text's title block says that it is a
// draft yet: 送审稿, 征求意见稿, 修改稿, 草案; "" where it does not, and for 公布稿.
func (t *Text) DraftStage() string {
	stage := ""
	t.Walk(func(u *Unit) bool {
		if stage == "" && u.Kind == KindNote && u.Address.own() {
			stage = stageIn(u.Text)
		}
		return false // the title block are top units
	})
	if i := strings.LastIndexAny(t.Title, "（("); stage == "" && i >= 0 {
		stage = stageIn(t.Title[i:])
	}
	return stage
}

// stageIn is the stage that a line tells, brackets left out.
func stageIn(s string) string {
	s = strings.Trim(squeeze(s), "（）()")
	if len(s) >= 60 || s == "公布稿" || !strings.HasSuffix(s, "稿") && !strings.HasSuffix(s, "草案") {
		return ""
	}
	return s
}
