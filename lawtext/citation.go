package lawtext

import (
	"bufio"
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
}

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
// none. Notes, contents and the title are not searched.
func Citations(t *Text) []Citation {
	c := newCiter(t)
	t.Walk(func(u *Unit) bool {
		switch u.Kind {
		case KindTitle, KindNote, KindContents, KindSignature:
			return false
		}
		c.unit(u)
		return true
	})
	return c.out
}

// Cited is what a text cites in the JSON shape that `hefa cite` prints.
type Cited struct {
	Citations []Citation `json:"citations"`
}

// Cited lists the text's citations; the list is never nil.
func (t *Text) Cited() Cited {
	list := Citations(t)
	if list == nil {
		list = []Citation{}
	}
	return Cited{Citations: list}
}

// WriteJSON writes the citations one by one, a line each; the whole need not
// stand in memory a second time. Its error is the writer's.
func (c Cited) WriteJSON(w io.Writer) error {
	j := jsonWriter{Writer: bufio.NewWriterSize(w, 1<<16)}
	j.raw(`{"citations":[`)
	for i := range c.Citations {
		if i > 0 {
			j.raw(",")
		}
		j.raw("\n")
		j.value(&c.Citations[i])
	}
	j.raw("]}\n")
	if j.err != nil {
		return fmt.Errorf("writing the citations as JSON: %w", j.err)
	}
	return j.Flush()
}
