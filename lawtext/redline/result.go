package redline

import (
	"sync"

	"hefa/lawtext"
)

// Result is what changed between two texts. Its JSON is the answer of
// `hefa redline` and of the API.
type Result struct {
	// Stats are the figures.
	Stats Stats `json:"stats"`
	// Map leads from old units to new ones, in reading order of the old text.
	Map []Link `json:"map"`
	// Changes hold each compared unit of either text exactly once, changed or
	// not, in reading order of the new text; deleted units stand where they
	// stood in the old.
	Changes []Change `json:"changes"`

	groups []group
	texts  [2]*lawtext.Text // old and new
	index  sync.Once
	old    side
	new    side
}

// Stats are the figures of a comparison. Characters are code points.
type Stats struct {
	// Units counts changes by kind.
	Units map[Kind]int `json:"units"`
	// Inserted and Deleted count characters that came and went.
	Inserted int `json:"inserted"`
	Deleted  int `json:"deleted"`
	// Runs counts unbroken stretches of inserted or of deleted characters.
	Runs int `json:"runs"`
	// Share is the share of both texts' characters that changed, 0 to 1.
	Share float64 `json:"share"`
}

// Link says that an old unit went on as a new one.
type Link struct {
	Old        lawtext.Address `json:"old"`
	New        lawtext.Address `json:"new"`
	Confidence float64         `json:"confidence"` // 0 to 1
}

// Unit says what part of a text a change is about.
type Unit string

// The units that are compared. Notes, and other text before the first article,
// are part of the preamble; the signature and what follows it is filed under annex.
const (
	UnitTitle    Unit = "title"
	UnitPreamble Unit = "preamble"
	UnitHeading  Unit = "heading"
	UnitArticle  Unit = "article"
	UnitAnnex    Unit = "annex"
	UnitTable    Unit = "table"
)

// Kind is what happened to a unit: the first, in the order below, that holds.
type Kind string

// The kinds of change.
const (
	Split      Kind = "split"      // one unit became several
	Merged     Kind = "merged"     // several units became one
	Moved      Kind = "moved"      // its order against its neighbours changed
	Renumbered Kind = "renumbered" // its number changed, its order did not
	Added      Kind = "added"
	Deleted    Kind = "deleted"
	Amended    Kind = "amended" // its characters or the shape of its tables changed
	Unchanged  Kind = "unchanged"
)

// Mark is something that holds of a change: each of the kinds, and the marks
// below.
type Mark string

// The marks beside the kinds.
const (
	// MarkRewritten: so little is left that old and new are shown plainly.
	MarkRewritten Mark = "rewritten"
	// MarkConsequential: a cross-reference follows a renumbered article.
	MarkConsequential Mark = "consequential"
	// The classes of change that a reader may hide.
	MarkSpace  Mark = "space"
	MarkWidth  Mark = "width"
	MarkGlyph  Mark = "glyph"
	MarkNumber Mark = "number"
)

// Change is what happened to one unit, or to the several that were split or
// merged.
type Change struct {
	Unit  Unit   `json:"unit"`
	Kind  Kind   `json:"kind"`
	Marks []Mark `json:"marks"`
	// Old and New are the units' numbers as written, "" where none is.
	Old []string `json:"old"`
	New []string `json:"new"`
	// OldAddresses and NewAddresses are where they stand.
	OldAddresses []lawtext.Address `json:"oldAddresses"`
	NewAddresses []lawtext.Address `json:"newAddresses"`
	// Similarity is the share of characters both sides have in common.
	Similarity float64 `json:"similarity"`
	// Segments give the old text by equal and delete, the new one by equal
	// and insert, units joined by \n, numbers of the units themselves left out.
	Segments []Segment `json:"segments"`
}

// Several reports whether one text has several units where the other has one, or
// each has some: what was split or merged.
func (c *Change) Several() bool { return len(c.Old) > 1 || len(c.New) > 1 }

// Op is what happened to a run of characters.
type Op string

// The operations.
const (
	Equal  Op = "equal"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Class is the nature of a changed run.
type Class string

// The classes. All but [ClassText] may be hidden by a reader.
const (
	ClassText   Class = "text"
	ClassSpace  Class = "space"  // white space alone
	ClassWidth  Class = "width"  // full width against half width
	ClassGlyph  Class = "glyph"  // a variant of the same character
	ClassNumber Class = "number" // a numbering mark alone
	// ClassReference is a cross-reference that follows a renumbered article.
	ClassReference Class = "reference"
)

// Segment is a run of characters that came, went or stayed.
type Segment struct {
	Op    Op     `json:"op"`
	Class Class  `json:"class"`
	Text  string `json:"text"`
}
