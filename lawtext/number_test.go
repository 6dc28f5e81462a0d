package lawtext

import "testing"

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		s    string
		want int
		ok   bool
	}{
		{"一", 1, true}, {"十", 10, true}, {"十二", 12, true}, {"二十", 20, true}, {"一百二十", 120, true}, {"一百零五", 105, true},
		{"一百〇五", 105, true}, {"一百○五", 105, true}, {"一千二百六十", 1260, true}, {"一二〇", 120, true}, {"二○二四", 2024, true}, {"二〇二四", 2024, true},
		{"廿三", 23, true}, {"卅", 30, true}, {"两", 2, true}, {"壹拾贰", 12, true}, {"一万零一", 10001, true}, {"零", 0, true},
		{"120", 120, true}, {"１２０", 120, true}, {"1 2", 12, true}, {"十 二", 12, true}, {"三十－", 31, true}, {"三十—", 31, true}, {"－", 1, true},
		{"1O", 10, true}, {"l2", 12, true}, {"三－四", 0, false}, {"", 0, false}, {"条", 0, false}, {"十二条", 0, false}, {"一二十", 0, false},
		{"99999", 99999, true}, {"100000", 0, false}, {"123456789123456789", 0, false},
	} {
		if got, ok := Number(c.s); got != c.want || ok != c.ok {
			t.Errorf("Number(%q) = %d, %v; want %d, %v", c.s, got, ok, c.want, c.ok)
		}
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{
		0: "零", 1: "一", 10: "十", 12: "十二", 20: "二十", 100: "一百", 101: "一百零一", 110: "一百一十", 111: "一百一十一", 1260: "一千二百六十",
		1001: "一千零一", 2010: "二千零一十", 10001: "一万零一", 100000: "100000", -1: "-1",
	} {
		if got := Numeral(n); got != want {
			t.Errorf("Numeral(%d) = %q, want %q", n, got, want)
		}
	}
	for n := range maxNumber + 1 {
		if got, ok := Number(Numeral(n)); got != n || !ok {
			t.Fatalf("Number(Numeral(%d)) = %d, %v", n, got, ok)
		}
	}
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"十二", "1 2", "三十－", "一二〇", "廿", "万", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := Number(s); ok && (n < 0 || n > 10*maxNumber) {
			t.Errorf("Number(%q) = %d", s, n)
		}
	})
}
