package redline

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"hefa/lawtext"
)

// paragraphs is a text of one article with a paragraph for each line.
func paragraphs(s string) *lawtext.Text {
	a := &lawtext.Unit{Kind: lawtext.KindArticle, Number: "第一条", Address: "1"}
	for i, line := range strings.Split(s, "\n") {
		a.Children = append(a.Children, &lawtext.Unit{Kind: lawtext.KindParagraph, Text: line, Address: lawtext.Address(fmt.Sprintf("1.%d", i+1))})
	}
	return &lawtext.Text{Title: "噪声", Units: []*lawtext.Unit{a}}
}

// manyArticles is a text of n articles with the words given.
func manyArticles(n int, words func(i int) string) *lawtext.Text {
	t := &lawtext.Text{Title: "条数"}
	for i := range n {
		t.Units = append(t.Units, &lawtext.Unit{
			Kind: lawtext.KindArticle, Number: fmt.Sprintf("第%d条", i+1), Address: lawtext.Address(fmt.Sprint(i + 1)), Text: words(i),
		})
	}
	return t
}

// noise is n characters out of an alphabet, with a line break every so often.
func noise(seed uint64, n int, alphabet string, line int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune(alphabet)
	var b strings.Builder
	for i := range n {
		if line > 0 && i%line == line-1 {
			b.WriteByte('\n')
			continue
		}
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

// TestHostile holds time and memory on texts made to be hard.
func TestHostile(t *testing.T) {
	var han strings.Builder
	for r := rune(0x4E00); r < 0x4E00+3000; r++ {
		han.WriteRune(r)
	}
	half := func(i int) string {
		return noise(uint64(i), 16, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 0)
	}
	letters := "abcdefghijklmnopqrstuvwxyz ,.\n"
	cases := []struct {
		name     string
		old, new *lawtext.Text
	}{
		{"letters", paragraphs(noise(1, 1<<20, letters, 0)), paragraphs(noise(2, 1<<20, letters, 0))},
		{"two letters", paragraphs(noise(1, 1<<20, "ab", 0)), paragraphs(noise(2, 1<<20, "ab", 0))},
		{"characters", paragraphs(noise(1, 350_000, han.String(), 0)), paragraphs(noise(2, 350_000, han.String(), 0))},
		{"lines", paragraphs(noise(1, 350_000, han.String(), 30)), paragraphs(noise(2, 350_000, han.String(), 30))},
		{"short lines", paragraphs(noise(1, 1<<20, "甲乙", 3)), paragraphs(noise(2, 1<<20, "甲乙", 3))},
		{"one character", paragraphs(strings.Repeat("一", 350_000)), paragraphs(strings.Repeat("一", 340_000) + "二" + strings.Repeat("一", 9_000))},
		{"brackets", paragraphs(strings.Repeat("《", 350_000)), paragraphs(strings.Repeat("《》", 175_000))},
		{"equal articles", manyArticles(20_000, func(int) string { return "删除" }), manyArticles(19_000, func(int) string { return "删除" })},
		{"one-word articles", manyArticles(20_000, func(i int) string { return fmt.Sprint("条", i*7919%30_011) }), manyArticles(20_000, func(i int) string { return fmt.Sprint("条", i*104_729%30_011) })},
		{"reversed articles", manyArticles(20_000, func(i int) string { return fmt.Sprint("甲", i) }), manyArticles(20_000, func(i int) string { return fmt.Sprint("甲", 20_000-i, "乙") })},
		{"halves", manyArticles(20_000, func(i int) string { return half(i) + half(i+50_000) }),
			manyArticles(20_000, func(i int) string { return half(i*7919%20_000+50_000) + half(i*104_729%20_000) })},
		{"like articles", manyArticles(2_000, func(i int) string {
			return strings.Repeat("违反本规定的处一万元以下罚款。", 10) + fmt.Sprint(i)
		}), manyArticles(2_000, func(i int) string {
			return strings.Repeat("违反本规定的处二万元以下罚款。", 10) + fmt.Sprint(i*31%2_000)
		})},
		{"followed references", follow("第三条、", 40_000), renumbered("第四条、", 40_000)},
		{"ranges of references", manyArticles(9_500, func(i int) string {
			if i == 50 {
				return half(1) + half(2) + half(3) + half(4)
			}
			return fmt.Sprintf("依照第1条至第%d条的规定。", 9000+i%400)
		}), manyArticles(9_501, func(i int) string {
			switch i {
			case 50:
				return half(1) + half(2)
			case 51:
				return half(3) + half(4)
			}
			return fmt.Sprintf("依照第1条至第%d条、第3条的规定。", 9000+i%400)
		})},
		{"a line against lines", paragraphs(noise(1, 600_000, han.String(), 0)), paragraphs(noise(2, 330_000, han.String(), 56))},
		{"lines against a line", paragraphs(noise(2, 330_000, han.String(), 56)), paragraphs(noise(1, 600_000, han.String(), 0))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := processor(t)
			r := Compare(c.old, c.new)
			took := processor(t) - start
			runtime.ReadMemStats(&after)
			if bad := check(r, c.old, c.new); bad != "" {
				t.Error(bad[:min(len(bad), 400)])
			}
			held := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%v, %d MB allocated, %d runs", took.Round(time.Millisecond), held, r.Stats.Runs)
			if took > 2*time.Second {
				t.Errorf("took %v", took)
			}
			if peak := (after.HeapSys - before.HeapSys) >> 20; peak > 300 && after.HeapSys > before.HeapSys {
				t.Errorf("%d MB of heap", peak)
			}
		})
	}
}

// follow is a text whose first article cites another so often.
func follow(reference string, times int) *lawtext.Text {
	return parse("办法\n第一条　" + strings.Repeat(reference, times) + "应当执行。\n第二条　乙甲丙丁。\n第三条　子丑寅卯辰巳午未。\n第四条　申酉戌亥。\n")
}

// renumbered is that text with an article more before those it cites.
func renumbered(reference string, times int) *lawtext.Text {
	return parse("办法\n第一条　" + strings.Repeat(reference, times) + "应当执行。\n第二条　乙甲丙丁。\n第三条　新增一条内容完全不同。\n第四条　子丑寅卯辰巳午未。\n第五条　申酉戌亥。\n")
}

// A line is like itself however often two characters stand in it.
func TestLongLineStays(t *testing.T) {
	long := strings.Repeat("丙", 40_000)
	r := Compare(parse("办法\n第一条　甲乙：\n子"+long+"丑。\n"), parse("办法\n第一条　甲乙庚：\n新子"+long+"丑新。\n"))
	if r.Stats.Inserted != 3 || r.Stats.Deleted != 0 {
		t.Errorf("%d characters came and %d went", r.Stats.Inserted, r.Stats.Deleted)
	}
}

// A heading is read once, however many chapters may have come of it.
func TestLongHeading(t *testing.T) {
	text := func(chapters int, heading string) *lawtext.Text {
		text := &lawtext.Text{Title: "办法"}
		for k := range 800 {
			if k < chapters {
				text.Units = append(text.Units, &lawtext.Unit{Kind: lawtext.KindChapter, Number: fmt.Sprint("第", k+1, "章"), Heading: heading + fmt.Sprint(k), Address: lawtext.Address(fmt.Sprint("c", k+1))})
			}
			c := text.Units[len(text.Units)-1]
			c.Children = append(c.Children, &lawtext.Unit{Kind: lawtext.KindArticle, Number: fmt.Sprint("第", k+1, "条"), Address: lawtext.Address(fmt.Sprint(k + 1)), Text: fmt.Sprint("条文", k*7919)})
		}
		return text
	}
	old, now := text(1, noise(1, 100_000, "甲乙丙丁戊己庚辛壬癸子丑寅卯", 0)), text(800, "总则")
	start := processor(t)
	Compare(old, now)
	if took := processor(t) - start; took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// processor is the time of the processor that the test has taken: other work on
// the machine does not count.
func processor(t *testing.T) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		t.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// TestSame holds that a result does not depend on anything but the texts.
func TestSame(t *testing.T) {
	many := func(seed uint64) *lawtext.Text {
		return manyArticles(300, func(i int) string { return noise(seed+uint64(i%37), 40, "甲乙丙丁，。", 0) })
	}
	for seed := range uint64(10) {
		exact(t, fmt.Sprint("noise ", seed), many(seed), many(seed+9))
	}
}

// FuzzExact holds that the segments give back both texts, character for
// character, whatever they are.
func FuzzExact(f *testing.F) {
	f.Add("办法\n第一条 甲乙丙。\n第二条 丁\n（一）戊；\n（二）己。", "办法\n第一条 甲丙。\n第三条 丁\n（一）己。")
	f.Add("通知\n第一章 总则\n第一条 依照第二条。\n第二条 2024年1月1日起《某某条例》", "通知\n第一章　总则\n第一条 新增。\n第二条 依照第三条。\n第三条 2025年1月1日起《某条例》")
	f.Add("表\n附件1 表\n|甲|乙|\n|丙||", "表\n附件1 表\n|甲|丁|\n尾")
	f.Add("x\n第一条 \xff\xfe", "x\n第一条 \xff\U000F0001")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, read := range []func(string) *lawtext.Text{text, lawtext.ParsePlain} {
			old, new := read(a), read(b)
			r := Compare(old, new)
			if bad := check(r, old, new); bad != "" {
				t.Fatal(bad)
			}
			for _, l := range r.Map {
				if to, ok := r.Forward(l.Old); !ok || to.Confidence <= 0 || to.Confidence > 1 {
					t.Fatalf("forward from %s: %v %v", l.Old, to, ok)
				}
				if _, ok := r.Backward(l.New); !ok {
					t.Fatalf("no way back from %s", l.New)
				}
			}
		}
	})
}
