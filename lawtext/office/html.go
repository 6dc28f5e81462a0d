package office

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"hefa/lawtext"
)

// metaCharset finds the encoding a page declares. It is compiled when it is
// first needed, which takes as long as many a text takes to read.
var metaCharset = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
})

// decodeHTML decodes a page: by its mark, by what it declares, as UTF-8, or
// as GB 18030.
func decodeHTML(data []byte) (text, encoding string, err error) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return decode(data)
	}
	if utf8.Valid(data) {
		return decode(data) // whatever it declares: GB 18030 is not valid UTF-8 by chance
	}
	m := metaCharset().FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return decode(data)
	}
	enc, name := charset.Lookup(string(m[1]))
	switch name {
	case "", "utf-8", "gbk", "gb18030", "windows-1252", "replacement":
		return decode(data)
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil || bytes.Contains(out, []byte("\uFFFD")) {
		return "", "", refuse(ErrEncoding, name)
	}
	return string(out), name, nil
}

// readHTML reads a page as a browser shows it: blocks as lines, tables as
// tables, list numbers computed; scripts, styles and forms' controls left
// out.
func readHTML(data []byte, limits Limits) (*Reading, error) {
	s, encoding, err := decodeHTML(data)
	if err != nil {
		return nil, err
	}
	p := &page{omitted: map[string]bool{}}
	p.read(s)
	src := lawtext.Source{Blocks: p.blocks}
	if strings.TrimSpace(src.Plain()) == "" {
		return nil, refuse(ErrEmpty, "")
	}
	if err := bounded(src, limits.Paragraphs); err != nil {
		return nil, err
	}
	reading := &Reading{Format: formatHTML, MediaType: "text/html", Encoding: encoding, Text: lawtext.Parse(src)}
	for what := range p.omitted {
		reading.Omitted = append(reading.Omitted, what)
	}
	slices.Sort(reading.Omitted)
	return reading, nil
}

// page turns the tags of a page into blocks. It keeps no tree, so that any
// nesting costs the same.
type page struct {
	blocks  []lawtext.Block
	line    strings.Builder
	space   bool // white space is due before the next character
	heading int
	titled  bool
	number  string
	skip    atom.Atom // the element whose content is left out
	skipped int       // how deep it nests in itself
	pre     int
	omitted map[string]bool
	lists   []list
	tables  []*pageTable
}

// list is an open ol or ul.
type list struct {
	ordered bool
	next    int
	style   string
}

// leftOut are the elements whose content is no text, and what they are
// called.
var leftOut = map[atom.Atom]string{
	atom.Script: "scripts", atom.Style: "", atom.Noscript: "", atom.Template: "", atom.Iframe: "frames", atom.Object: "embedded objects",
	atom.Select: "form controls", atom.Textarea: "form controls", atom.Button: "form controls", atom.Svg: "pictures", atom.Title: "",
	atom.Audio: "media", atom.Video: "media", atom.Canvas: "pictures",
}

// blockTags end the line before and behind them.
var blockTags = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.H1: true, atom.H2: true, atom.H3: true,
	atom.H4: true, atom.H5: true, atom.H6: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Caption: true,
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Nav: true, atom.Aside: true,
	atom.Blockquote: true, atom.Pre: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Hr: true, atom.Body: true, atom.Html: true,
	atom.Center: true, atom.Form: true, atom.Fieldset: true, atom.Figure: true, atom.Address: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true,
}

func (p *page) read(s string) {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(0)
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.endLine()
			for len(p.tables) > 0 {
				p.endTable()
			}
			return
		case html.TextToken:
			if p.skip == 0 {
				p.write(string(z.Text()))
			}
		case html.StartTagToken:
			p.start(z, false)
		case html.SelfClosingTagToken:
			p.start(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(atom.Lookup(name))
		}
	}
}

func attributes(z *html.Tokenizer) map[string]string {
	var m map[string]string
	for {
		k, v, more := z.TagAttr()
		if len(k) > 0 && len(m) < 50 {
			if m == nil {
				m = map[string]string{}
			}
			m[string(k)] = string(v)
		}
		if !more {
			return m
		}
	}
}

func (p *page) start(z *html.Tokenizer, closed bool) {
	name, hasAttr := z.TagName()
	tag := atom.Lookup(name)
	if p.skip != 0 {
		if tag == p.skip && !closed {
			p.skipped++
		}
		return
	}
	if what, out := leftOut[tag]; out {
		if what != "" {
			p.omitted[what] = true
		}
		if !closed {
			p.skip, p.skipped = tag, 1
		}
		return
	}
	if tag == atom.Img {
		p.omitted["pictures"] = true
	}
	if blockTags[tag] {
		p.endLine()
	}
	var attrs map[string]string
	if hasAttr {
		attrs = attributes(z)
	}
	p.open(tag, attrs)
}

func (p *page) open(tag atom.Atom, attrs map[string]string) {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading = int(tag.String()[1] - '0')
	case atom.Pre:
		p.pre++
	case atom.Ol, atom.Ul:
		l := list{ordered: tag == atom.Ol, next: 1, style: attrs["type"]}
		if n, err := strconv.Atoi(attrs["start"]); err == nil {
			l.next = n
		}
		if len(p.lists) < 1000 {
			p.lists = append(p.lists, l)
		}
	case atom.Li:
		if n := len(p.lists); n > 0 && p.lists[n-1].ordered {
			l := &p.lists[n-1]
			if v, err := strconv.Atoi(attrs["value"]); err == nil {
				l.next = v
			}
			p.number = l.mark()
			l.next++
		}
	case atom.Table:
		if len(p.tables) < 100 {
			p.tables = append(p.tables, &pageTable{})
		}
	case atom.Tr:
		if t := p.table(); t != nil {
			t.endCell()
			t.rows = append(t.rows, nil)
		}
	case atom.Td, atom.Th:
		if t := p.table(); t != nil {
			t.openCell(attrs)
		}
	}
}

// mark is the number a browser shows before the item.
func (l *list) mark() string {
	switch l.style {
	case "a":
		return letters(l.next, 'a') + "."
	case "A":
		return letters(l.next, 'A') + "."
	case "i":
		return strings.ToLower(roman(l.next)) + "."
	case "I":
		return roman(l.next) + "."
	}
	return strconv.Itoa(l.next) + "."
}

func (p *page) end(tag atom.Atom) {
	if p.skip != 0 {
		if tag == p.skip {
			if p.skipped--; p.skipped <= 0 {
				p.skip = 0
			}
		}
		return
	}
	if blockTags[tag] {
		p.endLine()
	}
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.heading = 0
	case atom.Pre:
		p.pre = max(p.pre-1, 0)
	case atom.Ol, atom.Ul:
		if n := len(p.lists); n > 0 {
			p.lists = p.lists[:n-1]
		}
	case atom.Td, atom.Th, atom.Tr:
		if t := p.table(); t != nil {
			t.endCell()
		}
	case atom.Table:
		p.endTable()
	}
}

// write adds characters, white space collapsed as a browser does; between
// two Han characters a line end is none.
func (p *page) write(s string) {
	if p.pre > 0 {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				p.endLine()
			}
			p.line.WriteString(strings.TrimSuffix(line, "\r"))
		}
		return
	}
	newline := false
	for _, r := range s {
		switch r {
		case '\n', '\r':
			newline = true
			fallthrough
		case ' ', '\t', '\f':
			p.space = true
			continue
		}
		if p.space && p.line.Len() > 0 && (!newline || r < 0x2E80 || !p.endsWide()) {
			p.line.WriteByte(' ')
		}
		p.space, newline = false, false
		p.line.WriteRune(r)
	}
}

func (p *page) endsWide() bool {
	r, _ := utf8.DecodeLastRuneInString(p.line.String())
	return r >= 0x2E80
}

// endLine makes the line a block.
func (p *page) endLine() {
	text := strings.TrimSpace(p.line.String())
	p.line.Reset()
	p.space = false
	if text == "" {
		return
	}
	if t := p.table(); t != nil && t.cell != nil {
		t.addLine(strings.TrimSpace(p.number + " " + text))
		p.number = ""
		return
	}
	b := lawtext.Block{Text: text, Number: p.number}
	p.number = ""
	switch {
	case p.heading == 1 && !p.titled:
		b.Hint, p.titled = lawtext.HintTitle, true
	case p.heading > 0:
		b.Hint, b.Level = lawtext.HintHeading, p.heading
	}
	p.blocks = append(p.blocks, b)
}
