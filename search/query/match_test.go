package query_test

import (
	"slices"
	"testing"

	"hefa/search/query"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"停放、使用 和\u200b管理":       "停放使用和管理",
		"应当退还。押金":               "应当退还。押金",
		"应当退还；\n（二）押金！？":        "应当退还。2押金",
		"。！押金。":                 "押金",
		"ＰＭ２．５ Ab":              "pm25ab",
		"二○二四年":                 "2024年",
		"30% 30％ ≥5℃":           "30%30%≥5℃",
		"《示例法》第一条\u3000“甲”":     "示例法第1条甲",
		"𠮷野":                    "𠮷野",
		"臺灣省國營企業條例":             "台湾省国营企业条例",
		"第九條":                   "第9条",
		"甲\ufe0f乙\u00ad丙\u3164": "甲乙丙",
	} {
		if got := query.FoldString(in); got != want {
			t.Errorf("%q folds to %q, not %q", in, got, want)
		}
		folded, at := query.Fold(in)
		if len(folded) != len(at) {
			t.Fatalf("%q: %d characters at %d places", in, len(folded), len(at))
		}
	}
}

func TestMarks(t *testing.T) {
	for _, test := range []struct {
		q, text string
		want    []query.Range
	}{
		{"押金", "收取押金，退还押金。", []query.Range{{2, 4}, {7, 9}}},
		{"停放使用", "车辆的停放、使用", []query.Range{{3, 8}}},
		{"退还。押金", "退还。押金退还押金", []query.Range{{0, 5}}},
		{"甲甲", "甲甲甲乙", []query.Range{{0, 3}}},
		{"甲 或 乙 -丙", "丙甲乙", []query.Range{{1, 2}, {2, 3}}},
		{"ab", "xＡ Ｂab", []query.Range{{1, 4}, {4, 6}}},
		{"标题:甲", "甲", nil},
	} {
		n, err := query.Parse(test.q)
		if err != nil {
			t.Fatal(err)
		}
		if got := query.Marks(n, test.text); !slices.Equal(got, test.want) {
			t.Errorf("%s marks %v in %s, not %v", test.q, got, test.text, test.want)
		}
	}
}

// FuzzCount holds the fast way of counting to the plain one.
func FuzzCount(f *testing.F) {
	f.Add("停放使用", "车辆的停放、使用。停放；使用")
	f.Add("退还。押金", "退还；！押金退还押金")
	f.Add("甲甲", "甲 甲甲")
	f.Add("a甲", "ａ甲A、甲")
	f.Fuzz(func(t *testing.T, literal, text string) {
		l := query.NewLiteral(literal)
		folded, _ := query.Fold(text)
		if got, want := l.Count([]byte(text)), l.CountFolded(folded); got != want {
			t.Errorf("%q stands %d times in %q, not %d", literal, want, text, got)
		}
	})
}
