package review

import (
	"context"
	"slices"

	"hefa/lawtext"
	"hefa/lawtext/redline"
	"hefa/storage"
)

// enough is the confidence of the redline's map from which a comment is taken
// to stand on the unit it leads to.
const enough = 0.3

// place finds each comment again on a draft, through the redline's map from
// the draft it was made on, and sorts the list as it is read.
func place(ctx context.Context, q storage.Querier, document storage.ID, list []Comment, on int) error {
	if len(list) == 0 {
		return nil
	}
	target, err := draftText(ctx, q, document, on)
	if err != nil {
		return err
	}
	maps := map[int]*redline.Result{}
	index := target.Index()
	for i := range list {
		c := &list[i]
		if c.Draft != on && c.Address != "" && maps[c.Draft] == nil {
			if maps[c.Draft], err = betweenDrafts(ctx, q, document, c.Draft, target); err != nil {
				return err
			}
		}
		c.Place = placeOn(index, maps[c.Draft], c, on)
		for k := range c.Replies {
			c.Replies[k].Place = c.Place
		}
	}
	sortPlaced(list, target)
	return nil
}

// betweenDrafts compares the draft something was made on with another, be it
// newer or older.
func betweenDrafts(ctx context.Context, q storage.Querier, document storage.ID, made int, target *lawtext.Text) (*redline.Result, error) {
	source, err := draftText(ctx, q, document, made)
	if err != nil {
		return nil, err
	}
	return redline.Compare(source, target), nil
}

func draftText(ctx context.Context, q storage.Querier, document storage.ID, number int) (*lawtext.Text, error) {
	d, err := storage.ReadDraft(ctx, q, document, number)
	if err != nil {
		return nil, err
	}
	reading, err := storage.ReadReading(ctx, q, d.Reading)
	return reading.Text, err
}

// placeOn finds where a comment stands on a draft.
func placeOn(index lawtext.Index, between *redline.Result, c *Comment, on int) Place {
	if c.Address == "" {
		return Place{Placed: PlacedYes}
	}
	to, ok := redline.Trace{Address: c.Address, Confidence: 1}, true
	if c.Draft != on {
		to, ok = between.Forward(c.Address)
	}
	u := index.Resolve(to.Address)
	if !ok || u == nil || to.Confidence < enough {
		return Place{Placed: Unplaced, Changed: c.Quoted != "" || c.Proposal != nil, Confidence: to.Confidence}
	}
	p := Place{Placed: PlacedYes, Address: u.Address, Around: to.Around, Confidence: to.Confidence}
	if c.Range != nil {
		if c.Draft == on {
			p.Range = c.Range
		} else {
			u = carried(index, between, c, &p)
		}
		p.Around = p.Around && p.Range == nil
	}
	if p.Address != c.Address {
		p.Placed = PlacedMoved
	}
	p.Changed = wordsChanged(c, u, p)
	return p
}

// carried puts a comment on the words it quotes, where all of them are found, in
// whichever part of a unit that was split; else it stays on the unit without any.
// It answers the unit the comment then stands on.
func carried(index lawtext.Index, between *redline.Result, c *Comment, p *Place) *lawtext.Unit {
	q, ok := between.Carry(redline.Passage{Address: c.Address, Range: *c.Range, Words: c.Quoted})
	if to := index.Resolve(q.Address); ok && to != nil && q.Words == c.Quoted && q.Confidence >= enough {
		p.Address, p.Range, p.Confidence = to.Address, &q.Range, q.Confidence
	}
	return index.Resolve(p.Address)
}

// sortPlaced puts comments that could not be placed on top, then those on the
// whole, then the others in reading order.
func sortPlaced(list []Comment, t *lawtext.Text) {
	order := map[lawtext.Address]int{}
	t.Walk(func(u *lawtext.Unit) bool {
		order[u.Address] = len(order) + 1
		return true
	})
	rank := func(c *Comment) int {
		if c.Place.Placed == Unplaced {
			return -1
		}
		return order[c.Place.Address]
	}
	slices.SortStableFunc(list, func(a, b Comment) int {
		if d := rank(&a) - rank(&b); d != 0 {
			return d
		}
		return rangeStart(&a) - rangeStart(&b)
	})
}

func rangeStart(c *Comment) int {
	if c.Place.Range == nil {
		return -1
	}
	return c.Place.Range.Start
}
