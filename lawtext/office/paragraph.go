package office

import (
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"hefa/lawtext"
)

// paragraph is one paragraph while it is read.
type paragraph struct {
	text    strings.Builder
	runes   int
	style   string
	num     numPr
	outline int
	joined  bool // its mark is deleted: the next paragraph goes on with it
	hidden  bool
	boxes   []lawtext.Block // text boxes anchored in it
	starts  map[string]int  // comments that begin in it, at a code point
}

func (p *paragraph) write(s string) {
	p.text.WriteString(s)
	p.runes += utf8.RuneCountInString(s)
}

// paragraph reads the paragraph just opened.
func (d *docx) paragraph() error {
	p := &paragraph{num: noNumPr, outline: -1}
	if d.held != nil {
		p = d.held
		d.held = nil
		p.joined = false
	}
	outer := d.current
	d.current = p
	err := d.stream.children(d.inline, nil)
	d.current = outer
	if err != nil {
		return err
	}
	if p.joined {
		d.held = p
		return nil
	}
	d.emit(p)
	return nil
}

// flush emits a paragraph that was held for one that never came.
func (d *docx) flush() {
	if p := d.held; p != nil {
		d.held = nil
		d.emit(p)
	}
}

// emit makes the paragraph a block, with its automatic number.
func (d *docx) emit(p *paragraph) {
	b := lawtext.Block{Text: p.text.String()}
	if n, ok := d.counter.resolve(p.num, p.style); ok && !p.hidden && p.num.num != 0 {
		b.Number = d.counter.next(n)
	}
	d.hint(&b, p)
	at := len(d.blocks)
	if b.Text != "" || b.Number != "" || len(p.starts) > 0 {
		d.blocks = append(d.blocks, b)
		shift := 0
		if b.Number != "" {
			shift = utf8.RuneCountInString(b.Number) + 1
		}
		for id, start := range p.starts {
			if c := d.comments[id]; c != nil {
				c.block, c.at = at, start+shift
				if d.nested > 0 {
					c.block, c.at = d.base, 0
				}
			}
		}
	}
	d.blocks = append(d.blocks, p.boxes...)
}

// hint says what the paragraph's style makes of it.
func (d *docx) hint(b *lawtext.Block, p *paragraph) {
	level, title, contents := d.styles.heading(p.style)
	if p.outline >= 0 && p.outline < 9 {
		level = p.outline + 1
	}
	blank := strings.TrimSpace(b.Text) == ""
	switch {
	case title && d.titled < 2 && b.Number == "":
		if !blank {
			b.Hint = lawtext.HintTitle
			d.titled = 1
		}
		return
	case contents:
		b.Hint = lawtext.HintContents
	case level > 0 && b.Number == "" && p.runes <= 60:
		b.Hint, b.Level = lawtext.HintHeading, level
	}
	if d.titled == 1 && !blank {
		d.titled = 2
	}
}

// properties reads the pPr just opened, and, where the text before changes is
// read, those that it had then.
func (d *docx) properties(p *paragraph) error {
	return d.stream.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "pPrChange":
			d.formatted++
			if d.original {
				p.style, p.num, p.outline = "", noNumPr, -1
				return d.stream.children(func(xml.StartElement) error { return d.properties(p) }, nil)
			}
		case "pStyle":
			if p.style == "" || p.runes == 0 {
				p.style = attr(e, "val")
			}
		case "numPr":
			n, inserted, err := readNumPr(d.stream)
			if inserted && d.original {
				n = noNumPr
			}
			if p.num == noNumPr || p.runes == 0 {
				p.num = n
			}
			return err
		case "outlineLvl":
			p.outline = integer(attr(e, "val"), -1)
		case "rPr":
			return d.markProperties(p)
		}
		return d.stream.skip()
	}, nil)
}

// markProperties reads the properties of the paragraph's mark.
func (d *docx) markProperties(p *paragraph) error {
	return d.stream.children(func(e xml.StartElement) error {
		switch name := local(e.Name); name {
		case "ins", "moveTo", "del", "moveFrom":
			if !d.change(name) {
				p.joined = true
			}
		case "vanish":
			p.hidden = on(e)
		}
		return d.stream.skip()
	}, nil)
}

// inline reads what stands inside a paragraph.
func (d *docx) inline(e xml.StartElement) error {
	p := d.current
	switch name := local(e.Name); name {
	case "pPr":
		return d.properties(p)
	case "r":
		return d.run()
	case "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo":
		return d.stream.children(d.inline, nil)
	case "ins", "moveTo", "del", "moveFrom":
		if !d.change(name) {
			return d.stream.skip()
		}
		return d.stream.children(d.inline, nil)
	case "mc:AlternateContent":
		return d.alternate(d.inline)
	case "commentRangeStart", "commentRangeEnd":
		d.commentRange(name, attr(e, "id"))
	case "m:oMath", "m:oMathPara":
		return d.math()
	}
	return d.stream.skip()
}

// run reads the run just opened.
func (d *docx) run() error {
	hidden := false
	return d.stream.children(func(e xml.StartElement) error {
		if local(e.Name) == "rPr" {
			var err error
			hidden, err = d.runHidden()
			return err
		}
		if hidden {
			d.omitted["hidden text"] = true
			return d.stream.skip()
		}
		return d.runChild(e)
	}, nil)
}

func (d *docx) runHidden() (bool, error) {
	hidden := false
	err := d.stream.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "vanish":
			hidden = on(e)
		case "rStyle":
			hidden = hidden || d.styles.byID[attr(e, "val")] != nil && d.styles.hidden(attr(e, "val"))
		}
		return d.stream.skip()
	}, nil)
	return hidden, err
}

// breaks are the run children that stand for one character.
var breaks = map[string]string{
	"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t",
}

func (d *docx) runChild(e xml.StartElement) error {
	switch name := local(e.Name); name {
	case "t", "delText":
		s, err := d.stream.text()
		d.say(s)
		return err
	case "tab", "cr", "noBreakHyphen", "ptab":
		d.say(breaks[name])
	case "br":
		if t := attr(e, "type"); t == "" || t == "textWrapping" {
			d.say("\n")
		}
	case "sym":
		d.symbol(e)
	case "fldChar":
		d.fieldChar(attr(e, "fldCharType"))
	case "footnoteReference", "endnoteReference":
		d.footnotes = append(d.footnotes, note{strings.TrimSuffix(name, "Reference") + "s", attr(e, "id")})
	case "commentReference":
		d.commentPoint(attr(e, "id"))
	case "ruby":
		return d.ruby()
	case "mc:AlternateContent":
		return d.alternate(d.runChild)
	case "drawing", "pict", "object":
		return d.drawing()
	case "*:txbx", "*:textbox":
		return d.drawing()
	}
	return d.stream.skip()
}

// say adds characters to the paragraph, unless they are a field's
// instruction.
func (d *docx) say(s string) {
	for _, f := range d.fields {
		if !f.result {
			return
		}
	}
	if d.current == nil || s == "" {
		return
	}
	d.current.write(s)
	for id := range d.openComments {
		d.comments[id].quote(s)
	}
}

func (d *docx) fieldChar(kind string) {
	switch n := len(d.fields); {
	case kind == "begin":
		d.fields = append(d.fields, field{})
	case kind == "separate" && n > 0:
		d.fields[n-1].result = true
	case kind == "end" && n > 0:
		d.fields = d.fields[:n-1]
	}
}

// symbol writes a character of a symbol font where it has a place of its own
// in Unicode.
func (d *docx) symbol(e xml.StartElement) {
	r := rune(0)
	for _, c := range strings.ToLower(attr(e, "char")) {
		i := strings.IndexRune("0123456789abcdef", c)
		if i < 0 || r > 0xFFFF {
			return
		}
		r = r<<4 + rune(i)
	}
	if r >= 0xF000 && r <= 0xF0FF || r == 0 || !utf8.ValidRune(r) {
		d.omitted["symbols"] = true
		return
	}
	d.say(string(r))
}

// ruby reads the base of a text with phonetic guide.
func (d *docx) ruby() error {
	return d.stream.children(func(e xml.StartElement) error {
		if local(e.Name) == "rubyBase" {
			return d.stream.children(d.inline, nil)
		}
		return d.stream.skip()
	}, nil)
}

// math reads the characters of a formula.
func (d *docx) math() error {
	return d.stream.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "m:t", "t":
			s, err := d.stream.text()
			d.say(s)
			return err
		}
		return d.math()
	}, nil)
}

// drawing looks for text boxes inside a drawing; their paragraphs follow the
// one they are anchored in.
func (d *docx) drawing() error {
	return d.stream.children(func(e xml.StartElement) error {
		switch local(e.Name) {
		case "txbxContent":
			return d.box()
		case "mc:AlternateContent":
			return d.alternate(func(e xml.StartElement) error {
				if local(e.Name) == "txbxContent" {
					return d.box()
				}
				return d.drawing()
			})
		}
		return d.drawing()
	}, nil)
}

// box reads a text box.
func (d *docx) box() error {
	outer := d.blocks
	held, fields, current := d.held, d.fields, d.current
	d.blocks, d.held, d.fields, d.current = nil, nil, nil, nil
	d.enter(len(outer))
	err := d.body()
	d.flush()
	d.nested--
	inside := d.blocks
	d.blocks, d.held, d.fields, d.current = outer, held, fields, current
	for _, b := range inside {
		b.Hint = lawtext.HintNone
		if d.current == nil {
			d.blocks = append(d.blocks, b)
			continue
		}
		d.current.boxes = append(d.current.boxes, b)
	}
	return err
}

// enter begins a table cell or a text box that becomes block base.
func (d *docx) enter(base int) {
	if d.nested == 0 {
		d.base = base
	}
	d.nested++
}
