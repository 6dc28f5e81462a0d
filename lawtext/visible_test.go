package lawtext

import "testing"

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"": "",
		"场地使用费为三十万元。\n\t第二条　":          "场地使用费为三十万元。\n\t第二条　",
		"\x1b[2J\x00\x07\r\x7f":        "␛[2J␀␇␍␡",
		"\u0085\u009b31m":              "〔U+0085〕〔U+009B〕31m",
		"三\u202e十\u202c万\u2066元\u2069": "三〔U+202E〕十〔U+202C〕万〔U+2066〕元〔U+2069〕",
		"甲\u200b乙\u200f\ufeff\u00ad":   "甲〔U+200B〕乙〔U+200F〕〔U+FEFF〕〔U+00AD〕",
		"甲\u2028乙\U000e0041":           "甲〔U+2028〕乙〔U+E0041〕",
		"葛\U000e0100城𠮷〇，“”——…é":        "葛\U000e0100城𠮷〇，“”——…é",
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
