package redline

import (
	"strings"

	"hefa/lawtext"
)

// block is one compared unit: an article with all that is in it, a heading
// alone, or the loose lines of an annex.
type block struct {
	unit    Unit
	kind    lawtext.Kind
	number  string
	address lawtext.Address
	text    string
	roots   []*lawtext.Unit  // whose lines make up the text; nil for a bare title
	root    [1]*lawtext.Unit // room for roots, as most have one
	form    form
	tabled  bool   // whether a table stands in it
	parent  int    // index of the heading block above it, or -1
	index   int    // position in reading order
	under   string // the words of the heading above it
	runes   []rune // the text's characters as similarity sees them
}

// form says how a block's text comes from its roots.
type form int

const (
	formWhole form = iota // all of the only root but its number
	formBare              // the only root's heading and own text
	formLoose             // all of each root, numbers included
)

// blockReader gathers the blocks of one text.
type blockReader struct {
	blocks   []*block
	articles map[*lawtext.Unit]bool // what counts as article and is not read yet
	started  bool                   // an article or heading has been seen
}

// blocksOf lists the compared units of a text in reading order.
func blocksOf(t *lawtext.Text) []*block {
	if t == nil {
		return nil
	}
	list := t.ArticleUnits()
	r := blockReader{articles: make(map[*lawtext.Unit]bool, len(list)), blocks: make([]*block, 0, len(list)+len(list)/4)}
	for _, u := range list {
		r.articles[u] = true
	}
	titled := false
	t.Walk(func(u *lawtext.Unit) bool {
		titled = titled || u.Kind == lawtext.KindTitle
		return !titled && u.Kind != lawtext.KindArticle
	})
	if !titled && t.Title != "" {
		r.add(&block{unit: UnitTitle, kind: lawtext.KindTitle, address: "title", text: t.Title, parent: -1})
	}
	r.read(t.Units, -1, false)
	for _, b := range r.blocks {
		if b.form == formLoose {
			lines := make([]string, len(b.roots))
			for i, u := range b.roots {
				text, tabled := u.PlainTabled()
				lines[i], b.tabled = u.Number+text, b.tabled || tabled
			}
			b.text = strings.Join(lines, "\n")
		}
	}
	return r.blocks
}

func (r *blockReader) add(b *block) int {
	b.index = len(r.blocks)
	if b.parent >= 0 {
		b.under = r.blocks[b.parent].text
	}
	r.blocks = append(r.blocks, b)
	return b.index
}

// read takes up a list of units below the heading given; inside an annex,
// everything but tables is filed under annex.
func (r *blockReader) read(units []*lawtext.Unit, parent int, annex bool) {
	for _, u := range units {
		if r.articles[u] {
			r.started = true
			delete(r.articles, u)
			r.whole(UnitArticle, u, parent)
			continue
		}
		switch {
		case u.Kind == lawtext.KindContents:
		case u.Kind == lawtext.KindTitle && !annex:
			r.whole(UnitTitle, u, parent)
		case u.Kind == lawtext.KindArticle:
			// An article of an annex, or of a second instrument in the file.
			r.whole(UnitAnnex, u, parent)
		case isHeading(u.Kind):
			r.started = true
			class := UnitHeading
			if annex {
				class = UnitAnnex
			}
			r.read(u.Children, r.opening(class, u, parent), annex)
		case u.Kind == lawtext.KindAnnex:
			r.read(u.Children, r.opening(UnitAnnex, u, parent), true)
		case u.Kind == lawtext.KindTable:
			r.whole(UnitTable, u, parent)
		case annex:
			r.loose(u, parent)
		case r.holdsArticles(u):
			r.read(u.Children, r.opening(r.aside(), u, parent), false)
		default:
			r.whole(r.aside(), u, parent)
		}
	}
}

// aside is the class of text that is neither article nor heading.
func (r *blockReader) aside() Unit {
	if r.started {
		return UnitAnnex
	}
	return UnitPreamble
}

func isHeading(k lawtext.Kind) bool {
	switch k {
	case lawtext.KindPart, lawtext.KindSubpart, lawtext.KindChapter, lawtext.KindSection:
		return true
	}
	return false
}

// holdsArticles reports whether units that count as articles stand inside.
func (r *blockReader) holdsArticles(u *lawtext.Unit) bool {
	for _, c := range u.Children {
		if r.articles[c] || r.holdsArticles(c) {
			return true
		}
	}
	return false
}

// whole adds a unit with everything inside it.
func (r *blockReader) whole(class Unit, u *lawtext.Unit, parent int) {
	text, tabled := u.PlainTabled()
	b := &block{
		unit: class, kind: u.Kind, number: u.Number, address: u.Address,
		text: text, root: [1]*lawtext.Unit{u}, tabled: tabled, parent: parent,
	}
	b.roots = b.root[:]
	r.add(b)
}

// opening adds a unit without its children.
func (r *blockReader) opening(class Unit, u *lawtext.Unit, parent int) int {
	text := u.Heading
	if u.Text != "" {
		if text != "" {
			text += "\n"
		}
		text += u.Text
	}
	return r.add(&block{
		unit: class, kind: u.Kind, number: u.Number, address: u.Address,
		text: text, roots: []*lawtext.Unit{u}, form: formBare, parent: parent,
	})
}

// loose adds a paragraph or item of an annex to the block of its neighbours.
func (r *blockReader) loose(u *lawtext.Unit, parent int) {
	if n := len(r.blocks); n > 0 {
		if b := r.blocks[n-1]; b.form == formLoose && b.parent == parent {
			b.roots = append(b.roots, u)
			return
		}
	}
	r.add(&block{
		unit: UnitAnnex, kind: lawtext.KindOther, address: u.Address,
		form: formLoose, roots: []*lawtext.Unit{u}, parent: parent,
	})
}

// joined is the text of several blocks, as the segments of a change give it.
func joined(blocks []*block) string {
	switch len(blocks) {
	case 0:
		return ""
	case 1:
		return blocks[0].text
	}
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.text
	}
	return strings.Join(texts, "\n")
}
