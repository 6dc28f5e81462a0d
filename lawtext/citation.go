package lawtext

import (
	"fmt"
	"io"
)

// Citation is one place where a text names an instrument or a unit of one.
type Citation struct {
	// Raw is the citation as written, title and units.
	Raw string `json:"raw"`
	// Title is the title as written, without 《》; "" where the text names
	// units of its own.
	Title string `json:"title"`
	// NormalTitle is the full title in the form of [NormalTitle], short
	// titles resolved; "" where the text names units of its own.
	NormalTitle string `json:"normalTitle"`
	// Number is the issuing number (国办发〔2018〕37号) behind the title, or "".
	Number string `json:"number,omitempty"`
	// Addresses are the units named, ranges expanded.
	Addresses []Address `json:"addresses"`
	// Unit is where the citation stands, as a sentence would cite it: "10" for
	// the only paragraph of article 10, whose own address is "10.1".
	Unit Address `json:"unit"`
	// Place is the innermost unit it stands in, Range where in that unit's
	// Text, in code points.
	Place Address `json:"place"`
	Range Range   `json:"range"`
	// Relation is what the text states of the instrument cited, or "".
	Relation Relation `json:"relation,omitempty"`
	// Form says how the instrument is named.
	Form Form `json:"form"`
	// Cut is set where more units are named than Addresses lists.
	Cut bool `json:"cut,omitempty"`
}

// What one text may cite at most; the longest has some thousands.
const (
	maxCitations = 100_000
	maxAddresses = 500_000
)

// Form is how a citation names its instrument.
type Form string

// The forms of citations.
const (
	FormTitle    Form = "title"    // 《…》
	FormShort    Form = "short"    // a short title introduced before
	FormKnown    Form = "known"    // a well-known law without 《》
	FormUnmarked Form = "unmarked" // another title without 《》, right before its article
	FormThat     Form = "that"     // 该法, 该条例
	FormOwn      Form = "own"      // 本办法第三条, 第三条, 本条, 前款
)

// Relation is what a text states of an instrument that it cites.
type Relation string

// The relations that are recognised.
const (
	RelationBasis    Relation = "made-under" // 根据《…》，制定本办法
	RelationRepeals  Relation = "repeals"    // 《…》同时废止
	RelationAmends   Relation = "amends"     // 对《…》作如下修改
	RelationReplaces Relation = "replaces"   // 代替《…》
)

// Citations lists the citations of a text in reading order: outward ones, by
// title, and inward ones. Names of certificates, forms and lists in 《》 are
// none. Notes, contents and the title are not searched. Of a text that cites
// more than any does, the first 100,000 are listed.
func Citations(t *Text) []Citation { return t.Cited().Citations }

// Cited is what a text cites in the JSON shape that `hefa cite` prints.
type Cited struct {
	Citations []Citation `json:"citations"`
	// Cut is where the search stopped, since the text cites more than any
	// does; nil where it went to the end.
	Cut *Cut `json:"cut,omitempty"`
	// Effective, ValidUntil and Interpreter are what the text states of itself
	// and not of another: see [Text].
	Effective   string `json:"effective,omitempty"`
	ValidUntil  string `json:"validUntil,omitempty"`
	Interpreter string `json:"interpreter,omitempty"`
}

// Cut is the place behind which a text was not searched.
type Cut struct {
	// Place is the innermost unit, At the code point in its Text.
	Place Address `json:"place"`
	At    int     `json:"at"`
}

// Cited lists the text's citations; the list is never nil.
func (t *Text) Cited() Cited {
	c := newCiter(t)
	c.out = []Citation{}
	t.Walk(func(u *Unit) bool {
		switch u.Kind {
		case KindTitle, KindNote, KindContents, KindSignature:
			return false
		}
		if c.cut == nil {
			c.unit(u)
		}
		return c.cut == nil
	})
	return Cited{Citations: c.out, Cut: c.cut, Effective: t.Effective, ValidUntil: t.ValidUntil, Interpreter: t.Interpreter}
}

// WriteJSON writes the citations one by one, a line each; the whole need not
// stand in memory a second time. Its error is the writer's.
func (c Cited) WriteJSON(w io.Writer) error {
	j := newJSONWriter(w)
	j.raw(`{"citations":[`)
	for i := range c.Citations {
		if i > 0 {
			j.raw(",")
		}
		j.raw("\n")
		j.value(&c.Citations[i])
	}
	j.raw("]")
	c.Citations = nil
	j.close(c, `{"citations":null`)
	j.raw("\n")
	if j.err != nil {
		return fmt.Errorf("writing the citations as JSON: %w", j.err)
	}
	return j.Flush()
}
