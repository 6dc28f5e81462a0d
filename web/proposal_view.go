package web

import (
	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/review"
	"hefa/storage"
)

// proposalLines are a proposal as a small redline.
func proposalLines(p *review.Proposal) []sheetLine {
	one := func(words string) *lawtext.Text {
		if words == "" {
			return nil
		}
		return &lawtext.Text{Units: []*lawtext.Unit{{Kind: lawtext.KindArticle, Address: "1", Ordinal: 1, Text: words}}}
	}
	var lines []sheetLine
	result := redline.Compare(one(p.Old), one(p.New))
	for k := range result.Changes {
		lines = append(lines, layLines(result.Columns(k).Both, inOneColumn, nil, nil)...)
	}
	return lines
}

// threadGroup are threads that stand together: proposals for the same words,
// or one alone.
type threadGroup struct {
	Threads []review.Comment
}

// Rivals reports whether several propose wording for the same words.
func (g threadGroup) Rivals() bool { return len(g.Threads) > 1 }

// groupThreads puts proposals for the same words, which follow each other in
// the list, into one group.
func groupThreads(threads []review.Comment) []threadGroup {
	var groups []threadGroup
	in := map[storage.ID]int{}
	for _, c := range threads {
		at := -1
		for _, rival := range c.Rivals {
			if i, ok := in[rival]; ok {
				at = i
			}
		}
		if at < 0 {
			at = len(groups)
			groups = append(groups, threadGroup{})
		}
		in[c.ID] = at
		groups[at].Threads = append(groups[at].Threads, c)
	}
	return groups
}

// confirmations say of which proposals a person must know something before
// they are adopted (review.WhyWords, review.WhyRival), and what stands today
// in place of words that have changed.
func confirmations(threads []review.Comment, t *lawtext.Text) (why map[storage.ID]review.Why, standing map[storage.ID]string) {
	why, standing = map[storage.ID]review.Why{}, map[storage.ID]string{}
	adopted := map[storage.ID]bool{}
	for _, c := range threads {
		adopted[c.ID] = c.Proposal != nil && c.Answer != nil && c.Answer.Verdict == review.Adopted
	}
	for _, c := range threads {
		if c.Proposal == nil {
			continue
		}
		if c.Place.Changed {
			why[c.ID] = review.WhyWords
			if u := t.Find(c.Place.Address); u != nil && !c.Lost() {
				standing[c.ID] = u.Plain()
			}
		}
		for _, rival := range c.Rivals {
			if adopted[rival] {
				why[c.ID] = review.WhyRival
			}
		}
	}
	return why, standing
}
