package office

import (
	"encoding/xml"
	"slices"
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// readNotes adds the footnotes and endnotes that the text refers to, behind
// everything else.
func (d *docx) readNotes(part func(kind, fallback string) ([]byte, error)) error {
	if len(d.footnotes) == 0 {
		return nil
	}
	texts := map[note][]lawtext.Block{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if !slices.ContainsFunc(d.footnotes, func(n note) bool { return n.part == kind }) {
			continue
		}
		b, err := part(kind, "word/"+kind+".xml")
		if err != nil {
			return err
		}
		if b == nil {
			continue
		}
		if err := d.readNotePart(kind, b, texts); err != nil {
			return xmlError(kind, err)
		}
	}
	for _, n := range d.footnotes {
		d.blocks = append(d.blocks, texts[n]...)
		delete(texts, n)
	}
	return nil
}

func (d *docx) readNotePart(kind string, part []byte, texts map[note][]lawtext.Block) error {
	s, err := openStream(part)
	if err != nil {
		return err
	}
	d.stream, d.fields = s, nil
	s.most = d.limits.Paragraphs
	if _, err := s.root(); err != nil {
		return err
	}
	outer := d.blocks
	defer func() { d.blocks = outer }()
	return s.children(func(e xml.StartElement) error {
		if t := attr(e, "type"); t != "" && t != "normal" {
			return s.skip() // separators
		}
		d.blocks = nil
		err := d.body()
		d.flush()
		for i := range d.blocks {
			d.blocks[i].Hint, d.blocks[i].Level = lawtext.HintNotBody, 0
		}
		texts[note{kind, attr(e, "id")}] = d.blocks
		return err
	}, nil)
}

// docComment is a comment while the document is read.
type docComment struct {
	Comment
	block, at int // where its range begins
	quoted    strings.Builder
}

// maxQuoted bounds the words kept of what a comment was made on.
const maxQuoted = 6000

func (c *docComment) quote(s string) {
	if c.quoted.Len() < maxQuoted {
		c.quoted.WriteString(s)
	}
}

// maxComments bounds how many comments are read.
const maxComments = 20000

// commentRange opens or closes the range of a comment.
func (d *docx) commentRange(name, id string) {
	if name == "commentRangeEnd" {
		delete(d.openComments, id)
		return
	}
	if len(d.comments) >= maxComments || d.comments[id] != nil {
		return
	}
	d.startComment(id)
	if len(d.openComments) < 200 {
		d.openComments[id] = true
	}
}

// commentPoint places a comment that has no range.
func (d *docx) commentPoint(id string) {
	if len(d.comments) < maxComments && d.comments[id] == nil {
		d.startComment(id)
	}
}

func (d *docx) startComment(id string) {
	c := &docComment{block: len(d.blocks)}
	if d.nested > 0 {
		c.block = d.base
	}
	d.comments[id] = c
	d.order = append(d.order, id)
	if p := d.current; p != nil {
		if p.starts == nil {
			p.starts = map[string]int{}
		}
		p.starts[id] = p.runes
	}
}

// readComments reads comments.xml: who said what.
func (d *docx) readComments(part []byte) error {
	if part == nil {
		return nil
	}
	s, err := openStream(part)
	if err != nil {
		return err
	}
	d.stream, d.fields = s, nil
	s.most = d.limits.Paragraphs
	if _, err := s.root(); err != nil {
		return err
	}
	outer := d.blocks
	defer func() { d.blocks = outer }()
	return s.children(func(e xml.StartElement) error {
		id := attr(e, "id")
		author, date := attr(e, "author"), attr(e, "date")
		d.blocks = nil
		if err := d.body(); err != nil {
			return err
		}
		d.flush()
		if c := d.comments[id]; c != nil {
			c.Author, c.Date, c.Text = author, date, cellText(d.blocks)
		}
		return nil
	}, nil)
}

// placeComments finds the unit each comment was made on.
func (d *docx) placeComments(src lawtext.Source, text *lawtext.Text) []Comment {
	if len(d.order) == 0 {
		return nil
	}
	starts := make([]int, len(src.Blocks)+1)
	for i := range src.Blocks {
		one := lawtext.Source{Blocks: src.Blocks[i : i+1]}
		starts[i+1] = starts[i] + utf8.RuneCountInString(one.Plain()) + 1
	}
	var list []Comment
	for _, id := range d.order {
		c := d.comments[id]
		if c.Text == "" && c.Author == "" {
			continue
		}
		c.Quoted = strings.TrimSpace(c.quoted.String())
		if c.block < len(src.Blocks) {
			at := starts[c.block] + c.at
			u := text.At(at)
			if u == nil || u.Source.End == at { // behind the last character
				u = text.At(at - 1)
			}
			if u != nil {
				c.Address = u.Address
			}
		}
		list = append(list, c.Comment)
	}
	return list
}
