package redline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// A redline is the same whoever compared which unit, with work for all of the
// budget and without.
func TestLanes(t *testing.T) {
	within, beyond := largePair(60, 3000, 90, 0), largePair(12, 4, 100, 110)
	for name, texts := range map[string][2]string{"within": within, "beyond": beyond} {
		want := ""
		for _, procs := range []int{1, 2, 4, 4, 4} {
			before := runtime.GOMAXPROCS(procs)
			var b bytes.Buffer
			err := WriteJSON(&b, Compare(text(texts[0]), text(texts[1])))
			runtime.GOMAXPROCS(before)
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				want = b.String()
			}
			if b.String() != want {
				t.Errorf("%s: another result on %d processors", name, procs)
			}
		}
	}
}

// largePair is a text of articles, each larger than the last by so many
// characters of an alphabet, and the same with every fortieth another.
func largePair(articles, alphabet, size, more int) [2]string {
	r := rand.New(rand.NewPCG(1, 2))
	var old, new strings.Builder
	for k := 1; k <= articles; k++ {
		fmt.Fprintf(&old, "第%d条　", k)
		fmt.Fprintf(&new, "第%d条　", k)
		for x := range size + k*more {
			c := 0x4E10 + rune(r.IntN(alphabet))
			old.WriteRune(c)
			if x%40 == 0 {
				c = 0x4E10 + rune(r.IntN(alphabet))
			}
			new.WriteRune(c)
		}
		old.WriteString("。\n")
		new.WriteString("。\n")
	}
	return [2]string{old.String(), new.String()}
}

// What one lane panics with reaches the caller.
func TestLanePanics(t *testing.T) {
	defer func() {
		if r := recover(); r != "seven" {
			t.Errorf("recovered %v", r)
		}
	}()
	inLanes(8, laneSize, func(lane, k int) {
		if k == 7 {
			panic("seven")
		}
	})
	t.Error("no panic")
}
