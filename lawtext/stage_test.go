package lawtext

import "testing"

func TestDraftStage(t *testing.T) {
	for block, want := range map[string]string{
		"云州市水井办法\n（送审稿）\n":           "送审稿",
		"云州市水井办法\n（征求意见 稿）\n":        "征求意见稿",
		"云州市水井办法（修改稿）\n":             "修改稿",
		"云州市水井条例(草案)\n":              "草案",
		"云州市水井办法\n（公布稿）\n":           "",
		"云州市水井办法（试行）\n":              "",
		"云州市水井办法\n（2024年2月3日公布）\n":   "",
		"云州市水井办法\n":                  "",
		"云州市草案征集办法\n（2024年2月3日公布）\n": "",
	} {
		if got := ParsePlain(block + "第一条　为了管理水井，制定本办法。\n第二条　送审稿应当公开。\n").DraftStage(); got != want {
			t.Errorf("%q: %q, want %q", block, got, want)
		}
	}
}
