package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The bounds of one comparison, by the whole process: reading, comparing and
// writing JSON. The time is the processor's, so that a busy machine does not
// count.
const (
	hostileTime   = 2 * time.Second
	hostileMemory = 300 << 10 // kilobytes resident
)

// TestHostileRedline compares texts made to be hard.
func TestHostileRedline(t *testing.T) {
	articles := func(n int, words func(i int) string) string {
		var b strings.Builder
		b.WriteString("条数办法\n")
		for i := range n {
			fmt.Fprintf(&b, "第%d条　%s\n", i+1, words(i))
		}
		return b.String()
	}
	same := func(int) string {
		return "市、区人民政府应当加强对本行政区域内再生资源回收工作的领导。"
	}
	half := func(i int) string {
		return noise(uint64(i), 16, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
	}
	for _, c := range []struct{ name, old, new string }{
		{"letters", noise(1, 1<<20, "abcdefghijklmnopqrstuvwxyz ,.\n"), noise(2, 1<<20, "abcdefghijklmnopqrstuvwxyz ,.\n")},
		{"characters", noise(1, 350_000, "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"),
			noise(2, 350_000, "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民")},
		{"lines", noise(3, 350_000, "甲乙丙丁戊己庚辛，。\n"), noise(4, 350_000, "甲乙丙丁戊己庚辛，。\n")},
		{"one character", strings.Repeat("一", 350_000), strings.Repeat("一", 340_000) + "二" + strings.Repeat("一", 9_000)},
		{"one-word articles", articles(20_000, func(i int) string { return fmt.Sprint("条", i*7919%30_011) }),
			articles(20_000, func(i int) string { return fmt.Sprint("条", i*104_729%30_011) })},
		{"equal articles", articles(20_000, same), articles(20_000, func(i int) string { return same(i) + fmt.Sprint(i) })},
		{"halves", articles(20_000, func(i int) string { return half(i) + half(i+50_000) }),
			articles(20_000, func(i int) string { return half(i*7919%20_000+50_000) + half(i*104_729%20_000) })},
		{"like articles", articles(20_000, func(i int) string { return fmt.Sprint("违反本规定第", i, "条的，处一万元以下罚款。") }),
			articles(20_000, func(i int) string {
				return fmt.Sprint("违反本规定第", i*31%20_000, "条的，处二万元以下罚款。")
			})},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			old, new := filepath.Join(dir, "old.txt"), filepath.Join(dir, "new.txt")
			for name, text := range map[string]string{old: c.old, new: c.new} {
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p := hefa(t, dir, "redline", "-o", filepath.Join(dir, "out.json"), old, new)
			if err := p.Run(); err != nil {
				t.Fatalf("%v: %s", err, p.stderr.String())
			}
			took := p.ProcessState.UserTime() + p.ProcessState.SystemTime()
			memory := p.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			t.Logf("%v of the processor, %d MB", took.Round(time.Millisecond), memory>>10)
			if took > hostileTime || memory > hostileMemory {
				t.Errorf("%v of the processor and %d MB", took, memory>>10)
			}
		})
	}
}

// noise is n characters out of an alphabet.
func noise(seed uint64, n int, alphabet string) string {
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune(alphabet)
	var b strings.Builder
	for range n {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}
