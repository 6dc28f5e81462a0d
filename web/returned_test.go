package web

import (
	"testing"

	"hefa/review"
	"hefa/review/procedure"
)

func TestReturned(t *testing.T) {
	back := review.Move{Act: procedure.ReturnCompletion, From: procedure.Submitted, To: procedure.Completion, Reason: "请附原文"}
	silent := back
	silent.Reason = ""
	beside := review.Move{Act: procedure.Extend, From: procedure.Completion, To: procedure.Completion, Reason: "延长"}
	again := review.Move{Act: procedure.Resubmit, From: procedure.Completion, To: procedure.Submitted, Reason: "已补"}
	for name, c := range map[string]struct {
		state  procedure.State
		latest []review.Move
		want   string
	}{
		"sent back":               {procedure.Completion, []review.Move{back}, "请附原文"},
		"an act beside it since":  {procedure.Completion, []review.Move{beside, back}, "请附原文"},
		"without a word":          {procedure.Completion, []review.Move{silent}, ""},
		"handed in again":         {procedure.Submitted, []review.Move{again, back}, ""},
		"suspended at that place": {procedure.Suspended, []review.Move{back}, ""},
		"nothing moved":           {procedure.Drafting, nil, ""},
	} {
		got := ""
		if m := returned(&review.Matter{State: c.state}, c.latest); m != nil {
			got = m.Reason
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
