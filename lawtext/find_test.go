package lawtext

import (
	"strings"
	"testing"
)

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "第", "有效期五年。", "a 第\u3000条", "\xe7\xac", "\xe4 第", "\xac第\xe7\xac\xac", "　", "有\u200b效期", "\xed\xa0\x80 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, word := range []string{"第", "有效期", "本"} {
			if got, want := index(s, word), strings.Index(s, word); got != want {
				t.Errorf("%q in %q: %d, not %d", word, s, got, want)
			}
		}
		if got, want := hasBlank(s), strings.IndexFunc(s, blank) >= 0; got != want {
			t.Errorf("white space in %q: %v", s, got)
		}
	})
}
