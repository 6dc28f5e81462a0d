// Package redline says what changed between two texts, as data: units are
// aligned first (kept, renumbered, moved, split, merged, added, deleted), then
// lines within a unit, then characters on boundaries a reader accepts.
//
// It is pure and deterministic: the same two texts give the same result on
// every machine. Its work is bounded for any input; where a text is too large
// or too strange to be compared closely, old and new are shown plainly.
package redline

import "hefa/lawtext"

// Version names how texts are compared and redlines written. Redlines that are
// kept carry it, so raise it when the same texts give another result.
const Version = "11"

// DefaultRewriteThreshold is the similarity below which a unit counts as
// rewritten and is shown plainly, old beside new.
const DefaultRewriteThreshold = 0.15

// Option changes how [Compare] works.
type Option func(*settings)

// settings are what the options decide.
type settings struct {
	rewrite int // similarity in 1/10000 below which a unit is rewritten
}

// RewriteThreshold sets the similarity, between 0 and 1, below which a unit is
// shown as one deletion and one insertion instead of a wall of marks, unless
// twice that share of its character pairs stayed. Zero never does so. The default is [DefaultRewriteThreshold].
func RewriteThreshold(share float64) Option {
	return func(s *settings) { s.rewrite = int(share * full) }
}

// full is similarity 1 in the fixed-point numbers used throughout: floats
// would not be the same on every machine.
const full = 10000

// Prepared is a text made ready to be compared, as often as one likes.
type Prepared struct {
	// Text is the text, which must not be changed.
	Text   *lawtext.Text
	blocks []*block
}

// Prepare makes a text ready to be compared; nil is an empty one. Whoever reads
// two texts at once can prepare them so, too.
func Prepare(t *lawtext.Text) *Prepared {
	p := &Prepared{Text: t, blocks: blocksOf(t)}
	size := 0
	for _, b := range p.blocks {
		size += len(b.text)
	}
	all := make([]rune, 0, size/3+len(p.blocks))
	for _, b := range p.blocks {
		from := len(all)
		all = folded(all, b.text)
		b.runes = all[from:len(all):len(all)]
	}
	return p
}

// Compare says what changed from one text to another. A nil text is an empty
// one. The texts are kept by the result and must not be changed afterwards.
// Tables of contents are not compared: they repeat the headings.
func Compare(old, new *lawtext.Text, opts ...Option) *Result {
	return Prepare(old).Compare(Prepare(new), opts...)
}

// Compare is [Compare] from the text prepared to another.
func (p *Prepared) Compare(new *Prepared, opts ...Option) *Result {
	s := settings{rewrite: int(DefaultRewriteThreshold * full)}
	for _, opt := range opts {
		opt(&s)
	}
	c := newComparers()
	groups := groupBlocks(p.blocks, new.blocks, c)
	r := &Result{groups: groups, texts: [2]*lawtext.Text{p.Text, new.Text}}
	r.Changes, r.Stats = writeChanges(groups, &s, c)
	r.Map = mapOf(groups)
	return r
}
