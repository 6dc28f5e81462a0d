// Package docx writes Word files (WordprocessingML, ECMA-376, transitional):
// official papers after GB/T 9704-2012, tables, and tracked changes. It is
// pure, and the same calls give the same bytes.
//
// A file holds what it was told and nothing else: no author, no date, no
// program, but for those of the tracked changes, which the format asks for.
package docx

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"
)

// MediaType is that of the files written here.
const MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Options say what a file carries beside its text.
type Options struct {
	// Title is the file's title property; "" leaves it out.
	Title string
	// Author and Date are those of all tracked changes. The format demands an
	// author; a zero date is left out.
	Author string
	Date   time.Time
	// Paper is the paper of the (last) section.
	Paper Paper
}

// Document is a Word file being written. Paragraphs and tables are added in
// reading order.
type Document struct {
	options Options
	body    bytes.Buffer
	id      int    // the last id given to an annotation
	by      string // author and date as attributes
	starts  bytes.Buffer
	moves   []move // begun and not ended
	table   bool   // the last thing written is a table
	empty   bool   // nothing has been written
}

type move struct {
	id   int
	kind Revision
}

// New begins a file.
func New(o Options) *Document {
	d := &Document{options: o, empty: true}
	d.by = ` w:author="` + escaped(o.Author) + `"`
	if !o.Date.IsZero() {
		d.by += ` w:date="` + o.Date.UTC().Format("2006-01-02T15:04:05Z") + `"`
	}
	return d
}

// nextID is an id no other annotation of the file has.
func (d *Document) nextID() int {
	d.id++
	return d.id
}

// annotated writes the attributes every tracked change has.
func (d *Document) annotated(b *bytes.Buffer) {
	b.WriteString(` w:id="`)
	b.WriteString(strconv.Itoa(d.nextID()))
	b.WriteByte('"')
	b.WriteString(d.by)
}

// BeginMove says that what follows was moved: from here (MovedFrom) or to here
// (MovedTo). The two ends of a move have the same name, each once.
func (d *Document) BeginMove(kind Revision, name string) {
	d.moves = append(d.moves, move{d.nextID(), kind})
	fmt.Fprintf(&d.starts, `<w:%sRangeStart w:id="%d"%s w:name="%s"/>`, kind.element(), d.id, d.by, escaped(name))
}

// EndMove ends what the last BeginMove began.
func (d *Document) EndMove() {
	last := len(d.moves) - 1
	m := d.moves[last]
	d.moves = d.moves[:last]
	d.flushStarts()
	fmt.Fprintf(&d.body, `<w:%sRangeEnd w:id="%d"/>`, m.kind.element(), m.id)
}

// flushStarts writes the beginnings of moves between paragraphs.
func (d *Document) flushStarts() {
	d.body.Write(d.starts.Bytes())
	d.starts.Reset()
}

// Section ends a section: all since the last one stands on the paper given.
func (d *Document) Section(p Paper) {
	d.body.WriteString("<w:p><w:pPr>")
	p.write(&d.body)
	d.body.WriteString("</w:pPr></w:p>")
	d.table = false
}

// WriteTo writes the file. It implements [io.WriterTo].
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	c := &counter{w: w}
	if err := d.write(c); err != nil {
		return c.n, fmt.Errorf("writing a Word file: %w", err)
	}
	return c.n, nil
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
