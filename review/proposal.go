package review

import (
	"slices"
	"strings"

	"hefa/lawtext"
	"hefa/storage"
)

// Proposal is the wording that a comment proposes as an edit: Old are the
// words of the comment's range or, without one, of its whole unit as
// [lawtext.Unit.Plain] writes it. The comment's draft, address and range say
// on what it was made.
type Proposal struct {
	Old string `json:"old"`
	// New replaces Old; "" strikes it out.
	New string `json:"new"`
}

// propose settles what a comment's proposal replaces. A unit whose only
// content is one other unit stands for that one.
func propose(c *Comment, u *lawtext.Unit, wording *string) error {
	if wording == nil {
		return nil
	}
	if u == nil {
		return &storage.Invalid{Field: "proposed", Code: "without-unit"}
	}
	p := Proposal{Old: c.Quoted, New: wordingOf(*wording)}
	if c.Range == nil {
		for u.Text == "" && u.Heading == "" && len(u.Children) == 1 && u.Children[0].Number == "" {
			u = u.Children[0]
		}
		c.Address, p.Old = u.Address, u.Plain()
	}
	if p.Old == p.New {
		return &storage.Invalid{Field: "proposed", Code: "same-words"}
	}
	c.Proposal = &p
	return nil
}

// wordingOf is proposed wording as it is kept.
func wordingOf(s string) string { return strings.Trim(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

// wordsChanged reports whether the words a proposal is about no longer stand
// where its comment stands now. The place is already found.
func wordsChanged(c *Comment, u *lawtext.Unit, p Place) bool {
	if c.Range != nil {
		return p.Range == nil
	}
	return c.Proposal != nil && u.Plain() != c.Proposal.Old
}

// done reports whether a unit has the words that a proposal asks for: as often
// as if the proposal alone had been followed, and the old ones no more often.
// base is the unit on which it was made, now what it has become, nil where it
// has gone.
func (c *Comment) done(base, now *lawtext.Unit) bool {
	if now == nil {
		return c.Proposal.New == ""
	}
	old, wording := c.Proposal.Old, c.Proposal.New
	if c.Range == nil {
		return now.Plain() == wording
	}
	text := []rune(base.Text)
	expected := string(text[:c.Range.Start]) + wording + string(text[c.Range.End:])
	return (wording == "" || strings.Count(now.Text, wording) >= strings.Count(expected, wording)) &&
		strings.Count(now.Text, old) <= strings.Count(expected, old)
}

// findRivals tells open proposals for the same words of each other, and puts
// them side by side in the list.
func findRivals(list []Comment) []Comment {
	for i := range list {
		for k := range list {
			if i != k && rivals(&list[i], &list[k]) {
				list[i].Rivals = append(list[i].Rivals, list[k].ID)
			}
		}
	}
	sorted := make([]Comment, 0, len(list))
	taken := map[storage.ID]bool{}
	var take func(c Comment)
	take = func(c Comment) {
		if taken[c.ID] {
			return
		}
		taken[c.ID] = true
		sorted = append(sorted, c)
		for _, id := range c.Rivals {
			take(list[slices.IndexFunc(list, func(o Comment) bool { return o.ID == id })])
		}
	}
	for _, c := range list {
		take(c)
	}
	return sorted
}

// rivals reports whether two comments propose wording for the same words, as
// far as these are still found.
func rivals(a, b *Comment) bool {
	if a.Proposal == nil || b.Proposal == nil || a.ResolvedAt != nil || b.ResolvedAt != nil || a.Lost() || b.Lost() {
		return false
	}
	if a.Place.Address != b.Place.Address {
		// A proposal for a whole unit is one for all that is in it.
		return a.Range == nil && standsIn(b.Place.Address, a.Place.Address) || b.Range == nil && standsIn(a.Place.Address, b.Place.Address)
	}
	ra, rb := standing(a), standing(b)
	return ra == nil || rb == nil || ra.Start < rb.End && rb.Start < ra.End
}

// standing is the range that a comment has now or, where its words have
// changed, had; nil for the whole unit.
func standing(c *Comment) *lawtext.Range {
	if c.Place.Range != nil {
		return c.Place.Range
	}
	return c.Range
}

func standsIn(a, unit lawtext.Address) bool {
	for a = a.Parent(); a != ""; a = a.Parent() {
		if a == unit {
			return true
		}
	}
	return false
}
