package redline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What stands on one side only is taken at one step, and the edits are those of
// a search that takes every token alone.
func TestStrides(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 9))
	sentence := func() string {
		var b strings.Builder
		for range 1 + random.IntN(40) {
			words := []string{"行", "政", "机", "关", "，", "12", "《规定》", string(rune(0x5000 + random.IntN(3000)))}
			b.WriteString(words[random.IntN(len(words))])
		}
		return b.String()
	}
	var everything idSet
	for k := range everything {
		everything[k] = ^uint64(0)
	}
	fewer := 0
	for range 2000 {
		c := newComparer()
		old, new := c.tokens(sentence()), c.tokens(sentence())
		tidier := tidier{old: old, new: new, words: commonWords()}
		zone := edit{span{0, len(old)}, span{0, len(new)}}
		alone := tidier.path(nil, zone, &everything, &everything)
		all := len(tidier.steps)
		if got := tidier.cheapest(nil, zone); !slices.Equal(got, alone) {
			t.Fatalf("%v, a token at a time %v", got, alone)
		}
		fewer += all - len(tidier.steps)
	}
	if fewer == 0 {
		t.Error("no run was taken at one step")
	}
}
