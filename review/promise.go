package review

import (
	"context"
	"slices"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/storage"
)

// Promise is a comment that was answered, with what has become of its unit
// since.
type Promise struct {
	Comment Comment `json:"comment"`
	// From and To are the draft commented on and the newest; the same where no
	// later one has come.
	From int `json:"from"`
	To   int `json:"to"`
	// Unchanged: the unit has the same words on both and was not moved, though
	// it was to change.
	Unchanged bool `json:"unchanged,omitempty"`
}

// Broken reports whether the draft does not show what was promised: what was
// adopted, in part or all, left its unit unchanged.
func (p Promise) Broken() bool {
	return p.Unchanged && p.Comment.Answer != nil && p.Comment.Answer.Verdict != NotAdopted
}

// Promises lists the comments of the reviewing body that the drafting body
// reads and is to answer, in the reading order of the newest draft, each with
// its answer and whether its unit has changed since it was made.
func (r *Review) Promises(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Promise, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	comments, err := r.comments(ctx, r.Store.DB, v, &m, m.Draft)
	if err != nil {
		return nil, err
	}
	texts := map[int]*lawtext.Text{}
	between := map[int]*redline.Result{}
	list := []Promise{}
	for _, c := range comments {
		if !c.Reviewing || c.Audience != AudiencePublished {
			continue
		}
		p := Promise{Comment: c, From: c.Draft, To: m.Draft}
		for _, n := range []int{p.From, p.To} {
			if texts[n] == nil {
				if texts[n], err = draftText(ctx, r.Store.DB, m.Document, n); err != nil {
					return nil, err
				}
			}
		}
		if p.Unchanged = unchanged(c, texts[p.From], texts[p.To]); p.Unchanged && c.Range == nil && p.From < p.To {
			if between[p.From] == nil {
				between[p.From] = redline.Compare(texts[p.From], texts[p.To])
			}
			p.Unchanged = !moved(between[p.From], c.Address)
		}
		list = append(list, p)
	}
	return list, nil
}

// unchanged reports whether what a comment is about reads as it did.
func unchanged(c Comment, made, newest *lawtext.Text) bool {
	switch {
	case c.Material != nil:
		return false
	case c.Address == "":
		return made == newest
	case c.Lost():
		return false
	}
	before, after := made.Find(c.Address), newest.Find(c.Place.Address)
	return before != nil && after != nil && before.Plain() == after.Plain()
}

// moved reports whether an article, or what else is compared as a whole, went
// to another place, was divided or joined with others. A number that only
// follows what was put in or struck before it is nobody's answer to a comment,
// and whether it was changed for the comment's sake no text tells.
func moved(between *redline.Result, a lawtext.Address) bool {
	for _, c := range between.Changes {
		if slices.Contains(c.OldAddresses, a) {
			return c.Kind == redline.Moved || c.Kind == redline.Split || c.Kind == redline.Merged
		}
	}
	return false
}
