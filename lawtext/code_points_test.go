package lawtext

import (
	"testing"
	"unicode/utf8"
)

func FuzzCodePoints(f *testing.F) {
	for _, s := range []string{"", "a", "第一条，甲。", "é̀", "𠀀第", "\xe4\xb8", "\xed\xa0\x80", "\xe0\x80\x80", "\xff甲\x80", "\xef\xbf\xbd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := CodePoints(s), utf8.RuneCountInString(s); got != want {
			t.Errorf("%q: %d code points, not %d", s, got, want)
		}
	})
}
