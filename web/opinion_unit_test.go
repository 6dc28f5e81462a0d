package web

import (
	"testing"

	"hefa/review"
)

// An opinion cites the draft that has the words it quotes.
func TestUnitOf(t *testing.T) {
	placed := review.Place{Placed: review.PlacedMoved, Address: "15.1(3)"}
	changed, around := placed, placed
	changed.Changed, around.Around = true, true
	for want, c := range map[string]review.Comment{
		"第十五条第一款第（三）项":         {Draft: 1, Address: "12.1(3)", Quoted: "服务电话", Place: placed},
		"第1稿第十二条第一款第（三）项":      {Draft: 1, Address: "12.1(3)", Quoted: "服务电话", Place: changed},
		"第1稿第十二条第一款第（四）项":      {Draft: 1, Address: "12.1(4)", Place: around},
		say("thread.of-whole"): {Draft: 1, Place: review.Place{Placed: review.PlacedYes}},
	} {
		if got := unitOf(c); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
